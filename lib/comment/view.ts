import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { can } from "@/lib/auth/authorize";
import type { Tx } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { type MemberRef, memberRef, memberRefSelect } from "@/lib/workspace/member-ref";
import { parseMarkup } from "./markup";
import type { ThreadTies } from "./policy";
import type { CommentView, ThreadSubject, ThreadView } from "./schema";
import { placeSelect, type ThreadPlace, tiesToThreads, visibleThreads } from "./ties";

const by = { select: memberRefSelect };

const threadSelect = {
  ...placeSelect,
  id: true,
  blocksSignOff: true,
  revision: true,
  resolvedAt: true,
  createdBy: by,
  createdAt: true,
  comments: {
    orderBy: { ordinal: "asc" },
    select: {
      id: true,
      body: true,
      revision: true,
      createdBy: by,
      createdAt: true,
      editedAt: true,
      deletedAt: true,
      deletedBy: by,
      mentions: { where: { removedAt: null }, select: { member: by } },
    },
  },
  transitions: {
    orderBy: [{ at: "asc" }, { id: "asc" }],
    select: { id: true, resolved: true, by, at: true, reason: true },
  },
} as const satisfies Prisma.ThreadSelect;

type ThreadRow = Prisma.ThreadGetPayload<{ select: typeof threadSelect }>;

/**
 * Threads that the actor may see and in which something is said, in the order in which they were
 * begun, with what the actor may do with each.
 */
export async function findThreads(
  tx: Tx,
  actor: Actor,
  where: Prisma.ThreadWhereInput,
): Promise<ThreadView[]> {
  const rows = await tx.thread.findMany({
    where: { AND: [visibleThreads(actor), where, { comments: { some: { deletedAt: null } } }] },
    select: threadSelect,
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  const ties = await tiesToThreads(tx, actor, rows);
  return rows.map((row, index) =>
    threadView(row, actor, ties[index] ?? { isAuthor: false, isViewer: false }),
  );
}

function threadView(row: ThreadRow, actor: Actor, ties: ThreadTies): ThreadView {
  const isStarter = actor.kind === "member" && actor.memberId === row.createdBy.id;
  const lastSaid = row.comments.findLastIndex(({ deletedAt }) => deletedAt === null);
  return {
    id: row.id,
    subject: subjectOf(row),
    articleId: row.articleId,
    blocksSignOff: row.blocksSignOff,
    revision: row.revision,
    resolvedAt: row.resolvedAt?.toISOString() ?? null,
    createdBy: memberRef(row.createdBy),
    createdAt: row.createdAt.toISOString(),
    comments: row.comments
      .slice(0, lastSaid + 1)
      .map((comment) => commentView(comment, actor, ties)),
    transitions: row.transitions.map((transition) => ({
      ...transition,
      by: memberRef(transition.by),
      at: transition.at.toISOString(),
    })),
    can: {
      add: can(actor, "comment:add", ties),
      block: can(actor, "thread:block", { ...ties, isStarter }),
    },
  };
}

function commentView(
  row: ThreadRow["comments"][number],
  actor: Actor,
  ties: ThreadTies,
): CommentView {
  const shared = {
    id: row.id,
    by: memberRef(row.createdBy),
    at: row.createdAt.toISOString(),
    revision: row.revision,
  };
  if (row.deletedAt !== null) {
    return {
      ...shared,
      editedAt: null,
      deletedBy: memberRef(row.deletedBy ?? row.createdBy),
      content: [],
      mentions: [],
      body: null,
      can: { edit: false, delete: false },
    };
  }
  const isWriter = actor.kind === "member" && actor.memberId === row.createdBy.id;
  const commentTies = { ...ties, isWriter, isDeleter: false };
  const edit = can(actor, "comment:edit", commentTies);
  return {
    ...shared,
    editedAt: row.editedAt?.toISOString() ?? null,
    deletedBy: null,
    content: parseMarkup(row.body),
    mentions: mentionsOf(row.mentions),
    body: edit ? row.body : null,
    can: { edit, delete: can(actor, "comment:delete", commentTies) },
  };
}

export function mentionsOf(
  rows: readonly { member: Parameters<typeof memberRef>[0] }[],
): MemberRef[] {
  return rows.map(({ member }) => memberRef(member));
}

function subjectOf({ articleId, annotationId, claimId, citationId }: ThreadPlace): ThreadSubject {
  if (citationId !== null) return { kind: "citation", id: citationId };
  if (claimId !== null) return { kind: "claim", id: claimId };
  if (annotationId !== null) return { kind: "annotation", id: annotationId };
  if (articleId !== null) return { kind: "article", id: articleId };
  throw new Error("a thread about nothing");
}
