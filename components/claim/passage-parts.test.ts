import { describe, expect, it } from "vitest";
import type { Passage } from "@/lib/claim/schema";
import { partsOf } from "./passage-parts";

/** [words] and {context} in a text; blocks come out a line each. */
function passage(source: string, offset = 0): Passage {
  const targets: Passage["targets"] = [];
  let text = "";
  const open: { role: "words" | "context"; start: number }[] = [];
  for (const sign of source) {
    if (sign === "[") open.push({ role: "words", start: text.length + offset });
    else if (sign === "{") open.push({ role: "context", start: text.length + offset });
    else if (sign === "]" || sign === "}") {
      const begun = open.pop();
      if (begun) targets.push({ ...begun, end: text.length + offset });
    } else text += sign;
  }
  return { text, offset, targets };
}

function shown(given: Passage): string[] {
  return partsOf(given).map(({ parts }) =>
    parts
      .map(({ text, role }) => {
        if (role === "words") return `[${text}]`;
        return role === "context" ? `{${text}}` : text;
      })
      .join(""),
  );
}

describe("a passage", () => {
  it.each([
    ["It rained. {In 1988} [he won] {in Ohio.}"],
    ["[All of it.]"],
    ["Nothing marked."],
    ["One [word]."],
  ])("is cut where its targets are: %s", (source) => {
    expect(shown(passage(source))).toEqual([source]);
    expect(shown(passage(source, 4_217))).toEqual([source]);
  });

  it("is cut into blocks, targets across them too", () => {
    expect(shown(passage("First [block.\n\nSecond] one.\n\nThird."))).toEqual([
      "First [block.]",
      "[Second] one.",
      "Third.",
    ]);
  });

  it("takes words before context where both lie on a place", () => {
    expect(shown(passage("{The whole [sentence] is context.}"))).toEqual([
      "{The whole }[sentence]{ is context.}",
    ]);
  });

  it("counts from where the passage begins in the article", () => {
    const [block] = partsOf(passage("a [b]", 100));
    expect(block?.start).toBe(100);
    expect(block?.parts.map(({ start }) => start)).toEqual([100, 102]);
  });
});
