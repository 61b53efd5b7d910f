import { BLOCK_SEPARATOR } from "@/lib/document/canonical";
import type { TextRange } from "@/lib/document/sentences";
import { mapRange } from "./diff-map";
import type { Passage, TextDiff } from "./diff-texts";
import { plainGlyphs } from "./harmless";
import { bagOf, likeness } from "./likeness";
import { type Likely, LikenessSearch } from "./search";
import { isOver, NO_LIMIT, type TimeLimit } from "./time-limit";
import type { Token, TokenizedText } from "./tokens";

/** A stretch of the old text that wants a place in the new one. */
export interface SpanToPlace {
  readonly id: string;
  readonly start: number;
  readonly end: number;
}

/** Where a span went. */
export type SpanPlace =
  /** `placed` where its words are the same letter for letter, `changed` where they are not. */
  | {
      readonly id: string;
      readonly state: "placed" | "changed";
      readonly start: number;
      readonly end: number;
      /** `search` where its text was found out of order, moved by whoever edited it. */
      readonly method: "diff" | "search";
    }
  /** No place is safe; the likeliest ones, the best first, are for a person to choose from. */
  | { readonly id: string; readonly state: "orphaned"; readonly proposals: readonly Likely[] };

export interface PlaceOptions {
  /** Past it no proposals are looked for. */
  readonly limit?: TimeLimit | undefined;
  /** Called now and then with how many spans are done. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** Shorter spans are placed by what surrounds them, never because their words are like others. */
const FEW_WORDS = 5;
const FEW_UNITS = 25;
/** The least confidence with which a sentence is said to have become another. */
const LEAST_CONFIDENCE = 0.48;
/** How much a sentence beside it that stayed there adds to the confidence in a pair. */
const NEIGHBOUR = 0.05;
/** How much of the likeness of the strongest rival is taken from it. */
const RIVAL = 0.25;
/** How like part of a sentence must be to what the rest of the sentence leaves for it. */
const LEAST_PART = 0.5;
/** How much of a block, in both texts, has to have moved for the block to have moved. */
const MOVED_SHARE = 0.6;
/** How like a sentence in a block that moved must be. */
const LEAST_MOVED = 0.8;
/** A sentence that has so much of the words of part of another may be copied from it. */
const COPIED = 0.75;
/** So much of the text beside a span must have stayed for that side to speak for its place. */
const CONTEXT = 12;
const PROPOSALS = 3;
/** Nobody is helped by a proposal that is less like. */
const LEAST_PROPOSED = 0.1;
const PROGRESS_EVERY = 100;

/**
 * Finds where spans of the old text stand in the new one. A wrong place is worse than none: what
 * is in doubt is proposed.
 *
 * Spans are placed in the sentences that theirs became. A span that takes up a sentence whole
 * takes up the new one whole; part of a sentence does not grow over words that were added at its
 * edges. A changed sentence is placed when its likeness, its neighbours and the lack of rivals
 * say so, one of few words only between neighbours that stayed. Same words are placed when no
 * other place has as good a claim, and few words only if the text beside them stayed too. What
 * moved is placed when a whole block or several sentences moved together.
 */
export function placeSpans(
  diff: TextDiff,
  spans: readonly SpanToPlace[],
  options: PlaceOptions = {},
): SpanPlace[] {
  const { limit = NO_LIMIT, onProgress } = options;
  const placing = new Placing(diff);
  const places: SpanPlace[] = [];
  for (const span of spans) {
    if (places.length % PROGRESS_EVERY === 0) onProgress?.(places.length, spans.length);
    places.push(placing.place(span, isOver(limit)));
  }
  onProgress?.(spans.length, spans.length);
  return places;
}

/** Where the passages of a span lead, before anyone has judged whether that is safe. */
interface Lead extends TextRange {
  readonly passages: readonly Passage[];
  /** Whether the span takes up all its passages. */
  readonly isWhole: boolean;
  readonly likeness: number;
}

class Placing {
  readonly #diff: TextDiff;
  readonly #old: string;
  readonly #new: string;
  readonly #oldPlain: string;
  readonly #newPlain: string;
  /** Where each passage stands among the others in the new text. */
  readonly #order: ReadonlyMap<Passage, number>;
  /** The passage of each sentence of the new text that is part of one. */
  readonly #origins: ReadonlyMap<number, Passage>;
  #search: LikenessSearch | null = null;

