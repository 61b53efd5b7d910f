"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";

const HOURS_OF_DAY = 24;
const MINUTE = 1 / 60;

/** A time given in hours, in the unit in which it reads best. */
export function useDuration(): (hours: number) => string {
  const t = useTranslations("measure");
  return useCallback(
    (hours) => {
      if (hours > 0 && hours < MINUTE) return t("underMinute");
      if (hours < 1) return t("minutes", { minutes: Math.round(hours * 60) });
      if (hours < 2 * HOURS_OF_DAY) return t("hours", { hours: rounded(hours) });
      return t("days", { days: rounded(hours / HOURS_OF_DAY) });
    },
    [t],
  );
}

function rounded(value: number): number {
  return value < 10 ? Math.round(value * 10) / 10 : Math.round(value);
}
