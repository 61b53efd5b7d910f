import "server-only";
import type { MemberActor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import { AppError } from "@/lib/errors";
import { command, type Work } from "@/lib/event/command";
import { mentionedIn } from "./mention";
import { mentionableMembers } from "./mentionable";
import type { CommentTies } from "./policy";
import type {
  BlockSignOff,
  DeleteComment,
  EditComment,
  Reply,
  ResolveThread,
  RestoreComment,
  StartThread,
  ThreadChange,
} from "./schema";
import {
  isKeptFrom,
  type LockedThread,
  lockPlace,
  lockThread,
  placeOf,
  type ThreadPlace,
} from "./ties";
import { findThreads } from "./view";

type MemberWork = Work<MemberActor>;

/**
 * Begins a thread on something that the member may read, with its first comment. The same ids again
 * by the same member answer what they made.
 */
export function startThread(actor: MemberActor, input: StartThread): Promise<ThreadChange> {
  return command(actor, async (work) => {
    const { tx, workspaceId, now } = work;
    const { id, subject, articleId, blocksSignOff } = input;
    const { place } = await placeOf(tx, actor, subject, articleId);
    const ties = await lockPlace(tx, actor, place);
    authorize(actor, "comment:add", ties);
    if (await isKeptFrom(tx, actor, place)) throw new AppError("forbidden", { reason: "blind" });
    if (await isRepeated(work, { threadId: id, commentId: input.commentId })) {
      return changed(work, id);
    }
    await tx.thread.create({
      data: {
        id,
        workspaceId,
        ...place,
        blocksSignOff,
        createdById: actor.memberId,
        createdAt: now,
      },
      select: { id: true },
    });
    const comment = { id: input.commentId, threadId: id, ordinal: 1, body: input.body };
    const mentioned = await addComment(work, place, comment);
    work.record({
      ...about({ ...place, id }),
      type: "comment.added",
      payload: { commentId: comment.id, reply: false, blocksSignOff, mentioned },
    });
    return changed(work, id);
  });
}

/** Says more in an open thread; `conflict` {reason: "thread_resolved"} where it was resolved. */
export function reply(actor: MemberActor, input: Reply): Promise<ThreadChange> {
  return command(actor, async (work) => {
    const { commentId, threadId, body } = input;
    const thread = await lockThread(work, threadId);
    authorize(actor, "comment:add", thread.ties);
    if (await isRepeated(work, { threadId, commentId })) return changed(work, threadId);
    if (thread.resolvedAt !== null) throw await conflict(work, threadId, "thread_resolved");
    const { _max } = await work.tx.comment.aggregate({
      where: { workspaceId: work.workspaceId, threadId },
      _max: { ordinal: true },
    });
    const comment = { id: commentId, threadId, ordinal: (_max.ordinal ?? 0) + 1, body };
    const mentioned = await addComment(work, thread, comment);
    work.record({
      ...about(thread),
      type: "comment.added",
      payload: {
        commentId,
        reply: true,
        blocksSignOff: thread.blocksSignOff,
        mentioned,
      },
    });
    return changed(work, threadId);
  });
}

/** Changes the words of one's own comment. What it said before stays to be read. */
export function editComment(actor: MemberActor, input: EditComment): Promise<ThreadChange> {
  return command(actor, async (work) => {
    const { tx, workspaceId, now } = work;
    const { commentId, body } = input;
    const { thread, comment, ties } = await lockComment(work, commentId);
    authorize(actor, "comment:edit", ties);
    if (comment.deletedAt !== null || comment.revision !== input.revision) {
      throw await conflict(work, thread.id, "revision_outdated");
    }
    if (body === comment.body) return changed(work, thread.id);
    const mentioned = await setMentions(work, thread, commentId, body);
    const revision = comment.revision + 1;
    await tx.comment.update({
      where: { id: commentId, workspaceId },
      data: { body, revision, editedAt: now },
      select: { id: true },
    });
    await tx.commentRevision.create({
      data: { workspaceId, commentId, revision, body, at: now },
      select: { revision: true },
    });
    work.record({
      ...about(thread),
      type: "comment.edited",
      payload: { commentId, revision, mentioned },
    });
    return changed(work, thread.id);
  });
}

/**
 * Deletes a comment as the member saw it: its writer, or an editor. Where others follow it, that it
 * was deleted and by whom stays.
 */
export function deleteComment(actor: MemberActor, input: DeleteComment): Promise<ThreadChange> {
  return command(actor, async (work) => {
    const { tx, workspaceId, now } = work;
    const { commentId } = input;
    const { thread, comment, ties } = await lockComment(work, commentId);
    authorize(actor, "comment:delete", ties);
    if (comment.deletedAt !== null || comment.revision !== input.revision) {
      throw await conflict(work, thread.id, "revision_outdated");
    }
    await tx.comment.update({
      where: { id: commentId, workspaceId },
      data: {
        deletedAt: now,
        deletedById: actor.memberId,
        revision: comment.revision + 1,
      },
      select: { id: true },
    });
    work.record({
      ...about(thread),
      type: "comment.deleted",
      payload: { commentId, writtenBy: comment.createdById, own: ties.isWriter },
    });
    return changed(work, thread.id);
  });
}

/** Brings a deleted comment back: whoever deleted it, or an editor. */
export function restoreComment(actor: MemberActor, input: RestoreComment): Promise<ThreadChange> {
  return command(actor, async (work) => {
    const { tx, workspaceId } = work;
    const { commentId } = input;
    const { thread, comment, ties } = await lockComment(work, commentId);
    authorize(actor, "comment:restore", ties);
    if (comment.deletedAt === null) return changed(work, thread.id);
    await tx.comment.update({
      where: { id: commentId, workspaceId },
      data: { deletedAt: null, deletedById: null, revision: comment.revision + 1 },
      select: { id: true },
    });
    work.record({
      ...about(thread),
      type: "comment.restored",
      payload: { commentId, writtenBy: comment.createdById, own: ties.isWriter },
    });
    return changed(work, thread.id);
  });
}

/** Ends a thread as the member saw it, with a reason where they give one. */
export function resolveThread(actor: MemberActor, input: ResolveThread): Promise<ThreadChange> {
  return command(actor, (work) => move(work, input, true));
}

/** Takes a resolved thread up again, with a reason where they give one. */
export function reopenThread(actor: MemberActor, input: ResolveThread): Promise<ThreadChange> {
  return command(actor, (work) => move(work, input, false));
}

async function move(
  work: MemberWork,
  input: ResolveThread,
  resolved: boolean,
): Promise<ThreadChange> {
  const { tx, actor, workspaceId, now } = work;
  const { threadId, reason } = input;
  const thread = await lockThread(work, threadId);
  authorize(actor, "comment:add", thread.ties);
  if (thread.revision !== input.revision) {
    throw await conflict(work, threadId, "revision_outdated");
  }
  if ((thread.resolvedAt !== null) === resolved) return changed(work, threadId);
  await tx.thread.update({
    where: { id: threadId, workspaceId },
    data: { resolvedAt: resolved ? now : null, revision: thread.revision + 1 },
    select: { id: true },
  });
  await tx.threadTransition.create({
    data: { workspaceId, threadId, resolved, reason, byId: actor.memberId, at: now },
    select: { id: true },
  });
  work.record({
    ...about(thread),
    type: resolved ? "thread.resolved" : "thread.reopened",
    payload: { reason, blocksSignOff: thread.blocksSignOff },
  });
  return changed(work, threadId);
}

/** Says whether an article can be signed off while the thread is open. */
export function blockSignOff(actor: MemberActor, input: BlockSignOff): Promise<ThreadChange> {
  return command(actor, async (work) => {
    const { tx, workspaceId } = work;
    const { threadId, blocksSignOff } = input;
    const thread = await lockThread(work, threadId);
    const isStarter = thread.createdById === actor.memberId;
    authorize(actor, "thread:block", { ...thread.ties, isStarter });
    if (thread.revision !== input.revision) {
      throw await conflict(work, threadId, "revision_outdated");
    }
    if (thread.blocksSignOff === blocksSignOff) return changed(work, threadId);
    await tx.thread.update({
      where: { id: threadId, workspaceId },
      data: { blocksSignOff, revision: thread.revision + 1 },
      select: { id: true },
    });
    work.record({ ...about(thread), type: "thread.block_changed", payload: { blocksSignOff } });
    return changed(work, threadId);
  });
}

interface LockedComment {
  thread: LockedThread;
  comment: {
    body: string;
    revision: number;
    createdById: string;
    deletedAt: Date | null;
  };
  ties: CommentTies;
}

async function lockComment(work: MemberWork, commentId: string): Promise<LockedComment> {
  const { tx, workspaceId, actor } = work;
  const found = await tx.comment.findFirst({
    where: { workspaceId, id: commentId },
    select: { threadId: true },
  });
  if (!found) throw new AppError("not_found");
  const thread = await lockThread(work, found.threadId);
  const { deletedById, ...comment } = await tx.comment.findUniqueOrThrow({
    where: { id: commentId, workspaceId },
    select: { body: true, revision: true, createdById: true, deletedAt: true, deletedById: true },
  });
  const isWriter = comment.createdById === actor.memberId;
  const isDeleter = deletedById === actor.memberId;
  return { thread, comment, ties: { ...thread.ties, isWriter, isDeleter } };
}

/** Whether the member made this comment before; `conflict` where the ids are something else's. */
async function isRepeated(
  { tx, workspaceId, actor }: MemberWork,
  { threadId, commentId }: { threadId: string; commentId: string },
): Promise<boolean> {
  const known = await tx.comment.findFirst({
    where: { workspaceId, id: commentId },
    select: { threadId: true, createdById: true },
  });
  if (!known) return false;
  if (known.threadId === threadId && known.createdById === actor.memberId) return true;
  throw new AppError("conflict");
}

/** Writes a comment; answers whom it names. */
async function addComment(
  work: MemberWork,
  place: ThreadPlace,
  comment: { id: string; threadId: string; ordinal: number; body: string },
): Promise<string[]> {
  const { tx, workspaceId, actor, now } = work;
  await tx.comment.create({
    data: { ...comment, workspaceId, createdById: actor.memberId, createdAt: now },
    select: { id: true },
  });
  await tx.commentRevision.create({
    data: { workspaceId, commentId: comment.id, revision: 1, body: comment.body, at: now },
    select: { revision: true },
  });
  return setMentions(work, place, comment.id, comment.body);
}

/**
 * Stores whom a comment's new text names; answers those whom it never named before. Somebody new
 * has to be able to read it, else `invalid` {reason: "mention_unknown"}.
 */
async function setMentions(
  { tx, workspaceId, now }: MemberWork,
  place: ThreadPlace,
  commentId: string,
  body: string,
): Promise<string[]> {
  const named = mentionedIn(body);
  const known = await tx.commentMention.findMany({
    where: { workspaceId, commentId },
    select: { memberId: true, removedAt: true },
  });
  const isNew = (id: string) => known.every(({ memberId }) => memberId !== id);
  const mentioned = named.filter(isNew);
  if (mentioned.length > 0) {
    const readers = await mentionableMembers(tx, workspaceId, place);
    const ids = new Set(readers.map(({ id }) => id));
    if (mentioned.some((id) => !ids.has(id))) {
      throw new AppError("invalid", { reason: "mention_unknown" });
    }
    await tx.commentMention.createMany({
      data: mentioned.map((memberId) => ({ workspaceId, commentId, memberId, at: now })),
    });
  }
  await tx.commentMention.updateMany({
    where: { workspaceId, commentId, memberId: { notIn: named }, removedAt: null },
    data: { removedAt: now },
  });
  await tx.commentMention.updateMany({
    where: { workspaceId, commentId, memberId: { in: named }, removedAt: { not: null } },
    data: { removedAt: null },
  });
  return mentioned;
}

function about({ id, articleId, claimId }: Pick<LockedThread, "id" | "articleId" | "claimId">) {
  return { subjectType: "thread", subjectId: id, articleId, claimId } as const;
}

async function changed({ tx, actor }: MemberWork, threadId: string): Promise<ThreadChange> {
  const [thread] = await findThreads(tx, actor, { id: threadId });
  return { thread: thread ?? null };
}

/** A refusal that tells what the thread has come to. */
async function conflict(work: MemberWork, threadId: string, reason: string): Promise<AppError> {
  return new AppError("conflict", { reason, ...(await changed(work, threadId)) });
}