  constructor(diff: TextDiff) {
    this.#diff = diff;
    this.#old = diff.older.text;
    this.#new = diff.newer.text;
    this.#oldPlain = plainGlyphs(this.#old);
    this.#newPlain = plainGlyphs(this.#new);
    this.#order = new Map(
      diff.passages
        .toSorted((a, b) => a.newStart - b.newStart)
        .map((passage, index) => [passage, index]),
    );
    this.#origins = new Map(
      diff.passages.flatMap((passage) =>
        Array.from({ length: passage.pair.newCount }, (_, i) => [passage.pair.new + i, passage]),
      ),
    );
  }

  place(span: SpanToPlace, isInHaste: boolean): SpanPlace {
    if (!(0 <= span.start && span.start <= span.end && span.end <= this.#old.length)) {
      throw new RangeError(`no span of the text: ${span.start} to ${span.end}`);
    }
    const core = trimmed(this.#old, span);
    if (core.start >= core.end) return this.#placeSpace(span);
    const lead = this.#follow(core);
    const isSafe = lead !== null && this.#isSafe(core, lead);
    const place = isSafe
      ? lead
      : lead && this.#isContested(core, lead)
        ? null
        : this.#findSame(core);
    if (!place) {
      const proposals = isInHaste ? [] : this.#propose(core, lead);
      return { id: span.id, state: "orphaned", proposals };
    }
    const { start, end } = this.#withOuterSpace(span, core, place);
    const isSame = this.#old.slice(span.start, span.end) === this.#new.slice(start, end);
    return {
      id: span.id,
      state: isSame ? "placed" : "changed",
      start,
      end,
      method: isSafe && lead.passages.every(({ pair }) => !pair.moved) ? "diff" : "search",
    };
  }

  /** Space has no words to be found by: it stays where the text around it stayed. */
  #placeSpace({ id, start, end }: SpanToPlace): SpanPlace {
    const place = mapRange(this.#diff.map, { start, end });
    const isSame = place && this.#old.slice(start, end) === this.#new.slice(place.start, place.end);
    return isSame
      ? { id, state: "placed", ...place, method: "diff" }
      : { id, state: "orphaned", proposals: [] };
  }

  #follow(core: TextRange): Lead | null {
    const passages = overlapping(this.#diff.passages, core);
    const first = passages[0];
    const last = passages.at(-1);
    if (!first || !last || !this.#standTogether(passages)) return null;
    const isWhole = this.#startsSentence(first, core.start) && this.#endsSentence(last, core.end);
    const start = isWhole ? first.newStart : startInside(this.#old, first, core.start);
    const end = isWhole ? last.newEnd : endInside(this.#old, last, core.end);
    if (start >= end) return null;
    const place = trimmed(this.#new, { start, end });
    if (place.start >= place.end) return null;
    if (isWhole && !this.#fillsHalf(core, place, passages)) return null;
    return { ...place, passages, isWhole, likeness: this.#likeness(core, place) };
  }

  /**
   * Whether the words of a span lead to half of the sentences that it would take up. One that was
   * joined to a longer sentence does not: neither the whole nor the part is surely what it became.
   */
  #fillsHalf(core: TextRange, place: TextRange, passages: readonly Passage[]): boolean {
    const first = passages[0];
    const last = passages.at(-1);
    if (!first || !last) return false;
    const start =
      core.start <= first.oldStart ? first.newStart : startInside(this.#old, first, core.start);
    const end = core.end >= last.oldEnd ? last.newEnd : endInside(this.#old, last, core.end);
    return (end - start) * 2 >= place.end - place.start;
  }

  /** Whether a span leaves out no sentence of its first passage, or leaves sentences out whole. */
  #startsSentence({ oldStart, pair }: Passage, at: number): boolean {
    if (at <= oldStart) return true;
    const { sentences } = this.#diff.older;
    return sentences.slice(pair.old, pair.old + pair.oldCount).some(({ start }) => start === at);
  }

  #endsSentence({ oldEnd, pair }: Passage, at: number): boolean {
    if (at >= oldEnd) return true;
    const { sentences } = this.#diff.older;
    return sentences.slice(pair.old, pair.old + pair.oldCount).some(({ end }) => end === at);
  }

  /** Whether passages that follow one another in the old text do so in the new one. */
  #standTogether(passages: readonly Passage[]): boolean {
    const places = passages.map((passage) => this.#order.get(passage) ?? 0);
    return places.every((place, index) => index === 0 || place === (places[index - 1] ?? 0) + 1);
  }

  #likeness(core: TextRange, place: TextRange): number {
    if (this.#isSame(core, place)) return 1;
    const { older, newer, vocabulary } = this.#diff;
    return likeness(
      bagOf(tokensIn(older, core), vocabulary),
      bagOf(tokensIn(newer, place), vocabulary),
      vocabulary,
    );
  }

  #isSafe(core: TextRange, lead: Lead): boolean {
    const { passages, isWhole } = lead;
    if (this.#isContested(core, lead)) return false;
    const isSame = this.#isSame(core, lead);
    if (passages.some(({ pair }) => pair.moved)) {
      if (!passages.every((passage) => this.#movedAsBlock(passage))) return false;
      if (!isSame && lead.likeness < LEAST_MOVED) return false;
    }
    const isLong = this.#isLong(core);
    if (isWhole && !isSame) {
      return isLong ? confidence(lead) >= LEAST_CONFIDENCE : this.#stayedBetween(lead);
    }
    if (isWhole) {
      return (
        isLong || passages.some(({ pair }) => pair.neighbours > 0) || this.#isOnlyOneOfAll(core)
      );
    }
    const before = this.#agreesBefore(core, lead);
    const after = this.#agreesAfter(core, lead);
    if (isSame) {
      if (isLong || (before && after)) return true;
      return (before || after) && this.#isOnlyOne(core, lead);
    }
    if (!isLong) return before && after && this.#spelledLike(core, lead) >= LEAST_PART;
    return lead.likeness + NEIGHBOUR * (Number(before) + Number(after)) >= LEAST_PART;
  }

  /** Whether the words are the same but for glyphs that change none. */
  #isSame(core: TextRange, place: TextRange): boolean {
    return (
      this.#oldPlain.slice(core.start, core.end) === this.#newPlain.slice(place.start, place.end)
    );
  }

  #isLong(core: TextRange): boolean {
    const { older, vocabulary } = this.#diff;
    const words = tokensIn(older, core).filter(({ word }) => vocabulary.isWord(word));
    return words.length >= FEW_WORDS && core.end - core.start >= FEW_UNITS;
  }

  #isContested(core: TextRange, { passages, isWhole }: Lead): boolean {
    return (
      passages.some(({ pair }) => pair.contested) ||
      (!isWhole && this.#isCopiedBeside(core, passages))
    );
  }

  /**
   * Whether a new sentence beside the passage has the words of a part of it, and those around
   * them: then nobody can tell which of the two is the copy.
   */
  #isCopiedBeside(core: TextRange, passages: readonly Passage[]): boolean {
    const { older, newer, vocabulary } = this.#diff;
    const first = passages[0]?.pair;
    const last = passages.at(-1)?.pair;
    if (!first || !last) return false;
    const beside = [first.new - 1, last.new + last.newCount].flatMap((number) => {
      const sentence = newer.sentences[number];
      return sentence && !this.#origins.has(number) ? [sentence] : [];
    });
    if (beside.length === 0) return false;
    const around = {
      start: Math.max(core.start - CONTEXT, passages[0]?.oldStart ?? 0),
      end: Math.min(core.end + CONTEXT, passages.at(-1)?.oldEnd ?? core.end),
    };
    const words = bagOf(tokensIn(older, around), vocabulary);
    return beside.some((sentence) => {
      const other = bagOf(tokensIn(newer, sentence), vocabulary);
      const common = (likeness(words, other, vocabulary) * (words.weight + other.weight)) / 2;
      return common >= COPIED * words.weight;
    });
  }

  #stayedBetween({ passages, likeness: alike }: Lead): boolean {
    return alike >= LEAST_PART && passages.every(({ pair }) => pair.neighbours === 2);
  }

  /** Whether most of the block around it, in both texts, moved with a passage. */
  #movedAsBlock(passage: Passage): boolean {
    const from = blockAround(this.#old, passage.oldStart);
    const to = blockAround(this.#new, passage.newStart);
    let [old, neu] = [0, 0];
    for (const { pair, oldStart, oldEnd, newStart, newEnd } of overlapping(
      this.#diff.passages,
      from,
    )) {
      if (!pair.moved || newStart < to.start || newEnd > to.end) continue;
      old += oldEnd - oldStart;
      neu += newEnd - newStart;
    }
    return old >= MOVED_SHARE * (from.end - from.start) && neu >= MOVED_SHARE * (to.end - to.start);
  }

  #agreesBefore(core: TextRange, lead: Lead): boolean {
    const first = lead.passages[0];
    if (core.start === first?.oldStart && lead.start === first.newStart) return true;
    let count = 0;
    while (
      count < CONTEXT &&
      core.start > count &&
      this.#oldPlain.charAt(core.start - count - 1) ===
        this.#newPlain.charAt(lead.start - count - 1)
    ) {
      count += 1;
    }
    return count === CONTEXT;
  }

  #agreesAfter(core: TextRange, lead: Lead): boolean {
    const last = lead.passages.at(-1);
    if (core.end === last?.oldEnd && lead.end === last.newEnd) return true;
    let count = 0;
    while (
      count < CONTEXT &&
      core.end + count < this.#old.length &&
      this.#oldPlain.charAt(core.end + count) === this.#newPlain.charAt(lead.end + count)
    ) {
      count += 1;
    }
    return count === CONTEXT;
  }

  /** Whether a span's words stand once only in the sentences that it is part of, old and new. */
  #isOnlyOne(core: TextRange, { passages }: Lead): boolean {
    const words = this.#old.slice(core.start, core.end);
    return passages.every(
      ({ oldStart, oldEnd, newStart, newEnd }) =>
        countOf(this.#old.slice(oldStart, oldEnd), words) <= 1 &&
        countOf(this.#new.slice(newStart, newEnd), words) <= 1,
    );
  }

  /** Whether a span's words stand once only in either text. */
  #isOnlyOneOfAll({ start, end }: TextRange): boolean {
    const words = this.#old.slice(start, end);
    return countOf(this.#old, words) === 1 && countOf(this.#new, words) === 1;
  }

  /**
   * The same words where no passage leads to them, because what is a sentence differs: only many
   * words, that stand once only, between neighbours that are before and after them in both texts.
   */
  #findSame(core: TextRange): TextRange | null {
    if (!this.#isLong(core) || !this.#isOnlyOneOfAll(core)) return null;
    const start = this.#new.indexOf(this.#old.slice(core.start, core.end));
    const end = start + core.end - core.start;
    const kept = this.#diff.passages.filter(({ pair }) => !pair.moved);
    const before = kept.findLast(({ oldEnd }) => oldEnd <= core.start);
    const after = kept.find(({ oldStart }) => oldStart >= core.end);
    const isInOrder = (before?.newEnd ?? 0) <= start && end <= (after?.newStart ?? end);
    return isInOrder ? { start, end } : null;
  }

  /** How many of the letters of a span and its place the map keeps. */
  #spelledLike(core: TextRange, place: TextRange): number {
    const { kept } = this.#diff.map;
    let common = 0;
    for (let i = 0; i < kept.length; i += 3) {
      const [oldStart = 0, newStart = 0, length = 0] = kept.slice(i, i + 3);
      const from = Math.max(core.start - oldStart, place.start - newStart, 0);
      const to = Math.min(core.end - oldStart, place.end - newStart, length);
      common += Math.max(0, to - from);
    }
    return (2 * common) / (core.end - core.start + place.end - place.start);
  }

  /** Gives a place the space at the edges of its span where the new text has it too. */
  #withOuterSpace(span: TextRange, core: TextRange, place: TextRange): TextRange {
    const before = this.#old.slice(span.start, core.start);
    const after = this.#old.slice(core.end, span.end);
    const has = (space: string, at: number) => this.#new.startsWith(space, at);
    return {
      start: place.start - (has(before, place.start - before.length) ? before.length : 0),
      end: place.end + (has(after, place.end) ? after.length : 0),
    };
  }

  #propose(core: TextRange, lead: Lead | null): Likely[] {
    const offers: Likely[] = lead
      ? [{ start: lead.start, end: lead.end, likeness: lead.likeness }]
      : [];
    const sentence = this.#wholeSentence(core);
    if (sentence >= 0) offers.push(...this.#likeSentences(sentence));
    else {
      this.#search ??= new LikenessSearch(this.#diff.newer, this.#diff.vocabulary);
      offers.push(...this.#search.find(tokensIn(this.#diff.older, core), PROPOSALS));
    }
    const chosen: Likely[] = [];
    for (const offer of offers.sort((a, b) => b.likeness - a.likeness)) {
      if (chosen.length === PROPOSALS || offer.likeness < LEAST_PROPOSED) break;
      if (chosen.every((other) => offer.end <= other.start || other.end <= offer.start)) {
        chosen.push(offer);
      }
    }
    return chosen;
  }

  /** The number of the sentence that a span takes up, or -1. */
  #wholeSentence({ start, end }: TextRange): number {
    const { sentences } = this.#diff.older;
    const at = firstIndex(sentences.length, (index) => (sentences[index]?.start ?? 0) >= start);
    return sentences[at]?.start === start && sentences[at].end === end ? at : -1;
  }

  /** The sentences most like one of the old text, but for those that other words have kept. */
  #likeSentences(old: number): Likely[] {
    return (this.#diff.candidates[old] ?? []).flatMap((candidate) => {
      const sentence = this.#diff.newer.sentences[candidate.new];
      if (!sentence) return [];
      const { start, end } = sentence;
      const owner = this.#origins.get(candidate.new)?.pair;
      const isKept = owner?.likeness === 1 && owner.old !== old;
      return isKept && candidate.likeness < 1 ? [] : [{ start, end, likeness: candidate.likeness }];
    });
  }
}

