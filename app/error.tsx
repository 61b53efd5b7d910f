"use client";

import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import { PublicPage } from "@/components/account/public-page";

/** What happened is in the server's log; nothing of it is shown. */
export default function ErrorPage({ retry }: { error: unknown; retry: () => void }) {
  const t = useTranslations("ui.error");
  return (
    <>
      <title>{`${t("title")} · Stet`}</title>
      <PublicPage title={t("title")} lead={t("text")}>
        <Button variant="default" onClick={() => retry()}>
          {t("retry")}
        </Button>
      </PublicPage>
    </>
  );
}
