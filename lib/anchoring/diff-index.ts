import type { TextRange } from "@/lib/document/sentences";
import type { Passage, TextDiff } from "./diff-texts";
import { plainGlyphs } from "./harmless";
import { bagOf, likeness } from "./likeness";
import { countOf, firstIndex } from "./text-range";
import { tokensIn } from "./tokens";

/** Spans of fewer words or UTF-16 code units are not told from others by what they say. */
const FEW_WORDS = 5;
const FEW_UNITS = 25;

/** A diff and what is looked up in it for every span. */
export class DiffIndex {
  readonly old: string;
  readonly new: string;
  /** The texts with every glyph variant in its plainest form; as long as they were. */
  readonly oldPlain: string;
  readonly newPlain: string;
  /** The passage of each sentence of the new text that is part of one. */
  readonly origins: ReadonlyMap<number, Passage>;
  /** Where each passage stands among the others in the new text. */
  readonly #order: ReadonlyMap<Passage, number>;

  constructor(readonly diff: TextDiff) {
    this.old = diff.older.text;
    this.new = diff.newer.text;
    this.oldPlain = plainGlyphs(this.old);
    this.newPlain = plainGlyphs(this.new);
    this.origins = new Map(
      diff.passages.flatMap((passage) =>
        Array.from({ length: passage.pair.newCount }, (_, i) => [passage.pair.new + i, passage]),
      ),
    );
    this.#order = new Map(
      diff.passages
        .toSorted((a, b) => a.newStart - b.newStart)
        .map((passage, index) => [passage, index]),
    );
  }

  /** The passages that share a character with a range of the old text. */
  passagesIn({ start, end }: TextRange): Passage[] {
    const { passages } = this.diff;
    const from = firstIndex(passages.length, (index) => (passages[index]?.oldEnd ?? 0) > start);
    const to = firstIndex(passages.length, (index) => (passages[index]?.oldStart ?? 0) >= end);
    return passages.slice(from, to);
  }

  /** Whether passages that follow one another in the old text do so in the new one. */
  standTogether(passages: readonly Passage[]): boolean {
    const places = passages.map((passage) => this.#order.get(passage) ?? 0);
    return places.every((place, index) => index === 0 || place === (places[index - 1] ?? 0) + 1);
  }

  /** Whether the words are the same but for glyphs that change none. */
  isSame(range: TextRange, place: TextRange): boolean {
    return (
      this.oldPlain.slice(range.start, range.end) === this.newPlain.slice(place.start, place.end)
    );
  }

  likeness(range: TextRange, place: TextRange): number {
    if (this.isSame(range, place)) return 1;
    const { older, newer, vocabulary } = this.diff;
    return likeness(
      bagOf(tokensIn(older, range), vocabulary),
      bagOf(tokensIn(newer, place), vocabulary),
      vocabulary,
    );
  }

  /** Whether a range of the old text says enough to be told from others by it. */
  isLong(range: TextRange): boolean {
    const { older, vocabulary } = this.diff;
    const words = tokensIn(older, range).filter(({ word }) => vocabulary.isWord(word));
    return words.length >= FEW_WORDS && range.end - range.start >= FEW_UNITS;
  }

  /** Whether the words of a range stand once only in either text. */
  isOnlyOne({ start, end }: TextRange): boolean {
    const words = this.old.slice(start, end);
    return countOf(this.old, words) === 1 && countOf(this.new, words) === 1;
  }
}