function confidence({ passages, likeness: alike }: Lead): number {
  const neighbours = passages.reduce((sum, { pair }) => sum + pair.neighbours, 0);
  const rival = Math.max(...passages.map(({ pair }) => pair.rival));
  return alike + (NEIGHBOUR * neighbours) / passages.length - RIVAL * rival;
}

/** Where a span goes on that begins inside a passage: over what replaced its first words. */
function startInside(text: string, { runs, newStart, oldStart }: Passage, at: number): number {
  let [oldFrom, newFrom] = [oldStart, newStart];
  for (const run of runs) {
    if (at < run.oldStart) {
      return text.slice(oldFrom, at).trim() === "" ? newFrom : run.newStart;
    }
    [oldFrom, newFrom] = [run.oldStart + run.length, run.newStart + run.length];
    if (at < oldFrom) return run.newStart + at - run.oldStart;
  }
  return newFrom;
}

/** Where a span stops that ends inside a passage. */
function endInside(text: string, { runs, newStart, newEnd }: Passage, at: number): number {
  let newFrom = newStart;
  for (const [index, run] of runs.entries()) {
    if (at <= run.oldStart) {
      return text.slice(at, run.oldStart).trim() === "" ? run.newStart : newFrom;
    }
    const oldEnd = run.oldStart + run.length;
    newFrom = run.newStart + run.length;
    if (at <= oldEnd) return run.newStart + at - run.oldStart;
    if (index === runs.length - 1) break;
  }
  return runs.length > 0 ? newFrom : newEnd;
}

