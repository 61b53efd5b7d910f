"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { type Refusal, useRefusalWords } from "@/components/ui/use-action";

/** Reasons of the comments' commands that have a sentence of their own. */
const REASONS = ["thread_resolved", "revision_outdated", "mention_unknown"] as const;

/** The sentence for what the comments' commands are refused with. */
export function useCommentRefusal(): (refusal: Refusal) => string {
  const t = useTranslations("comment.refusal");
  const usual = useRefusalWords();
  return useCallback(
    (refusal) => {
      const reason = REASONS.find((each) => each === refusal.details?.reason);
      return reason ? t(reason) : usual(refusal);
    },
    [t, usual],
  );
}
