"use client";

import { Badge, Button, TextInput, UnstyledButton } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconArrowBackUp, IconBan, IconCheck } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useRef, useState } from "react";
import { z } from "zod";
import { useClaimSetting } from "@/components/claim/setting";
import { RefusalAlert } from "@/components/ui/refusal";
import { Time } from "@/components/ui/time";
import { useDraft } from "@/components/ui/use-draft";
import { reopenThread, reply, resolveThread } from "@/lib/comment/actions";
import type { CommentView, ThreadView, TransitionView } from "@/lib/comment/schema";
import { newId } from "@/lib/id";
import styles from "./comment.module.css";
import { CommentForm } from "./comment-form";
import { CommentItem } from "./comment-item";
import { useCommentRefusal } from "./use-comment-refusal";
import { useThreadCommand } from "./use-thread-command";

interface ThreadCardProps {
  thread: ThreadView;
  /** What it is about, where threads about other things stand beside it. */
  about?: string | undefined;
  /** Somebody writes in it: it is resolved in its list only when they have done. */
  writing?: boolean;
  onWriting?: (writing: boolean) => void;
}

/** A conversation, with what may be done about it. */
export function ThreadCard({ thread, about, writing = false, onWriting }: ThreadCardProps) {
  const t = useTranslations("comment");
  const isOpen = thread.resolvedAt === null;
  const [first] = thread.comments;
  return (
    <article
      className={styles.thread}
      data-blocking={(isOpen && thread.blocksSignOff) || undefined}
      aria-label={t("thread", { name: thread.createdBy.name })}
    >
      {(about || thread.blocksSignOff) && (
        <p className={styles.tags}>
          {thread.blocksSignOff && (
            <Badge
              size="sm"
              tt="none"
              fw={600}
              variant="light"
              color={isOpen ? "orange" : "gray"}
              leftSection={<IconBan size={12} aria-hidden="true" />}
            >
              {isOpen ? t("blocks") : t("blocked")}
            </Badge>
          )}
          {about && <span className={styles.about}>{about}</span>}
        </p>
      )}
      <ol className={styles.comments}>
        {entriesOf(thread).map((entry) =>
          "resolved" in entry ? (
            <Transition key={entry.id} transition={entry} />
          ) : (
            <CommentItem
              key={entry.id}
              thread={thread}
              comment={entry}
              isFirst={entry.id === first?.id}
            />
          ),
        )}
      </ol>
      {thread.can.add &&
        (isOpen || writing ? (
          <Answer thread={thread} onWriting={onWriting} />
        ) : (
          <Reopen thread={thread} />
        ))}
    </article>
  );
}

/** Comments and what became of the thread, in the order in which they came. */
function entriesOf({ comments, transitions }: ThreadView): (CommentView | TransitionView)[] {
  return [...comments, ...transitions].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

function Transition({ transition }: { transition: TransitionView }) {
  const t = useTranslations("comment");
  const { resolved, by, at, reason } = transition;
  const key = resolved ? "resolvedBy" : "reopenedBy";
  return (
    <li className={styles.transition} data-resolved={resolved || undefined}>
      {resolved ? (
        <IconCheck size={14} aria-hidden="true" />
      ) : (
        <IconArrowBackUp size={14} aria-hidden="true" />
      )}
      <div>
        <p>
          {t.rich(key, {
            name: by.name,
            b: (chunks) => <strong>{chunks}</strong>,
            time: () => <Time at={at} />,
          })}
        </p>
        {reason !== "" && (
          <p className={styles.reason} dir="auto">
            {reason}
          </p>
        )}
      </div>
    </li>
  );
}

const draftSchema = z.string();

/** What can be done about an open thread: say more, or end it. */
function Answer({ thread, onWriting }: Pick<ThreadCardProps, "thread" | "onWriting">) {
  const t = useTranslations("comment");
  const { workspace, me } = useClaimSetting();
  const run = useThreadCommand();
  const words = useCommentRefusal();
  const draft = useDraft(`${me.memberId}:thread:${thread.id}`, draftSchema, "");
  const [doing, setDoing] = useState<"reply" | "resolve" | null>(null);
  const opener = useRef<HTMLButtonElement>(null);
  // The same words sent again after a broken connection are the same comment.
  const commentId = useRef(newId());
  const begin = (what: "reply" | "resolve") => {
    setDoing(what);
    onWriting?.(true);
  };
  const close = () => {
    setDoing(null);
    onWriting?.(false);
    requestAnimationFrame(() => opener.current?.focus({ preventScroll: true }));
  };
  const cancel = () => {
    draft.discard();
    close();
  };
  if (doing === "reply") {
    return (
      <CommentForm
        label={t("form.reply")}
        submitLabel={t("form.send")}
        text={draft.value}
        onText={draft.set}
        subject={thread.subject}
        articleId={thread.articleId}
        onSubmit={async (body) => {
          const outcome = await run(thread.id, () =>
            reply(workspace, { commentId: commentId.current, threadId: thread.id, body }),
          );
          if (outcome.ok) {
            commentId.current = newId();
            cancel();
          } else if (outcome.details?.reason === "thread_resolved") {
            close();
            notifications.show({ color: "orange", message: words(outcome) });
          }
          return outcome;
        }}
        onLeave={close}
        onCancel={cancel}
      />
    );
  }
  if (doing === "resolve") return <ReasonForm thread={thread} resolves onClose={close} />;
  return (
    <div className={styles.answer}>
      <UnstyledButton
        ref={opener}
        className={styles.replyField}
        data-kept={draft.kept || undefined}
        onClick={() => begin("reply")}
      >
        {draft.kept ? t("form.goOn") : t("reply")}
      </UnstyledButton>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconCheck size={14} aria-hidden="true" />}
        onClick={() => begin("resolve")}
      >
        {t("resolve")}
      </Button>
    </div>
  );
}