function blockAround(text: string, at: number): TextRange {
  const before = text.lastIndexOf(BLOCK_SEPARATOR, at);
  const after = text.indexOf(BLOCK_SEPARATOR, at);
  return {
    start: before < 0 ? 0 : before + BLOCK_SEPARATOR.length,
    end: after < 0 ? text.length : after,
  };
}

function trimmed(text: string, { start, end }: TextRange): TextRange {
  const words = text.slice(start, end);
  const from = start + words.length - words.trimStart().length;
  return { start: from, end: Math.max(from, start + words.trimEnd().length) };
}

function countOf(text: string, words: string): number {
  return text.split(words).length - 1;
}

/** The items of a sorted list that share a character with a range. */
function overlapping(passages: readonly Passage[], { start, end }: TextRange): Passage[] {
  const from = firstIndex(passages.length, (index) => (passages[index]?.oldEnd ?? 0) > start);
  const to = firstIndex(passages.length, (index) => (passages[index]?.oldStart ?? 0) >= end);
  return passages.slice(from, to);
}

function tokensIn({ tokens }: TokenizedText, { start, end }: TextRange): Token[] {
  const from = firstIndex(tokens.length, (index) => (tokens[index]?.end ?? 0) > start);
  const to = firstIndex(tokens.length, (index) => (tokens[index]?.start ?? 0) >= end);
  return tokens.slice(from, to);
}

/** The first index from which on a condition holds. */
function firstIndex(length: number, holds: (index: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
