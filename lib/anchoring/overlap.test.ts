import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Interval, IntervalIndex } from "@/lib/anchoring/overlap";

const interval = (id: string, start: number, end: number): Interval => ({ id, start, end });
const ids = (found: readonly Interval[]) => found.map(({ id }) => id);

/** What the index should answer, by looking at every interval. */
function lookAtAll(all: Iterable<Interval>, start: number, end: number): Interval[] {
  return [...all]
    .filter((i) => i.start < i.end && i.start < end && i.end > start)
    .sort((a, b) => a.start - b.start || b.end - a.end || (a.id < b.id ? -1 : 1));
}

describe("an index of intervals", () => {
  const index = new IntervalIndex([
    interval("sentence", 0, 50),
    interval("number", 10, 15),
    interval("name", 15, 20),
    interval("picture", 60, 61),
    interval("orphan", 30, 30),
  ]);

  test("answers what lies on a character, the end exclusive, the longer first", () => {
    expect(ids(index.at(0))).toEqual(["sentence"]);
    expect(ids(index.at(14))).toEqual(["sentence", "number"]);
    expect(ids(index.at(15))).toEqual(["sentence", "name"]);
    expect(ids(index.at(30))).toEqual(["sentence"]);
    expect(ids(index.at(50))).toEqual([]);
    expect(ids(index.at(60))).toEqual(["picture"]);
  });

  test("answers what a range touches", () => {
    expect(ids(index.inRange(12, 61))).toEqual(["sentence", "number", "name", "picture"]);
    expect(ids(index.inRange(20, 60))).toEqual(["sentence"]);
    expect(ids(index.inRange(12, 12))).toEqual([]);
  });

  test("two intervals with one id are refused", () => {
    expect(() => new IntervalIndex([interval("a", 0, 1), interval("a", 2, 3)])).toThrow(RangeError);
  });
});

test("answers as looking at every interval would, whatever is added, changed and removed", () => {
  const span = fc
    .tuple(fc.nat(60), fc.nat(12))
    .map(([start, length]) => ({ start, end: start + length }));
  const change = fc.record({ id: fc.nat(15).map((n) => `i${n}`), span: fc.option(span) });
  fc.assert(
    fc.property(
      fc.array(span, { maxLength: 25 }),
      fc.array(change, { maxLength: 40 }),
      (first, changes) => {
        const all = new Map(first.map((s, i) => [`i${i}`, { id: `i${i}`, ...s }]));
        const index = new IntervalIndex(all.values());
        const agrees = () => {
          for (let at = 0; at < 75; at += 3) {
            expect(index.at(at)).toEqual(lookAtAll(all.values(), at, at + 1));
            expect(index.inRange(at, at + 7)).toEqual(lookAtAll(all.values(), at, at + 7));
          }
          expect(index.size).toBe(all.size);
        };
        agrees();
        for (const { id, span } of changes) {
          if (span) {
            all.set(id, { id, ...span });
            index.set({ id, ...span });
          } else {
            expect(index.delete(id)).toBe(all.delete(id));
          }
          expect(index.get(id)).toEqual(all.get(id));
        }
        agrees();
      },
    ),
  );
});

test("among 20,000 intervals it is asked and changed faster than they are looked through", () => {
  const all = Array.from({ length: 20_000 }, (_, i) =>
    interval(`i${i}`, i * 10, i * 10 + (i % 5 ? 9 : 40)),
  );
  // The least of a few: a busy machine takes time from any of them.
  const timed = (work: () => void) => {
    const times = [1, 2, 3, 4, 5].map(() => {
      const started = performance.now();
      work();
      return performance.now() - started;
    });
    return Math.min(...times);
  };
  const index = new IntervalIndex<Interval>(all);
  const lookedThrough = timed(() => {
    for (let at = 0; at < 200_000; at += 2_000) lookAtAll(all, at, at + 1);
  });
  // A hundred times the questions, and two hundred changes for each that was looked through.
  const asked = timed(() => {
    for (let at = 0; at < 200_000; at += 20) index.at(at);
  });
  const changed = timed(() => {
    for (const { id, start, end } of all) index.set(interval(id, start + 3, end + 3));
  });
  expect(asked).toBeLessThan(lookedThrough);
  expect(changed).toBeLessThan(4 * lookedThrough);
  expect(ids(index.at(3))).toEqual(["i0"]);
  expect(index.size).toBe(20_000);
});
