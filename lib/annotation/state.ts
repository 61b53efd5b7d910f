import type { AnnotationKind, Fit, Remedy } from "@/lib/annotation/schema-enums";
import type { CheckStatus } from "@/lib/claim/status";

/** How an annotation is painted; the legend of the reading view has one line for each. */
export const HIGHLIGHT_STATES = [
  "note",
  "nothing",
  "unchecked",
  "in_progress",
  "in_review",
  "disputed",
  "approved",
  "attention",
  "stale",
] as const;
export type HighlightState = (typeof HIGHLIGHT_STATES)[number];

/** What of an occurrence and its claim's current check decides how it stands. */
export interface OccurrenceStanding {
  checkStatus: CheckStatus;
  fit: Fit;
  remedy: Remedy;
  remedyDone: boolean;
}

/** Green: the claim's check approved, the fit confirmed, and the remedy done or none. */
export function isGreen({ checkStatus, fit, remedy, remedyDone }: OccurrenceStanding): boolean {
  return checkStatus === "approved" && fit === "confirmed" && (remedy === "none" || remedyDone);
}

/**
 * How an annotation is painted. Only an occurrence has a standing: an approved one that is not
 * green wants attention, for its words still need somebody although their claim does not.
 */
export function highlightState(
  kind: AnnotationKind,
  standing: OccurrenceStanding | null,
): HighlightState {
  if (kind !== "occurrence") return kind;
  if (!standing) return "unchecked";
  if (standing.checkStatus !== "approved") return standing.checkStatus;
  return isGreen(standing) ? "approved" : "attention";
}