function Reopen({ thread }: { thread: ThreadView }) {
  const t = useTranslations("comment");
  const { me } = useClaimSetting();
  const draft = useDraft(`${me.memberId}:thread:${thread.id}`, draftSchema, "");
  const [asking, setAsking] = useState(false);
  if (asking) {
    return <ReasonForm thread={thread} resolves={false} onClose={() => setAsking(false)} />;
  }
  return (
    <>
      {draft.kept && draft.value.trim() !== "" && (
        <p className={styles.keptReply}>
          <span>{t("keptReply")}</span> <q dir="auto">{draft.value}</q>
        </p>
      )}
      <div className={styles.answer}>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconArrowBackUp size={14} aria-hidden="true" />}
          onClick={() => setAsking(true)}
        >
          {t("reopen")}
        </Button>
      </div>
    </>
  );
}

interface ReasonFormProps {
  thread: ThreadView;
  /** Else it reopens. */
  resolves: boolean;
  onClose: () => void;
}

/** Ends a thread or takes it up again, with a reason for who wants to give one. */
function ReasonForm({ thread, resolves, onClose }: ReasonFormProps) {
  const t = useTranslations("comment");
  const { workspace, me } = useClaimSetting();
  const run = useThreadCommand();
  const words = useCommentRefusal();
  const draft = useDraft(`${me.memberId}:thread:${thread.id}:reason`, draftSchema, "");
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const submit = async () => {
    if (busy) return;
    setBusy(true);
    const { id: threadId, revision } = thread;
    const input = { threadId, revision, reason: draft.value.trim() };
    const outcome = await run(threadId, () =>
      resolves ? resolveThread(workspace, input) : reopenThread(workspace, input),
    );
    setBusy(false);
    if (!outcome.ok) return setRefusal(words(outcome));
    draft.discard();
    onClose();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void submit();
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      onClose();
    }
  };
  const label = resolves ? t("resolve") : t("reopen");
  return (
    <form
      className={styles.form}
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
      onKeyDown={onKeyDown}
    >
      <TextInput
        label={resolves ? t("form.whyResolve") : t("form.whyReopen")}
        autoFocus
        maxLength={2_000}
        dir="auto"
        value={draft.value}
        onChange={(event) => draft.set(event.currentTarget.value)}
      />
      <RefusalAlert>{refusal}</RefusalAlert>
      <div className={styles.buttons}>
        <Button type="submit" size="compact-md" fz="sm" loading={busy}>
          {label}
        </Button>
        <Button size="compact-md" fz="sm" variant="default" onClick={onClose}>
          {t("form.cancel")}
        </Button>
      </div>
    </form>
  );
}
