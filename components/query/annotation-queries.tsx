"use client";

import { Button } from "@mantine/core";
import { IconMailQuestion } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { usePageControl } from "@/components/article/page/control";
import { queriesOn } from "@/components/article/page/queries-on";
import { usePage } from "@/components/article/page/store-context";
import { CommandKey, useKeyShortcuts } from "@/components/keys/key-caps";
import styles from "./query.module.css";
import { QueryCard } from "./query-card";

/** What was asked about an annotation, or with null about the article, and the way to ask more. */
export function AnnotationQueries({ annotationId }: { annotationId: string | null }) {
  const t = useTranslations("query");
  const heading = useId();
  const queries = usePage((state) => queriesOn(state, annotationId));
  const mayAsk = usePage((state) => state.article.can.ask);
  const isUnsaved = usePage((state) => annotationId !== null && state.unsaved.has(annotationId));
  const { setTask } = usePageControl();
  const shortcuts = useKeyShortcuts("query");
  if (queries.length === 0 && !mayAsk) return null;
  return (
    <section className={styles.list} aria-labelledby={heading}>
      <h3 className={styles.heading} id={heading}>
        {t("title")}
      </h3>
      {queries.map((query) => (
        <QueryCard key={query.id} query={query} />
      ))}
      {mayAsk && (
        <div className={styles.buttons}>
          <Button
            size="compact-sm"
            variant="subtle"
            disabled={isUnsaved}
            leftSection={<IconMailQuestion size={15} aria-hidden="true" />}
            rightSection={annotationId !== null && <CommandKey command="query" />}
            aria-keyshortcuts={annotationId === null ? undefined : shortcuts}
            onClick={() => setTask({ kind: "ask", annotationId })}
          >
            {t("ask")}
          </Button>
        </div>
      )}
    </section>
  );
}
