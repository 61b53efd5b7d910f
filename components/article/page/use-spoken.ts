"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { stateOf } from "./highlights";
import { usePageStore } from "./store-context";

/** The words for what lies on a place of the text. */
export function useSpoken(): (ids: readonly string[]) => string {
  const t = useTranslations("annotation.spoken");
  const states = useTranslations("annotation.states");
  const reasons = useTranslations("annotation.reasons");
  const store = usePageStore();
  return useCallback(
    (ids) => {
      const { annotations, claims } = store.getState();
      const annotation = annotations.get(ids[0] ?? "");
      if (!annotation) return "";
      const claim = claims.get(annotation.occurrence?.claimId ?? "");
      const state = states(stateOf(annotation, claim)).toLocaleLowerCase();
      const what =
        annotation.kind === "note"
          ? t("note")
          : annotation.kind === "nothing"
            ? t("nothing", {
                reason: annotation.nothingReason ? reasons(annotation.nothingReason) : "",
              })
            : claim && claim.number > 0
              ? t("occurrence", { number: claim.number, state })
              : t("occurrenceNew", { state });
      return ids.length > 1 ? `${what} ${t("ofMany", { count: ids.length })}` : what;
    },
    [t, states, reasons, store],
  );
}
