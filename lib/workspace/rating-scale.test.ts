import { describe, expect, test } from "vitest";
import {
  isPartialVerdict,
  isTopVerdict,
  RATING_SCALE_PRESETS,
  ratingScalePresets,
  ratingScaleSchema,
  verdictDirection,
} from "@/lib/workspace/rating-scale";

const { before_publication, truth_rating, averitec } = ratingScalePresets;

describe("presets", () => {
  test.each(RATING_SCALE_PRESETS)("%s is a valid scale", (preset) => {
    expect(ratingScaleSchema.parse(ratingScalePresets[preset])).toEqual(ratingScalePresets[preset]);
  });
});

describe("a verdict's direction", () => {
  test.each([
    [before_publication, "true", "for", false],
    [before_publication, "false", "against", false],
    [before_publication, "misleading", "none", true],
    [before_publication, "contested", "none", true],
    [before_publication, "cannot_be_verified", "none", false],
    [truth_rating, "mostly_true", "for", true],
    [truth_rating, "half_true", "none", true],
    [truth_rating, "mostly_false", "against", true],
    [averitec, "supported", "for", false],
    [averitec, "refuted", "against", false],
    [averitec, "not_enough_evidence", "none", false],
    [averitec, "no_longer_on_the_scale", "none", false],
    [averitec, null, "none", false],
  ] as const)("%#: %s is %s", (scale, key, direction, partial) => {
    expect(verdictDirection(scale, key)).toBe(direction);
    expect(isPartialVerdict(scale, key)).toBe(partial);
  });

  test("the first is the top", () => {
    expect(isTopVerdict(truth_rating, "true")).toBe(true);
    expect(isTopVerdict(truth_rating, "mostly_true")).toBe(false);
  });
});

describe("refused scales", () => {
  const [best, ...rest] = truth_rating;
  const fails = (scale: unknown) => ratingScaleSchema.safeParse(scale).error?.issues[0]?.message;

  test("keys that repeat, an order that is none, a best that is not true", () => {
    expect(fails([best, ...rest, best])).toBe("keys_repeat");
    expect(fails([best, ...rest.toReversed()])).toBe("values_unordered");
    expect(fails(rest.slice(1))).toBe("top_not_true");
    expect(ratingScaleSchema.safeParse([best]).success).toBe(false);
  });

  test("a value beyond wholly true, an unknown colour, an empty label", () => {
    for (const change of [{ value: 2 }, { colour: "puce" }, { label: " " }, { key: "Not A Key" }]) {
      expect(ratingScaleSchema.safeParse([{ ...best, ...change }, ...rest]).success).toBe(false);
    }
  });
});
