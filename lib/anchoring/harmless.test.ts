import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { differsHarmlessly } from "./harmless";

const harmless: [string, string, string][] = [
  ["nothing", "the bridge", "the bridge"],
  ["curly and straight double marks", '"Let it stand"', "“Let it stand”"],
  ["low and high double marks", "„Bleibt“", '"Bleibt"'],
  ["an apostrophe", "the editor's", "the editor’s"],
  ["single marks", "'stet'", "‘stet’"],
  ["a space that does not break", "30 000", "30\u00a0000"],
  ["a narrow space", "30\u202f000", "30 000"],
  ["kinds of dash", "1914–18 — and after", "1914—18 – and after"],
  ["several at once", "“No”\u00a0–\u00a0he said", '"No" — he said'],
];

const changes: [string, string, string][] = [
  ["a letter", "the bridge", "the fridge"],
  ["case", "us", "US"],
  ["quotation marks added", "he said no", "he said “no”"],
  ["quotation marks taken away", "“no”", "no"],
  ["a quotation mark moved", "“he” said", "“he said”"],
  ["a double mark for a single one", "‘no’", "“no”"],
  ["two single marks for a double one", "''no''", '"no"'],
  ["a guillemet turned", "«no»", "»no«"],
  ["a guillemet for a quotation mark", "«no»", "“no”"],
  ["a prime", "5′", "5'"],
  ["a hyphen added", "re-sign", "resign"],
  ["a hyphen for a space", "well known", "well-known"],
  ["a dash for a hyphen", "2014-15", "2014–15"],
  ["a minus for a hyphen", "-5", "−5"],
  ["a minus for a dash", "–5", "−5"],
  ["a minus taken away", "−5", "5"],
  ["a hyphen that does not break", "e-mail", "e‑mail"],
  ["a soft hyphen", "pro\u00adper", "proper"],
  ["two hyphens for a dash", "no--yes", "no—yes"],
  ["one space more", "a b", "a  b"],
  ["a space of no width", "a\u200bb", "a b"],
  ["a line break for a space", "a\nb", "a b"],
  ["a tab for a space", "a\tb", "a b"],
  ["a word boundary", "a part", "apart "],
  ["a space moved", "man slaughter", "mans laughter"],
  ["an ellipsis", "no...", "no…"],
  ["composed letters", "é", "e\u0301"],
  ["a picture", "\ufffc", " "],
];

describe("a difference that changes no words", () => {
  test.each(harmless)("%s is none", (_, before, after) => {
    expect(differsHarmlessly(before, after)).toBe(true);
    expect(differsHarmlessly(after, before)).toBe(true);
  });

  test.each(changes)("%s is one", (_, before, after) => {
    expect(differsHarmlessly(before, after)).toBe(false);
    expect(differsHarmlessly(after, before)).toBe(false);
  });

  test("is none only between texts of the same length whose letters are the same", () => {
    const piece = fc.constantFrom("a", "1", " ", "\u00a0", '"', "“", "'", "’", "-", "–", "—", "−");
    const text = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(""));
    fc.assert(
      fc.property(text, text, (before, after) => {
        if (!differsHarmlessly(before, after)) return;
        expect(after).toHaveLength(before.length);
        const letters = (of: string) => of.replace(/[^a1−-]/gu, "_");
        expect(letters(after)).toBe(letters(before));
      }),
    );
  });
});
