import "server-only";
import { articleTies, lockArticle, readsAllArticles, visibleArticles } from "@/lib/article/ties";
import type { Actor, MemberActor } from "@/lib/auth/actor";
import { loadClaim, loadClaims, tiesOf } from "@/lib/claim/ties";
import type { Tx } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { AppError } from "@/lib/errors";
import type { Work } from "@/lib/event/command";
import { blindTo, notBlindTo } from "@/lib/second-check/view";
import type { ThreadTies } from "./policy";
import type { ThreadSubject } from "./schema";

/** The columns by which a thread says what it is about. */
export interface ThreadPlace {
  articleId: string | null;
  annotationId: string | null;
  claimId: string | null;
  citationId: string | null;
}

export const placeSelect = {
  articleId: true,
  annotationId: true,
  claimId: true,
  citationId: true,
} as const satisfies Prisma.ThreadSelect;

/**
 * The threads that the actor may see, as a condition of a query: every read of threads and every
 * command on one goes by it. What was deleted takes its threads along. To an author or a viewer
 * what was begun beside another article does not exist; to whoever checks a claim blind, nothing
 * that is said about it or its occurrences.
 */
export function visibleThreads(actor: Actor): Prisma.ThreadWhereInput {
  const article = visibleArticles(actor);
  const isStaff = readsAllArticles(actor);
  const living = { deletedAt: null };
  return {
    workspaceId: actor.workspaceId,
    AND: [
      { OR: [{ claimId: null }, { claim: notBlindTo(actor) }] },
      {
        OR: [
          { annotationId: null },
          { annotation: { occurrence: null } },
          { annotation: { occurrence: { claim: notBlindTo(actor) } } },
        ],
      },
      { OR: [isStaff ? { claimId: { not: null } } : { articleId: null }, { article }] },
      { OR: [{ annotationId: null }, { annotation: living }] },
      { OR: [{ citationId: null }, { citation: living }] },
      {
        OR: [
          { claimId: null },
          {
            claim: isStaff
              ? living
              : { ...living, occurrences: { some: { annotation: living, article } } },
          },
        ],
      },
    ],
  };
}

/** The threads on one thing; a claim's include those on its citations. */
export function threadsOn({ kind, id }: ThreadSubject): Prisma.ThreadWhereInput {
  switch (kind) {
    case "article":
      return { articleId: id, annotationId: null, claimId: null };
    case "annotation":
      return { annotationId: id };
    case "claim":
      return { claimId: id };
    case "citation":
      return { citationId: id };
  }
}

/**
 * Where a thread on a subject belongs, and how the actor is tied to it. `beside`: the article in
 * which a claim or citation is looked at; the claim has to occur there. `not_found` for what the
 * actor may not read.
 */
export async function placeOf(
  tx: Tx,
  actor: Actor,
  { kind, id }: ThreadSubject,
  beside: string | null,
): Promise<{ place: ThreadPlace; ties: ThreadTies }> {
  const { workspaceId } = actor;
  const nowhere = { articleId: null, annotationId: null, claimId: null, citationId: null };
  if (kind === "article") {
    const found = await tx.article.findFirst({
      where: { ...visibleArticles(actor), id },
      select: { id: true },
    });
    if (!found) throw new AppError("not_found");
    return { place: { ...nowhere, articleId: id }, ties: await articleTies(tx, actor, id) };
  }
  if (kind === "annotation") {
    const found = await tx.annotation.findFirst({
      where: { workspaceId, id, deletedAt: null, article: visibleArticles(actor) },
      select: { articleId: true },
    });
    if (!found) throw new AppError("not_found");
    const { articleId } = found;
    return {
      place: { ...nowhere, articleId, annotationId: id },
      ties: await articleTies(tx, actor, articleId),
    };
  }
  const citation =
    kind === "citation"
      ? await tx.citation.findFirst({
          where: { workspaceId, id, deletedAt: null },
          select: { claimId: true },
        })
      : null;
  if (kind === "citation" && !citation) throw new AppError("not_found");
  const claimId = citation?.claimId ?? id;
  const claim = await loadClaim(tx, actor, claimId);
  const place = { ...nowhere, claimId, citationId: citation ? id : null };
  if (beside === null) return { place, ties: tiesOf(claim, actor) };
  const occurs = await tx.occurrence.findFirst({
    where: {
      workspaceId,
      claimId,
      articleId: beside,
      annotation: { deletedAt: null },
      article: visibleArticles(actor),
    },
    select: { annotationId: true },
  });
  if (!occurs) throw new AppError("not_found");
  return {
    place: { ...place, articleId: beside },
    ties: await articleTies(tx, actor, beside),
  };
}

