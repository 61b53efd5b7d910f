"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";

export interface ImportRefusal {
  title: string;
  words: string;
}

const REASONS = [
  "empty",
  "too_large",
  "unpacks_too_large",
  "encrypted",
  "corrupt",
  "old_word",
  "mistyped",
  "unsupported_type",
  "timed_out",
  "document",
] as const;

const CODES = ["unreachable", "unauthenticated", "forbidden", "conflict"] as const;

const MEGABYTE = 1024 * 1024;

/** One sentence for why material was not taken. */
export function useRefusal() {
  const t = useTranslations("article.import.refusal");
  return useCallback(
    ({ code, reason, limit }: { code: string; reason: string | null; limit: number | null }) => {
      const known = REASONS.find((candidate) => candidate === reason);
      if (known) return t(known, { limit: Math.round((limit ?? 0) / MEGABYTE) });
      if (reason?.startsWith("picture_")) return t("picture");
      return t(CODES.find((candidate) => candidate === code) ?? "failed");
    },
    [t],
  );
}
