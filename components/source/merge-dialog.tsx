"use client";

import { Button, Group, Loader, Modal, Radio, Stack } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useClaimSetting } from "@/components/claim/setting";
import { RefusalAlert } from "@/components/ui/refusal";
import { callAction, useRefusalWords } from "@/components/ui/use-action";
import { mergePreview, mergeSources } from "@/lib/source/actions";
import type { SourceView } from "@/lib/source/schema";
import type { MergePreview } from "@/lib/source/schema-library";
import styles from "./library.module.css";
import { SourceFacts } from "./source-line";

interface MergeDialogProps {
  /** At least two; the first is kept unless another is chosen. */
  sources: readonly SourceView[];
  onClose: () => void;
  onMerged: (kept: SourceView) => void;
}

/** Says what merging duplicates does, and does it. */
export function MergeDialog({ sources, onClose, onMerged }: MergeDialogProps) {
  const t = useTranslations("source.merge");
  const { workspace } = useClaimSetting();
  const refusalWords = useRefusalWords();
  const [keepId, setKeepId] = useState(sources[0]?.id ?? "");
  const [preview, setPreview] = useState<MergePreview | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const keep = sources.find(({ id }) => id === keepId);
  const merged = sources.filter(({ id }) => id !== keepId);
  const mergedIds = merged.map(({ id }) => id).join(" ");
  useEffect(() => {
    let current = true;
    setPreview(null);
    const sourceIds = mergedIds.split(" ").filter((id) => id !== "");
    if (sourceIds.length === 0) return;
    void callAction(mergePreview, workspace, { sourceIds }).then((outcome) => {
      if (!current) return;
      if (outcome.ok) setPreview(outcome.data);
      else setRefusal(refusalWords(outcome));
    });
    return () => {
      current = false;
    };
  }, [workspace, mergedIds, refusalWords]);

  const merge = async () => {
    if (!keep || busy) return;
    setBusy(true);
    setRefusal(null);
    const seen = ({ id, revision }: SourceView) => ({ id, revision });
    const outcome = await callAction(mergeSources, workspace, {
      keep: seen(keep),
      merged: merged.map(seen),
    });
    setBusy(false);
    if (outcome.ok) {
      notifications.show({ message: t("done", { claims: outcome.data.claims }), autoClose: 5000 });
      onMerged(outcome.data.source);
    } else if (outcome.details?.reason === "revision_outdated") setRefusal(t("outdated"));
    else if (outcome.details?.reason === "cited_meanwhile") setRefusal(t("citedMeanwhile"));
    else setRefusal(refusalWords(outcome));
  };
  return (
    <Modal opened onClose={onClose} title={t("title")} size="lg">
      <Stack gap="sm">
        <Radio.Group label={t("lead")} value={keepId} onChange={setKeepId}>
          <div>
            {sources.map((source) => (
              <div key={source.id} className={styles.option}>
                <Radio
                  value={source.id}
                  label={source.title}
                  description={<SourceFacts source={source} />}
                />
              </div>
            ))}
          </div>
        </Radio.Group>
        <p className={styles.told} role="status">
          {preview ? (
            t("consequences", { ...preview })
          ) : (
            <Loader size="xs" aria-label={t("counting")} />
          )}
        </p>
        <p className={styles.told}>{t("final")}</p>
        <RefusalAlert>{refusal}</RefusalAlert>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button loading={busy} disabled={!preview} onClick={() => void merge()}>
            {t("confirm", { count: merged.length })}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
