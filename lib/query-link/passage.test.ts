import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { shownPassage } from "./passage";

const TEXT =
  "The bridge\n\nIt opened in 1932. The mayor, Jo Roe, lied. It cost £4 million.\n\nNobody died. Two were hurt.";

const on = (words: string, given: object = {}) => {
  const start = TEXT.indexOf(words);
  return {
    role: "words" as const,
    state: "placed" as const,
    start,
    end: start + words.length,
    exact: words,
    ...given,
  };
};

/** Each piece with its marks in brackets. */
const shown = (...targets: Parameters<typeof shownPassage>[1][number][]) =>
  shownPassage(TEXT, targets, "en").map(({ text, marks }) =>
    marks.reduceRight(
      (told, { start, end }) =>
        `${told.slice(0, start)}[${told.slice(start, end)}]${told.slice(end)}`,
      text,
    ),
  );

describe("somebody outside is shown", () => {
  test("the sentence of the words, and none beside it", () => {
    expect(shown(on("opened"))).toEqual(["It [opened] in 1932."]);
    expect(shown(on("1932. The mayor"))).toEqual(["It opened in [1932. The mayor], Jo Roe, lied."]);
  });
  test("a sentence once, however many of its words are marked", () => {
    expect(shown(on("opened"), on("1932"))).toEqual(["It [opened] in [1932]."]);
  });
  test("sentences that are apart, apart", () => {
    expect(shown(on("Two"), on("1932"))).toEqual(["It opened in [1932].", "[Two] were hurt."]);
  });
  test("nothing of the context", () => {
    expect(shown(on("1932"), on("It cost £4 million.", { role: "context" }))).toEqual([
      "It opened in [1932].",
    ]);
  });
  test("words that lost their place as they were marked", () => {
    expect(shown(on("opened", { state: "orphaned", exact: "was opened" }))).toEqual([
      "[was opened]",
    ]);
  });
});

test("every mark is the target’s own words, wherever it lies", () => {
  const offset = fc.integer({ min: 0, max: TEXT.length - 1 });
  fc.assert(
    fc.property(offset, fc.integer({ min: 1, max: 12 }), (start, length) => {
      const end = Math.min(start + length, TEXT.length);
      fc.pre(TEXT.slice(start, end).trim() !== "" && !TEXT.slice(start, end).includes("\n\n"));
      const target = on("x", { start, end, exact: TEXT.slice(start, end) });
      const marked = shownPassage(TEXT, [target], "en").flatMap(({ text, marks }) =>
        marks.map((mark) => text.slice(mark.start, mark.end)),
      );
      expect(TEXT.slice(start, end).replaceAll(/\s/gu, "")).toContain(
        marked.join("").replaceAll(/\s/gu, ""),
      );
      expect(marked.length).toBeGreaterThan(0);
    }),
  );
});
