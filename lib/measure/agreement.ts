/**
 * How far people who judged the same items agree, beyond what chance would bring.
 *
 * Sources: J. Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological
 * Measurement 20 (1960) 37–46; J. L. Fleiss, "Measuring nominal scale agreement among many raters",
 * Psychological Bulletin 76 (1971) 378–382; A. F. Hayes and K. Krippendorff, "Answering the call
 * for a standard reliability measure for coding data", Communication Methods and Measures 1 (2007)
 * 77–89; K. L. Gwet, "Computing inter-rater reliability and its variance in the presence of high
 * agreement", British Journal of Mathematical and Statistical Psychology 61 (2008) 29–48.
 */

/**
 * An item with what each rater said of it: the place of a category in the scale, counted from 0, or
 * null where they did not judge it. Raters stand in the same order in every item. `times`: how
 * many such items there are.
 */
export interface Item {
  ratings: readonly (number | null)[];
  times: number;
}

/**
 * A coefficient of items on a scale of `categories`; null where the items do not tell it: too few
 * judgements, or nothing but one category, of which chance would have brought the same.
 */
export type Coefficient = (items: readonly Item[], categories: number) => number | null;

/** The share of pairs of judgements of one item that are equal, averaged over the items. */
export const observedAgreement: Coefficient = (items, categories) => {
  let agreed = 0;
  let judged = 0;
  for (const { ratings, times } of items) {
    const share = pairsAgreed(countsOf(ratings, categories));
    if (share === null) continue;
    agreed += share * times;
    judged += times;
  }
  return judged > 0 ? agreed / judged : null;
};

/**
 * Cohen's κ of exactly two raters, from the items that both judged: chance is what their own
 * shares of each category would bring. Null of more or fewer raters.
 */
export const cohenKappa: Coefficient = (items, categories) => {
  const table = confusion(items, categories);
  if (table === null) return null;
  const total = sum(table.map(sum));
  if (total === 0) return null;
  const agreed = sum(table.map((row, category) => row[category] ?? 0)) / total;
  const expected =
    sum(table.map((row, category) => sum(row) * sum(table.map((other) => other[category] ?? 0)))) /
    total ** 2;
  return beyondChance(agreed, expected);
};

/**
 * Fleiss' κ of any number of raters, who may be others for every item: chance is what the shares of
 * each category among all judgements would bring. Items must have one number of judgements, at
 * least two; else null.
 */
export const fleissKappa: Coefficient = (items, categories) => {
  const sizes = new Set(items.map(({ ratings }) => judgements(ratings)));
  const [size = 0] = sizes;
  if (sizes.size !== 1 || size < 2) return null;
  const agreed = observedAgreement(items, categories);
  const shares = sharesOf(items, categories);
  if (agreed === null) return null;
  return beyondChance(agreed, sum(shares.map((share) => share ** 2)));
};

/**
 * Krippendorff's α for categories in no order, of any number of raters, with judgements missing: 1
 * less the disagreement within items over that among all judgements of items with at least two.
 */
export const nominalAlpha: Coefficient = (items, categories) =>
  krippendorffAlpha(items, categories, (_, one, other) => (one === other ? 0 : 1));

/**
 * Krippendorff's α for categories in order, as the scale lists them: two judgements are as far
 * apart as there are judgements between them, those of their own categories counted half.
 */
export const ordinalAlpha: Coefficient = (items, categories) =>
  krippendorffAlpha(items, categories, (totals, one, other) => {
    const [from, to] = one < other ? [one, other] : [other, one];
    const ends = ((totals[from] ?? 0) + (totals[to] ?? 0)) / 2;
    return (sum(totals.slice(from, to + 1)) - ends) ** 2;
  });

/**
 * Gwet's AC1 of any number of raters, with judgements missing. Chance is that of judging at random
 * what is hard to judge, so that it does not break down where nearly everything is one category.
 * Null on a scale of fewer than two.
 */
