import type { TargetRole } from "@/lib/annotation/schema-enums";
import type { HighlightState } from "@/lib/annotation/state";

/** A span of the canonical text, in UTF-16 code units, its end exclusive. */
export interface Span {
  start: number;
  end: number;
}

export interface HighlightTarget extends Span {
  id: string;
  role: TargetRole;
}

/**
 * An annotation as the reading view draws it. A value: whoever changes one makes a new object, so
 * that "nothing changed" is told by identity.
 */
export interface Highlight {
  id: string;
  state: HighlightState;
  targets: readonly HighlightTarget[];
  /** Where its words stood, if none of its targets has a place: it is listed there. */
  stood?: number;
}

/** Where an annotation comes in the order of the text. */
export function placeInOrder(highlight: Highlight): number | undefined {
  return firstTarget(highlight)?.start ?? highlight.stood;
}

/** Where an annotation stands in the text: at its first words, or its first context without any. */
export function firstTarget(highlight: Highlight): HighlightTarget | undefined {
  let first: HighlightTarget | undefined;
  for (const target of highlight.targets) {
    if (
      !first ||
      (target.role === first.role ? target.start < first.start : target.role === "words")
    ) {
      first = target;
    }
  }
  return first;
}

/** Where two lists differ: what stood between their common beginning and end, and what stands there. */
export interface ListChange<T> {
  gone: readonly T[];
  come: readonly T[];
}

/**
 * What one list has that another does not, by identity. Where one of many changed, that one is
 * found without a look into the others.
 */
export function changeOf<T>(before: readonly T[], after: readonly T[]): ListChange<T> {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) head += 1;
  let tail = 0;
  while (
    tail < most - head &&
    before[before.length - 1 - tail] === after[after.length - 1 - tail]
  ) {
    tail += 1;
  }
  return {
    gone: before.slice(head, before.length - tail),
    come: after.slice(head, after.length - tail),
  };
}
