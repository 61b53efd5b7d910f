"use client";

import { ActionIcon, Anchor, Loader, Menu, Popover, UnstyledButton } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import {
  IconBan,
  IconDots,
  IconLink,
  IconLockOpen,
  IconPencil,
  IconTrash,
} from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { z } from "zod";
import { Initials } from "@/components/annotation/initials";
import { useClaimSetting } from "@/components/claim/setting";
import { Time } from "@/components/ui/time";
import { UndoNotice } from "@/components/ui/undo-notice";
import { Unreadable } from "@/components/ui/unreadable";
import { callAction, type Outcome, type Refusal } from "@/components/ui/use-action";
import { useDraft } from "@/components/ui/use-draft";
import {
  blockSignOff,
  commentRevisions,
  deleteComment,
  editComment,
  restoreComment,
} from "@/lib/comment/actions";
import { toTyped } from "@/lib/comment/mention";
import type { CommentRevisionView, CommentView, ThreadView } from "@/lib/comment/schema";
import styles from "./comment.module.css";
import { CommentForm } from "./comment-form";
import { Content } from "./content";
import { anchorOf, commentPath } from "./link";
import { useThreads } from "./threads";
import { useCommentRefusal } from "./use-comment-refusal";
import { useThreadCommand } from "./use-thread-command";

interface CommentItemProps {
  thread: ThreadView;
  comment: CommentView;
  /** The first of its thread, whose menu is the thread's too. */
  isFirst: boolean;
}

const draftSchema = z.string();

/** One comment: who said it, when, and what may be done with it. */
export function CommentItem({ thread, comment, isFirst }: CommentItemProps) {
  const t = useTranslations("comment");
  const { workspace, me } = useClaimSetting();
  const { linkedId } = useThreads();
  const item = useRef<HTMLLIElement>(null);
  const draft = useDraft(`${me.memberId}:comment:${comment.id}`, draftSchema, "");
  const [editing, setEditing] = useState(false);
  const isLinked = linkedId === comment.id;
  useEffect(() => {
    if (isLinked) item.current?.scrollIntoView({ block: "center" });
  }, [isLinked]);
  const isEditing = editing && comment.body !== null;
  return (
    <li
      ref={item}
      id={anchorOf(comment.id)}
      className={styles.comment}
      data-linked={isLinked || undefined}
    >
      <div className={styles.head}>
        <Initials name={comment.by.name} label={comment.by.name} />
        <span className={styles.who}>
          <bdi className={styles.name}>{comment.by.name}</bdi>
          <Anchor className={styles.when} href={commentPath(workspace, comment.id)}>
            <Time at={comment.at} />
          </Anchor>
          {comment.editedAt !== null && <Edited comment={comment} />}
        </span>
        {comment.deletedBy === null && (
          <CommentMenu
            thread={thread}
            comment={comment}
            isFirst={isFirst}
            onEdit={() => setEditing(true)}
          />
        )}
      </div>
      {comment.deletedBy !== null ? (
        <p className={styles.deleted}>{t("deletedBy", { name: comment.deletedBy.name })}</p>
      ) : isEditing ? (
        <EditForm
          thread={thread}
          comment={comment}
          draft={draft}
          onClose={() => setEditing(false)}
        />
      ) : (
        <>
          <Content content={comment.content} mentions={comment.mentions} meId={me.memberId} />
          {draft.kept && comment.body !== null && (
            <UnstyledButton className={styles.goOn} onClick={() => setEditing(true)}>
              {t("form.goOn")}
            </UnstyledButton>
          )}
        </>
      )}
    </li>
  );
}

interface EditFormProps {
  thread: ThreadView;
  comment: CommentView;
  draft: ReturnType<typeof useDraft<string>>;
  onClose: () => void;
}

function EditForm({ thread, comment, draft, onClose }: EditFormProps) {
  const t = useTranslations("comment");
  const { workspace, me } = useClaimSetting();
  const run = useThreadCommand();
  const [seen, setSeen] = useState(comment.revision);
  const isOutdated = seen !== comment.revision;
  const initial = toTyped(comment.body ?? "", comment.mentions);
  const cancel = () => {
    draft.discard();
    onClose();
  };
  return (
    <CommentForm
      label={t("form.edit")}
      submitLabel={isOutdated ? t("form.saveOver") : t("form.save")}
      text={draft.kept ? draft.value : initial}
      onText={draft.set}
      subject={thread.subject}
      articleId={thread.articleId}
      named={comment.mentions}
      onSubmit={async (body) => {
        const revision = isOutdated ? comment.revision : seen;
        setSeen(revision);
        const outcome = await run(thread.id, () =>
          editComment(workspace, { commentId: comment.id, revision, body }),
        );
        if (outcome.ok) cancel();
        return outcome;
      }}
      onLeave={onClose}
      onCancel={cancel}
    >
      {isOutdated && (
        <div className={styles.outdated}>
          <p>{t("nowSays")}</p>
          <Content content={comment.content} mentions={comment.mentions} meId={me.memberId} />
        </div>
      )}
    </CommentForm>
  );
}