export const gwetAc1: Coefficient = (items, categories) => {
  const agreed = observedAgreement(items, categories);
  if (agreed === null || categories < 2) return null;
  const shares = itemShares(items, categories);
  const expected = sum(shares.map((share) => share * (1 - share))) / (categories - 1);
  return beyondChance(agreed, expected);
};

/**
 * How often the first of two raters said a row's category where the second said a column's. Null of
 * more or fewer raters.
 */
export function confusion(items: readonly Item[], categories: number): number[][] | null {
  const table = Array.from({ length: categories }, () => new Array<number>(categories).fill(0));
  for (const { ratings, times } of items) {
    const [one, other] = ratings;
    if (ratings.length !== 2 || one === undefined || other === undefined) return null;
    if (one === null || other === null) continue;
    const row = table[one];
    if (row) row[other] = (row[other] ?? 0) + times;
  }
  return table;
}

/** How many items were judged at least twice, which are those that tell of agreement. */
export function comparedItems(items: readonly Item[]): number {
  return sum(items.filter(({ ratings }) => judgements(ratings) > 1).map(({ times }) => times));
}

function krippendorffAlpha(
  items: readonly Item[],
  categories: number,
  distance: (totals: readonly number[], one: number, other: number) => number,
): number | null {
  const coincidences = Array.from({ length: categories }, () =>
    new Array<number>(categories).fill(0),
  );
  for (const { ratings, times } of items) {
    const size = judgements(ratings);
    if (size < 2) continue;
    const counts = countsOf(ratings, categories);
    counts.forEach((count, one) => {
      if (count === 0) return;
      const row = coincidences[one] ?? [];
      counts.forEach((others, other) => {
        const pairs = count * (one === other ? others - 1 : others);
        row[other] = (row[other] ?? 0) + (times * pairs) / (size - 1);
      });
    });
  }
  const totals = coincidences.map(sum);
  const total = sum(totals);
  let within = 0;
  let among = 0;
  for (let one = 0; one < categories; one += 1) {
    for (let other = 0; other < categories; other += 1) {
      const apart = distance(totals, one, other);
      within += (coincidences[one]?.[other] ?? 0) * apart;
      among += (totals[one] ?? 0) * (totals[other] ?? 0) * apart;
    }
  }
  return among > 0 ? 1 - ((total - 1) * within) / among : null;
}

/** Each category's share of all judgements. */
function sharesOf(items: readonly Item[], categories: number): number[] {
  const totals = new Array<number>(categories).fill(0);
  for (const { ratings, times } of items) {
    countsOf(ratings, categories).forEach((count, category) => {
      totals[category] = (totals[category] ?? 0) + count * times;
    });
  }
  const total = sum(totals);
  return totals.map((count) => count / total);
}

/** Each category's share of an item's judgements, averaged over the items that were judged. */
function itemShares(items: readonly Item[], categories: number): number[] {
  const totals = new Array<number>(categories).fill(0);
  let judged = 0;
  for (const { ratings, times } of items) {
    const size = judgements(ratings);
    if (size === 0) continue;
    judged += times;
    countsOf(ratings, categories).forEach((count, category) => {
      totals[category] = (totals[category] ?? 0) + (count * times) / size;
    });
  }
  return totals.map((share) => share / judged);
}

function countsOf(ratings: Item["ratings"], categories: number): number[] {
  const counts = new Array<number>(categories).fill(0);
  for (const rating of ratings) {
    if (rating === null) continue;
    if (!(rating in counts)) throw new RangeError("a judgement that the scale does not have");
    counts[rating] = (counts[rating] ?? 0) + 1;
  }
  return counts;
}

function pairsAgreed(counts: readonly number[]): number | null {
  const size = sum(counts);
  if (size < 2) return null;
  return sum(counts.map((count) => count * (count - 1))) / (size * (size - 1));
}

function judgements(ratings: Item["ratings"]): number {
  return ratings.filter((rating) => rating !== null).length;
}

/** Null where chance alone would agree on everything; within what a sum of floats can tell. */
function beyondChance(agreed: number, expected: number): number | null {
  return 1 - expected > 1e-12 ? (agreed - expected) / (1 - expected) : null;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
