"use client";

import { Button, Loader, Stack, Text } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useClaimSetting } from "@/components/claim/setting";
import { Unreadable } from "@/components/ui/unreadable";
import type { Outcome, Refusal } from "@/components/ui/use-action";
import type { HistoryEntry, HistoryPage } from "@/lib/event/schema";
import { HistoryList } from "./history-list";

interface HistoryPagesProps {
  /**
   * Reads the newest page, or the one before a place in the log. It stays the same function as long
   * as it reads the same history.
   */
  read: (from: { before?: string }) => Promise<Outcome<HistoryPage>>;
}

/** What was done, read page by page, the newest first. */
export function HistoryPages({ read }: HistoryPagesProps) {
  const t = useTranslations("review.history");
  const { ratingScale, settings, members } = useClaimSetting();
  const [entries, setEntries] = useState<readonly HistoryEntry[] | null>(null);
  const [before, setBefore] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [wanted, setWanted] = useState<{ before?: string } | null>({});
  useEffect(() => {
    if (!wanted) return;
    let current = true;
    setRefusal(null);
    void read(wanted).then((outcome) => {
      if (!current) return;
      setWanted(null);
      if (!outcome.ok) return setRefusal(outcome);
      const page = outcome.data;
      setEntries((known) => [...(known ?? []), ...page.entries]);
      setBefore(page.before);
    });
    return () => {
      current = false;
    };
  }, [read, wanted]);
  const more = () => setWanted(before === null ? {} : { before });
  return (
    <Stack gap="xs">
      {entries && entries.length > 0 && (
        <HistoryList
          entries={entries}
          scale={ratingScale}
          reasons={settings.reviewReasons}
          members={members}
        />
      )}
      {entries?.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("empty")}
        </Text>
      )}
      {refusal && <Unreadable refusal={refusal} onRetry={more} />}
      {wanted && <Loader size="xs" />}
      {!wanted && !refusal && before !== null && (
        <div>
          <Button size="compact-xs" variant="default" onClick={more}>
            {t("earlier")}
          </Button>
        </div>
      )}
    </Stack>
  );
}
