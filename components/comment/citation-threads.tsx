"use client";

import { Button } from "@mantine/core";
import { IconMessage2 } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import styles from "./comment.module.css";
import { ThreadList } from "./thread-list";
import { useThreads } from "./threads";

/** What is said about a citation, on its card; the form where nothing is said yet. */
export function CitationThreads({ citationId, title }: { citationId: string; title: string }) {
  const t = useTranslations("comment");
  const { threads, mayBegin, linkedId } = useThreads();
  const [opened, setOpened] = useState(false);
  const subject = { kind: "citation", id: citationId } as const;
  const here = (threads ?? []).filter(({ subject: { id } }) => id === citationId);
  const open = here.filter(({ resolvedAt }) => resolvedAt === null);
  const isLinked = here.some(({ comments }) => comments.some(({ id }) => id === linkedId));
  if (threads === null || (here.length === 0 && !mayBegin(subject))) return null;
  const isOpen = opened || isLinked;
  return (
    <div className={styles.onCitation}>
      <Button
        size="compact-xs"
        variant="subtle"
        color="gray"
        className={styles.quiet}
        leftSection={<IconMessage2 size={14} aria-hidden="true" />}
        aria-expanded={isOpen}
        aria-label={t("onCitation", { title, count: open.length })}
        onClick={() => setOpened(!isOpen)}
      >
        {open.length > 0 ? t("openThreads", { count: open.length }) : t("add")}
      </Button>
      {isOpen && <ThreadList subjects={[subject]} begins={here.length === 0} />}
    </div>
  );
}
