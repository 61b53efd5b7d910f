import type { TextRange } from "@/lib/document/sentences";
import type { StepMapping } from "./map-steps";

/** A target as it stands in the text before the steps. */
export interface TargetToMove extends TextRange {
  readonly id: string;
  /** Its words are gone, and the range is the place where they stood. */
  readonly isGap: boolean;
  /** The words that were marked, and what stood beside them. */
  readonly exact: string;
  readonly prefix: string;
  readonly suffix: string;
}

/** Where a target went. */
export interface MovedTarget extends TextRange {
  readonly id: string;
  /** Orphaned: the range is the place where its words stood. */
  readonly state: "placed" | "changed" | "orphaned";
  /**
   * How: it moved with its text; other words were put in its place; its words were taken out and
   * put in elsewhere.
   */
  readonly method: "steps" | "replaced" | "search";
}

/** Spans of fewer words and characters need what stands beside them, too, to be known again. */
const FEW_WORDS = 5;
const FEW_CHARACTERS = 25;
/** How many characters beside such a span have to be the same on one side. */
const LEAST_CONTEXT = 12;
/** Longer than so many times its words, what stands in their place is another passage. */
const LONGEST_REPLACEMENT = 3;
const SHORT_REPLACEMENT = 40;

/**
 * Where targets stand after an editor's steps. A target moves with its text. Where nothing of its
 * words was left, they are looked for in what stands in their place and in all that the steps
 * brought in, since a move is a deletion and an insertion: copies that stood elsewhere before are
 * never taken for it. If other words were put just there, the target is on them, changed.
 */
export function placeThroughSteps(
  mapping: StepMapping,
  text: string,
  targets: readonly TargetToMove[],
): MovedTarget[] {
  let inserted: TextRange[] | null = null;
  return targets.map((target) => {
    const mapped = mapping.map(target);
    const { id, exact } = target;
    if (!mapped.isGap) {
      const whole = completed(text, exact, mapped);
      const { start, end } = whole ?? mapped;
      return { id, start, end, state: whole ? "placed" : "changed", method: "steps" };
    }
    inserted ??= mapping.inserted();
    const found = placeAgain(text, target, mapped, inserted);
    if (found) return { id, ...found, state: "placed", method: "search" };
    const { start, end } = mapped;
    if (isReplacement(text.slice(start, end), exact)) {
      return { id, start, end, state: "changed", method: "replaced" };
    }
    return { id, start, end, state: "orphaned", method: "steps" };
  });
}

/**
 * The one place where the words stand that shares a character with their gap, or has an empty one
 * inside it. The same words beside the gap are others.
 */
function overlapping(text: string, exact: string, { start, end }: TextRange): TextRange | null {
  const near = {
    start: Math.max(0, start - exact.length + 1),
    end: Math.min(text.length, end + exact.length - 1),
  };
  const [only, ...others] = placesOf(text, exact, near);
  return only && others.length === 0 ? only : null;
}

/**
 * Where the words of a target are whole around what is left of it: they are, or the part that had
 * been taken off its edge is there again.
 */
function completed(text: string, exact: string, { start, end }: TextRange): TextRange | null {
  if (text.slice(start, end) === exact) return { start, end };
  const around = {
    start: Math.max(0, end - exact.length),
    end: Math.min(text.length, start + exact.length),
  };
  const [only, ...others] = placesOf(text, exact, around);
  return only && others.length === 0 ? only : null;
}

/** The one place where the words stand again: in their gap, or among what was brought in. */
function placeAgain(
  text: string,
  target: TargetToMove,
  gap: TextRange,
  inserted: readonly TextRange[],
): TextRange | null {
  const { exact } = target;
  if (exact.trim() === "") return null;
  const there = overlapping(text, exact, gap);
  if (there) return there;
  const places = inserted.flatMap((range) =>
    placesOf(text, exact, {
      start: Math.max(0, range.start - exact.length + 1),
      end: Math.min(text.length, range.end + exact.length - 1),
    }),
  );
  const [only, ...others] = places.filter((place) => isKnownAgain(text, target, place));
  return only && others.every(({ start }) => start === only.start) ? only : null;
}

function placesOf(text: string, exact: string, { start, end }: TextRange): TextRange[] {
  const places: TextRange[] = [];
  const stretch = text.slice(start, end);
  for (let at = stretch.indexOf(exact); at >= 0; at = stretch.indexOf(exact, at + 1)) {
    places.push({ start: start + at, end: start + at + exact.length });
  }
  return places;
}

/** Whether the place has enough of the target for nobody to doubt it. */
function isKnownAgain(text: string, target: TargetToMove, place: TextRange): boolean {
  const { exact, prefix, suffix } = target;
  const isLong = exact.length >= FEW_CHARACTERS && exact.trim().split(/\s+/u).length >= FEW_WORDS;
  if (isLong) return true;
  const before = commonEnd(prefix, text.slice(0, place.start));
  const after = commonStart(suffix, text.slice(place.end, place.end + suffix.length));
  return (
    before >= Math.min(LEAST_CONTEXT, prefix.length || LEAST_CONTEXT) ||
    after >= Math.min(LEAST_CONTEXT, suffix.length || LEAST_CONTEXT)
  );
}

function commonEnd(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a.at(-1 - length) === b.at(-1 - length)) {
    length += 1;
  }
  return length;
}

function commonStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1;
  return length;
}

/** Whether what stands where the words stood can be taken for what was put in their place. */
function isReplacement(words: string, exact: string): boolean {
  const written = words.trim();
  return (
    written !== "" &&
    !written.includes("\n\n") &&
    written.length <= exact.length * LONGEST_REPLACEMENT + SHORT_REPLACEMENT
  );
}
