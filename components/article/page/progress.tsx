"use client";

import { UnstyledButton } from "@mantine/core";
import { useTranslations } from "next-intl";
import { StateMark } from "@/components/annotation/state-mark";
import type { Highlight } from "@/components/article/reading/highlight";
import type { HighlightState } from "@/lib/annotation/state";
import { toggled } from "./filter";
import styles from "./progress.module.css";
import { shared } from "./shared";
import { usePage, usePageActions } from "./store-context";

/** The states of occurrences, the furthest first. */
export const OCCURRENCE_STATES = [
  "approved",
  "attention",
  "in_review",
  "disputed",
  "stale",
  "in_progress",
  "unchecked",
] as const satisfies readonly HighlightState[];

export function useCounts(): ReadonlyMap<HighlightState, number> {
  return countsIn(usePage((state) => state.highlights));
}

const countsIn = shared((highlights: readonly Highlight[]) => {
  const counts = new Map<HighlightState, number>();
  for (const { state } of highlights) counts.set(state, (counts.get(state) ?? 0) + 1);
  return counts;
});

/** How the occurrences stand, as a bar and in words; each part shows only its own. */
export function Progress() {
  const t = useTranslations("article.page.progress");
  const states = useTranslations("annotation.states");
  const counts = useCounts();
  const filter = usePage((state) => state.filter);
  const { setFilter } = usePageActions();
  const parts = OCCURRENCE_STATES.flatMap((state) => {
    const count = counts.get(state) ?? 0;
    return count > 0 ? [{ state, count }] : [];
  });
  const total = parts.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return <p className={styles.none}>{t("none")}</p>;
  const summary = t("summary", { approved: counts.get("approved") ?? 0, total });
  return (
    <section className={styles.progress} aria-label={`${t("label")}: ${summary}`}>
      <div className={styles.bar} aria-hidden="true">
        {parts.map(({ state, count }) => (
          <span
            key={state}
            className={styles.segment}
            data-state={state}
            data-off={(filter.status.length > 0 && !filter.status.includes(state)) || undefined}
            style={{ flexGrow: count }}
          />
        ))}
      </div>
      <ul className={styles.words}>
        {parts.map(({ state, count }) => (
          <li key={state}>
            <UnstyledButton
              className={styles.part}
              data-state={state}
              aria-pressed={filter.status.includes(state)}
              aria-label={t("filterBy", { state: states(state), count })}
              onClick={() => setFilter(toggled(filter, "status", state))}
            >
              <StateMark state={state} size={11} />
              {t("segment", { count, state: states(state).toLocaleLowerCase() })}
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </section>
  );
}
