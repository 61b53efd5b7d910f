"use client";

import { Button, Drawer, Loader, Stack, Text } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useState } from "react";
import { useClaimSetting } from "@/components/claim/setting";
import { HistoryList } from "@/components/review/history-list";
import { useRefusalWords } from "@/components/ui/use-action";
import { annotationHistory } from "@/lib/annotation/actions";
import { articleHistory } from "@/lib/article/actions";
import type { HistoryEntry } from "@/lib/event/schema";
import { usePageStore } from "./store-context";

interface HistoryDrawerProps {
  /** Null: of the whole article. */
  annotationId: string | null;
  onClose: () => void;
}

/** What was done to the article or to one annotation, newest first, from the log. */
export function HistoryDrawer({ annotationId, onClose }: HistoryDrawerProps) {
  const t = useTranslations("annotation.history");
  const { ratingScale, settings, members } = useClaimSetting();
  const { entries, more, busy, failed, load } = useHistory(annotationId);
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="md"
      title={annotationId === null ? t("ofArticle") : t("title")}
    >
      <Stack>
        {entries.length > 0 && (
          <HistoryList
            entries={entries}
            scale={ratingScale}
            reasons={settings.reviewReasons}
            members={members}
          />
        )}
        {!busy && !failed && entries.length === 0 && (
          <Text size="sm" c="dimmed">
            {t("empty")}
          </Text>
        )}
        {failed && (
          <Text size="sm" c="red" role="alert">
            {failed}
          </Text>
        )}
        {busy && <Loader size="sm" />}
        {!busy && (more || failed) && (
          <Button variant="default" size="compact-md" onClick={load}>
            {failed ? t("retry") : t("more")}
          </Button>
        )}
      </Stack>
    </Drawer>
  );
}

function useHistory(annotationId: string | null) {
  const { workspace, article } = usePageStore().getState();
  const words = useRefusalWords();
  const [entries, setEntries] = useState<readonly HistoryEntry[]>([]);
  const [before, setBefore] = useState<string | null | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);

  const load = useCallback(async () => {
    setBusy(true);
    setFailed(null);
    const from = before ? { before } : {};
    const answer = await (annotationId === null
      ? articleHistory(workspace, { articleId: article.id, ...from })
      : annotationHistory(workspace, { annotationId, ...from })
    ).catch(() => ({ ok: false, code: "unreachable" }) as const);
    setBusy(false);
    if (!answer.ok) return setFailed(words(answer));
    setEntries((known) => [...known, ...answer.data.entries]);
    setBefore(answer.data.before);
  }, [annotationId, article.id, before, workspace, words]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the first page, once
  useEffect(() => void load(), []);

  return { entries, more: typeof before === "string", busy, failed, load: () => void load() };
}
