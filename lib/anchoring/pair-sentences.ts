import type { Candidate, SentenceComparison } from "./sentence-candidates";

/** Sentences of the old text, one after another, and of the new: the first ones and how many. */
interface RunPair extends Candidate {
  /** 1 but for what was split or joined. */
  readonly oldCount: number;
  readonly newCount: number;
  /** Whether it stands out of the order of the others. */
  readonly moved: boolean;
}

/** Sentences of the old text that became sentences of the new one. */
export interface SentencePair extends RunPair {
  /** How many of the two sentences beside it are beside it in both texts. */
  readonly neighbours: number;
  /** Likeness of the likeliest free place for these words, or of free words for this place. */
  readonly rival: number;
  /** Whether the rival is too good for anyone to tell. */
  readonly contested: boolean;
}

/** What a neighbour that is alike adds to a likeness when an order is chosen. */
const NEIGHBOUR = 0.25;
/** What a neighbour that stayed is worth against likeness, between rivals. */
const RIVAL_NEIGHBOUR = 0.15;
/** How much better than its rivals a pair has to be. */
const MARGIN = 0.1;
/** How much more like another a sentence has to be than the one it is paired with, to leave it. */
const MISFIT = 0.2;
/** How often an order is chosen anew without the misfits of the last. */
const ROUNDS = 3;
/** A rival that is so like has a claim where its surroundings speak for it as much. */
const LIKE_RIVAL = 0.6;
/** A sentence that is less like another has not moved there. */
const LEAST_MOVED = 0.6;
/** How much liker a pair must become by a sentence that is joined to it. */
const JOIN_GAIN = 0.03;

/**
 * Finds which sentences became which: first the pairs in order that keep most of the text, then,
 * among those left on both sides, what moved, then what was split or joined. The answer is in the
 * order of the old text.
 */
export function pairSentences(
  comparison: SentenceComparison,
  candidates: readonly (readonly Candidate[])[],
): SentencePair[] {
  const kept = chainWithoutMisfits(comparison, candidates);
  const moved = findMoved(candidates, kept);
  const ends = [comparison.older.sentences.length, comparison.newer.sentences.length] as const;
  const runs = joinLeftovers(
    [
      ...kept.map((pair) => ({ ...pair, oldCount: 1, newCount: 1, moved: false })),
      ...moved.map((pair) => ({ ...pair, oldCount: 1, newCount: 1, moved: true })),
    ].sort((a, b) => a.old - b.old),
    ends,
    comparison,
  );
  const pairs = new Pairs(runs, ends);
  const claims = claimsByPlace(candidates);
  return runs.map((run) => ({
    ...run,
    neighbours: pairs.neighboursOf(run),
    ...strongestRival(run, pairs, candidates, claims),
  }));
}

class Pairs {
  readonly #byOld = new Map<number, RunPair>();
  readonly #byNew = new Map<number, RunPair>();
  readonly #ends: readonly [number, number];

  constructor(pairs: readonly RunPair[], ends: readonly [number, number]) {
    this.#ends = ends;
    for (const pair of pairs) {
      for (let i = 0; i < pair.oldCount; i++) this.#byOld.set(pair.old + i, pair);
      for (let i = 0; i < pair.newCount; i++) this.#byNew.set(pair.new + i, pair);
    }
  }

  isFreeOld(old: number): boolean {
    return old >= 0 && old < this.#ends[0] && !this.#byOld.has(old);
  }

  isFreeNew(neu: number): boolean {
    return neu >= 0 && neu < this.#ends[1] && !this.#byNew.has(neu);
  }

  /** On how many sides the same sentence, or the end of the text, stands beside both. */
  neighboursOf(pair: Candidate & Partial<RunPair>): number {
    const oldEnd = pair.old + (pair.oldCount ?? 1);
    const newEnd = pair.new + (pair.newCount ?? 1);
    const before = this.#byOld.get(pair.old - 1);
    const after = this.#byOld.get(oldEnd);
    const isBefore = before ? before.new + before.newCount === pair.new : pair.old + pair.new === 0;
    const isAfter = after
      ? after.new === newEnd
      : oldEnd === this.#ends[0] && newEnd === this.#ends[1];
    return Number(isBefore) + Number(isAfter);
  }
}

