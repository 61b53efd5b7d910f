"use client";

import { Button, Checkbox, SegmentedControl, Skeleton } from "@mantine/core";
import { IconMessagePlus } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useRef, useState } from "react";
import { z } from "zod";
import { useClaimSetting } from "@/components/claim/setting";
import { CommandKey, useKeyShortcuts } from "@/components/keys/key-caps";
import { useCommands } from "@/components/keys/keys-provider";
import { Fold } from "@/components/ui/fold";
import { Unreadable } from "@/components/ui/unreadable";
import { useDraft } from "@/components/ui/use-draft";
import { startThread } from "@/lib/comment/actions";
import type { ThreadSubject, ThreadView } from "@/lib/comment/schema";
import { newId } from "@/lib/id";
import styles from "./comment.module.css";
import { CommentForm } from "./comment-form";
import { ThreadCard } from "./thread-card";
import { useThreads } from "./threads";
import { useThreadCommand } from "./use-thread-command";

interface ThreadListProps {
  /** What is talked about here. A new thread is about the first, unless another is chosen. */
  subjects: readonly ThreadSubject[];
  /** What is talked about here, too, but not begun. */
  beside?: readonly ThreadSubject[];
  /**
   * The key that begins a comment: offered here; or offered by the page, which asks for the form by
   * `asked` and is told once that was heard. Without either none.
   */
  keyed?: "here" | { asked: boolean; onHeard: () => void };
  /** With the form for a new one open. */
  begins?: boolean;
  /** Several may be open: how many are expected, until they are read. */
  expected?: number;
}

/** The threads on something, open ones first, and the form for a new one. */
export function ThreadList(props: ThreadListProps) {
  const { subjects, beside = [], keyed, begins = false, expected = 0 } = props;
  const t = useTranslations("comment");
  const { threads, refusal, reload, mayBegin, linkedId } = useThreads();
  const root = useRef<HTMLDivElement>(null);
  const [composing, setComposing] = useState(begins);
  const shown = [...subjects, ...beside];
  const here = (threads ?? []).filter(({ subject }) =>
    shown.some(({ kind, id }) => kind === subject.kind && id === subject.id),
  );
  // One that is resolved by somebody else does not take away what is being written in it.
  const [writing, setWriting] = useState<ReadonlySet<string>>(new Set());
  const isOpen = ({ id, resolvedAt }: ThreadView) => resolvedAt === null || writing.has(id);
  const open = here.filter(isOpen);
  const resolved = here.filter((thread) => !isOpen(thread));
  const addable = subjects.filter(mayBegin);
  const mayAdd = addable.length > 0;
  const isRead = threads !== null;
  const about = ({ subject }: ThreadView) =>
    shown.length > 1 && subject.kind !== subjects[0]?.kind ? t(`about.${subject.kind}`) : undefined;

  const compose = useCallback(() => {
    setComposing(true);
    // A form that is open already is gone on with.
    root.current?.querySelector<HTMLElement>("[data-new] textarea")?.focus();
    root.current?.scrollIntoView({ block: "nearest" });
  }, []);
  const asked = typeof keyed === "object" && keyed.asked;
  const heard = typeof keyed === "object" ? keyed.onHeard : undefined;
  useEffect(() => {
    if (!asked || !isRead) return;
    if (mayAdd) compose();
    else root.current?.scrollIntoView({ block: "nearest" });
    heard?.();
  }, [asked, isRead, mayAdd, compose, heard]);
  useCommands({
    comment:
      keyed === "here" && mayAdd
        ? () => {
            compose();
            return true;
          }
        : undefined,
  });

  if (refusal && !isRead) return <Unreadable refusal={refusal} onRetry={reload} />;
  const isLinked = resolved.some(({ comments }) => comments.some(({ id }) => id === linkedId));
  return (
    <div ref={root} className={styles.list}>
      {!isRead && expected > 0 && <Skeleton height={72} radius="md" />}
      {open.map((thread) => (
        <ThreadCard
          key={thread.id}
          thread={thread}
          about={about(thread)}
          writing={writing.has(thread.id)}
          onWriting={(isWriting) =>
            setWriting((before) => {
              const after = new Set(before);
              if (isWriting) after.add(thread.id);
              else after.delete(thread.id);
              return after;
            })
          }
        />
      ))}
      {mayAdd && (
        <NewThread
          key={addable.map(({ id }) => id).join(" ")}
          subjects={addable}
          composing={composing}
          onComposing={setComposing}
          showsKey={keyed !== undefined}
        />
      )}
      {isRead && here.length === 0 && !mayAdd && <p className={styles.none}>{t("none")}</p>}
      {resolved.length > 0 && (
        <Fold
          key={isLinked ? "linked" : "all"}
          title={t("resolved", { count: resolved.length })}
          open={isLinked}
        >
          {() => (
            <div className={styles.list}>
              {resolved.map((thread) => (
                <ThreadCard key={thread.id} thread={thread} about={about(thread)} />
              ))}
            </div>
          )}
        </Fold>
      )}
    </div>
  );
}

