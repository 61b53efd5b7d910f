import type { MemberRef } from "@/lib/workspace/member-ref";
import {
  type Coefficient,
  cohenKappa,
  confusion,
  fleissKappa,
  gwetAc1,
  type Item,
  nominalAlpha,
  observedAgreement,
  ordinalAlpha,
} from "./agreement";
import { estimate } from "./bootstrap";
import type { Agreement } from "./schema";

/** How often two people, of whom the second was blind to the first, said these two verdicts. */
export interface VerdictPair {
  first: MemberRef;
  second: MemberRef;
  firstVerdict: string;
  secondVerdict: string;
  times: number;
}

/** Pairs of people with fewer items than this say nothing of their agreement. */
const FEWEST_OF_PAIR = 2;

const OF_ALL: readonly (readonly [Agreement["coefficients"][number]["name"], Coefficient])[] = [
  ["observed", observedAgreement],
  ["fleiss", fleissKappa],
  ["nominal", nominalAlpha],
  ["ordinal", ordinalAlpha],
  ["ac1", gwetAc1],
];

/**
 * The agreement of those who checked blind, on the verdicts of the rating scale in its order.
 * Verdicts that the scale does not have any more are left out. Cohen's κ is told for each pair of
 * people, in whichever order they checked.
 */
export function agreementOf(found: readonly VerdictPair[], verdicts: readonly string[]): Agreement {
  const known = found.flatMap((pair) => {
    const one = verdicts.indexOf(pair.firstVerdict);
    const other = verdicts.indexOf(pair.secondVerdict);
    return one < 0 || other < 0 ? [] : [{ ...pair, one, other }];
  });
  const items: Item[] = known.map(({ one, other, times }) => ({ ratings: [one, other], times }));
  const size = verdicts.length;
  const pairs = new Map<string, { people: [MemberRef, MemberRef]; items: Item[] }>();
  for (const { first, second, one, other, times } of known) {
    const inOrder = first.id < second.id;
    const people: [MemberRef, MemberRef] = inOrder ? [first, second] : [second, first];
    const key = people.map(({ id }) => id).join(" ");
    const pair = pairs.get(key) ?? { people, items: [] };
    pair.items.push({ ratings: inOrder ? [one, other] : [other, one], times });
    pairs.set(key, pair);
  }
  const count = (list: readonly Item[]) => list.reduce((sum, { times }) => sum + times, 0);
  return {
    items: count(items),
    verdicts: [...verdicts],
    coefficients: OF_ALL.map(([name, coefficient]) => ({
      name,
      estimate: estimate(coefficient, items, size),
    })),
    pairs: [...pairs.values()]
      .map(({ people, items: own }) => ({ people, own, items: count(own) }))
      .filter((pair) => pair.items >= FEWEST_OF_PAIR)
      .sort((a, b) => b.items - a.items)
      .map(({ people, own, items: number }) => ({
        people,
        items: number,
        observed: estimate(observedAgreement, own, size),
        cohen: estimate(cohenKappa, own, size),
      })),
    confusion: confusion(items, size) ?? [],
  };
}
