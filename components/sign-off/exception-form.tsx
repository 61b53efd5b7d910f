"use client";

import { Button, Textarea } from "@mantine/core";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useState } from "react";
import type { BlockerKind } from "@/lib/sign-off/schema";
import styles from "./closing.module.css";

interface ExceptionFormProps {
  kind: BlockerKind;
  onGrant: (reason: string) => void;
  onLeave: () => void;
}

const PRESETS = ["check", "fit", "sourcing", "verdict", "remedy"] as const;

/** One exception, with its reason; the usual one is proposed and selected, to be typed over. */
export function ExceptionForm({ kind, onGrant, onLeave }: ExceptionFormProps) {
  const t = useTranslations("signOff.exception");
  const preset = PRESETS.find((known) => known === kind);
  const [reason, setReason] = useState(preset ? t(`presets.${preset}`) : "");
  const grant = () => {
    if (reason.trim() !== "") onGrant(reason.trim());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      grant();
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      onLeave();
    }
  };
  return (
    <form
      className={styles.form}
      aria-label={t("title")}
      onSubmit={(event) => {
        event.preventDefault();
        grant();
      }}
      onKeyDown={onKeyDown}
    >
      <Textarea
        label={t("title")}
        description={t("help")}
        required
        autosize
        autoFocus
        maxRows={6}
        maxLength={2_000}
        dir="auto"
        value={reason}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <div className={styles.actions}>
        <Button type="submit" size="compact-sm" disabled={reason.trim() === ""}>
          {t("send")}
        </Button>
        <Button size="compact-sm" variant="subtle" onClick={onLeave}>
          {t("cancel")}
        </Button>
      </div>
    </form>
  );
}
