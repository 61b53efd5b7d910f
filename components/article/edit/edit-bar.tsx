"use client";

import { Button, Text, TextInput, Tooltip } from "@mantine/core";
import { IconArrowBackUp, IconBook2 } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/link-button";
import { RefusalAlert } from "@/components/ui/refusal";
import type { EditArticle } from "./article";
import styles from "./edit-bar.module.css";
import type { KeptState } from "./use-keeping";

interface EditBarProps {
  article: EditArticle;
  /** Where the article is read. */
  path: string;
  version: number;
  /** A newer version was saved meanwhile. */
  isOlder: boolean;
  kept: KeptState;
  isReading: boolean;
  note: string;
  onNote: (note: string) => void;
  onNoteDone: () => void;
  /** Why the version was not saved. */
  refusal: string | null;
  busy: boolean;
  canSave: boolean;
  canDiscard: boolean;
  onSave: () => void;
  onDiscard: () => void;
}

/** Which text, on what it rests, whether it is kept; and the ways out. */
export function EditBar(props: EditBarProps) {
  const { article, path, version, isOlder, kept, isReading, refusal, busy, canSave } = props;
  const t = useTranslations("article.edit");
  return (
    <div className={styles.bar} data-page-bar="">
      <div className={styles.title}>
        <h1 className={styles.headline} title={article.headline}>
          <bdi dir={article.direction} lang={article.language}>
            {article.headline}
          </bdi>
        </h1>
        <p className={styles.meta}>
          <span>{t("version", { number: version })}</span>
          <span role="status">{isReading ? t("reading") : t(`kept.${kept}`)}</span>
        </p>
        {isOlder && (
          <Text size="xs" c="var(--stet-ink-soft)">
            {t("older", { number: version })}
          </Text>
        )}
      </div>
      <div className={styles.ways}>
        <LinkButton
          href={path}
          variant="subtle"
          color="gray"
          size="sm"
          leftSection={<IconBook2 size={16} aria-hidden />}
        >
          {t("back")}
        </LinkButton>
        <Button
          variant="subtle"
          color="gray"
          size="sm"
          leftSection={<IconArrowBackUp size={16} aria-hidden />}
          disabled={!props.canDiscard || busy}
          onClick={props.onDiscard}
        >
          {t("discard")}
        </Button>
      </div>
      <form
        className={styles.save}
        onSubmit={(event) => {
          event.preventDefault();
          props.onSave();
        }}
      >
        <TextInput
          className={styles.note}
          size="sm"
          aria-label={t("note")}
          placeholder={t("note")}
          maxLength={1_000}
          value={props.note}
          onChange={(event) => props.onNote(event.currentTarget.value)}
          onBlur={props.onNoteDone}
        />
        <Tooltip label={t("kept.unchanged")} disabled={kept !== "unchanged"}>
          <Button
            type="submit"
            size="sm"
            flex="none"
            loading={busy}
            disabled={!canSave}
            aria-keyshortcuts="Control+S Meta+S"
          >
            {t("save")}
          </Button>
        </Tooltip>
      </form>
      {refusal && (
        <div className={styles.refusal}>
          <RefusalAlert>
            <strong>{t("refusal.title")}.</strong> {refusal}
          </RefusalAlert>
        </div>
      )}
    </div>
  );
}
