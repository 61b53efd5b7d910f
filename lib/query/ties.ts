import "server-only";
import { readsAllArticles, tiesOf, visibleArticles } from "@/lib/article/ties";
import type { Actor, GuestActor, MemberActor } from "@/lib/auth/actor";
import { can } from "@/lib/auth/authorize";
import type { Tx } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { AppError } from "@/lib/errors";
import type { Work } from "@/lib/event/command";
import { notBlindTo } from "@/lib/second-check/view";
import type { QueryTies } from "./policy";

/**
 * The queries that the actor may see, as a condition of a query: every read of queries and every
 * command on one goes by it. What is about a deleted annotation goes with it. An author sees what
 * the author is asked; whoever checks a claim blind sees nothing that is asked about its words.
 */
export function visibleQueries(
  actor: Actor,
  { deleted = false }: { deleted?: boolean } = {},
): Prisma.QueryWhereInput {
  const { workspaceId } = actor;
  const known: Prisma.QueryWhereInput = {
    workspaceId,
    ...(deleted ? {} : { deletedAt: null }),
    OR: [{ annotationId: null }, { annotation: { deletedAt: null } }],
  };
  if (actor.kind === "guest") {
    return { ...known, id: { in: [...actor.queryIds] }, article: { workspaceId, deletedAt: null } };
  }
  const sighted: Prisma.QueryWhereInput = {
    OR: [
      { annotationId: null },
      { annotation: { occurrence: null } },
      { annotation: { occurrence: { claim: notBlindTo(actor) } } },
    ],
  };
  return { ...known, article: visibleArticles(actor), AND: [sighted, askedOf(actor)] };
}

/** Of whom does not read every article: what the author is asked, of articles that are theirs. */
function askedOf(actor: Actor): Prisma.QueryWhereInput {
  if (actor.kind !== "member" || readsAllArticles(actor)) return {};
  return {
    addresseeKind: "author",
    addresseeId: { not: null },
    article: { members: { some: { memberId: actor.memberId, relation: "author" } } },
  };
}

/** Events of which the actor may know: none of queries that they do not see. */
export async function toldQueryEvents(tx: Tx, actor: Actor): Promise<Prisma.EventWhereInput> {
  if (readsAllArticles(actor)) return {};
  const seen = await tx.query.findMany({ where: visibleQueries(actor), select: { id: true } });
  return {
    OR: [
      { subjectType: { notIn: ["query", "query_link"] } },
      { subjectType: "query", subjectId: { in: seen.map(({ id }) => id) } },
    ],
  };
}

/** A query as a command meets it. */
export interface LockedQuery {
  id: string;
  articleId: string;
  annotationId: string | null;
  /** That the annotation states. */
  claimId: string | null;
  addresseeName: string;
  question: string;
  wantedBy: Date;
  status: "asked" | "answered" | "no_answer" | "ruled";
  ruling: "none" | "fix" | "cut" | "attribute" | "left_to_author" | null;
  rulingWording: string;
  remedyBefore: LockedQuery["ruling"];
  wordingBefore: string | null;
  revision: number;
  deletedAt: Date | null;
  ties: QueryTies;
}

/**
 * Locks a query that the actor may see, else `not_found`: its article for share before it, so that
 * a sign-off either saw what the query came to or comes after it. `before` runs between the two
 * locks, for what has to be locked in that order.
 */
export async function lockQuery<T>(
  { tx, actor, workspaceId }: Work<MemberActor | GuestActor>,
  queryId: string,
  options: { deleted?: boolean; before?: (annotationId: string | null) => Promise<T> } = {},
): Promise<LockedQuery & { locked: T | null }> {
  const where = { AND: [visibleQueries(actor, options)], id: queryId };
  const found = await tx.query.findFirst({
    where,
    select: { articleId: true, annotationId: true },
  });
  if (!found) throw new AppError("not_found");
  await tx.$queryRaw`
    SELECT "id" FROM "Article" WHERE "workspaceId" = ${workspaceId}::uuid
      AND "id" = ${found.articleId}::uuid FOR SHARE`;
  const locked = (await options.before?.(found.annotationId)) ?? null;
  await tx.$queryRaw`
    SELECT "id" FROM "Query" WHERE "workspaceId" = ${workspaceId}::uuid
      AND "id" = ${queryId}::uuid FOR UPDATE`;
  // Read again, now that the locks are held.
  const row = await tx.query.findFirst({
    where,
    select: {
      id: true,
      articleId: true,
      annotationId: true,
      addresseeKind: true,
      addresseeId: true,
      addresseeName: true,
      question: true,
      wantedBy: true,
      status: true,
      ruling: true,
      rulingWording: true,
      remedyBefore: true,
      wordingBefore: true,
      revision: true,
      deletedAt: true,
      annotation: { select: { occurrence: { select: { claimId: true } } } },
      article: {
        select: {
          members: {
            where: { memberId: actor.kind === "member" ? actor.memberId : { in: [] } },
            select: { relation: true },
          },
        },
      },
    },
  });
  if (!row) throw new AppError("not_found");
  const { annotation, article, addresseeKind, addresseeId, ...query } = row;
  const { isAuthor } = tiesOf(article.members.map(({ relation }) => relation));
  const ties = { id: query.id, isAuthor, addresseeKind, addresseeId };
  if (!can(actor, "query:read", ties)) throw new AppError("not_found");
  return { ...query, claimId: annotation?.occurrence?.claimId ?? null, ties, locked };
}
