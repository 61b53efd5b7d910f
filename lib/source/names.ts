import type { CslName } from "./csl";

/**
 * Names as a person writes them: "Family, Given", several with a semicolon between; a body, or a
 * name that nobody has taken apart, as it is called. Braces keep a comma or semicolon inside such a
 * name: "{Ministry of Food, Agriculture and Forestry}". What cannot be told apart stays whole; a
 * name is never guessed at.
 */
export function parseNames(written: string): CslName[] {
  return splitOutsideBraces(written, ";").flatMap((name) => parseName(name) ?? []);
}

function parseName(written: string): CslName | null {
  const name = written.trim();
  if (name === "") return null;
  const braced = /^\{([^{}]*)\}$/.exec(name)?.[1]?.trim();
  if (braced !== undefined) return braced === "" ? null : { literal: cut(braced) };
  const [family = "", ...rest] = name.split(",").map((part) => part.trim());
  // "King, Martin Luther, Jr." has a suffix; more commas than that are no person's name.
  const [given = "", suffix = ""] = rest;
  if (family === "" || given === "" || rest.length > 2) return { literal: cut(name) };
  return {
    family: cut(family),
    given: cut(given),
    ...(suffix !== "" && { suffix: cut(suffix) }),
  };
}

/** Names as `parseNames` reads them. */
export function formatNames(names: readonly CslName[] | undefined): string {
  return (names ?? []).map(formatName).join("; ");
}

function formatName(name: CslName): string {
  if (name.literal !== undefined) {
    return /[,;{}]/.test(name.literal) ? `{${name.literal.replace(/[{}]/g, "")}}` : name.literal;
  }
  const family = [name["non-dropping-particle"], name.family].filter(Boolean).join(" ");
  const given = [name.given, name["dropping-particle"]].filter(Boolean).join(" ");
  return [family, given, name.suffix].filter(Boolean).join(", ");
}

function splitOutsideBraces(text: string, separator: string): string[] {
  const parts = [""];
  let depth = 0;
  for (const character of text) {
    if (character === "{") depth += 1;
    if (character === "}") depth = Math.max(0, depth - 1);
    if (character === separator && depth === 0) parts.push("");
    else parts[parts.length - 1] += character;
  }
  return parts;
}

/** As long as a part of a name may be. */
function cut(part: string): string {
  return part.slice(0, 500).trim();
}
