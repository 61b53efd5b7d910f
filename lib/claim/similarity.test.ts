import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { likeness, searchWords, tellingWords } from "@/lib/claim/similarity";

describe("words of a search", () => {
  test.each([
    ["The Thames, the Thames", ["the", "thames"]],
    ["£2.5m in 2021", ["2", "5m", "in", "2021"]],
    ["“كتاب” — نامه", ["كتاب", "نامه"]],
    [" … ", []],
  ])("%s", (text, words) => expect(searchWords(text)).toEqual(words));

  test("numbers first, then the longest; short ones tell nothing", () => {
    expect(tellingWords("It cost 40 pounds to repair the bridge in 1989")).toEqual([
      "1989",
      "40",
      "pounds",
      "repair",
      "bridge",
      "cost",
    ]);
  });
});

describe("likeness", () => {
  const statement = "The bridge over the Thames was closed for 40 days in 1989.";

  test("the nearer statement is the likelier", () => {
    const sought = "the Thames bridge was shut for 40 days";
    const others = ["The tunnel was opened in 1989.", "Forty people crossed a river."];
    for (const other of others) {
      expect(likeness(sought, statement)).toBeGreaterThan(likeness(sought, other));
    }
  });

  test("a word as far as it is typed counts", () => {
    expect(likeness("tham bri", statement)).toBeGreaterThan(0.6);
  });

  test("lies between 0 and 1, and is 1 for the same words", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (a, b) => {
        const score = likeness(a, b);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
        if (searchWords(a).length > 0) expect(likeness(a, a)).toBeCloseTo(1);
      }),
    );
  });
});
