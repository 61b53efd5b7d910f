"use client";

import {
  Anchor,
  SegmentedControl,
  Select,
  Stack,
  Text,
  Textarea,
  TextInput,
  Title,
} from "@mantine/core";
import { DateInput, DateTimePicker } from "@mantine/dates";
import { type Editor, useEditorState } from "@tiptap/react";
import { useLocale, useTranslations } from "next-intl";
import { useId, useMemo } from "react";
import { setRole } from "@/components/article/editor/block-role";
import styles from "./fields.module.css";
import type { Fields } from "./keep";
import { languageOptions } from "./language-options";
import { firstLineOf, setTextOfRole, textOfRole } from "./text-of-role";

/** What is wrong, by field. */
export type Issues = Partial<Record<keyof Fields | "headline", string>>;

interface FieldsFormProps {
  editor: Editor;
  fields: Fields;
  issues: Issues;
  onChange: (change: Partial<Fields>) => void;
}

/**
 * What the material says of itself, open to correction. Headline and standfirst are the text's own
 * blocks: changed here, they change there.
 */
export function FieldsForm({ editor, fields, issues, onChange }: FieldsFormProps) {
  const t = useTranslations("article.import.fields");
  const locale = useLocale();
  const directionId = useId();
  const { headline, standfirst, firstLine } = useEditorState({
    editor,
    selector: ({ editor }) => ({
      headline: textOfRole(editor.state.doc, "headline"),
      standfirst: textOfRole(editor.state.doc, "standfirst"),
      firstLine: firstLineOf(editor)?.start ?? null,
    }),
  });
  const canPropose = headline === null && firstLine !== null;
  const languages = useMemo(
    () => languageOptions(fields.language, locale),
    [fields.language, locale],
  );
  const text = { dir: fields.direction, lang: fields.language };
  return (
    <Stack gap="sm">
      <Title order={2} className={styles.title}>
        {t("title")}
      </Title>
      <Textarea
        label={t("headline")}
        required
        autosize
        minRows={1}
        maxRows={4}
        value={headline ?? ""}
        error={issues.headline}
        onChange={(event) => setTextOfRole(editor, "headline", oneLine(event.currentTarget.value))}
        {...text}
      />
      {canPropose && (
        <Anchor
          component="button"
          type="button"
          size="sm"
          className={styles.propose}
          onClick={() => {
            const block = firstLineOf(editor);
            if (block) setRole(editor, block, "headline");
          }}
        >
          {t("useFirstLine")}
        </Anchor>
      )}
      <Textarea
        label={t("standfirst")}
        autosize
        minRows={1}
        maxRows={6}
        value={standfirst ?? ""}
        onChange={(event) =>
          setTextOfRole(editor, "standfirst", oneLine(event.currentTarget.value))
        }
        {...text}
      />
      <TextInput
        label={t("byline")}
        placeholder={t("bylinePlaceholder")}
        value={fields.byline}
        error={issues.byline}
        onChange={(event) => onChange({ byline: event.currentTarget.value })}
        {...text}
      />
      <DateInput
        label={t("publishedOn")}
        description={t("publishedOnHint")}
        valueFormat="D MMMM YYYY"
        clearable
        clearButtonProps={{ "aria-label": t("clear") }}
        value={fields.publishedOn}
        error={issues.publishedOn}
        onChange={(publishedOn) => onChange({ publishedOn })}
      />
      <TextInput
        label={t("sourceUrl")}
        type="url"
        inputMode="url"
        placeholder="https://"
        value={fields.sourceUrl}
        error={issues.sourceUrl}
        onChange={(event) => onChange({ sourceUrl: event.currentTarget.value })}
      />
      <Select
        label={t("language")}
        searchable
        data={languages}
        nothingFoundMessage={t("languageNone")}
        allowDeselect={false}
        value={fields.language}
        error={issues.language}
        onChange={(language) => language && onChange({ language })}
      />
      <div>
        <Text component="div" size="sm" fw={500} mb={4} id={directionId}>
          {t("direction")}
        </Text>
        <SegmentedControl
          fullWidth
          aria-labelledby={directionId}
          value={fields.direction}
          data={[
            { value: "ltr", label: t("ltr") },
            { value: "rtl", label: t("rtl") },
          ]}
          onChange={(direction) => onChange({ direction: direction === "rtl" ? "rtl" : "ltr" })}
        />
      </div>
      <DateTimePicker
        label={t("deadline")}
        valueFormat="D MMMM YYYY, HH:mm"
        clearable
        clearButtonProps={{ "aria-label": t("clear") }}
        value={fields.deadline}
        onChange={(deadline) => onChange({ deadline })}
      />
    </Stack>
  );
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, " ");
}
