"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { useClaim } from "@/components/claim/use-claim";
import { MOST_SUBJECTS } from "@/lib/comment/schema";
import styles from "./comment.module.css";
import { ThreadList } from "./thread-list";
import { ThreadsProvider } from "./threads";

/** Everything that is said about the claim in hand: it, its citations and its passages. */
export function ClaimThreads() {
  const t = useTranslations("comment");
  const { detail } = useClaim();
  const heading = useId();
  const claim = { kind: "claim", id: detail.id } as const;
  const passages = detail.occurrences
    .slice(0, MOST_SUBJECTS - 1)
    .map(({ annotationId: id }) => ({ kind: "annotation", id }) as const);
  const citations = detail.citations.map(({ id }) => ({ kind: "citation", id }) as const);
  return (
    <ThreadsProvider key={detail.id} subjects={[claim, ...passages]} articleId={null}>
      <section className={styles.list} aria-labelledby={heading}>
        <h2 className={styles.heading} id={heading}>
          {t("title")}
        </h2>
        <ThreadList subjects={[claim]} beside={[...passages, ...citations]} keyed="here" />
      </section>
    </ThreadsProvider>
  );
}
