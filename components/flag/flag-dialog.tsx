"use client";

import { Button, Group, Modal, NativeSelect, Stack, Textarea } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useAnnotation, usePage, usePageActions } from "@/components/article/page/store-context";
import { useClaimSetting } from "@/components/claim/setting";
import { useAction } from "@/components/ui/use-action";
import { raiseFlag } from "@/lib/flag/actions";
import { FLAG_KINDS, FLAG_SUBJECTS, type FlagKind, type FlagSubject } from "@/lib/flag/schema";
import { newId } from "@/lib/id";
import { useFlagRefusal } from "./use-flag-refusal";

interface FlagDialogProps {
  /** Null: on the article. */
  annotationId: string | null;
  onClose: () => void;
}

/** A flag on these words, on the claim that they state, or on the article. */
export function FlagDialog({ annotationId, onClose }: FlagDialogProps) {
  const t = useTranslations("flag");
  const { workspace } = useClaimSetting();
  const articleId = usePage((state) => state.article.id);
  const { putFlag } = usePageActions();
  const words = useFlagRefusal();
  const annotation = useAnnotation(annotationId);
  const claimId = annotation?.occurrence?.claimId;
  const subjects: FlagSubject[] = [
    ...(annotation ? [{ kind: "annotation" as const, id: annotation.id }] : []),
    ...(claimId ? [{ kind: "claim" as const, id: claimId }] : []),
    { kind: "article", id: articleId },
  ];
  const [on, setOn] = useState<FlagSubject["kind"]>(annotation ? "annotation" : "article");
  const [kind, setKind] = useState<FlagKind>("legal");
  const [reason, setReason] = useState("");
  const [id] = useState(newId);
  const { run, busy } = useAction(raiseFlag, { onRefusal: words });
  const submit = async () => {
    const subject = subjects.find((each) => each.kind === on);
    if (!subject || reason.trim() === "" || busy) return;
    const outcome = await run(workspace, { id, subject, articleId, kind, reason });
    if (!outcome.ok) return;
    if (outcome.data.flag) putFlag(outcome.data.flag);
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={t("form.title")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Stack gap="sm">
          <NativeSelect
            label={t("form.subject")}
            value={on}
            data={subjects.map((each) => ({ value: each.kind, label: t(`on.${each.kind}`) }))}
            onChange={(event) =>
              setOn(FLAG_SUBJECTS.find((each) => each === event.currentTarget.value) ?? on)
            }
          />
          <NativeSelect
            label={t("form.kind")}
            value={kind}
            data={FLAG_KINDS.map((each) => ({ value: each, label: t(`kinds.${each}`) }))}
            onChange={(event) =>
              setKind(FLAG_KINDS.find((each) => each === event.currentTarget.value) ?? kind)
            }
          />
          <Textarea
            label={t("form.reason")}
            required
            autosize
            minRows={2}
            maxLength={2_000}
            data-autofocus
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) void submit();
            }}
          />
          <Group gap="xs">
            <Button type="submit" loading={busy} disabled={reason.trim() === ""}>
              {t("form.submit")}
            </Button>
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
