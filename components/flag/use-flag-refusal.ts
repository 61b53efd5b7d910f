"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { type Refusal, useRefusalWords } from "@/components/ui/use-action";
import type { FlagView } from "@/lib/flag/schema";

const REASONS = ["revision_outdated", "blind"] as const;

/** The sentence for what the flags' commands are refused with. */
export function useFlagRefusal(): (refusal: Refusal) => string {
  const t = useTranslations("flag.refusal");
  const usual = useRefusalWords();
  return useCallback(
    (refusal) => {
      const reason = REASONS.find((each) => each === refusal.details?.reason);
      return reason ? t(reason) : usual(refusal);
    },
    [t, usual],
  );
}

/** The flag that a conflict tells of. It comes from the same server as every other answer. */
export function newerFlag({ code, details }: Refusal): FlagView | null {
  const flag = code === "conflict" ? details?.flag : null;
  return flag && typeof flag === "object" ? (flag as FlagView) : null;
}
