"use client";

import { Button, Textarea } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import type { KeyboardEvent } from "react";
import { useHold } from "@/components/claim/use-claim";
import { KeyCaps } from "@/components/keys/key-caps";
import styles from "./decision.module.css";

interface ApproveFormProps {
  comment: string;
  onChange: (comment: string) => void;
  busy: boolean;
  disabled: boolean;
  onSubmit: () => void;
  onCancel: () => void;
}

/** An approval with words to the checker, and to whoever reads the history. */
export function ApproveForm(props: ApproveFormProps) {
  const { comment, onChange, busy, disabled, onSubmit, onCancel } = props;
  const t = useTranslations("review.approval");
  useHold(true);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      onCancel();
    } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      onSubmit();
    }
  };
  return (
    <form
      className={styles.request}
      aria-label={t("title")}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
      onKeyDown={onKeyDown}
    >
      <Textarea
        label={t("comment")}
        placeholder={t("placeholder")}
        autoFocus
        autosize
        minRows={2}
        maxRows={10}
        maxLength={10_000}
        dir="auto"
        value={comment}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <div className={styles.buttons}>
        <Button
          type="submit"
          size="compact-md"
          fz="sm"
          color="green"
          leftSection={<IconCheck size={16} />}
          disabled={disabled}
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
