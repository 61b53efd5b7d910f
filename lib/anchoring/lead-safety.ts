import { BLOCK_SEPARATOR } from "@/lib/document/canonical";
import type { TextRange } from "@/lib/document/sentences";
import type { DiffIndex } from "./diff-index";
import { mapRange } from "./diff-map";
import type { Passage } from "./diff-texts";
import type { Lead } from "./lead";
import { bagOf, likeness } from "./likeness";
import { countOf } from "./text-range";
import { tokensIn } from "./tokens";

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
/** A sentence so like the old one is context enough for words that stand in it once. */
const ALIKE = 0.75;
/** A sentence that has so much of the words of part of another may be copied from it. */
const COPIED = 0.75;
/** So much of the text beside a span must have stayed for that side to speak for its place. */
const CONTEXT = 12;

/** Judges whether a span may be placed where its passages lead. */
export class LeadSafety {
  readonly #index: DiffIndex;

  constructor(index: DiffIndex) {
    this.#index = index;
  }

  isSafe(core: TextRange, lead: Lead): boolean {
    const { passages, isWhole } = lead;
    if (this.isContested(core, lead)) return false;
    const isSame = this.#index.isSame(core, lead);
    if (passages.some(({ pair }) => pair.moved)) {
      if (!passages.every((passage) => this.#movedAsBlock(passage))) return false;
      if (!isSame && lead.likeness < LEAST_MOVED) return false;
    }
    const isLong = this.#index.isLong(core);
    if (isWhole && !isSame) {
      return isLong ? confidence(lead) >= LEAST_CONFIDENCE : this.#stayedBetween(lead);
    }
    if (isWhole) {
      return (
        isLong || passages.some(({ pair }) => pair.neighbours > 0) || this.#index.isOnlyOne(core)
      );
    }
    const before = this.#agreesBefore(core, lead);
    const after = this.#agreesAfter(core, lead);
    if (isSame) {
      if (isLong || (before && after)) return true;
      const isHeld = before || after || passages.every(({ pair }) => pair.likeness >= ALIKE);
      return isHeld && this.#isOnlyOne(core, lead);
    }
    if (!isLong) return before && after && this.#spelledLike(core, lead) >= LEAST_PART;
    return lead.likeness + NEIGHBOUR * (Number(before) + Number(after)) >= LEAST_PART;
  }

  /** Whether other words have as good a claim to the place, or the words to another place. */
  isContested(core: TextRange, { passages, isWhole }: Lead): boolean {
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
    const { older, newer, vocabulary } = this.#index.diff;
    const first = passages[0]?.pair;
    const last = passages.at(-1)?.pair;
    if (!first || !last) return false;
    const beside = [first.new - 1, last.new + last.newCount].flatMap((number) => {
      const sentence = newer.sentences[number];
      return sentence && !this.#index.origins.has(number) ? [sentence] : [];
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
    const from = blockAround(this.#index.old, passage.oldStart);
    const to = blockAround(this.#index.new, passage.newStart);
    let [old, neu] = [0, 0];
    for (const { pair, oldStart, oldEnd, newStart, newEnd } of this.#index.passagesIn(from)) {
      if (!pair.moved || newStart < to.start || newEnd > to.end) continue;
      old += oldEnd - oldStart;
      neu += newEnd - newStart;
    }
    return old >= MOVED_SHARE * (from.end - from.start) && neu >= MOVED_SHARE * (to.end - to.start);
  }

  /** Whether the text before a span stayed there, as far as its sentence goes or far enough. */
  #agreesBefore(core: TextRange, lead: Lead): boolean {
    const { oldPlain, newPlain } = this.#index;
    const first = lead.passages[0];
    for (let count = 0; count < CONTEXT; count++) {
      const [old, neu] = [core.start - count, lead.start - count];
      if (old === first?.oldStart && neu === first.newStart) return true;
      if (old === 0 || oldPlain.charAt(old - 1) !== newPlain.charAt(neu - 1)) return false;
    }
    return true;
  }

  #agreesAfter(core: TextRange, lead: Lead): boolean {
    const { oldPlain, newPlain } = this.#index;
    const last = lead.passages.at(-1);
    for (let count = 0; count < CONTEXT; count++) {
      const [old, neu] = [core.end + count, lead.end + count];
      if (old === last?.oldEnd && neu === last.newEnd) return true;
      if (old === oldPlain.length || oldPlain.charAt(old) !== newPlain.charAt(neu)) return false;
    }
    return true;
  }

  /** Whether a span's words stand once only in the sentences that it is part of, old and new. */
  #isOnlyOne(core: TextRange, { passages }: Lead): boolean {
    const words = this.#index.old.slice(core.start, core.end);
    return passages.every(
      ({ oldStart, oldEnd, newStart, newEnd }) =>
        countOf(this.#index.old.slice(oldStart, oldEnd), words) <= 1 &&
        countOf(this.#index.new.slice(newStart, newEnd), words) <= 1,
    );
  }

  /** How many of the letters of a span and its place the map keeps. */
  #spelledLike(core: TextRange, place: TextRange): number {
    let common = 0;
    for (let at = core.start; at < core.end; at += 1) {
      const kept = mapRange(this.#index.diff.map, { start: at, end: at + 1 });
      if (kept && kept.start >= place.start && kept.end <= place.end) common += 1;
    }
    return (2 * common) / (core.end - core.start + place.end - place.start);
  }
}

function confidence({ passages, likeness: alike }: Lead): number {
  const neighbours = passages.reduce((sum, { pair }) => sum + pair.neighbours, 0);
  const rival = Math.max(...passages.map(({ pair }) => pair.rival));
  return alike + (NEIGHBOUR * neighbours) / passages.length - RIVAL * rival;
}

function blockAround(text: string, at: number): TextRange {
  const before = text.lastIndexOf(BLOCK_SEPARATOR, at);
  const after = text.indexOf(BLOCK_SEPARATOR, at);
  return {
    start: before < 0 ? 0 : before + BLOCK_SEPARATOR.length,
    end: after < 0 ? text.length : after,
  };
}
