"use client";

import { Button, FileButton, Loader, Progress, Text, TextInput, Title } from "@mantine/core";
import { IconClipboardText, IconFileUpload, IconWorld } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useDropzone } from "react-dropzone";
import styles from "./bring-in.module.css";

/** Kinds of files offered in the system's dialog; what a file is, its bytes say. */
export const ACCEPTED_FILES = ".docx,.html,.htm,.md,.markdown,.txt";

interface BringInProps {
  limitMb: number;
  onFile: (file: File) => void;
  onAddress: (address: string) => void;
}

/** What to do where there is no text yet. */
export function BringIn({ limitMb, onFile, onAddress }: BringInProps) {
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
      <FileButton accept={ACCEPTED_FILES} onChange={(file) => file && onFile(file)}>
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
      <AddressForm label={t("address")} send={t("fetch")} onAddress={onAddress} />
    </div>
  );
}

interface AddressFormProps {
  label: string;
  /** The word on the button. */
  send: string;
  initial?: string;
  onAddress: (address: string) => void;
}

/** An address of the web, to be fetched by the server. */
export function AddressForm({ label, send, initial = "", onAddress }: AddressFormProps) {
  const [address, setAddress] = useState(initial);
  return (
    <form
      className={styles.address}
      onSubmit={(event) => {
        event.preventDefault();
        if (address.trim() !== "") onAddress(address);
      }}
    >
      <TextInput
        className={styles.addressField}
        label={label}
        // Without a scheme it is completed, so the browser's own check would refuse too much.
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        dir="ltr"
        placeholder="example.org/article"
        value={address}
        leftSection={<IconWorld size={17} aria-hidden />}
        onChange={(event) => setAddress(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" disabled={address.trim() === ""}>
        {send}
      </Button>
    </form>
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
  /** By the server, from the web. */
  isFetched: boolean;
  /** How much has been sent, from 0 to 1. */
  sent: number;
  onCancel: () => void;
}

/** Over the text while material is read. */
export function Reading({ name, isFetched, sent, onCancel }: ReadingProps) {
  const t = useTranslations("article.import.reading");
  const isSent = isFetched || sent >= 1;
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
          {isFetched ? t("fetching") : isSent ? t("parsing") : t("sending", { percent: sent })}
        </Text>
        <Button variant="default" size="xs" onClick={onCancel}>
          {t("cancel")}
        </Button>
      </div>
    </div>
  );
}
