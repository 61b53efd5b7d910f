"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import type { AnswerRefusal, Material } from "./upload";

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
  "page_gone",
] as const;

/** Why an address was not fetched. What it held may be refused as a file is. */
const WEB_REASONS = [
  "bad_address",
  "bad_scheme",
  "has_credentials",
  "bad_port",
  "address_refused",
  "not_found_host",
  "unreachable",
  "insecure",
  "too_slow",
  "too_large",
  "too_many_redirects",
  "bad_response",
  "unsupported_type",
  "empty",
  "status",
] as const;

const CODES = ["unreachable", "unauthenticated", "forbidden", "conflict"] as const;

const MEGABYTE = 1024 * 1024;

/** One sentence for why material was not taken; for an address, what is wrong with it. */
export function useRefusal() {
  const t = useTranslations("article.import.refusal");
  return useCallback(
    ({ code, reason, limit, status }: AnswerRefusal, from?: Material["kind"]) => {
      const isTooMuchText = reason === "too_large" && limit !== null;
      if (from === "address" && !isTooMuchText) {
        const web = WEB_REASONS.find((candidate) => candidate === reason);
        if (web) return t(`web.${web}`, { status: status ?? 0 });
      }
      const known = REASONS.find((candidate) => candidate === reason);
      if (known) return t(known, { limit: Math.round((limit ?? 0) / MEGABYTE) });
      if (reason?.startsWith("picture_")) return t("picture");
      return t(CODES.find((candidate) => candidate === code) ?? "failed");
    },
    [t],
  );
}
