import { type HighlightState, highlightState } from "@/lib/annotation/state";
import type { ArticleListItem } from "@/lib/article/schema";

/** The states of occurrences, the furthest first: the order of a progress bar. */
export const STATES = [
  "approved",
  "attention",
  "in_review",
  "disputed",
  "stale",
  "in_progress",
  "unchecked",
] as const satisfies readonly HighlightState[];

export interface Progress {
  total: number;
  approved: number;
  /** Those that there are, the furthest first. */
  parts: { state: HighlightState; count: number }[];
}

/** How an article's occurrences stand. */
export function progressOf({ occurrences }: Pick<ArticleListItem, "occurrences">): Progress {
  const counts = new Map<HighlightState, number>();
  let total = 0;
  for (const { status, fit, remedy, remedyDone, count } of occurrences) {
    const state = highlightState("occurrence", { checkStatus: status, fit, remedy, remedyDone });
    counts.set(state, (counts.get(state) ?? 0) + count);
    total += count;
  }
  const parts = STATES.flatMap((state) => {
    const count = counts.get(state) ?? 0;
    return count > 0 ? [{ state, count }] : [];
  });
  return { total, approved: counts.get("approved") ?? 0, parts };
}

/** From 0 to 1; an article on which nothing is marked has everything before it. */
export function shareDone({ total, approved }: Progress): number {
  return total === 0 ? 0 : approved / total;
}

export function isDone({ total, approved }: Progress): boolean {
  return total > 0 && approved === total;
}
