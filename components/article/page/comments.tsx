"use client";

import { CloseButton } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useId } from "react";
import styles from "@/components/comment/comment.module.css";
import { ThreadList } from "@/components/comment/thread-list";
import { ThreadsProvider } from "@/components/comment/threads";
import type { AnnotationView } from "@/lib/annotation/schema";
import { usePageControl } from "./control";
import panel from "./panel.module.css";
import { openThreads } from "./state";
import { usePage, usePageActions } from "./store-context";

/** What is said about the article as a whole. */
export function ArticleThreads() {
  const articleId = usePage((state) => state.article.id);
  const expected = usePage((state) => state.threads.get(articleId)?.open ?? 0);
  const { countThreads } = usePageActions();
  const keyed = useAsked(null);
  const subjects = [{ kind: "article", id: articleId } as const];
  return (
    <ThreadsProvider subjects={subjects} articleId={articleId} onCounts={countThreads}>
      <ThreadList subjects={subjects} keyed={keyed} expected={expected} />
    </ThreadsProvider>
  );
}

/** The same in the panel, for which a screen may have no other room. */
export function ArticleThreadsPanel() {
  const t = useTranslations("comment");
  const page = useTranslations("annotation.lost");
  const { close } = usePageControl();
  return (
    <>
      <header className={panel.head}>
        <h2 className={panel.title}>{t("onArticle")}</h2>
        <CloseButton aria-label={page("close")} onClick={close} />
      </header>
      <div className={panel.body}>
        <ArticleThreads />
      </div>
    </>
  );
}

/** What is said about an annotation and, for an occurrence, about its claim. */
export function AnnotationThreads({ annotation }: { annotation: AnnotationView }) {
  const t = useTranslations("comment");
  const heading = useId();
  const expected = usePage((state) => openThreads(state, annotation).open);
  const keyed = useAsked(annotation.id);
  return (
    <section className={styles.list} aria-labelledby={heading}>
      <h3 className={styles.heading} id={heading}>
        {t("title")}
      </h3>
      <ThreadList subjects={subjectsOf(annotation)} keyed={keyed} expected={expected} />
    </section>
  );
}

/** What the panel of an annotation is about. */
export function subjectsOf({ id, occurrence }: AnnotationView) {
  return [
    { kind: "annotation", id } as const,
    ...(occurrence ? [{ kind: "claim", id: occurrence.claimId } as const] : []),
  ];
}

/** Whether the key for a comment on it was pressed, and the way to say that this was heard. */
function useAsked(annotationId: string | null) {
  const { task, setTask } = usePageControl();
  const asked =
    task?.kind === "comment" && task.asked === true && task.annotationId === annotationId;
  const onHeard = () => setTask(annotationId === null ? { kind: "comment", annotationId } : null);
  return { asked, onHeard };
}
