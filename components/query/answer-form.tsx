"use client";

import { Button, Textarea, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { RefusalAlert } from "@/components/ui/refusal";
import type { Answer as ActionAnswer, Refusal } from "@/components/ui/use-action";
import { useActionForm } from "@/components/ui/use-action-form";
import { type Answer, answerSchema } from "@/lib/query/schema";
import styles from "./query.module.css";

interface AnswerFormProps<T> {
  label: string;
  submit: string;
  send: (answer: Answer) => Promise<ActionAnswer<T>>;
  onDone: (data: T) => void;
  onRefusal: (refusal: Refusal) => string;
  /** Further buttons. */
  children?: ReactNode;
  autoFocus?: boolean;
}

const EMPTY: Answer = { body: "", sourceTitle: "", sourceUrl: "", sourceQuote: "" };

/** An answer in words, by a source, or both. */
export function AnswerForm<T>(props: AnswerFormProps<T>) {
  const { label, submit, send, onDone, onRefusal, children, autoFocus = false } = props;
  const t = useTranslations("query.answerForm");
  const [withSource, setWithSource] = useState(false);
  const {
    form,
    busy,
    refusal,
    props: formProps,
  } = useActionForm({
    initialValues: EMPTY,
    schema: answerSchema,
    toInput: (values) => values,
    action: (values) => send(answerSchema.parse(values)),
    onDone,
    onRefusal,
  });
  const isEmpty = Object.values(form.values).every((text) => text.trim() === "");
  return (
    <form className={styles.form} aria-label={label} {...formProps}>
      <Textarea
        label={t("body")}
        autosize
        minRows={3}
        autoFocus={autoFocus}
        {...form.getInputProps("body")}
      />
      {withSource ? (
        <>
          <TextInput label={t("sourceTitle")} {...form.getInputProps("sourceTitle")} />
          <TextInput label={t("sourceUrl")} type="url" {...form.getInputProps("sourceUrl")} />
          <Textarea
            label={t("sourceQuote")}
            autosize
            minRows={2}
            {...form.getInputProps("sourceQuote")}
          />
        </>
      ) : (
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size={15} aria-hidden="true" />}
          justify="flex-start"
          w="fit-content"
          onClick={() => setWithSource(true)}
        >
          {t("withSource")}
        </Button>
      )}
      <RefusalAlert>{refusal}</RefusalAlert>
      <div className={styles.buttons}>
        <Button type="submit" size="compact-md" loading={busy} disabled={isEmpty}>
          {submit}
        </Button>
        {children}
      </div>
    </form>
  );
}
