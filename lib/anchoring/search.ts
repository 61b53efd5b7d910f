import { BLOCK_SEPARATOR } from "@/lib/document/canonical";
import { bagOf, likeness } from "./likeness";
import type { Span } from "./occurrences";
import type { Token, TokenizedText, Vocabulary } from "./tokens";

/** A place in the new text and how like its words are to those looked for, 0 to 1. */
export interface Likely extends Span {
  readonly likeness: number;
}

/** Of a word that stands more often than this no place is looked at: rarer ones lead there too. */
const COMMON_WORD = 200;
/** How much longer than the words looked for a place may be. */
const STRETCH = 1.5;

/** Where stretches of a text stand that have the words of others, in any order. */
export class LikenessSearch {
  readonly #text: TokenizedText;
  readonly #vocabulary: Vocabulary;
  readonly #places: number[][] = [];
  /** The number of each token's block. */
  readonly #blocks: Int32Array;

  constructor(text: TokenizedText, vocabulary: Vocabulary) {
    this.#text = text;
    this.#vocabulary = vocabulary;
    this.#blocks = new Int32Array(text.tokens.length);
    let block = 0;
    let end = 0;
    text.tokens.forEach((token, index) => {
      const places = this.#places[token.word];
      if (places) places.push(index);
      else this.#places[token.word] = [index];
      if (text.text.slice(end, token.start).includes(BLOCK_SEPARATOR)) block += 1;
      this.#blocks[index] = block;
      end = token.end;
    });
  }

  /**
   * The likeliest places for words, apart from one another, the best first; inside one block, unless
   * the words are of several.
   */
  find(words: readonly Token[], most: number, ofBlocks = false): Likely[] {
    const wanted = bagOf(words, this.#vocabulary);
    const found: Likely[] = [];
    for (const [first, last] of this.#windows(words, most * 2, ofBlocks)) {
      const tokens = this.#withMarks(words, first, last);
      const start = tokens[0]?.start ?? 0;
      const end = tokens.at(-1)?.end ?? 0;
      if (found.some((other) => start < other.end && other.start < end)) continue;
      found.push({
        start,
        end,
        likeness: likeness(wanted, bagOf(tokens, this.#vocabulary), this.#vocabulary),
      });
    }
    return found.sort((a, b) => b.likeness - a.likeness || a.start - b.start).slice(0, most);
  }

  /** The tokens of a stretch, and the marks that close it where they close the words too. */
  #withMarks(words: readonly Token[], first: number, last: number): readonly Token[] {
    const { tokens } = this.#text;
    const marks =
      words.length - 1 - words.findLastIndex(({ word }) => this.#vocabulary.isWord(word));
    let end = last + 1;
    for (const mark of words.slice(words.length - marks)) {
      if (tokens[end]?.word !== mark.word) break;
      end += 1;
    }
    return tokens.slice(first, end);
  }

  /** First and last tokens of the stretches whose wanted words weigh most. */
  #windows(words: readonly Token[], most: number, ofBlocks: boolean): [number, number][] {
    const isApart = (from: number, to: number) =>
      !ofBlocks && this.#blocks[from] !== this.#blocks[to];
    const hits = [...new Set(words.map((token) => token.word))]
      .filter((word) => this.#vocabulary.isWord(word))
      .map((word) => ({ word, places: this.#places[word] ?? [] }))
      .filter(({ places }) => places.length <= COMMON_WORD)
      .flatMap(({ word, places }) => places.map((place) => ({ word, place })))
      .sort((a, b) => a.place - b.place);
    const length = Math.ceil(words.length * STRETCH);
    const inside = new Map<number, number>();
    const windows: { first: number; last: number; weight: number }[] = [];
    let weight = 0;
    let from = 0;
    for (const { word, place } of hits) {
      for (
        let hit = hits[from];
        hit && (hit.place <= place - length || isApart(hit.place, place));
        hit = hits[++from]
      ) {
        const left = (inside.get(hit.word) ?? 1) - 1;
        inside.set(hit.word, left);
        if (left === 0) weight -= this.#vocabulary.weight(hit.word);
      }
      const count = inside.get(word) ?? 0;
      inside.set(word, count + 1);
      if (count === 0) weight += this.#vocabulary.weight(word);
      windows.push({ first: hits[from]?.place ?? place, last: place, weight });
    }
    const chosen: [number, number][] = [];
    windows.sort(
      (a, b) => b.weight - a.weight || a.last - a.first - (b.last - b.first) || a.first - b.first,
    );
    for (const { first, last } of windows) {
      if (chosen.length === most) break;
      if (chosen.every(([from, to]) => last < from || to < first)) chosen.push([first, last]);
    }
    return chosen;
  }
}
