import { bagOf, likeness, type WordBag } from "./likeness";
import { isOver, type TimeLimit } from "./time-limit";
import type { Sentence, TokenizedText, Vocabulary } from "./tokens";

/** One sentence of the old text and one of the new that may be the same, by their numbers. */
export interface Candidate {
  readonly old: number;
  readonly new: number;
  /** 0 to 1; 1 only where they are equal letter for letter. */
  readonly likeness: number;
}

/** How many rivals are kept for each sentence. */
const CANDIDATES = 8;
/** Of a word that stands in more sentences than this only those nearest by are looked at. */
const COMMON_WORD = 64;
/** A neighbour that is at least so like brings in what stands beside it. */
const GOOD_NEIGHBOUR = 0.5;
const LETTER_FOR_LETTER = 1;
const SAME_WORDS = 0.99;

/** The word bags of two texts' sentences, and what the sentences have in common. */
export class SentenceComparison {
  readonly #oldBags: readonly WordBag[];
  readonly #newBags: readonly WordBag[];

  constructor(
    readonly older: TokenizedText,
    readonly newer: TokenizedText,
    readonly vocabulary: Vocabulary,
  ) {
    this.#oldBags = older.sentences.map((sentence) => this.#bag(older, sentence, sentence));
    this.#newBags = newer.sentences.map((sentence) => this.#bag(newer, sentence, sentence));
  }

  /** What the words of a sentence of the old text weigh. */
  weightOf(old: number): number {
    return this.#oldBags[old]?.weight ?? 0;
  }

  compare(old: number, neu: number): Candidate {
    const a = this.#oldBags[old];
    const b = this.#newBags[neu];
    const alike = a && b ? likeness(a, b, this.vocabulary) : 0;
    const isSame =
      alike > SAME_WORDS &&
      textOf(this.older, this.older.sentences[old]) ===
        textOf(this.newer, this.newer.sentences[neu]);
    return { old, new: neu, likeness: isSame ? LETTER_FOR_LETTER : Math.min(alike, SAME_WORDS) };
  }

  /** The likeness of two runs of sentences, from the first to the last of each. */
  likenessOfRuns(old: readonly [number, number], neu: readonly [number, number]): number {
    const a = this.#bag(this.older, this.older.sentences[old[0]], this.older.sentences[old[1]]);
    const b = this.#bag(this.newer, this.newer.sentences[neu[0]], this.newer.sentences[neu[1]]);
    return Math.min(likeness(a, b, this.vocabulary), SAME_WORDS);
  }

  #bag(text: TokenizedText, from?: Sentence, to?: Sentence): WordBag {
    return bagOf(text.tokens.slice(from?.first ?? 0, to?.last ?? 0), this.vocabulary);
  }

  /**
   * For each old sentence the new ones that are most like it, wherever they stand, and those
   * beside the likenesses of its neighbours. Where time is over only equal ones are found.
   */
  candidates(limit: TimeLimit): Candidate[][] {
    const byWord: number[][] = [];
    const byText = new Map<string, number[]>();
    this.#newBags.forEach((bag, neu) => {
      for (const word of bag.words) {
        const places = byWord[word] ?? [];
        byWord[word] = places;
        places.push(neu);
      }
      const text = textOf(this.newer, this.newer.sentences[neu]);
      byText.set(text, [...(byText.get(text) ?? []), neu].slice(-COMMON_WORD));
    });
    const scale = this.#newBags.length / Math.max(1, this.#oldBags.length);
    const found = this.#oldBags.map((bag, old) => {
      const middle = old * scale;
      const votes = new Map<number, number>();
      const same = byText.get(textOf(this.older, this.older.sentences[old])) ?? [];
      for (const neu of nearest(same, middle, CANDIDATES)) votes.set(neu, Number.POSITIVE_INFINITY);
      if (!isOver(limit)) {
        for (const word of bag.words) {
          const weight = this.vocabulary.weight(word);
          for (const neu of nearest(byWord[word] ?? [], middle, COMMON_WORD)) {
            votes.set(neu, (votes.get(neu) ?? 0) + weight);
          }
        }
      }
      const share = ([neu, vote]: [number, number]) =>
        vote / (bag.weight + (this.#newBags[neu]?.weight ?? 0));
      const off = ({ new: neu }: Candidate) => Math.abs(neu - middle);
      return [...votes]
        .sort((a, b) => compareDown(share(a), share(b)) || a[0] - b[0])
        .slice(0, CANDIDATES * 2)
        .map(([neu]) => this.compare(old, neu))
        .sort((a, b) => b.likeness - a.likeness || off(a) - off(b) || a.new - b.new)
        .slice(0, CANDIDATES);
    });
    return found.map((own, old) => [...own, ...this.#beside(found, own, old)]);
  }

  #beside(found: readonly Candidate[][], own: readonly Candidate[], old: number): Candidate[] {
    const known = new Set(own.map((candidate) => candidate.new));
    const more: Candidate[] = [];
    for (const step of [-1, 1]) {
      for (const neighbour of found[old + step] ?? []) {
        const neu = neighbour.new - step;
        if (neighbour.likeness < GOOD_NEIGHBOUR || !this.#newBags[neu] || known.has(neu)) continue;
        known.add(neu);
        more.push(this.compare(old, neu));
      }
    }
    return more;
  }
}

function textOf({ text }: TokenizedText, sentence?: Sentence): string {
  return sentence ? text.slice(sentence.start, sentence.end) : "";
}

function compareDown(a: number, b: number): number {
  return a === b ? 0 : b - a;
}

/** At most `limit` of ascending numbers, those around `middle`. */
function nearest(numbers: readonly number[], middle: number, limit: number): readonly number[] {
  if (numbers.length <= limit) return numbers;
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const at = (low + high) >>> 1;
    if ((numbers[at] ?? 0) < middle) low = at + 1;
    else high = at;
  }
  const from = Math.max(0, Math.min(low - (limit >> 1), numbers.length - limit));
  return numbers.slice(from, from + limit);
}
