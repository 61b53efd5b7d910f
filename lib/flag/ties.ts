import "server-only";
import { articleTies, readsAllArticles, visibleArticles } from "@/lib/article/ties";
import type { Actor } from "@/lib/auth/actor";
import { loadClaim, tiesOf } from "@/lib/claim/ties";
import type { Tx } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { AppError } from "@/lib/errors";
import { notBlindTo } from "@/lib/second-check/view";
import type { FlagTies } from "./policy";
import type { FlagSubject } from "./schema";

/** The columns by which a flag says what it is on. */
export interface FlagPlace {
  articleId: string | null;
  annotationId: string | null;
  claimId: string | null;
}

/**
 * The flags that the actor may see, as a condition of a query. What is on something deleted goes
 * with it. To an author there is what was raised on or beside an article of theirs; to whoever
 * checks a claim blind, nothing on it or its words.
 */
export function visibleFlags(actor: Actor): Prisma.FlagWhereInput {
  const article = visibleArticles(actor);
  const isStaff = readsAllArticles(actor);
  const memberId = actor.kind === "member" ? actor.memberId : { in: [] };
  const own = { ...article, members: { some: { memberId, relation: "author" as const } } };
  return {
    workspaceId: actor.workspaceId,
    AND: [
      isStaff ? { OR: [{ claimId: { not: null } }, { article }] } : { article: own },
      { OR: [{ claimId: null }, { claim: { deletedAt: null, AND: [notBlindTo(actor)] } }] },
      {
        OR: [
          { annotationId: null },
          { annotation: { deletedAt: null, occurrence: null } },
          { annotation: { deletedAt: null, occurrence: { claim: notBlindTo(actor) } } },
        ],
      },
    ],
  };
}

/** Events of which the actor may know: none of flags that they do not see. */
export async function toldFlagEvents(tx: Tx, actor: Actor): Promise<Prisma.EventWhereInput> {
  if (readsAllArticles(actor)) return {};
  const seen = await tx.flag.findMany({ where: visibleFlags(actor), select: { id: true } });
  return {
    OR: [
      { subjectType: { not: "flag" } },
      { subjectType: "flag", subjectId: { in: seen.map(({ id }) => id) } },
    ],
  };
}

/**
 * Where a flag on a subject belongs. `beside`: the article in which a claim is looked at; it has to
 * occur there. `not_found` for what the actor may not read.
 */
export async function placeOf(
  tx: Tx,
  actor: Actor,
  { kind, id }: FlagSubject,
  beside: string | null,
): Promise<FlagPlace> {
  const { workspaceId } = actor;
  const nowhere = { articleId: null, annotationId: null, claimId: null };
  const article = visibleArticles(actor);
  if (kind === "article") {
    const found = await tx.article.findFirst({ where: { ...article, id }, select: { id: true } });
    if (!found) throw new AppError("not_found");
    return { ...nowhere, articleId: id };
  }
  if (kind === "annotation") {
    const found = await tx.annotation.findFirst({
      where: { workspaceId, id, deletedAt: null, article },
      select: { articleId: true },
    });
    if (!found) throw new AppError("not_found");
    return { ...nowhere, articleId: found.articleId, annotationId: id };
  }
  await loadClaim(tx, actor, id);
  if (beside === null) return { ...nowhere, claimId: id };
  const occurs = await tx.occurrence.findFirst({
    where: {
      workspaceId,
      claimId: id,
      articleId: beside,
      annotation: { deletedAt: null },
      article,
    },
    select: { annotationId: true },
  });
  if (!occurs) throw new AppError("not_found");
  return { ...nowhere, articleId: beside, claimId: id };
}

/** How the actor is tied to a flag: on a claim, by every article in which that occurs. */
export async function tiesToFlag(
  tx: Tx,
  actor: Actor,
  { articleId, claimId }: FlagPlace,
): Promise<FlagTies> {
  if (claimId !== null) {
    const { isAuthor } = tiesOf(await loadClaim(tx, actor, claimId), actor);
    return { isAuthor };
  }
  if (articleId === null) throw new Error("a flag on nothing");
  const { isAuthor } = await articleTies(tx, actor, articleId);
  return { isAuthor };
}

/** The claim that is flagged, or that the flagged words state. */
export async function claimOf(
  tx: Tx,
  actor: Actor,
  { annotationId, claimId }: FlagPlace,
): Promise<string | null> {
  if (claimId !== null || annotationId === null) return claimId;
  const occurrence = await tx.occurrence.findFirst({
    where: { workspaceId: actor.workspaceId, annotationId },
    select: { claimId: true },
  });
  return occurrence?.claimId ?? null;
}
