import type { TextRange } from "@/lib/document/sentences";
import type { DiffIndex } from "./diff-index";
import type { Passage } from "./diff-texts";
import { trimmed } from "./text-range";

/** Where the passages of a span lead, before anyone has judged whether that is safe. */
export interface Lead extends TextRange {
  readonly passages: readonly Passage[];
  /** Whether the span leaves none of its sentences in part. */
  readonly isWhole: boolean;
  readonly likeness: number;
}

/** How much of the sentences that a span takes up its words have to lead to. */
const FILLED = 0.55;

/**
 * Follows spans into the sentences that theirs became. A span of whole sentences leads to whole
 * ones; part of a sentence leads to what its words became, and to what was put in place of its
 * first and last ones, but not to what was added at its edges.
 */
export class LeadFinder {
  readonly #index: DiffIndex;

  constructor(index: DiffIndex) {
    this.#index = index;
  }

  follow(core: TextRange): Lead | null {
    const passages = this.#index.passagesIn(core);
    const first = passages[0];
    const last = passages.at(-1);
    if (!first || !last || !this.#index.standTogether(passages)) return null;
    const isWhole = this.#startsSentence(first, core.start) && this.#endsSentence(last, core.end);
    const start = isWhole ? first.newStart : startInside(this.#index.old, first, core.start);
    const end = isWhole ? last.newEnd : endInside(this.#index.old, last, core.end);
    if (start >= end) return null;
    const place = trimmed(this.#index.new, { start, end });
    if (place.start >= place.end) return null;
    if (isWhole && !this.#fillsMost(core, place, passages)) return null;
    return { ...place, passages, isWhole, likeness: this.#index.likeness(core, place) };
  }

  /**
   * Whether the words of a span lead to most of the sentences that it would take up. One that was
   * joined to a longer sentence does not: neither the whole nor the part is surely what it became.
   */
  #fillsMost(core: TextRange, place: TextRange, passages: readonly Passage[]): boolean {
    const first = passages[0];
    const last = passages.at(-1);
    if (!first || !last) return false;
    const start = startInside(this.#index.old, first, core.start);
    const end = endInside(this.#index.old, last, core.end);
    return end - start >= FILLED * (place.end - place.start);
  }

  /** Whether a span leaves out no sentence of its first passage, or leaves sentences out whole. */
  #startsSentence({ oldStart, pair }: Passage, at: number): boolean {
    if (at <= oldStart) return true;
    const { sentences } = this.#index.diff.older;
    return sentences.slice(pair.old, pair.old + pair.oldCount).some(({ start }) => start === at);
  }

  #endsSentence({ oldEnd, pair }: Passage, at: number): boolean {
    if (at >= oldEnd) return true;
    const { sentences } = this.#index.diff.older;
    return sentences.slice(pair.old, pair.old + pair.oldCount).some(({ end }) => end === at);
  }
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
function endInside(text: string, { runs, oldEnd, newStart, newEnd }: Passage, at: number): number {
  let newFrom = newStart;
  for (const run of runs) {
    if (at <= run.oldStart) {
      return text.slice(at, run.oldStart).trim() === "" ? run.newStart : newFrom;
    }
    newFrom = run.newStart + run.length;
    if (at <= run.oldStart + run.length) return run.newStart + at - run.oldStart;
  }
  return at >= oldEnd ? newEnd : newFrom;
}
