import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Coefficient,
  cohenKappa,
  comparedItems,
  confusion,
  fleissKappa,
  gwetAc1,
  type Item,
  nominalAlpha,
  observedAgreement,
  ordinalAlpha,
} from "./agreement";

const once = (ratings: Item["ratings"]): Item => ({ ratings, times: 1 });

/** Two raters' judgements, from how often each said which. */
const fromTable = (table: readonly (readonly number[])[]): Item[] =>
  table.flatMap((row, one) => row.map((times, other) => ({ ratings: [one, other], times })));

/** Raters one a line, items one a column, a full stop for what is missing; counted from `first`. */
function fromLines(lines: string, first: number): Item[] {
  const raters = lines
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/));
  return (raters[0] ?? []).map((_, item) =>
    once(
      raters.map((said) => {
        const rating = said[item];
        return rating === undefined || rating === "." ? null : Number(rating) - first;
      }),
    ),
  );
}

describe("published examples", () => {
  test("Cohen 1960, table 2b on page 45: κ .492", () => {
    const items = fromTable([
      [88, 14, 18],
      [10, 40, 10],
      [2, 6, 12],
    ]);
    expect(observedAgreement(items, 3)).toBeCloseTo(0.7, 10);
    expect(cohenKappa(items, 3)).toBeCloseTo(0.492, 3);
    expect(comparedItems(items)).toBe(200);
  });

  test("Fleiss 1971, table 1, 30 patients by 6 psychiatrists: κ .430", () => {
    const counts = [
      "00060 03003 01401 00006 03030 20400 00402 20310 20040 00006",
      "10050 11040 03300 10050 02031 00501 30012 51000 02040 10203",
      "00006 01050 02013 20040 10041 05010 40002 02040 10500 00006",
    ].flatMap((line) => line.split(" "));
    const items = counts.map((patient) =>
      once([...patient].flatMap((count, diagnosis) => Array(Number(count)).fill(diagnosis))),
    );
    expect(items).toHaveLength(30);
    expect(observedAgreement(items, 5)).toBeCloseTo(0.5556, 4);
    expect(fleissKappa(items, 5)).toBeCloseTo(0.43, 3);
  });

  test("Hayes and Krippendorff 2007, table 1, 40 news items by 5 observers: ordinal α .7598", () => {
    const items = fromLines(
      `1 1 2 . 0 0 1 1 2 2 . 0 1 3 1 1 2 1 1 0 0 0 2 0 1 0 0 1 1 1 1 2 2 3 2 2 2 2 2 1
       1 1 3 0 0 0 0 . 2 1 1 0 2 3 1 1 1 2 1 0 0 0 3 0 2 1 0 2 1 1 1 1 2 2 2 2 2 2 2 1
       2 0 3 0 0 0 2 2 2 1 0 0 2 2 1 1 2 3 0 0 1 . 3 0 . 1 0 1 2 2 0 2 . 2 2 3 2 . 2 1
       . 1 3 . . . . 0 . 1 0 0 2 2 . . . 3 1 . 1 0 3 0 2 1 1 2 2 . . 1 2 2 . . . 1 2 .
       2 . . 0 0 0 1 . 2 . . . . 3 1 1 2 . . 0 . 0 . . 2 . 0 . . 2 0 . 2 . 2 2 2 2 . 1`,
      0,
    );
    expect(items).toHaveLength(40);
    expect(ordinalAlpha(items, 4)).toBeCloseTo(0.7598, 4);
    expect(nominalAlpha(items, 4)).toBeCloseTo(0.4765, 4);
  });

  test("Krippendorff 2011, Computing Krippendorff's alpha-reliability, example C: nominal α", () => {
    const items = fromLines(
      `1 2 3 3 2 1 4 1 2 . . .
       1 2 3 3 2 2 4 1 2 5 . 3
       . 3 3 3 2 3 4 2 2 5 1 .
       1 2 3 3 2 4 4 1 2 5 1 .`,
      1,
    );
    expect(nominalAlpha(items, 5)).toBeCloseTo(0.743421052632, 12);
    expect(ordinalAlpha(items, 5)).toBeCloseTo(0.815, 3);
    expect(comparedItems(items)).toBe(11);
    expect(fleissKappa(items, 5)).toBeNull();
    expect(cohenKappa(items, 5)).toBeNull();
  });

  test("Gwet's AC1 where nearly everything is one category, and κ all but fails: .808", () => {
    const items = fromTable([
      [80, 7],
      [8, 5],
    ]);
    expect(observedAgreement(items, 2)).toBeCloseTo(0.85, 10);
    expect(gwetAc1(items, 2)).toBeCloseTo(0.808, 3);
    expect(cohenKappa(items, 2)).toBeCloseTo(0.314, 3);
  });
});

