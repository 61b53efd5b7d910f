import { describe, expect, test } from "vitest";
import { judgePlace } from "./agreement";
import { diffTexts } from "./diff-texts";
import { LOOK_ALIKE_KINDS, lookAlike } from "./look-alikes";
import { placeSpans } from "./place-spans";

/** The least share of spans that must be placed, so that placing none is no way to be right. */
const LEAST_RIGHT = 0.97;

describe("look-alikes", () => {
  test.each(LOOK_ALIKE_KINDS)("%s: no span is placed wrong", (kind) => {
    let right = 0;
    let known = 0;
    for (let seed = 1000; seed < 1060; seed++) {
      const made = lookAlike(kind, seed);
      const spans = made.spans.map(({ start, end }, index) => ({ id: String(index), start, end }));
      const places = placeSpans(diffTexts(made.old, made.new), spans);
      for (const [index, place] of places.entries()) {
        const gold = made.spans[index]?.gold ?? [];
        const { outcome } = judgePlace(place, gold);
        expect(outcome, `${kind}, seed ${seed}, span ${index}`).not.toBe("wrong");
        if (gold.length > 0) known += 1;
        if (outcome === "right") right += 1;
      }
    }
    expect(right / known).toBeGreaterThan(LEAST_RIGHT);
  });
});
