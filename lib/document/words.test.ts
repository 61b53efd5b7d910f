import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryDocument } from "./arbitrary-document";
import { textIndexOf } from "./canonical";
import { parseDocument } from "./schema";
import { snapToWords } from "./words";

const p = (text: string) => ({ type: "paragraph", content: [{ type: "text", text }] });

/** The selection stands between the bars; a single bar is a caret. */
function snap(marked: string, language = "en"): string | null {
  const text = marked.replaceAll("|", "");
  const index = textIndexOf(parseDocument({ type: "doc", content: text.split("/").map(p) }));
  const start = marked.indexOf("|");
  const end = Math.max(marked.lastIndexOf("|") - 1, start);
  const shift = (offset: number) => offset + text.slice(0, offset).split("/").length - 1;
  const range = snapToWords(index, { start: shift(start), end: shift(end) }, language);
  return range && index.slice(range.start, range.end);
}

describe("snapToWords", () => {
  test.each([
    ["The qu|ick br|own fox", "quick brown"],
    ["The| quick |brown", "quick"],
    ["some |1,5|00 people", "1,500"],
    ["does|n't| matter", "doesn't"],
    ["|“Hel|lo”", "“Hello"],
    ["a w|ord", "word"],
    ["end|", "end"],
    ["a |  | b", null],
    ["one t|wo/thr|ee four", "two\n\nthree"],
    ["one|/|two", null],
    ["سا|ل ۱۳|۶۷ بود", "سال ۱۳۶۷"],
  ])("%s", (marked, expected) => {
    expect(snap(marked)).toBe(expected);
  });

  test("grows a selection only, but for space, and twice is as once", () => {
    fc.assert(
      fc.property(arbitraryDocument, fc.nat(), fc.nat(), (doc, a, b) => {
        const index = textIndexOf(doc);
        const [x, y] = [a % (index.text.length + 1), b % (index.text.length + 1)];
        const range = { start: Math.min(x, y), end: Math.max(x, y) };
        const snapped = snapToWords(index, range);
        if (!snapped || range.start === range.end) return;
        const words = index.slice(range.start, range.end).trim();
        expect(index.slice(snapped.start, snapped.end)).toContain(words);
        expect(snapToWords(index, snapped)).toEqual(snapped);
      }),
    );
  });
});
