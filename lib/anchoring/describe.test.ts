import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { describeTarget } from "@/lib/anchoring/describe";

describe("a target's description", () => {
  test("is its words and 32 characters on each side", () => {
    const text = `${"a".repeat(40)}<words>${"b".repeat(40)}`;
    expect(describeTarget(text, 40, 47)).toEqual({
      exact: "<words>",
      prefix: "a".repeat(32),
      suffix: "b".repeat(32),
    });
  });

  test("is shorter at the ends of the text", () => {
    expect(describeTarget("one two", 0, 7)).toEqual({ exact: "one two", prefix: "", suffix: "" });
    expect(describeTarget("one two", 4, 7)).toEqual({ exact: "two", prefix: "one ", suffix: "" });
  });

  test("cuts no surrogate pair", () => {
    const text = `x${"😀".repeat(20)}word${"😀".repeat(20)}`;
    const { prefix, suffix } = describeTarget(text, 41, 45);
    expect(prefix).toBe("😀".repeat(16));
    expect(suffix).toBe("😀".repeat(16));
    const odd = `😀${"a".repeat(31)}word${"b".repeat(31)}😀`;
    expect(describeTarget(odd, 33, 37)).toMatchObject({
      prefix: "a".repeat(31),
      suffix: "b".repeat(31),
    });
  });

  test.each([
    [-1, 2],
    [3, 2],
    [0, 8],
    [Number.NaN, 2],
  ])("%d to %d is no span", (start, end) => {
    expect(() => describeTarget("one two", start, end)).toThrow(RangeError);
  });

  test("joins to a stretch of the text, well formed where the span is", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", maxLength: 120 }),
        fc.nat(),
        fc.nat(),
        (text, a, b) => {
          const points = [...text];
          const cut = (n: number) => points.slice(0, n % (points.length + 1)).join("").length;
          const [start, end] = [cut(a), cut(b)].sort((x, y) => x - y) as [number, number];
          const { exact, prefix, suffix } = describeTarget(text, start, end);
          expect(text.slice(start - prefix.length, end + suffix.length)).toBe(
            prefix + exact + suffix,
          );
          expect((prefix + exact + suffix).isWellFormed()).toBe(text.isWellFormed());
          expect(prefix.length).toBeLessThanOrEqual(32);
          expect(suffix.length).toBeLessThanOrEqual(32);
        },
      ),
    );
  });
});
