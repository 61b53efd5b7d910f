"use client";

import { useTranslations } from "next-intl";
import type { SourcingReason } from "@/lib/source/sourcing";

/** Why a claim is sourced or not, in a sentence. */
export function useSourcingWords(): (reason: SourcingReason) => string {
  const t = useTranslations("source.sourcing");
  return ({ code, params }) => t(`reasons.${code}`, { direction: "for", ...params });
}
