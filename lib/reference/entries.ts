import type { ListFormat } from "./schema";

/** An entry of a list as it stands there. */
export interface RawEntry {
  /** The line on which it begins, from 1. */
  line: number;
  text: string;
}

/** The format of a list of references; null for what is markup or has no words. */
export function formatOf(text: string): ListFormat | null {
  if (/^\s*(?:\{|\[\s*(?:[[{"\]]|$|\w+\s*[,\]]))/.test(text)) return "csl";
  if (/^[ \t]*TY {1,2}- ?/m.test(text)) return "ris";
  if (/^[ \t]*@[A-Za-z]+\s*[{(]/m.test(text)) return "bibtex";
  return /^\s*</.test(text) || !/\p{L}{2}/u.test(text) ? null : "lines";
}

/** What BibTeX has beside entries; the abbreviations of "@string" count in what follows. */
const NO_ENTRY = /^@\s*(string|preamble|comment)\b/i;

export interface BibtexEntries {
  entries: RawEntry[];
  /** The list's abbreviations, to be put before an entry that is read alone. */
  strings: string;
}

/**
 * The entries of a BibTeX file. Each begins with "@type{" at the beginning of a line and goes as far
 * as its braces do, or, where they are not closed, to the line before the next one: a broken entry
 * does not take the others with it. What stands between entries is a comment in BibTeX.
 */
export function bibtexEntries(text: string): BibtexEntries {
  const starts = [...text.matchAll(/^[ \t]*@\s*[A-Za-z]+\s*[{(]/gm)].map(({ index }) => index);
  const entries: RawEntry[] = [];
  let strings = "";
  let closed = 0;
  const lineAt = lineCounter(text);
  for (const [at, start] of starts.entries()) {
    // It stands inside a value that went over several lines.
    if (start < closed) continue;
    const next = starts[at + 1] ?? text.length;
    const end = closingBrace(text, start);
    const isClosed = end !== null && !hasEntryOfItsOwn(text.slice(start, end), starts.length);
    closed = isClosed ? end : next;
    const entry = text.slice(start, closed).trim();
    if (/^@\s*string\b/i.test(entry)) strings += `${entry}\n`;
    if (!NO_ENTRY.test(entry)) entries.push({ line: lineAt(start), text: entry });
  }
  return { entries, strings };
}

/** Whether braces that were left open closed only in a later entry. */
function hasEntryOfItsOwn(text: string, entries: number): boolean {
  return entries > 1 && /\n[ \t]*@\s*[A-Za-z]+\s*\{\s*[^\s{}",=]+\s*,/.test(text);
}

/** The place after the brace that closes the first one from `start`; null where none does. */
function closingBrace(text: string, start: number): number | null {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const character = text[at];
    if (character === "\\") at += 1;
    else if (character === "{") depth += 1;
    else if (character === "}") {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return null;
}

/** The records of a RIS file, each from its "TY" to its "ER" or to the next "TY". */
export function risEntries(text: string): RawEntry[] {
  const entries: RawEntry[] = [];
  let lines: string[] | null = null;
  let first = 0;
  const end = () => {
    if (lines) entries.push({ line: first, text: lines.join("\n") });
    lines = null;
  };
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    if (/^\s*TY {1,2}- ?/.test(line)) {
      end();
      lines = [];
      first = index + 1;
    }
    if (/^\s*ER {1,2}-/.test(line)) end();
    else if (lines) lines.push(line);
    // What stands outside of records is in none: it is told of as an entry that cannot be read.
    else if (line.trim() !== "") entries.push({ line: index + 1, text: line });
  }
  end();
  return entries;
}

/** The line of a place in the text, for places asked for in ascending order. */
function lineCounter(text: string): (offset: number) => number {
  let line = 1;
  let counted = 0;
  return (offset) => {
    for (; counted < offset; counted++) if (text[counted] === "\n") line += 1;
    return line;
  };
}
