import "server-only";
import type { MemberActor } from "@/lib/auth/actor";
import { authorize, can } from "@/lib/auth/authorize";
import { database, type Tx } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { memberRef, memberRefSelect } from "@/lib/workspace/member-ref";
import { parseMarkup } from "./markup";
import { mentionableMembers } from "./mentionable";
import type {
  BlockingThread,
  CommentPlace,
  CommentPlaceInput,
  CommentRevisionsInput,
  CommentRevisionView,
  Mentionable,
  MentionableInput,
  ThreadCounts,
  ThreadSubject,
  ThreadsAnswer,
  ThreadsInput,
  ThreadView,
} from "./schema";
import { isKeptFrom, placeOf, placeSelect, threadsOn, visibleThreads } from "./ties";
import { findThreads } from "./view";

/**
 * What is said about one thing, and whether the member may say more; a claim's threads with those
 * on its citations. `not_found` for what the member may not read.
 */
export async function threadsOf(
  client: Tx,
  actor: MemberActor,
  subject: ThreadSubject,
): Promise<{ threads: ThreadView[]; mayAdd: boolean }> {
  const { place, ties } = await placeOf(client, actor, subject, null);
  authorize(actor, "comment:read", ties);
  if (await isKeptFrom(client, actor, place)) return { threads: [], mayAdd: false };
  return {
    threads: await findThreads(client, actor, threadsOn(subject)),
    mayAdd: can(actor, "comment:add", ties),
  };
}

/** The threads on some things, for the page that shows them together. */
export async function threads(
  actor: MemberActor,
  { subjects }: ThreadsInput,
): Promise<ThreadsAnswer> {
  const client = await database();
  const answers = await Promise.all(subjects.map((subject) => threadsOf(client, actor, subject)));
  return {
    threads: answers.flatMap((answer) => answer.threads),
    open: subjects.filter((_, index) => answers[index]?.mayAdd).map(({ id }) => id),
  };
}

/**
 * How many threads are open on an article, on its annotations and on the claims that occur in it.
 * One grouped query. The caller has made sure that the actor may read the article.
 */
export async function threadCounts(
  client: Tx,
  actor: MemberActor,
  articleId: string,
  claimIds: readonly string[],
): Promise<ThreadCounts> {
  const groups = await client.thread.groupBy({
    by: ["annotationId", "claimId", "blocksSignOff"],
    where: {
      AND: [
        visibleThreads(actor),
        { OR: [{ articleId, claimId: null }, { claimId: { in: [...claimIds] } }] },
      ],
      resolvedAt: null,
      comments: { some: { deletedAt: null } },
    },
    _count: true,
  });
  const counts: ThreadCounts = {};
  for (const { annotationId, claimId, blocksSignOff, _count } of groups) {
    const id = claimId ?? annotationId ?? articleId;
    const { open, blocking } = counts[id] ?? { open: 0, blocking: 0 };
    counts[id] = { open: open + _count, blocking: blocking + (blocksSignOff ? _count : 0) };
  }
  return counts;
}

/**
 * Every open thread that blocks the sign-off of an article: on the article, on its living annotations
 * and on the claims that occur in it, whoever may see it, with its first words. For the sign-off,
 * which has authorized its actor and holds the article's lock.
 */
export async function blockingThreads(
  tx: Tx,
  { workspaceId, articleId }: { workspaceId: string; articleId: string },
): Promise<BlockingThread[]> {
  const rows = await tx.thread.findMany({
    where: {
      workspaceId,
      resolvedAt: null,
      blocksSignOff: true,
      comments: { some: { deletedAt: null } },
      OR: [
        { articleId, annotationId: null, claimId: null },
        { articleId, annotation: { deletedAt: null } },
        {
          claim: {
            deletedAt: null,
            occurrences: { some: { articleId, annotation: { deletedAt: null } } },
          },
        },
      ],
    },
    select: {
      id: true,
      annotationId: true,
      claimId: true,
      revision: true,
      comments: {
        where: { deletedAt: null },
        orderBy: { ordinal: "asc" },
        take: 1,
        select: { body: true },
      },
    },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return rows.map(({ comments, ...row }) => ({ ...row, comment: comments[0]?.body ?? "" }));
}

/** Whom a comment on something may name, for whoever may comment on it. */
export async function mentionable(
  actor: MemberActor,
  { subject, articleId }: MentionableInput,
): Promise<Mentionable[]> {
  const client = await database();
  const { place, ties } = await placeOf(client, actor, subject, articleId);
  authorize(actor, "comment:add", ties);
  return mentionableMembers(client, actor.workspaceId, place);
}

/** What a comment said before it was edited, the newest first. Of a deleted one nothing is told. */
export async function commentRevisions(
  actor: MemberActor,
  { commentId }: CommentRevisionsInput,
): Promise<CommentRevisionView[]> {
  const client = await database();
  const comment = await client.comment.findFirst({
    where: {
      workspaceId: actor.workspaceId,
      id: commentId,
      deletedAt: null,
      thread: visibleThreads(actor),
    },
    select: {
      revisions: {
        orderBy: { revision: "desc" },
        skip: 1,
        select: { revision: true, at: true, body: true },
      },
      mentions: { select: { member: { select: memberRefSelect } } },
    },
  });
  if (!comment) throw new AppError("not_found");
  const mentions = comment.mentions.map(({ member }) => memberRef(member));
  return comment.revisions.map(({ revision, at, body }) => ({
    revision,
    at: at.toISOString(),
    content: parseMarkup(body),
    mentions,
  }));
}

/** Where a comment is read, for its link. */
export async function commentPlace(
  actor: MemberActor,
  { commentId }: CommentPlaceInput,
): Promise<CommentPlace> {
  const client = await database();
  const { workspaceId } = actor;
  const comment = await client.comment.findFirst({
    where: { workspaceId, id: commentId, thread: visibleThreads(actor) },
    select: { thread: { select: placeSelect } },
  });
  if (!comment) throw new AppError("not_found");
  const { articleId, annotationId, claimId } = comment.thread;
  if (claimId === null) {
    if (articleId === null) throw new AppError("not_found");
    return { on: "article", articleId, annotationId };
  }
  const occurrence =
    articleId &&
    (await client.occurrence.findFirst({
      where: {
        workspaceId,
        claimId,
        articleId,
        annotation: { deletedAt: null },
        article: { deletedAt: null },
      },
      select: { annotationId: true },
      orderBy: { annotationId: "asc" },
    }));
  if (!articleId || !occurrence) return { on: "claim", claimId };
  return { on: "article", articleId, annotationId: occurrence.annotationId };
}
