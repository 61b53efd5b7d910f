"use client";

import { Button, Loader } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { HistoryList } from "@/components/review/history-list";
import { Fold } from "@/components/ui/fold";
import { Unreadable } from "@/components/ui/unreadable";
import { callAction, type Refusal } from "@/components/ui/use-action";
import { claimHistory } from "@/lib/claim/actions";
import type { HistoryEntry } from "@/lib/event/schema";
import styles from "./claim.module.css";
import { useClaimSetting } from "./setting";
import { useClaim } from "./use-claim";

/** What was done to the claim, its check and its citations; read when it is unfolded. */
export function ClaimHistory({ open = false }: { open?: boolean }) {
  const t = useTranslations("claim.history");
  const { detail } = useClaim();
  return (
    <Fold title={t("title")} open={open}>
      {() => <Entries key={`${detail.id} ${detail.revision} ${detail.check?.statusAt ?? ""}`} />}
    </Fold>
  );
}

function Entries() {
  const t = useTranslations("claim.history");
  const { workspace, ratingScale, settings, members } = useClaimSetting();
  const { detail } = useClaim();
  const [entries, setEntries] = useState<readonly HistoryEntry[] | null>(null);
  const [before, setBefore] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [wanted, setWanted] = useState<{ before?: string } | null>({});
  const { id: claimId } = detail;
  useEffect(() => {
    if (!wanted) return;
    let current = true;
    setRefusal(null);
    void callAction(claimHistory, workspace, { claimId, ...wanted }).then((outcome) => {
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
  }, [workspace, claimId, wanted]);
  const more = () => setWanted(before === null ? {} : { before });
  return (
    <div className={styles.stackTight}>
      {entries && (
        <HistoryList
          entries={entries}
          scale={ratingScale}
          reasons={settings.reviewReasons}
          members={members}
        />
      )}
      {refusal && <Unreadable refusal={refusal} onRetry={more} />}
      {wanted && <Loader size="xs" />}
      {!wanted && before !== null && (
        <div>
          <Button size="compact-xs" variant="default" onClick={more}>
            {t("earlier")}
          </Button>
        </div>
      )}
    </div>
  );
}