interface Link {
  readonly gain: number;
  readonly candidate: Candidate;
  readonly before: Link | null;
}

/**
 * The heaviest chain of candidates of which neither side goes back, in O(n log n). A candidate
 * weighs what its words weigh, times how like it is: cubed, so that one that is equal beats two that
 * are half like; more where its neighbours are alike.
 */
function longestChain(
  comparison: SentenceComparison,
  candidates: readonly (readonly Candidate[])[],
): Candidate[] {
  const newLength = comparison.newer.sentences.length;
  const alike = candidates.map((own) => new Map(own.map((one) => [one.new, one.likeness])));
  const likenessAt = (old: number, neu: number): number => {
    if (old < 0 || old >= candidates.length) {
      return neu === (old < 0 ? -1 : newLength) ? 1 : 0;
    }
    return alike[old]?.get(neu) ?? 0;
  };
  // A Fenwick tree: the heaviest chain that ends before a new sentence.
  const heaviest: (Link | undefined)[] = [];
  const chainBefore = (neu: number): Link | null => {
    let found: Link | null = null;
    for (let at = neu; at > 0; at -= at & -at) {
      const link = heaviest[at];
      if (link && link.gain > (found?.gain ?? 0)) found = link;
    }
    return found;
  };
  candidates.forEach((own, old) => {
    const links = own.map((candidate): Link => {
      const beside =
        likenessAt(old - 1, candidate.new - 1) + likenessAt(old + 1, candidate.new + 1);
      const before = chainBefore(candidate.new);
      const agreement = candidate.likeness ** 2 * (candidate.likeness + NEIGHBOUR * beside);
      const gain = agreement * comparison.weightOf(old);
      return { gain: (before?.gain ?? 0) + gain, candidate, before };
    });
    for (const link of links) {
      for (let at = link.candidate.new + 1; at <= newLength; at += at & -at) {
        if (link.gain > (heaviest[at]?.gain ?? 0)) heaviest[at] = link;
      }
    }
  });
  const chain: Candidate[] = [];
  for (let link = chainBefore(newLength); link; link = link.before) chain.push(link.candidate);
  return chain.reverse();
}

/**
 * The longest chain without pairs that only the order made: those of which one side is far more
 * like a sentence elsewhere, which is itself free or far less like the one that it is paired with.
 */
function chainWithoutMisfits(
  comparison: SentenceComparison,
  candidates: readonly (readonly Candidate[])[],
): Candidate[] {
  let open = candidates;
  for (let round = 0; ; round++) {
    const chain = longestChain(comparison, open);
    const byNew = new Map(chain.map((pair) => [pair.new, pair]));
    const misfits = new Set<Candidate>();
    for (const pair of chain) {
      for (const other of candidates[pair.old] ?? []) {
        const owner = byNew.get(other.new);
        const likest = Math.max(pair.likeness, owner?.likeness ?? 0);
        if (other.likeness < likest + MISFIT) continue;
        misfits.add(pair);
        if (owner) misfits.add(owner);
      }
    }
    if (misfits.size === 0 || round === ROUNDS) return chain.filter((pair) => !misfits.has(pair));
    open = open.map((own) => own.filter((candidate) => !misfits.has(candidate)));
  }
}

