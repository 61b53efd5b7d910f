"use client";

import { Alert, Button, Group, Stack, Text, Title } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { TextEditor } from "@/components/article/editor/text-editor";
import { UndoNotice } from "@/components/ui/undo-notice";
import { BringIn, DropAnywhere, Reading } from "./bring-in";
import { FieldsForm } from "./fields";
import styles from "./new-article.module.css";
import { Comments, Warnings } from "./remarks";
import { useDraft } from "./use-draft";
import { useReading } from "./use-reading";
import { useSaving } from "./use-saving";

export interface NewArticleProps {
  /** The workspace's slug. */
  workspace: string;
  limits: { textMb: number; fileMb: number };
}

const MEGABYTE = 1024 * 1024;

/**
 * Brings an article in: pasted, typed or from a file, its text, fields and roles corrected side by
 * side. Nothing is stored before it is saved, and nothing is lost by a reload.
 */
export function NewArticle({ workspace, limits }: NewArticleProps) {
  const t = useTranslations("article.import");
  const router = useRouter();
  const draft = useDraft(workspace);
  const reading = useReading(workspace, draft);
  const saving = useSaving(workspace, draft, (id) => {
    router.push(`/w/${workspace}/articles/${id}`);
  });
  const { editor, state, isBlank } = draft;
  const refusal = reading.refusal ?? saving.refusal;
  if (!editor || !state) return <div className={styles.page} aria-busy="true" />;

  const startOver = () => {
    const before = draft.snapshot();
    draft.clear();
    const notice = notifications.show({
      message: (
        <UndoNotice
          undo={t("undo")}
          onUndo={() => {
            notifications.hide(notice);
            draft.restore(before);
          }}
        >
          {t("startedOver")}
        </UndoNotice>
      ),
    });
  };

  return (
    <div className={styles.page}>
      <div className={styles.bar}>
        <div className={styles.heading}>
          <Title order={1} className={styles.title}>
            {t("title")}
          </Title>
          <Text size="sm" c="var(--stet-ink-soft)" className={styles.kept}>
            {t(isBlank ? "notSaved" : draft.kept)}
          </Text>
        </div>
        <Group gap="xs" wrap="nowrap">
          {!isBlank && (
            <Button variant="subtle" color="gray" onClick={startOver} disabled={saving.busy}>
              {t("startOver")}
            </Button>
          )}
          <Button onClick={saving.save} loading={saving.busy} disabled={reading.current !== null}>
            {t("save")}
          </Button>
        </Group>
      </div>
      <div className={styles.columns}>
        <div className={styles.text}>
          {refusal && (
            <Alert
              role="alert"
              color="red"
              mb="md"
              icon={<IconAlertTriangle aria-hidden />}
              title={refusal.title}
              withCloseButton
              closeButtonLabel={t("refusal.dismiss")}
              onClose={() => {
                reading.dismiss();
                saving.dismiss();
              }}
            >
              {refusal.words}
            </Alert>
          )}
          <TextEditor
            editor={editor}
            direction={state.fields.direction}
            language={state.fields.language}
            onPicture={draft.addPicture}
            overlay={reading.current && <Reading {...reading.current} onCancel={reading.cancel} />}
          >
            {isBlank && (
              <BringIn
                limitMb={limits.textMb}
                onFile={reading.readFile}
                onAddress={reading.readAddress}
              />
            )}
          </TextEditor>
        </div>
        <aside className={styles.side} aria-label={t("fields.title")}>
          <Stack gap="lg">
            <Warnings warnings={state.warnings} />
            <FieldsForm
              editor={editor}
              fields={state.fields}
              issues={saving.issues}
              onChange={draft.change}
            />
            <Comments editor={editor} lost={state.lost} />
          </Stack>
        </aside>
      </div>
      <DropAnywhere
        maxBytes={limits.fileMb * MEGABYTE}
        disabled={saving.busy || reading.current !== null}
        onFile={reading.readFile}
        onTooLarge={(file) => reading.refuseTooLarge(file, limits.fileMb)}
      />
    </div>
  );
}