const CATEGORIES = 4;
const category = fc.nat({ max: CATEGORIES - 1 });
const missing = fc.option(category, { freq: 3 });
const pairs = fc.array(fc.tuple(category, category).map(once), { minLength: 1, maxLength: 30 });
const triples = fc.array(fc.tuple(category, category, category).map(once), {
  minLength: 1,
  maxLength: 30,
});
const holed = fc.array(fc.array(missing, { minLength: 4, maxLength: 4 }).map(once), {
  minLength: 1,
  maxLength: 30,
});

const COEFFICIENTS: [string, Coefficient, fc.Arbitrary<Item[]>][] = [
  ["observed", observedAgreement, holed],
  ["Cohen's κ", cohenKappa, pairs],
  ["Fleiss' κ", fleissKappa, triples],
  ["nominal α", nominalAlpha, holed],
  ["ordinal α", ordinalAlpha, holed],
  ["AC1", gwetAc1, holed],
];

function expectSame(one: number | null, other: number | null): void {
  if (one === null || other === null) expect(one).toBe(other);
  else expect(one).toBeCloseTo(other, 9);
}

const mapped = (items: readonly Item[], change: (rating: number) => number): Item[] =>
  items.map(({ ratings, times }) => ({
    ratings: ratings.map((rating) => (rating === null ? null : change(rating))),
    times,
  }));

describe.each(COEFFICIENTS)("%s", (name, coefficient, samples) => {
  test("does not depend on the order of the raters or of the items", () => {
    fc.assert(
      fc.property(samples, (items) => {
        const turned = items
          .map(({ ratings, times }) => ({ ratings: ratings.toReversed(), times }))
          .toReversed();
        expectSame(coefficient(turned, CATEGORIES), coefficient(items, CATEGORIES));
      }),
    );
  });

  test("does not depend on what the categories are called", () => {
    const rename =
      name === "ordinal α"
        ? (rating: number) => CATEGORIES - 1 - rating
        : (rating: number) => (rating + 1) % CATEGORIES;
    fc.assert(
      fc.property(samples, (items) => {
        expectSame(coefficient(mapped(items, rename), CATEGORIES), coefficient(items, CATEGORIES));
      }),
    );
  });

  test("is 1 where everybody agrees on more than one category", () => {
    fc.assert(
      fc.property(fc.array(category, { minLength: 2, maxLength: 30 }), (said) => {
        fc.pre(new Set(said).size > 1);
        const items = said.map((rating) => once([rating, rating]));
        expect(coefficient(items, CATEGORIES)).toBeCloseTo(1, 12);
      }),
    );
  });

  test("is at most 1, and never a number that is none", () => {
    fc.assert(
      fc.property(samples, (items) => {
        const value = coefficient(items, CATEGORIES);
        if (value === null) return;
        expect(Number.isFinite(value)).toBe(true);
        expect(value).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
  });

  test("counts an item that stands for many as often", () => {
    fc.assert(
      fc.property(samples, fc.integer({ min: 2, max: 5 }), (items, times) => {
        const many = items.map((item) => ({ ...item, times }));
        const repeated = items.flatMap((item) => Array<Item>(times).fill(item));
        expectSame(coefficient(many, CATEGORIES), coefficient(repeated, CATEGORIES));
      }),
    );
  });

  test("is told by nothing but items that were judged", () => {
    expect(coefficient([], CATEGORIES)).toBeNull();
    expect(coefficient([once([null, null])], CATEGORIES)).toBeNull();
  });
});

test("what one category alone tells: all is agreed, and nothing beyond chance", () => {
  const items = [{ ratings: [2, 2], times: 9 }];
  expect(observedAgreement(items, 4)).toBe(1);
  expect(gwetAc1(items, 4)).toBe(1);
  for (const coefficient of [cohenKappa, fleissKappa, nominalAlpha, ordinalAlpha]) {
    expect(coefficient(items, 4)).toBeNull();
  }
});

test("a judgement off the scale is a bug", () => {
  expect(() => observedAgreement([once([4, 4])], 4)).toThrow(RangeError);
});

test("the confusion table counts what the two said, and leaves out what one did not judge", () => {
  const items = [once([0, 1]), once([0, 1]), once([1, 1]), once([null, 0])];
  expect(confusion(items, 2)).toEqual([
    [0, 2],
    [0, 1],
  ]);
  expect(confusion([once([0, 0, 0])], 2)).toBeNull();
});
