"use client";

import { CloseButton } from "@mantine/core";
import { useTranslations } from "next-intl";
import { ArticleFlags } from "@/components/flag/flag-list";
import { AnnotationQueries } from "@/components/query/annotation-queries";
import { usePageControl } from "./control";
import panel from "./panel.module.css";

/** What is asked about the article as a whole and flagged on it, in the place of an annotation. */
export function ArticleMatters() {
  const t = useTranslations("query");
  const page = useTranslations("annotation.lost");
  const { close } = usePageControl();
  return (
    <>
      <header className={panel.head}>
        <h2 className={panel.title}>{t("ofArticle")}</h2>
        <CloseButton aria-label={page("close")} onClick={close} />
      </header>
      <div className={panel.body}>
        <AnnotationQueries annotationId={null} />
        <ArticleFlags />
      </div>
    </>
  );
}
