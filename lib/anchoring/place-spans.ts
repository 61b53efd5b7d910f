import type { TextRange } from "@/lib/document/sentences";
import { DiffIndex } from "./diff-index";
import { mapRange } from "./diff-map";
import type { TextDiff } from "./diff-texts";
import { LeadFinder } from "./lead";
import { LeadSafety } from "./lead-safety";
import { Proposals } from "./proposals";
import type { Likely } from "./search";
import { trimmed } from "./text-range";
import { isOver, NO_LIMIT, type TimeLimit } from "./time-limit";

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
  /**
   * No place is safe; the likeliest ones, the best first, are for a person to choose from. Null
   * where time was over before they were looked for.
   */
  | {
      readonly id: string;
      readonly state: "orphaned";
      readonly proposals: readonly Likely[] | null;
    };

export interface PlaceOptions {
  /** Past it no proposals are looked for. */
  readonly limit?: TimeLimit | undefined;
  /** Even a safe place is only proposed. */
  readonly onlyPropose?: boolean | undefined;
  /** Called now and then with how many spans are done. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

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
 * moved is placed when most of a block moved together; a sentence that moved alone is proposed.
 */
export function placeSpans(
  diff: TextDiff,
  spans: readonly SpanToPlace[],
  options: PlaceOptions = {},
): SpanPlace[] {
  const { limit = NO_LIMIT, onlyPropose = false, onProgress } = options;
  const placing = new Placing(diff);
  const places: SpanPlace[] = [];
  for (const span of spans) {
    if (places.length % PROGRESS_EVERY === 0) onProgress?.(places.length, spans.length);
    const place = onlyPropose ? null : placing.place(span);
    places.push(place ?? placing.propose(span, isOver(limit)));
  }
  onProgress?.(spans.length, spans.length);
  return places;
}

class Placing {
  readonly #index: DiffIndex;
  readonly #leads: LeadFinder;
  readonly #safety: LeadSafety;
  readonly #proposals: Proposals;

  constructor(diff: TextDiff) {
    this.#index = new DiffIndex(diff);
    this.#leads = new LeadFinder(this.#index);
    this.#safety = new LeadSafety(this.#index);
    this.#proposals = new Proposals(this.#index);
  }

  /** Null where no place is safe. */
  place(span: SpanToPlace): SpanPlace | null {
    const core = this.#coreOf(span);
    if (core.start >= core.end) return this.#placeSpace(span);
    const lead = this.#leads.follow(core);
    const isSafe = lead !== null && this.#safety.isSafe(core, lead);
    const place = isSafe
      ? lead
      : lead && this.#safety.isContested(core, lead)
        ? null
        : this.#findSame(core);
    if (!place) return null;
    const { start, end } = this.#withOuterSpace(span, core, place);
    const isSame =
      this.#index.old.slice(span.start, span.end) === this.#index.new.slice(start, end);
    return {
      id: span.id,
      state: isSame ? "placed" : "changed",
      start,
      end,
      method: isSafe && lead.passages.every(({ pair }) => !pair.moved) ? "diff" : "search",
    };
  }

  propose(span: SpanToPlace, isInHaste: boolean): SpanPlace {
    const core = this.#coreOf(span);
    const proposals =
      core.start >= core.end
        ? []
        : isInHaste
          ? null
          : this.#proposals.propose(core, this.#leads.follow(core));
    return { id: span.id, state: "orphaned", proposals };
  }

  /** The span without the space at its edges. */
  #coreOf(span: SpanToPlace): TextRange {
    if (!(0 <= span.start && span.start <= span.end && span.end <= this.#index.old.length)) {
      throw new RangeError(`no span of the text: ${span.start} to ${span.end}`);
    }
    return trimmed(this.#index.old, span);
  }

  /** Space has no words to be found by: it stays where the text around it stayed. */
  #placeSpace({ id, start, end }: SpanToPlace): SpanPlace | null {
    const place = mapRange(this.#index.diff.map, { start, end });
    const isSame =
      place && this.#index.old.slice(start, end) === this.#index.new.slice(place.start, place.end);
    return isSame ? { id, state: "placed", ...place, method: "diff" } : null;
  }

  /**
   * The same words where no passage leads to them, because what is a sentence differs: only many
   * words, that stand once only, between neighbours that are before and after them in both texts.
   */
  #findSame(core: TextRange): TextRange | null {
    if (!this.#index.isLong(core) || !this.#index.isOnlyOne(core)) return null;
    const start = this.#index.new.indexOf(this.#index.old.slice(core.start, core.end));
    const end = start + core.end - core.start;
    const kept = this.#index.diff.passages.filter(({ pair }) => !pair.moved);
    const before = kept.findLast(({ oldEnd }) => oldEnd <= core.start);
    const after = kept.find(({ oldStart }) => oldStart >= core.end);
    const isInOrder = (before?.newEnd ?? 0) <= start && end <= (after?.newStart ?? end);
    return isInOrder ? { start, end } : null;
  }

  /** Gives a place the space at the edges of its span where the new text has it too. */
  #withOuterSpace(span: TextRange, core: TextRange, place: TextRange): TextRange {
    const before = this.#index.old.slice(span.start, core.start);
    const after = this.#index.old.slice(core.end, span.end);
    const hasBefore = this.#index.new.slice(0, place.start).endsWith(before);
    const hasAfter = this.#index.new.startsWith(after, place.end);
    return {
      start: place.start - (hasBefore ? before.length : 0),
      end: place.end + (hasAfter ? after.length : 0),
    };
  }
}