interface CommentMenuProps extends CommentItemProps {
  onEdit: () => void;
}

function CommentMenu({ thread, comment, isFirst, onEdit }: CommentMenuProps) {
  const t = useTranslations("comment");
  const { workspace } = useClaimSetting();
  const run = useThreadCommand();
  const words = useCommentRefusal();
  const tell = (outcome: Outcome<unknown>) => {
    if (!outcome.ok) notifications.show({ color: "red", message: words(outcome) });
    return outcome.ok;
  };
  const copy = async () => {
    const url = new URL(commentPath(workspace, comment.id), window.location.origin);
    await navigator.clipboard.writeText(url.toString());
    notifications.show({ message: t("linkCopied") });
  };
  const restore = async () =>
    tell(await run(thread.id, () => restoreComment(workspace, { commentId: comment.id })));
  const remove = async () => {
    const { id: commentId, revision } = comment;
    const outcome = await run(thread.id, () => deleteComment(workspace, { commentId, revision }));
    if (!tell(outcome)) return;
    const notice = notifications.show({
      message: (
        <UndoNotice
          undo={t("undo")}
          onUndo={() => {
            notifications.hide(notice);
            void restore();
          }}
        >
          {t("deleted")}
        </UndoNotice>
      ),
    });
  };
  const block = async () => {
    const { id: threadId, revision, blocksSignOff } = thread;
    tell(
      await run(threadId, () =>
        blockSignOff(workspace, { threadId, revision, blocksSignOff: !blocksSignOff }),
      ),
    );
  };
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon
          className={styles.menu}
          size="sm"
          variant="subtle"
          color="gray"
          aria-label={t("menu", { name: comment.by.name })}
        >
          <IconDots size={15} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconLink size={15} />} onClick={() => void copy()}>
          {t("copyLink")}
        </Menu.Item>
        {comment.can.edit && (
          <Menu.Item leftSection={<IconPencil size={15} />} onClick={onEdit}>
            {t("edit")}
          </Menu.Item>
        )}
        {isFirst && thread.can.block && (
          <Menu.Item
            leftSection={thread.blocksSignOff ? <IconLockOpen size={15} /> : <IconBan size={15} />}
            onClick={() => void block()}
          >
            {thread.blocksSignOff ? t("unblock") : t("block")}
          </Menu.Item>
        )}
        {comment.can.delete && (
          <>
            <Menu.Divider />
            <Menu.Item
              color="red"
              leftSection={<IconTrash size={15} />}
              onClick={() => void remove()}
            >
              {t("delete")}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

/** That it was edited, and what it said before. */
function Edited({ comment }: { comment: CommentView }) {
  const t = useTranslations("comment");
  return (
    <Popover width={320} position="bottom-start" withinPortal shadow="md">
      <Popover.Target>
        <UnstyledButton className={styles.edited}>{t("edited")}</UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <p className={styles.heading}>{t("before")}</p>
        <Earlier key={comment.revision} commentId={comment.id} />
      </Popover.Dropdown>
    </Popover>
  );
}

function Earlier({ commentId }: { commentId: string }) {
  const t = useTranslations("comment");
  const { workspace, me } = useClaimSetting();
  const [revisions, setRevisions] = useState<readonly CommentRevisionView[] | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [tries, setTries] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `tries` asks once more
  useEffect(() => {
    let current = true;
    void callAction(commentRevisions, workspace, { commentId }).then((outcome) => {
      if (!current) return;
      setRefusal(outcome.ok ? null : outcome);
      if (outcome.ok) setRevisions(outcome.data);
    });
    return () => {
      current = false;
    };
  }, [workspace, commentId, tries]);
  if (refusal) {
    return <Unreadable refusal={refusal} onRetry={() => setTries((count) => count + 1)} />;
  }
  if (!revisions) return <Loader size="xs" />;
  return (
    <ol className={styles.revisions}>
      {revisions.map(({ revision, at, content, mentions }) => (
        <li key={revision}>
          <p className={styles.revisionAt}>
            {t.rich("saidAt", { time: () => <Time at={at} show="full" /> })}
          </p>
          <Content content={content} mentions={mentions} meId={me.memberId} />
        </li>
      ))}
    </ol>
  );
}
