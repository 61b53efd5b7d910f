"use client";

import { Button, Group } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { usePage, usePageActions } from "./store-context";

/** One id, so that a notice takes the place of the one before. */
const NOTICE = "article-page-notice";

/** Says what was deleted or undone, and offers to undo it. */
export function Notices() {
  const t = useTranslations("article.page.notice");
  const notice = usePage((state) => state.notice);
  const { undo } = usePageActions();
  useEffect(() => {
    if (!notice) return;
    notifications.show({
      id: `${NOTICE}-${notice.id}`,
      autoClose: notice.canUndo ? 8_000 : 2_500,
      withBorder: true,
      message: (
        <Group justify="space-between" wrap="nowrap">
          <span>{t(notice.kind, { count: notice.count })}</span>
          {notice.canUndo && (
            <Button
              size="compact-sm"
              variant="subtle"
              onClick={() => {
                notifications.hide(`${NOTICE}-${notice.id}`);
                void undo();
              }}
            >
              {t("undo")}
            </Button>
          )}
        </Group>
      ),
    });
    return () => void notifications.hide(`${NOTICE}-${notice.id}`);
  }, [notice, t, undo]);
  return null;
}
