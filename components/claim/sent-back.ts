import type { CheckView, TransitionView } from "@/lib/check/schema";
import type { EvidenceMove } from "@/lib/claim/status";
import type { ReviewView } from "@/lib/review/schema";

/** What brings a submitted check back to its checker. */
export const SENT_BACK_CAUSES = [
  "request_changes",
  "adjudicate",
  "statement_changed",
  "citation_added_supporting",
  "citation_added_other",
  "citation_changed",
  "citation_removed",
  "source_drifted",
] as const satisfies readonly ("request_changes" | "adjudicate" | EvidenceMove)[];
type Cause = (typeof SENT_BACK_CAUSES)[number];

/** How a check came back to its checker: by whose doing, and with which review. */
export interface SentBack {
  transition: TransitionView & { move: Cause };
  review: ReviewView | null;
}

/**
 * Why a check in progress is so again after it was submitted; null for one that was not, or that
 * its checker took back.
 */
export function sentBackOf(check: CheckView): SentBack | null {
  const last = check.transitions.findLast(({ from, to }) => from !== to);
  if (!last || (last.from !== "in_review" && last.from !== "disputed")) return null;
  const move = SENT_BACK_CAUSES.find((cause) => cause === last.move);
  if (!move || last.to !== "in_progress") return null;
  const decided = move === "request_changes" || move === "adjudicate";
  const review = check.submissions
    .flatMap(({ reviews }) => reviews)
    .filter(({ decision, by }) => decision === "request_changes" && by.id === last.by.id)
    .at(-1);
  return { transition: { ...last, move }, review: (decided && review) || null };
}
