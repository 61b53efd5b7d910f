import fc from "fast-check";
import { expect, test } from "vitest";
import { cohenKappa, fleissKappa, gwetAc1, type Item, nominalAlpha } from "./agreement";
import { estimate } from "./bootstrap";

const COHEN_1960: Item[] = [
  [88, 14, 18],
  [10, 40, 10],
  [2, 6, 12],
].flatMap((row, one) => row.map((times, other) => ({ ratings: [one, other], times })));

test("the interval lies about the value, as the large-sample standard error would have it", () => {
  // Cohen 1960, page 45: a standard error of κ of .055, so about ±.108.
  const found = estimate(cohenKappa, COHEN_1960, 3);
  expect(found?.value).toBeCloseTo(0.492, 3);
  expect(found?.interval?.low).toBeCloseTo(0.492 - 0.108, 1);
  expect(found?.interval?.high).toBeCloseTo(0.492 + 0.108, 1);
});

test("the same items give the same interval, always", () => {
  expect(estimate(gwetAc1, COHEN_1960, 3)).toEqual(estimate(gwetAc1, COHEN_1960, 3));
});

test("more items of the same kind make the interval narrower", () => {
  const width = (items: readonly Item[]) => {
    const interval = estimate(nominalAlpha, items, 3)?.interval;
    return interval ? interval.high - interval.low : Number.NaN;
  };
  const tenfold = COHEN_1960.map((item) => ({ ...item, times: item.times * 10 }));
  expect(width(tenfold)).toBeLessThan(width(COHEN_1960) / 2);
});

test("perfect agreement has an interval of 1 to 1", () => {
  const items: Item[] = [0, 1, 2, 0, 1, 2, 0, 1].map((said) => ({
    ratings: [said, said],
    times: 1,
  }));
  expect(estimate(fleissKappa, items, 3)).toEqual({ value: 1, interval: { low: 1, high: 1 } });
});

test("one item has no interval, and no item no value", () => {
  expect(estimate(gwetAc1, [{ ratings: [0, 1], times: 1 }], 2)?.interval).toBeNull();
  expect(estimate(gwetAc1, [], 2)).toBeNull();
});

test("the lower end is never above the upper", () => {
  const item = fc.record({
    ratings: fc.tuple(fc.nat({ max: 2 }), fc.nat({ max: 2 })),
    times: fc.integer({ min: 1, max: 4 }),
  });
  fc.assert(
    fc.property(fc.array(item, { minLength: 1, maxLength: 6 }), (items) => {
      const interval = estimate(gwetAc1, items, 3)?.interval;
      if (interval) expect(interval.low).toBeLessThanOrEqual(interval.high);
    }),
    { numRuns: 20 },
  );
});
