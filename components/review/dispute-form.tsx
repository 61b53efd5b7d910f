"use client";

import { Button, Textarea } from "@mantine/core";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { z } from "zod";
import { useClaimSetting } from "@/components/claim/setting";
import { useClaim, useHold } from "@/components/claim/use-claim";
import { VerdictButtons } from "@/components/claim/verdict-buttons";
import { KeyCaps } from "@/components/keys/key-caps";
import { useDraft } from "@/components/ui/use-draft";
import styles from "./decision.module.css";
import dispute from "./dispute.module.css";

interface DisputeFormProps {
  busy: boolean;
  onSubmit: (verdict: string, reason: string) => Promise<boolean>;
  onCancel: () => void;
}

const draftSchema = z.object({ verdict: z.string().nullable(), reason: z.string() });

/** The reviewer's own verdict against the one proposed, and why. */
export function DisputeForm({ busy, onSubmit, onCancel }: DisputeFormProps) {
  const t = useTranslations("review.dispute");
  const { me, ratingScale } = useClaimSetting();
  const { detail } = useClaim();
  const draft = useDraft(`${me.memberId}:${detail.id}:dispute`, draftSchema, {
    verdict: null,
    reason: "",
  });
  const form = useRef<HTMLFormElement>(null);
  const reason = useRef<HTMLTextAreaElement>(null);
  useHold(true);
  useEffect(() => form.current?.querySelector("button")?.focus(), []);
  const others = ratingScale.filter(({ key }) => key !== detail.check?.verdict);
  const verdict = others.find(({ key }) => key === draft.value.verdict)?.key ?? null;
  const isReady = verdict !== null && draft.value.reason.trim() !== "";

  const submit = async () => {
    if (!isReady || busy) return;
    if (await onSubmit(verdict, draft.value.reason.trim())) draft.discard();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      onCancel();
    } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void submit();
    }
  };
  return (
    <form
      ref={form}
      className={dispute.form}
      aria-label={t("form")}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
      onKeyDown={onKeyDown}
    >
      <VerdictButtons
        label={t("yours")}
        scale={others}
        chosen={verdict}
        onChoose={(chosen) => {
          draft.set({ ...draft.value, verdict: chosen });
          reason.current?.focus();
        }}
      />
      <Textarea
        ref={reason}
        label={t("reason")}
        description={t("reasonHelp")}
        inputWrapperOrder={["label", "input", "description", "error"]}
        required
        autosize
        minRows={3}
        maxRows={12}
        maxLength={10_000}
        dir="auto"
        value={draft.value.reason}
        onChange={(event) => draft.set({ ...draft.value, reason: event.currentTarget.value })}
      />
      <div className={styles.buttons}>
        <Button type="submit" size="compact-md" fz="sm" disabled={!isReady} loading={busy}>
          {t("send")}
        </Button>
        <Button size="compact-md" fz="sm" variant="default" onClick={onCancel}>
          {t("cancel")}
        </Button>
        <span className={styles.hint}>
          {t.rich("hint", { key: () => <KeyCaps sequence="Mod+Enter" /> })}
        </span>
      </div>
    </form>
  );
}
