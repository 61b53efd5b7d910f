"use client";

import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import { type FormEvent, type ReactNode, useState } from "react";
import styles from "./query.module.css";

interface SmallFormProps {
  label: string;
  submit: string;
  disabled?: boolean;
  onSubmit: () => Promise<void>;
  onClose: () => void;
  children: ReactNode;
}

/** A form inside a card: one thing to send, or to leave. */
export function SmallForm({
  label,
  submit,
  disabled = false,
  onSubmit,
  onClose,
  children,
}: SmallFormProps) {
  const t = useTranslations("query");
  const [busy, setBusy] = useState(false);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || disabled) return;
    setBusy(true);
    await onSubmit();
    setBusy(false);
  };
  return (
    <form className={styles.form} aria-label={label} onSubmit={(event) => void send(event)}>
      {children}
      <div className={styles.buttons}>
        <Button type="submit" size="compact-md" loading={busy} disabled={disabled}>
          {submit}
        </Button>
        <Button size="compact-md" variant="default" onClick={onClose}>
          {t("cancel")}
        </Button>
      </div>
    </form>
  );
}