const draftSchema = z.object({
  text: z.string(),
  blocksSignOff: z.boolean(),
  /** The kind of what it is about. */
  about: z.string(),
});

interface NewThreadProps {
  subjects: readonly ThreadSubject[];
  composing: boolean;
  onComposing: (composing: boolean) => void;
  showsKey: boolean;
}

function NewThread({ subjects, composing, onComposing, showsKey }: NewThreadProps) {
  const t = useTranslations("comment");
  const { workspace, me } = useClaimSetting();
  const { articleId } = useThreads();
  const run = useThreadCommand();
  const shortcuts = useKeyShortcuts("comment");
  const opener = useRef<HTMLButtonElement>(null);
  // The same words sent again after a broken connection are the same thread.
  const ids = useRef({ threadId: newId(), commentId: newId() });
  const [first] = subjects;
  const draft = useDraft(`${me.memberId}:${first?.kind}:${first?.id}:thread`, draftSchema, {
    text: "",
    blocksSignOff: false,
    about: first?.kind ?? "",
  });
  const { text, blocksSignOff, about } = draft.value;
  const subject = subjects.find(({ kind }) => kind === about) ?? first;
  if (!subject) return null;
  const close = () => {
    onComposing(false);
    requestAnimationFrame(() => opener.current?.focus({ preventScroll: true }));
  };
  const cancel = () => {
    draft.discard();
    close();
  };
  const hasWords = draft.kept && text.trim() !== "";
  if (!composing) {
    return (
      <div>
        <Button
          ref={opener}
          size="compact-sm"
          variant="light"
          leftSection={<IconMessagePlus size={15} aria-hidden="true" />}
          rightSection={showsKey ? <CommandKey command="comment" /> : undefined}
          aria-keyshortcuts={showsKey ? shortcuts : undefined}
          onClick={() => onComposing(true)}
        >
          {hasWords ? t("form.goOn") : t("add")}
        </Button>
      </div>
    );
  }
  return (
    <div className={styles.new} data-new="">
      {subjects.length > 1 && (
        <SegmentedControl
          size="xs"
          aria-label={t("form.about")}
          data={subjects.map(({ kind }) => ({ value: kind, label: t(`about.${kind}`) }))}
          value={subject.kind}
          onChange={(kind) => draft.change((now) => ({ ...now, about: kind }))}
        />
      )}
      <CommentForm
        label={t("form.new")}
        submitLabel={t("form.start")}
        text={text}
        onText={(next) => draft.change((now) => ({ ...now, text: next }))}
        subject={subject}
        articleId={articleId}
        onSubmit={async (body) => {
          const { threadId: id, commentId } = ids.current;
          const outcome = await run(id, () =>
            startThread(workspace, { id, commentId, subject, articleId, body, blocksSignOff }),
          );
          if (outcome.ok) {
            ids.current = { threadId: newId(), commentId: newId() };
            cancel();
          }
          return outcome;
        }}
        onLeave={close}
        onCancel={cancel}
      >
        <Checkbox
          size="xs"
          label={t("form.blocks")}
          checked={blocksSignOff}
          onChange={({ currentTarget: { checked } }) =>
            draft.change((now) => ({ ...now, blocksSignOff: checked }))
          }
        />
      </CommentForm>
    </div>
  );
}
