"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { VersionEffect } from "@/lib/version/schema";

const PARTS = ["kept", "recheck", "orphaned", "restored", "remedied"] as const;

/** What a version did, or would do, to the highlights, as one sentence. */
export function EffectWords({ effect }: { effect: VersionEffect }) {
  const t = useTranslations("article.versions.effect");
  const format = useFormatter();
  const parts = PARTS.filter((part) => effect[part] > 0);
  const words = format.list(
    parts.map((part) => t(part, { count: effect[part] })),
    { type: "unit", style: "short" },
  );
  const isAll = parts.length === 1 && parts[0] === "kept";
  const highlights =
    parts.length === 0 ? t("none") : isAll ? t("allKept", { count: effect.kept }) : words;
  return effect.unmarked > 0
    ? t("withUnmarked", { highlights, unmarked: t("unmarked", { count: effect.unmarked }) })
    : highlights;
}
