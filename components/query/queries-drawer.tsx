"use client";

import { Button, Drawer, NativeSelect, Stack } from "@mantine/core";
import { IconMail, IconMailQuestion } from "@tabler/icons-react";
import { useNow, useTranslations } from "next-intl";
import { useState } from "react";
import { usePageControl } from "@/components/article/page/control";
import { usePage } from "@/components/article/page/store-context";
import { AllFlags } from "@/components/flag/flag-list";
import { isOpen, QUERY_STATUSES, type QueryStatus, standingOf } from "@/lib/query/status";
import { EmailDialog } from "./email-dialog";
import styles from "./query.module.css";
import { QueryCard } from "./query-card";
import { addresseeName } from "./words";

const EVERYTHING = "everything";
const OPEN = "open";
type Shown = typeof EVERYTHING | typeof OPEN | QueryStatus;
const SHOWN: readonly Shown[] = [EVERYTHING, OPEN, ...QUERY_STATUSES];

/** Everything that was asked about the article and flagged on it: whom, until when, how it stands. */
export function QueriesDrawer({ onClose }: { onClose: () => void }) {
  const t = useTranslations("query");
  const { setTask, open } = usePageControl();
  const all = usePage((state) => state.queries);
  const mayAsk = usePage((state) => state.article.can.ask);
  const now = useNow({ updateInterval: 60_000 });
  const [shown, setShown] = useState<Shown>(OPEN);
  const [to, setTo] = useState("");
  const [mailing, setMailing] = useState(false);
  const queries = [...all.values()].sort((a, b) => (a.wantedBy < b.wantedBy ? -1 : 1));
  const names = [...new Set(queries.map(addresseeName))].sort();
  const passing = queries.filter((query) => {
    if (to !== "" && addresseeName(query) !== to) return false;
    if (shown === EVERYTHING) return true;
    return shown === OPEN ? isOpen(query) : standingOf(query, now) === shown;
  });
  const show = (annotationId: string) => {
    onClose();
    open(annotationId, { reveal: true });
  };
  const word = (value: Shown) =>
    value === EVERYTHING || value === OPEN ? t(`filter.${value}`) : t(`standing.${value}`);
  return (
    <Drawer opened onClose={onClose} position="right" size="md" title={t("all")}>
      <Stack gap="xl">
        <AllFlags onShow={show} />
        <section className={styles.list} aria-label={t("title")}>
          <h3 className={styles.heading}>{t("title")}</h3>
          {queries.length === 0 ? (
            <p className={styles.none}>{t("noneNoKey")}</p>
          ) : (
            <div className={styles.filter}>
              <NativeSelect
                size="xs"
                label={t("filter.standing")}
                value={shown}
                data={SHOWN.map((value) => ({ value, label: word(value) }))}
                onChange={(event) =>
                  setShown(SHOWN.find((each) => each === event.currentTarget.value) ?? OPEN)
                }
              />
              <NativeSelect
                size="xs"
                label={t("filter.to")}
                value={to}
                data={[{ value: "", label: t("filter.everybody") }, ...names]}
                onChange={(event) => setTo(event.currentTarget.value)}
              />
            </div>
          )}
          {queries.length > 0 && passing.length === 0 && (
            <p className={styles.none}>{t("nonePass")}</p>
          )}
          <ul className={styles.items}>
            {passing.map((query) => (
              <li key={query.id}>
                <QueryCard query={query} onShow={show} />
              </li>
            ))}
          </ul>
          {mayAsk && (
            <div className={styles.buttons}>
              <Button
                size="compact-sm"
                variant="light"
                leftSection={<IconMailQuestion size={15} aria-hidden="true" />}
                onClick={() => setTask({ kind: "ask", annotationId: null })}
              >
                {t("ask")}
              </Button>
              {queries.some(isOpen) && (
                <Button
                  size="compact-sm"
                  variant="default"
                  leftSection={<IconMail size={15} aria-hidden="true" />}
                  onClick={() => setMailing(true)}
                >
                  {t("email.copy")}
                </Button>
              )}
            </div>
          )}
        </section>
      </Stack>
      {mailing && <EmailDialog onClose={() => setMailing(false)} />}
    </Drawer>
  );
}
