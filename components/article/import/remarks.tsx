"use client";

import { Alert, Anchor, Stack, Text, Title } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import { type Editor, useEditorState } from "@tiptap/react";
import { useTranslations } from "next-intl";
import { fileCommentsOf, showFileComment } from "./comments";
import styles from "./fields.module.css";
import type { WorkInProgress } from "./keep";

/** What was left out or guessed while reading. */
export function Warnings({ warnings }: Pick<WorkInProgress, "warnings">) {
  const t = useTranslations("article.import.warnings");
  if (warnings.length === 0) return null;
  return (
    <Alert color="yellow" icon={<IconInfoCircle aria-hidden />} title={t("title")}>
      <ul className={styles.list}>
        {warnings.map((warning) => (
          <li key={warning}>{t(warning)}</li>
        ))}
      </ul>
    </Alert>
  );
}

interface CommentsProps {
  editor: Editor;
  lost: WorkInProgress["lost"];
}

/** The file's comments, which become notes on their words. */
export function Comments({ editor, lost }: CommentsProps) {
  const t = useTranslations("article.import.comments");
  const comments = useEditorState({ editor, selector: ({ editor }) => fileCommentsOf(editor) });
  if (comments.length + lost.length === 0) return null;
  return (
    <section>
      <Title order={2} className={styles.title}>
        {t("title", { count: comments.length + lost.length })}
      </Title>
      {comments.length > 0 && (
        <Text size="sm" c="var(--stet-ink-soft)">
          {t("lead")}
        </Text>
      )}
      <Stack component="ul" gap="xs" className={styles.comments}>
        {comments.map((comment) => (
          <li key={`${comment.start} ${comment.body}`}>
            <Comment author={comment.author} body={comment.body} />
            <Anchor
              component="button"
              type="button"
              size="xs"
              onClick={() => showFileComment(editor, comment)}
            >
              {t("show")}
            </Anchor>
          </li>
        ))}
      </Stack>
      {lost.length > 0 && (
        <>
          <Text size="sm" c="var(--stet-ink-soft)" mt="sm">
            {t("lost", { count: lost.length })}
          </Text>
          <Stack component="ul" gap="xs" className={styles.comments}>
            {lost.map(({ author, body }) => (
              <li key={`${author} ${body}`}>
                <Comment author={author} body={body} />
              </li>
            ))}
          </Stack>
        </>
      )}
    </section>
  );
}

function Comment({ author, body }: { author: string; body: string }) {
  const t = useTranslations("article.import.comments");
  return (
    <Text size="sm" component="p">
      {author && <strong>{t("by", { name: author })} </strong>}
      <bdi>{body}</bdi>
    </Text>
  );
}
