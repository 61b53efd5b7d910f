"use client";

import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { KeyCaps } from "@/components/keys/key-caps";
import { RefusalAlert } from "@/components/ui/refusal";
import type { Outcome } from "@/components/ui/use-action";
import { toStored } from "@/lib/comment/mention";
import type { Mentionable, ThreadSubject } from "@/lib/comment/schema";
import type { MemberRef } from "@/lib/workspace/member-ref";
import styles from "./comment.module.css";
import { CommentField } from "./comment-field";
import { useThreads } from "./threads";
import { useCommentRefusal } from "./use-comment-refusal";

interface CommentFormProps {
  label: string;
  submitLabel: string;
  text: string;
  onText: (text: string) => void;
  /** What it is about, and beside which article: who may read it may be named. */
  subject: ThreadSubject;
  articleId: string | null;
  /** Whom it names already, whether or not they could be named now. */
  named?: readonly MemberRef[];
  /** Between the words and the buttons. */
  children?: ReactNode;
  /** With the words as they are stored; the form goes once that is done. */
  onSubmit: (body: string) => Promise<Outcome<unknown>>;
  /** Closes it; what is written is kept. */
  onLeave: () => void;
  /** Closes it, and what is written goes. */
  onCancel: () => void;
}

const NOBODY: readonly MemberRef[] = [];

/** Words of a comment, new or changed. */
export function CommentForm(props: CommentFormProps) {
  const { label, submitLabel, text, onText, subject, articleId, named = NOBODY } = props;
  const { children, onSubmit, onLeave, onCancel } = props;
  const t = useTranslations("comment.form");
  const { mentionable } = useThreads();
  const words = useCommentRefusal();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const isSending = useRef(false);
  const form = useRef<HTMLFormElement>(null);
  // Its buttons, too, are to be seen where it opens at the foot of a panel.
  useEffect(() => {
    form.current?.scrollIntoView({ block: "nearest" });
  }, []);
  const readMembers = () => mentionable(subject, articleId);

  const submit = async () => {
    if (text.trim() === "" || isSending.current) return;
    isSending.current = true;
    setBusy(true);
    setRefusal(null);
    const members = text.includes("@") ? withNamed(named, await readMembers()) : [];
    const outcome = await onSubmit(toStored(text.trim(), members));
    isSending.current = false;
    setBusy(false);
    if (!outcome.ok) setRefusal(words(outcome));
  };

  return (
    <form
      ref={form}
      className={styles.form}
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <CommentField
        label={label}
        value={text}
        onChange={onText}
        onSave={() => void submit()}
        onLeave={onLeave}
        readMembers={readMembers}
        autoFocus
      />
      {children}
      <RefusalAlert>{refusal}</RefusalAlert>
      <div className={styles.buttons}>
        <Button
          type="submit"
          size="compact-md"
          fz="sm"
          disabled={text.trim() === ""}
          loading={busy}
        >
          {submitLabel}
        </Button>
        <Button size="compact-md" fz="sm" variant="default" onClick={onCancel}>
          {t("cancel")}
        </Button>
        <span className={styles.hint}>
          <KeyCaps sequence="Mod+Enter" />
        </span>
      </div>
    </form>
  );
}

/** Those named already come first, so that they are called now as when the words were read. */
function withNamed(
  named: readonly MemberRef[],
  members: readonly Mentionable[],
): readonly MemberRef[] {
  return [...named, ...members.filter(({ id }) => named.every((each) => each.id !== id))];
}
