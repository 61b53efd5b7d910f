"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { useClaim } from "@/components/claim/use-claim";
import type { ClaimDetail } from "@/lib/claim/schema";
import { MOST_SUBJECTS } from "@/lib/comment/schema";
import styles from "./comment.module.css";
import { ThreadList } from "./thread-list";
import { ThreadsProvider } from "./threads";

/** A claim and its passages, as far as one reading goes. */
export function spokenOf({ id, occurrences }: Pick<ClaimDetail, "id" | "occurrences">) {
  const passages = occurrences
    .slice(0, MOST_SUBJECTS - 1)
    .map(({ annotationId }) => ({ kind: "annotation", id: annotationId }) as const);
  return { claim: { kind: "claim", id } as const, passages };
}

/** Everything that is said about the claim in hand: it, its citations and its passages. */
export function ClaimThreads() {
  const t = useTranslations("comment");
  const { detail } = useClaim();
  const heading = useId();
  const { claim, passages } = spokenOf(detail);
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
