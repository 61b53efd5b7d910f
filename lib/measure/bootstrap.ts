import type { Coefficient, Item } from "./agreement";

/** A coefficient with the interval in which 95 of 100 samples like this one would have it. */
export interface Estimate {
  value: number;
  /** Null where too few samples of the items tell the coefficient. */
  interval: { low: number; high: number } | null;
}

export const REPLICATES = 1_000;

/** Fewer items than this say nothing of how far another sample would differ. */
const FEWEST_ITEMS = 2;

/**
 * A coefficient with its 95 % interval by the percentile bootstrap (B. Efron and R. J. Tibshirani,
 * "An Introduction to the Bootstrap", 1993, chapter 13): items are drawn with replacement, as many
 * as there are, `REPLICATES` times over, and of the values the middle 95 in 100 are kept. Samples
 * that do not tell the coefficient are left out; where they are more than half, there is no
 * interval. The same items in the same order always give the same interval.
 */
export function estimate(
  coefficient: Coefficient,
  items: readonly Item[],
  categories: number,
): Estimate | null {
  const value = coefficient(items, categories);
  if (value === null) return null;
  const drawn = items.flatMap(({ times }, index) => new Array<number>(times).fill(index));
  if (drawn.length < FEWEST_ITEMS) return { value, interval: null };
  const random = seeded(drawn.length);
  const values: number[] = [];
  for (let replicate = 0; replicate < REPLICATES; replicate += 1) {
    const times = new Array<number>(items.length).fill(0);
    for (let draw = 0; draw < drawn.length; draw += 1) {
      const index = drawn[Math.floor(random() * drawn.length)] ?? 0;
      times[index] = (times[index] ?? 0) + 1;
    }
    const sample = items
      .map(({ ratings }, index) => ({ ratings, times: times[index] ?? 0 }))
      .filter((item) => item.times > 0);
    const sampled = coefficient(sample, categories);
    if (sampled !== null) values.push(sampled);
  }
  if (values.length < REPLICATES / 2) return { value, interval: null };
  values.sort((one, other) => one - other);
  return { value, interval: { low: quantile(values, 0.025), high: quantile(values, 0.975) } };
}

/** The quantile of sorted numbers, linear between neighbours; the median is the quantile 0.5. */
function quantile(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? below;
  return below + (above - below) * (place - Math.floor(place));
}

/** Numbers from 0 to below 1, always the same for one seed: Mulberry32 by Tommy Ettinger, 2017. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
