"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { type Refusal, useRefusalWords } from "@/components/ui/use-action";

const REASONS = [
  "revision_outdated",
  "occurrence_outdated",
  "not_possible",
  "date_passed",
  "addressee",
  "shown_by_link",
  "wording_missing",
  "quotation_reworded",
  "query_closed",
  "blind",
] as const;

/** The sentence for what the queries' commands are refused with. */
export function useQueryRefusal(): (refusal: Refusal) => string {
  const t = useTranslations("query.refusal");
  const usual = useRefusalWords();
  return useCallback(
    (refusal) => {
      const reason = REASONS.find((each) => each === refusal.details?.reason);
      return reason ? t(reason) : usual(refusal);
    },
    [t, usual],
  );
}
