"use client";

import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import { Empty } from "@/components/ui/empty";

export function ArticleError({ onRetry }: { onRetry: () => void }) {
  const t = useTranslations("article.page.error");
  return (
    <Empty title={t("title")} action={<Button onClick={onRetry}>{t("retry")}</Button>}>
      {t("body")}
    </Empty>
  );
}
