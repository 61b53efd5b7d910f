"use client";

import { Button, CloseButton, Group, Select, Stack, Text, Textarea } from "@mantine/core";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useState } from "react";
import { usePageControl } from "@/components/article/page/control";
import { noteOf } from "@/components/article/page/marking";
import panel from "@/components/article/page/panel.module.css";
import { usePage, usePageActions, usePageStore } from "@/components/article/page/store-context";
import { KeyCaps } from "@/components/keys/key-caps";
import {
  type AnnotationView,
  type NewTarget,
  NOTHING_REASONS,
  nothingReasonSchema,
} from "@/lib/annotation/schema";
import { ChangedMeanwhile, useMeanwhile } from "./changed-meanwhile";
import styles from "./note-panel.module.css";
import { StateWord } from "./state-mark";

/** A note that is being written. */
export function NewNotePanel({ targets }: { targets: NewTarget[] }) {
  const t = useTranslations("annotation.note");
  const store = usePageStore();
  const { setTask, open, reading } = usePageControl();
  const words = usePage((state) =>
    targets.map(({ start, end }) => state.version.text.slice(start, end)).join(" … "),
  );
  const leave = () => {
    setTask(null);
    reading.current?.focus();
  };
  const save = (body: string) => {
    const input = noteOf(store.getState(), targets, body);
    void store.actions.create(input);
    reading.current?.setSelection(null);
    store.actions.select(null);
    setTask(null);
    open(input.id, { focus: "text", reveal: false });
  };
  return (
    <>
      <header className={panel.head}>
        <h2 className={panel.title}>
          <StateWord state="note" />
          <span className={panel.number}>{t("new")}</span>
        </h2>
        <CloseButton aria-label={t("cancel")} onClick={leave} />
      </header>
      <div className={panel.body}>
        <Text className={styles.words} lineClamp={4}>
          {words}
        </Text>
        <NoteForm initial="" now="" onSave={save} onCancel={leave} />
      </div>
    </>
  );
}

/** A note as it stands, to be changed in its place. */
export function NotePanel({ annotation }: { annotation: AnnotationView }) {
  const t = useTranslations("annotation");
  const { updateNote } = usePageActions();
  const { panel } = usePageControl();
  const [editing, setEditing] = useState(false);
  if (!editing) {
    return (
      <Stack gap="xs" align="flex-start">
        <Text className={styles.body}>{annotation.body || t("card.empty")}</Text>
        {annotation.can.edit && (
          <Button size="compact-sm" variant="default" onClick={() => setEditing(true)}>
            {t("note.edit")}
          </Button>
        )}
      </Stack>
    );
  }
  const leave = () => {
    setEditing(false);
    panel.current?.focus();
  };
  return (
    <NoteForm
      initial={annotation.body}
      now={annotation.body}
      onSave={(body) => {
        leave();
        if (body !== annotation.body) void updateNote({ annotationId: annotation.id, body });
      }}
      onCancel={leave}
    />
  );
}

interface NoteFormProps {
  initial: string;
  /** What it says at this moment, which another may change meanwhile. */
  now: string;
  onSave: (body: string) => void;
  onCancel: () => void;
}

function NoteForm({ initial, now, onSave, onCancel }: NoteFormProps) {
  const t = useTranslations("annotation.note");
  const [body, setBody] = useState(initial);
  const isEmpty = body.trim() === "";
  const meanwhile = useMeanwhile([{ label: t("label"), words: now }]);
  const save = () => {
    if (!isEmpty && !meanwhile.isChanged) onSave(body.trim());
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Stack gap="xs">
        <ChangedMeanwhile meanwhile={meanwhile} />
        <Textarea
          label={t("label")}
          placeholder={t("placeholder")}
          autosize
          minRows={3}
          maxRows={14}
          maxLength={20_000}
          autoFocus
          value={body}
          onChange={(event) => setBody(event.currentTarget.value)}
          onKeyDown={(event) => saveOrLeave(event, save, onCancel)}
        />
        <Group gap="xs">
          <Button type="submit" size="compact-md" disabled={isEmpty || meanwhile.isChanged}>
            {t("save")}
          </Button>
          <Button size="compact-md" variant="default" onClick={onCancel}>
            {t("cancel")}
          </Button>
          <Text size="xs" c="dimmed">
            {t.rich("hint", { key: () => <KeyCaps sequence="Mod+Enter" /> })}
          </Text>
        </Group>
      </Stack>
    </form>
  );
}

/** Ctrl+Enter saves, Escape leaves: in every form of the panel. */
export function saveOrLeave(
  event: KeyboardEvent<HTMLElement>,
  save: () => void,
  leave: () => void,
): void {
  if (event.nativeEvent.isComposing) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    save();
  } else if (event.key === "Escape") {
    event.preventDefault();
    leave();
  }
}

/** Why there is nothing to check, with a remark. */
export function NothingPanel({ annotation }: { annotation: AnnotationView }) {
  const t = useTranslations("annotation");
  const { updateNote } = usePageActions();
  const { panel } = usePageControl();
  const [remark, setRemark] = useState(annotation.body);
  const store = () => {
    if (remark.trim() !== annotation.body) {
      void updateNote({ annotationId: annotation.id, body: remark.trim() });
    }
  };
  if (!annotation.can.edit) {
    return (
      <Stack gap="xs">
        {annotation.nothingReason && <Text>{t(`reasons.${annotation.nothingReason}`)}</Text>}
        {annotation.body !== "" && <Text className={styles.body}>{annotation.body}</Text>}
      </Stack>
    );
  }
  return (
    <Stack gap="sm">
      <Select
        label={t("note.reason")}
        data={NOTHING_REASONS.map((value) => ({ value, label: t(`reasons.${value}`) }))}
        value={annotation.nothingReason}
        allowDeselect={false}
        onChange={(value) => {
          const reason = nothingReasonSchema.safeParse(value);
          if (reason.success) {
            void updateNote({ annotationId: annotation.id, nothingReason: reason.data });
          }
        }}
      />
      <Textarea
        label={t("note.remark")}
        placeholder={t("note.remarkPlaceholder")}
        autosize
        minRows={2}
        maxRows={10}
        maxLength={20_000}
        value={remark}
        onChange={(event) => setRemark(event.currentTarget.value)}
        onBlur={store}
        onKeyDown={(event) =>
          saveOrLeave(event, store, () => {
            setRemark(annotation.body);
            panel.current?.focus();
          })
        }
      />
    </Stack>
  );
}
