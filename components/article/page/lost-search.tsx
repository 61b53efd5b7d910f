"use client";

import { Button, Progress } from "@mantine/core";
import { useTranslations } from "next-intl";
import styles from "./lost-search.module.css";
import { usePage, usePageActions } from "./store-context";
import { useSought } from "./use-lost";
import { useLostSearch } from "./use-lost-search";

/** Keeps asking after the search, where one is going on; shows nothing itself. */
export function LostSearch() {
  useLostSearch();
  return null;
}

/** How far the search for likely places is; nothing where none is going on. */
export function LostSearchProgress() {
  const t = useTranslations("annotation.lost.search");
  const count = useSought().length;
  const { done, total, isStopped } = usePage(({ lostSearch }) => lostSearch);
  const { lookAgain } = usePageActions();
  if (count === 0) return null;
  if (isStopped) {
    return (
      <div className={styles.search}>
        <p role="status">{t("stopped", { count })}</p>
        <Button size="compact-xs" variant="default" onClick={lookAgain}>
          {t("again")}
        </Button>
      </div>
    );
  }
  return (
    <div className={styles.search}>
      <p role="status">{t("looking", { count })}</p>
      <Progress
        className={styles.bar}
        size="xs"
        animated
        value={total > 0 ? Math.max(4, (done / total) * 100) : 4}
        aria-label={t("progress")}
      />
    </div>
  );
}
