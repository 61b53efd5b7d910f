"use client";

import { Drawer } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { HistoryPages } from "@/components/review/history-pages";
import { callAction } from "@/components/ui/use-action";
import { annotationHistory } from "@/lib/annotation/actions";
import { articleHistory } from "@/lib/article/actions";
import { usePageStore } from "./store-context";

interface HistoryDrawerProps {
  /** Null: of the whole article. */
  annotationId: string | null;
  onClose: () => void;
}

/** What was done to the article or to one annotation, newest first, from the log. */
export function HistoryDrawer({ annotationId, onClose }: HistoryDrawerProps) {
  const t = useTranslations("annotation.history");
  const { workspace, article } = usePageStore().getState();
  const read = useCallback(
    (from: { before?: string }) =>
      annotationId === null
        ? callAction(articleHistory, workspace, { articleId: article.id, ...from })
        : callAction(annotationHistory, workspace, { annotationId, ...from }),
    [annotationId, article.id, workspace],
  );
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="md"
      title={annotationId === null ? t("ofArticle") : t("title")}
    >
      <HistoryPages read={read} />
    </Drawer>
  );
}
