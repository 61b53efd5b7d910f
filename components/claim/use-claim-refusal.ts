"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { type Refusal, useRefusalWords } from "@/components/ui/use-action";
import type { Refusal as MoveRefusal } from "@/lib/claim/status";

/** Reasons of the claim's commands that have a sentence of their own. */
const REASONS = [
  "not_from_here",
  "may_not",
  "not_its_checker",
  "author_of_article",
  "wrote_statement",
  "wrote_citation",
  "submitted_this_round",
  "already_approved",
  "blind_second_not_asked",
  "blind_second_open",
  "not_second_checker",
  "editors_review",
  "blind",
  "no_blind_checks",
  "cannot_be_blind",
  "disputed_it",
  "still_holds_said",
  "still_holds_not_said",
  "said_still_holds",
  "revision_missing",
  "revision_outdated",
  "verdict_missing",
  "reason_missing",
  "outcome_missing",
  "check_outdated",
  "submission_outdated",
  "occurrence_outdated",
  "marked_already",
  "check_begun",
  "left_already",
  "reports_outdated",
  "reports_itself",
  "assignee_outdated",
  "does_not_check",
  "not_cited",
  "not_on_list",
  "not_on_scale",
  "not_approved",
  "confirmed",
  "not_in_text",
  "said_so_yourself",
  "no_recheck",
  "wording_missing",
  "quotation_reworded",
  "quotation_attributed",
  "unsourced",
  "rationale_missing",
  "verdict_unknown",
] as const satisfies readonly (MoveRefusal | string)[];
type Reason = (typeof REASONS)[number];

function knownReason(value: unknown): Reason | undefined {
  return REASONS.find((reason) => reason === value);
}

/** The sentence for what the claim's commands are refused with. */
export function useClaimRefusal(): (refusal: Refusal) => string {
  const t = useTranslations("claim.refusal");
  const usual = useRefusalWords();
  return useCallback(
    (refusal) => {
      const reason = knownReason(refusal.details?.reason);
      return reason ? t(reason) : usual(refusal);
    },
    [t, usual],
  );
}

/** Why a move is not open to this member. */
export function useReasonWords(): (reason: string) => string {
  const t = useTranslations("claim.refusal");
  return useCallback((value) => t(knownReason(value) ?? "may_not"), [t]);
}
