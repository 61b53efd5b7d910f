"use client";

import { Button, Checkbox, Kbd, Textarea } from "@mantine/core";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { z } from "zod";
import { useClaimSetting } from "@/components/claim/setting";
import { useClaim, useHold } from "@/components/claim/use-claim";
import { KeyCaps } from "@/components/keys/key-caps";
import { useDraft } from "@/components/ui/use-draft";
import styles from "./decision.module.css";

interface RequestFormProps {
  busy: boolean;
  onSubmit: (reasons: readonly string[], comment: string) => Promise<boolean>;
  onCancel: () => void;
}

const draftSchema = z.object({ reasons: z.array(z.string()), comment: z.string() });

/** Why a check goes back: reasons of the workspace's list by their numbers, and words. */
export function RequestForm({ busy, onSubmit, onCancel }: RequestFormProps) {
  const t = useTranslations("review.request");
  const { settings, me } = useClaimSetting();
  const { detail } = useClaim();
  const draft = useDraft(`${me.memberId}:${detail.id}:request`, draftSchema, {
    reasons: [],
    comment: "",
  });
  const list = useRef<HTMLFieldSetElement>(null);
  const comment = useRef<HTMLTextAreaElement>(null);
  useHold(true);
  useEffect(() => list.current?.querySelector("input")?.focus(), []);
  const { reasons } = draft.value;
  const isEmpty = reasons.length === 0 && draft.value.comment.trim() === "";

  const toggle = (key: string) =>
    draft.set({
      ...draft.value,
      reasons: reasons.includes(key) ? reasons.filter((other) => other !== key) : [...reasons, key],
    });
  const submit = async () => {
    if (isEmpty || busy) return;
    if (await onSubmit(reasons, draft.value.comment)) draft.discard();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const isModified = event.ctrlKey || event.metaKey;
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      onCancel();
    } else if (event.key === "Enter" && isModified) {
      event.preventDefault();
      void submit();
    }
  };
  /** In the list numbers tick, and Enter goes on to the words. */
  const onListKey = (event: KeyboardEvent) => {
    const reason = /^[1-9]$/.test(event.key) && settings.reviewReasons[Number(event.key) - 1];
    if (reason && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      event.stopPropagation();
      toggle(reason.key);
    } else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      comment.current?.focus();
    }
  };
  return (
    <form
      className={styles.request}
      aria-label={t("title")}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
      onKeyDown={onKeyDown}
    >
      <fieldset ref={list} className={styles.reasons} onKeyDown={onListKey}>
        <legend>{t("title")}</legend>
        {settings.reviewReasons.map(({ key, label }, index) => (
          <Checkbox
            key={key}
            size="sm"
            checked={reasons.includes(key)}
            onChange={() => toggle(key)}
            label={
              <span className={styles.reason}>
                {label}
                {index < 9 && (
                  <span aria-hidden="true">
                    <Kbd size="xs">{index + 1}</Kbd>
                  </span>
                )}
              </span>
            }
          />
        ))}
      </fieldset>
      <Textarea
        ref={comment}
        label={t("comment")}
        placeholder={t("placeholder")}
        autosize
        minRows={2}
        maxRows={10}
        maxLength={10_000}
        dir="auto"
        value={draft.value.comment}
        onChange={(event) => draft.set({ ...draft.value, comment: event.currentTarget.value })}
      />
      <div className={styles.buttons}>
        <Button
          type="submit"
          size="compact-md"
          fz="sm"
          color="orange"
          disabled={isEmpty}
          loading={busy}
        >
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