const NO_TIES: ThreadTies = { isAuthor: false, isViewer: false };

/** How the actor is tied to each of some threads that they may see, in their order. */
export async function tiesToThreads(
  tx: Tx,
  actor: Actor,
  places: readonly Pick<ThreadPlace, "articleId" | "claimId">[],
): Promise<ThreadTies[]> {
  if (actor.kind !== "member" || readsAllArticles(actor)) return places.map(() => NO_TIES);
  const articleIds = places.flatMap(({ articleId }) => articleId ?? []);
  const claimIds = places.flatMap(({ articleId, claimId }) => (articleId ? [] : (claimId ?? [])));
  const [members, claims] = await Promise.all([
    tx.articleMember.findMany({
      where: {
        workspaceId: actor.workspaceId,
        memberId: actor.memberId,
        articleId: { in: [...new Set(articleIds)] },
      },
      select: { articleId: true, relation: true },
    }),
    claimIds.length > 0 ? loadClaims(tx, actor, [...new Set(claimIds)]) : [],
  ]);
  const claimTies = new Map(claims.map((hand) => [hand.claim.id, tiesOf(hand, actor)]));
  return places.map(({ articleId, claimId }) => {
    if (articleId === null) return claimTies.get(claimId ?? "") ?? NO_TIES;
    const relations = members
      .filter((member) => member.articleId === articleId)
      .map(({ relation }) => relation);
    return { isAuthor: relations.includes("author"), isViewer: relations.includes("viewer") };
  });
}

/** A thread as a command meets it. */
export interface LockedThread extends ThreadPlace {
  id: string;
  blocksSignOff: boolean;
  revision: number;
  resolvedAt: Date | null;
  createdById: string;
  ties: ThreadTies;
}

/**
 * Locks a thread that the actor may see, else `not_found`: its article for share before it, so that
 * a sign-off either saw what the thread came to or comes after it.
 */
export async function lockThread(
  { tx, actor, workspaceId }: Work<MemberActor>,
  threadId: string,
): Promise<LockedThread> {
  const where = { AND: [visibleThreads(actor)], id: threadId };
  const place = await tx.thread.findFirst({ where, select: placeSelect });
  if (!place) throw new AppError("not_found");
  const ties = await lockPlace(tx, actor, place);
  await tx.$queryRaw`
    SELECT "id" FROM "Thread" WHERE "workspaceId" = ${workspaceId}::uuid
      AND "id" = ${threadId}::uuid FOR UPDATE`;
  const thread = await tx.thread.findUniqueOrThrow({
    where: { id: threadId, workspaceId },
    select: {
      ...placeSelect,
      id: true,
      blocksSignOff: true,
      revision: true,
      resolvedAt: true,
      createdById: true,
    },
  });
  return { ...thread, ties };
}

/** Whether what is said there is kept from the actor, who is to check the claim blind. */
export async function isKeptFrom(
  tx: Tx,
  actor: Actor,
  { claimId, annotationId }: Pick<ThreadPlace, "claimId" | "annotationId">,
): Promise<boolean> {
  if (claimId === null && annotationId === null) return false;
  const about =
    claimId === null
      ? { occurrences: { some: { annotationId: annotationId ?? "" } } }
      : { id: claimId };
  const claim = await tx.claim.findFirst({
    where: { workspaceId: actor.workspaceId, AND: [blindTo(actor), about] },
    select: { id: true },
  });
  return claim !== null;
}

/** Locks what a thread belongs to, and answers how the actor is tied to it. */
export async function lockPlace(
  tx: Tx,
  actor: Actor,
  { articleId, claimId }: Pick<ThreadPlace, "articleId" | "claimId">,
): Promise<ThreadTies> {
  if (articleId !== null) {
    const deleted = claimId !== null;
    return (await lockArticle(tx, actor, articleId, "share", { deleted })).ties;
  }
  if (claimId === null) throw new Error("a thread about nothing");
  return tiesOf(await loadClaim(tx, actor, claimId), actor);
}
