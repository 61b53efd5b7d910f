import type { Token, Vocabulary } from "./tokens";

/** How often each word stands in a stretch of text, by number of the word, and what they weigh. */
export interface WordBag {
  /** Ascending. */
  readonly words: readonly number[];
  readonly counts: readonly number[];
  readonly weight: number;
}

export function bagOf(tokens: readonly Token[], vocabulary: Vocabulary): WordBag {
  const words: number[] = [];
  const counts: number[] = [];
  let weight = 0;
  for (const word of tokens.map((token) => token.word).sort((a, b) => a - b)) {
    weight += vocabulary.weight(word);
    if (words.at(-1) === word) counts[counts.length - 1] = (counts.at(-1) ?? 0) + 1;
    else {
      words.push(word);
      counts.push(1);
    }
  }
  return { words, counts, weight };
}

/** Dice's coefficient of two bags by weight: 0 without a common word, 1 with the same words. */
export function likeness(a: WordBag, b: WordBag, vocabulary: Vocabulary): number {
  let common = 0;
  for (let i = 0, j = 0; i < a.words.length && j < b.words.length; ) {
    const left = a.words[i] ?? 0;
    const right = b.words[j] ?? 0;
    if (left === right) {
      common += Math.min(a.counts[i] ?? 0, b.counts[j] ?? 0) * vocabulary.weight(left);
    }
    if (left <= right) i += 1;
    if (right <= left) j += 1;
  }
  const total = a.weight + b.weight;
  return total === 0 ? 0 : Math.min(1, (2 * common) / total);
}
