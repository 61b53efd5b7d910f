import type { SpanPlace } from "./place-spans";

type Range = readonly [number, number];

/** How a place agrees with the one that people, or whoever made the texts, know of. */
export interface Agreement {
  /** Characters that the two share, out of all that either holds; 0 where one has no place. */
  readonly overlap: number;
  readonly outcome: "right" | "wrong" | "proposed" | "orphaned";
}

const HALF = 0.5;

/**
 * Judges a place against the ranges of the new text where the span is known to be: right from
 * half an overlap on. Several ranges, of a sentence that was split, count as one. A span that is
 * nowhere is wrongly placed wherever it is placed.
 */
export function judgePlace(place: SpanPlace, gold: readonly Range[]): Agreement {
  if (place.state !== "orphaned") {
    const overlap = overlapOf(place, gold);
    return { overlap, outcome: overlap >= HALF ? "right" : "wrong" };
  }
  const first = place.proposals?.[0];
  const isProposed = first !== undefined && overlapOf(first, gold) >= HALF;
  return { overlap: 0, outcome: isProposed ? "proposed" : "orphaned" };
}

function overlapOf(place: { start: number; end: number }, gold: readonly Range[]): number {
  let shared = 0;
  let all = place.end - place.start;
  for (const [start, end] of gold) {
    const common = Math.max(0, Math.min(end, place.end) - Math.max(start, place.start));
    shared += common;
    all += end - start - common;
  }
  return all === 0 ? 0 : shared / all;
}
