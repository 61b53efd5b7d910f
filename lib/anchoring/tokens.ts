import { BLOCK_SEPARATOR } from "@/lib/document/canonical";
import { sentencesOf, type TextRange } from "@/lib/document/sentences";
import { plainGlyphs } from "./harmless";
import { firstIndex } from "./text-range";

/** A word, a number, or one mark (punctuation, a symbol, a picture); never space. */
export interface Token extends TextRange {
  /** Equal for tokens that are equal letter for letter. */
  readonly spelling: number;
  /** Equal for tokens that differ in case, glyph or ending only; an index into the vocabulary. */
  readonly word: number;
}

/** A sentence and its tokens, which are `tokens.slice(first, last)` of its text. */
export interface Sentence extends TextRange {
  readonly first: number;
  readonly last: number;
}

export interface TokenizedText {
  readonly text: string;
  readonly tokens: readonly Token[];
  /** In order; every token belongs to one. */
  readonly sentences: readonly Sentence[];
}

/**
 * The words of the texts that are compared, numbered, and in how many sentences each one stands:
 * a word that stands everywhere says little about which sentence is which.
 */
export class Vocabulary {
  readonly #spellings = new Map<string, { spelling: number; word: number }>();
  readonly #words = new Map<string, number>();
  readonly #isWord: boolean[] = [];
  readonly #sentences: number[] = [];
  readonly #lastSeen: number[] = [];
  #total = 0;

  get size(): number {
    return this.#isWord.length;
  }

  numbersOf(token: string): { spelling: number; word: number } {
    const known = this.#spellings.get(token);
    if (known) return known;
    const numbers = { spelling: this.#spellings.size, word: this.#wordOf(token) };
    this.#spellings.set(token, numbers);
    return numbers;
  }

  #wordOf(token: string): number {
    const key = stemOf(token);
    const known = this.#words.get(key);
    if (known !== undefined) return known;
    const word = this.size;
    this.#words.set(key, word);
    this.#isWord.push(WORD_CHARACTER.test(token));
    this.#sentences.push(0);
    this.#lastSeen.push(0);
    return word;
  }

  count(sentence: readonly Token[]): void {
    this.#total += 1;
    for (const { word } of sentence) {
      if (this.#lastSeen[word] === this.#total) continue;
      this.#lastSeen[word] = this.#total;
      this.#sentences[word] = (this.#sentences[word] ?? 0) + 1;
    }
  }

  isWord(word: number): boolean {
    return this.#isWord[word] === true;
  }

  /** Inverse document frequency, the sentences being the documents; a mark counts little. */
  weight(word: number): number {
    const rarity = Math.log2(1 + this.#total / (this.#sentences[word] || 1));
    return this.#isWord[word] ? rarity : rarity * MARK_WEIGHT;
  }
}

const MARK_WEIGHT = 0.2;
const WORD_CHARACTER = /[\p{L}\p{N}]/u;

/** How many letters of a word must agree: enough for most endings of most languages to differ. */
const STEM = 5;

function stemOf(token: string): string {
  const plain = plainGlyphs(token).toLowerCase();
  return /^\p{L}/u.test(plain) ? [...plain].slice(0, STEM).join("") : plain;
}

// Scripts without spaces between words are compared character by character. A number keeps its
// separators and a word its apostrophes.
const UNSPACED =
  "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}";
const TOKEN = new RegExp(
  `[${UNSPACED}]\\p{M}*|\\p{N}+(?:[.,٫٬]\\p{N}+)*|(?:(?![${UNSPACED}])[\\p{L}\\p{N}\\p{M}_])+(?:['’](?![${UNSPACED}])\\p{L}+)*|\\S`,
  "gu",
);

/** The tokens and sentences of a canonical text; the vocabulary learns its words. */
export function tokenize(
  text: string,
  vocabulary: Vocabulary,
  language?: string | null,
): TokenizedText {
  const tokens: Token[] = [];
  const sentences: Sentence[] = [];
  for (const range of sentenceRanges(text, language)) {
    const first = tokens.length;
    for (const match of text.slice(range.start, range.end).matchAll(TOKEN)) {
      const start = range.start + match.index;
      tokens.push({ start, end: start + match[0].length, ...vocabulary.numbersOf(match[0]) });
    }
    vocabulary.count(tokens.slice(first));
    sentences.push({ ...range, first, last: tokens.length });
  }
  return { text, tokens, sentences };
}

/** How much is cut into sentences at once: what the cutting costs may grow with the square of it. */
const STRETCH = 8_000;

function sentenceRanges(text: string, language?: string | null): TextRange[] {
  const ranges: TextRange[] = [];
  let offset = 0;
  for (const block of text.split(BLOCK_SEPARATOR)) {
    for (let from = 0; from < block.length; ) {
      const to = from + STRETCH;
      const found = sentencesOf(block.slice(from, stretchEnd(block, to)), language, offset + from);
      const goesOn = to < block.length;
      // The last sentence of a stretch may be half a one: the next stretch begins with it.
      const last = goesOn && found.length > 1 ? found.pop() : undefined;
      ranges.push(...found);
      from = last ? last.start - offset : stretchEnd(block, to);
    }
    offset += block.length + BLOCK_SEPARATOR.length;
  }
  return ranges;
}

function stretchEnd(block: string, at: number): number {
  if (at >= block.length) return block.length;
  const space = block.lastIndexOf(" ", at);
  if (space > at - STRETCH / 2) return space;
  return isLowSurrogate(block.charCodeAt(at)) ? at - 1 : at;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000;
}

/** The tokens that share a character with a range. */
export function tokensIn({ tokens }: TokenizedText, { start, end }: TextRange): Token[] {
  const from = firstIndex(tokens.length, (index) => (tokens[index]?.end ?? 0) > start);
  const to = firstIndex(tokens.length, (index) => (tokens[index]?.start ?? 0) >= end);
  return tokens.slice(from, to);
}
