"use client";

import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import { KeyCaps } from "@/components/keys/key-caps";
import { useKeys } from "@/components/keys/keys-provider";
import { liveKeysOf } from "@/lib/account/keymap";
import styles from "./article-page.module.css";
import { NO_FILTER } from "./filter";
import { usePage, usePageActions } from "./store-context";

/** What to do where there is no annotation to see. */
export function EmptyHint({ shown }: { shown: ReadonlySet<string> | null }) {
  const t = useTranslations("article.page.empty");
  const isEmpty = usePage((state) => state.annotations.size === 0);
  const mayAnnotate = usePage((state) => state.article.can.annotate);
  const { preferences } = useKeys();
  const { setFilter } = usePageActions();
  const [key] = liveKeysOf("claim", preferences);
  if (isEmpty) {
    return (
      <div className={styles.empty}>
        <p className={styles.emptyTitle}>{t("title")}</p>
        <p>
          {!mayAnnotate
            ? t("reader")
            : key === undefined
              ? t("staffNoKey")
              : t.rich("staff", { key: () => <KeyCaps sequence={key} /> })}
        </p>
      </div>
    );
  }
  if (shown?.size !== 0) return null;
  return (
    <div className={styles.empty}>
      <p>{t("filtered")}</p>
      <Button size="compact-sm" variant="default" onClick={() => setFilter(NO_FILTER)}>
        {t("clear")}
      </Button>
    </div>
  );
}