/** Of the sentences that no chain holds, those most like one another, each once. */
function findMoved(
  candidates: readonly (readonly Candidate[])[],
  kept: readonly Candidate[],
): Candidate[] {
  const takenOld = new Set(kept.map((pair) => pair.old));
  const takenNew = new Set(kept.map((pair) => pair.new));
  const open = candidates
    .flat()
    .filter(
      (one) => one.likeness >= LEAST_MOVED && !takenOld.has(one.old) && !takenNew.has(one.new),
    )
    .sort((a, b) => b.likeness - a.likeness || a.old - b.old || a.new - b.new);
  const moved: Candidate[] = [];
  for (const one of open) {
    if (takenOld.has(one.old) || takenNew.has(one.new)) continue;
    takenOld.add(one.old);
    takenNew.add(one.new);
    moved.push(one);
  }
  return moved;
}

function claimsByPlace(candidates: readonly (readonly Candidate[])[]): Map<number, Candidate[]> {
  const claims = new Map<number, Candidate[]>();
  for (const candidate of candidates.flat()) {
    const known = claims.get(candidate.new);
    if (known) known.push(candidate);
    else claims.set(candidate.new, [candidate]);
  }
  return claims;
}

/**
 * Other places for the same words that no other words have, and other words, now without a
 * place, that this place could have come from. Equal words are not contested by words that are
 * only like them: that a text was deleted is likelier than that another became it, letter for
 * letter.
 */
function strongestRival(
  pair: RunPair,
  pairs: Pairs,
  candidates: readonly (readonly Candidate[])[],
  claims: ReadonlyMap<number, readonly Candidate[]>,
): { rival: number; contested: boolean } {
  const score = (one: Candidate) => one.likeness + RIVAL_NEIGHBOUR * pairs.neighboursOf(one);
  const neighbours = pairs.neighboursOf(pair);
  const toBeat = score(pair) - MARGIN;
  let rival = 0;
  let contested = false;
  for (let i = 0; i < pair.oldCount; i++) {
    for (const other of candidates[pair.old + i] ?? []) {
      if (!pairs.isFreeNew(other.new)) continue;
      rival = Math.max(rival, other.likeness);
      const isLike = other.likeness >= LIKE_RIVAL && neighbours < 2;
      contested ||= score(other) > toBeat || (isLike && pairs.neighboursOf(other) >= neighbours);
    }
  }
  for (let i = 0; i < pair.newCount; i++) {
    for (const other of claims.get(pair.new + i) ?? []) {
      if (!pairs.isFreeOld(other.old)) continue;
      rival = Math.max(rival, other.likeness);
      contested ||= score(other) > toBeat && (pair.likeness < 1 || other.likeness === 1);
    }
  }
  return { rival, contested };
}

/** Adds what is left beside a pair to it where that makes the two sides more like each other. */
function joinLeftovers(
  pairs: readonly RunPair[],
  ends: readonly [number, number],
  comparison: SentenceComparison,
): RunPair[] {
  const takenOld = new Set(pairs.map((pair) => pair.old));
  const takenNew = new Set(pairs.map((pair) => pair.new));
  return pairs.map((pair) => {
    let best = pair;
    if (pair.likeness === 1) return best;
    for (const [side, step] of OFFERS) {
      const [taken, end] = side === "old" ? ([takenOld, ends[0]] as const) : [takenNew, ends[1]];
      const sentence = pair[side] + step;
      if (sentence < 0 || sentence >= end || taken.has(sentence)) continue;
      const longer = extended(best, side, step);
      const likeness = comparison.likenessOfRuns(
        [longer.old, longer.old + longer.oldCount - 1],
        [longer.new, longer.new + longer.newCount - 1],
      );
      if (likeness < best.likeness + JOIN_GAIN) continue;
      best = { ...longer, likeness };
      taken.add(sentence);
    }
    return best;
  });
}

const OFFERS = [
  ["new", -1],
  ["new", 1],
  ["old", -1],
  ["old", 1],
] as const;

function extended(pair: RunPair, side: "old" | "new", step: number): RunPair {
  const back = step < 0 ? 1 : 0;
  return side === "old"
    ? { ...pair, old: pair.old - back, oldCount: pair.oldCount + 1 }
    : { ...pair, new: pair.new - back, newCount: pair.newCount + 1 };
}
