"use client";

import { Button, FileButton, Loader, Progress, Text, Title } from "@mantine/core";
import { IconClipboardText, IconFileUpload } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useDropzone } from "react-dropzone";
import styles from "./bring-in.module.css";

/** Kinds of files offered in the system's dialog; what a file is, its bytes say. */
const ACCEPTED = ".docx,.html,.htm,.md,.markdown,.txt";

interface BringInProps {
  limitMb: number;
  onFile: (file: File) => void;
}

/** What to do where there is no text yet. */
export function BringIn({ limitMb, onFile }: BringInProps) {
  const t = useTranslations("article.import.bring");
  return (
    <div className={styles.hint}>
      <IconClipboardText size={28} stroke={1.4} aria-hidden />
      <Title order={2} className={styles.title}>
        {t("title")}
      </Title>
      <Text size="sm" c="var(--stet-ink-soft)" maw="30rem">
        {t("text", { limit: limitMb })}
      </Text>
      <FileButton accept={ACCEPTED} onChange={(file) => file && onFile(file)}>
        {(props) => (
          <Button
            {...props}
            variant="default"
            leftSection={<IconFileUpload size={18} aria-hidden />}
          >
            {t("choose")}
          </Button>
        )}
      </FileButton>
    </div>
  );
}

interface DropAnywhereProps {
  maxBytes: number;
  disabled: boolean;
  onFile: (file: File) => void;
  onTooLarge: (file: File) => void;
}

/** Takes the file, or the first of several, that is dropped anywhere on the page. */
export function DropAnywhere({ maxBytes, disabled, onFile, onTooLarge }: DropAnywhereProps) {
  const t = useTranslations("article.import.bring");
  const { getRootProps, isDragGlobal } = useDropzone({
    disabled,
    maxSize: maxBytes,
    noClick: true,
    noKeyboard: true,
    noPaste: true,
    onDrop: ([file], [rejection]) => {
      if (file) onFile(file);
      else if (rejection) onTooLarge(rejection.file);
    },
  });
  return (
    <div
      {...getRootProps({ role: "presentation", tabIndex: -1 })}
      className={styles.drop}
      data-dragging={(isDragGlobal && !disabled) || undefined}
    >
      <IconFileUpload size={44} stroke={1.3} aria-hidden />
      <Text size="xl" fw={600}>
        {t("drop")}
      </Text>
      <Text c="var(--stet-ink-soft)">{t("dropText")}</Text>
    </div>
  );
}

interface ReadingProps {
  name: string;
  /** How much has been sent, from 0 to 1. */
  sent: number;
  onCancel: () => void;
}

/** Over the text while material is read. */
export function Reading({ name, sent, onCancel }: ReadingProps) {
  const t = useTranslations("article.import.reading");
  const isSent = sent >= 1;
  return (
    <div className={styles.reading}>
      <div className={styles.card} role="status">
        <Text fw={600} className={styles.name}>
          {t("title", { name })}
        </Text>
        {isSent ? (
          <Loader type="dots" size="sm" />
        ) : (
          <Progress value={sent * 100} size="sm" aria-label={t("title", { name })} />
        )}
        <Text size="sm" c="var(--stet-ink-soft)">
          {isSent ? t("parsing") : t("sending", { percent: sent })}
        </Text>
        <Button variant="default" size="xs" onClick={onCancel}>
          {t("cancel")}
        </Button>
      </div>
    </div>
  );
}
