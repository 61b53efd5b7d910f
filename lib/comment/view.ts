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

const threadSelect = {
  ...placeSelect,
  id: true,
  blocksSignOff: true,
  revision: true,
  resolvedAt: true,
  createdById: true,
  createdAt: true,
  comments: {
    orderBy: { ordinal: "asc" },
    select: {
      id: true,
      body: true,
      revision: true,
      createdById: true,
      createdAt: true,
      editedAt: true,
      deletedAt: true,
      deletedById: true,
      mentions: { where: { removedAt: null }, select: { memberId: true } },
    },
  },
  transitions: {
    orderBy: [{ at: "asc" }, { id: "asc" }],
    select: { id: true, resolved: true, byId: true, at: true, reason: true },
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
  if (rows.length === 0) return [];
  const [ties, members] = await Promise.all([
    tiesToThreads(tx, actor, rows),
    membersNamed(tx, actor.workspaceId, rows.flatMap(peopleOf)),
  ]);
  return rows.map((row, index) =>
    threadView(row, {
      actor,
      ties: ties[index] ?? { isAuthor: false, isViewer: false },
      member: (id) => members.get(id) ?? { id, name: "" },
    }),
  );
}

function peopleOf({ createdById, comments, transitions }: ThreadRow): string[] {
  return [
    createdById,
    ...transitions.map(({ byId }) => byId),
    ...comments.flatMap((comment) => [
      comment.createdById,
      comment.deletedById ?? [],
      comment.mentions.map(({ memberId }) => memberId),
    ]),
  ].flat(2);
}

/** Members by id, those who left included. */
async function membersNamed(
  tx: Tx,
  workspaceId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, MemberRef>> {
  const members = await tx.member.findMany({
    where: { workspaceId, id: { in: [...new Set(ids)] } },
    select: memberRefSelect,
  });
  return new Map(members.map((row) => [row.id, memberRef(row)]));
}

/** Who looks, how they are tied to the thread, and whom it names. */
interface Looking {
  actor: Actor;
  ties: ThreadTies;
  member: (id: string) => MemberRef;
}

function threadView(row: ThreadRow, looking: Looking): ThreadView {
  const { actor, ties, member } = looking;
  const isStarter = actor.kind === "member" && actor.memberId === row.createdById;
  const lastSaid = row.comments.findLastIndex(({ deletedAt }) => deletedAt === null);
  return {
    id: row.id,
    subject: subjectOf(row),
    articleId: row.articleId,
    blocksSignOff: row.blocksSignOff,
    revision: row.revision,
    resolvedAt: row.resolvedAt?.toISOString() ?? null,
    createdBy: member(row.createdById),
    createdAt: row.createdAt.toISOString(),
    comments: row.comments.slice(0, lastSaid + 1).map((comment) => commentView(comment, looking)),
    transitions: row.transitions.map(({ byId, at, ...transition }) => ({
      ...transition,
      by: member(byId),
      at: at.toISOString(),
    })),
    can: {
      add: can(actor, "comment:add", ties),
      block: can(actor, "thread:block", { ...ties, isStarter }),
    },
  };
}

function commentView(
  row: ThreadRow["comments"][number],
  { actor, ties, member }: Looking,
): CommentView {
  const shared = {
    id: row.id,
    by: member(row.createdById),
    at: row.createdAt.toISOString(),
    revision: row.revision,
  };
  if (row.deletedAt !== null) {
    return {
      ...shared,
      editedAt: null,
      deletedBy: member(row.deletedById ?? row.createdById),
      content: [],
      mentions: [],
      body: null,
      can: { edit: false, delete: false },
    };
  }
  const isWriter = actor.kind === "member" && actor.memberId === row.createdById;
  const commentTies = { ...ties, isWriter, isDeleter: false };
  const edit = can(actor, "comment:edit", commentTies);
  return {
    ...shared,
    editedAt: row.editedAt?.toISOString() ?? null,
    deletedBy: null,
    content: parseMarkup(row.body),
    mentions: row.mentions.map(({ memberId }) => member(memberId)),
    body: edit ? row.body : null,
    can: { edit, delete: can(actor, "comment:delete", commentTies) },
  };
}

function subjectOf({ articleId, annotationId, claimId, citationId }: ThreadPlace): ThreadSubject {
  if (citationId !== null) return { kind: "citation", id: citationId };
  if (claimId !== null) return { kind: "claim", id: claimId };
  if (annotationId !== null) return { kind: "annotation", id: annotationId };
  if (articleId !== null) return { kind: "article", id: articleId };
  throw new Error("a thread about nothing");
}
