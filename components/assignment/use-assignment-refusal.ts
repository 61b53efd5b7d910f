"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import type { Refusal } from "@/components/ui/use-action";

const REASONS = [
  "assignee_outdated",
  "held",
  "not_held",
  "not_in_hands",
  "not_stuck",
  "does_not_check",
] as const;

/** The sentence for what the commands of assignment are refused with, where they have their own. */
export function useAssignmentRefusal(): (refusal: Refusal) => string | undefined {
  const t = useTranslations("assignment.refusal");
  return useCallback(
    ({ details }) => {
      const reason = REASONS.find((known) => known === details?.reason);
      return reason && t(reason);
    },
    [t],
  );
}
