"use client";

import { Button, Textarea } from "@mantine/core";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useState } from "react";
import { z } from "zod";
import { RefusalAlert } from "@/components/ui/refusal";
import type { Outcome } from "@/components/ui/use-action";
import { useDraft } from "@/components/ui/use-draft";
import styles from "./claim.module.css";
import { useClaimRefusal } from "./use-claim-refusal";

interface ReasonFormProps {
  /** Names the draft. */
  name: string;
  label: string;
  description?: string;
  submitLabel: string;
  busy: boolean;
  onSubmit: (reason: string) => Promise<Outcome<unknown>>;
  onLeave: () => void;
}

const draftSchema = z.string();

/** Something that is done with a reason in words. */
export function ReasonForm(props: ReasonFormProps) {
  const { name, label, description, submitLabel, busy, onSubmit, onLeave } = props;
  const t = useTranslations("claim.reason");
  const words = useClaimRefusal();
  const draft = useDraft(name, draftSchema, "");
  const [refusal, setRefusal] = useState<string | null>(null);
  const reason = draft.value.trim();
  const submit = async () => {
    if (reason === "" || busy) return;
    setRefusal(null);
    const outcome = await onSubmit(reason);
    if (!outcome.ok) return setRefusal(words(outcome));
    draft.discard();
    onLeave();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void submit();
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      onLeave();
    }
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
      onKeyDown={onKeyDown}
    >
      <Textarea
        label={label}
        description={description}
        required
        autosize
        minRows={2}
        maxRows={10}
        maxLength={5_000}
        autoFocus
        dir="auto"
        value={draft.value}
        onChange={(event) => draft.set(event.currentTarget.value)}
      />
      <RefusalAlert>{refusal}</RefusalAlert>
      <div className={styles.buttons}>
        <Button type="submit" size="compact-md" fz="sm" disabled={reason === ""} loading={busy}>
          {submitLabel}
        </Button>
        <Button size="compact-md" fz="sm" variant="default" onClick={onLeave}>
          {t("cancel")}
        </Button>
      </div>
    </form>
  );
}
