import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { can } from "@/lib/auth/authorize";
import type { Tx } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { AppError } from "@/lib/errors";
import type { ArticleTies } from "./policy";

/** To the system, to a guest, and to whoever reads every article anyway. */
const NO_TIES: ArticleTies = { isAuthor: false, isViewer: false };

/** Whether the actor reads every article of the workspace, tied to it or not. */
export function readsAllArticles(actor: Actor): boolean {
  return actor.kind === "system" || can(actor, "article:read", NO_TIES);
}

/** The living articles that the actor may read, as a condition of a query. */
export function visibleArticles(actor: Actor): Prisma.ArticleWhereInput {
  const living = { workspaceId: actor.workspaceId, deletedAt: null };
  if (readsAllArticles(actor)) return living;
  if (actor.kind !== "member") return { ...living, id: { in: [] } };
  return { ...living, members: { some: { memberId: actor.memberId } } };
}

/** How the actor is tied to an article. */
export async function articleTies(tx: Tx, actor: Actor, articleId: string): Promise<ArticleTies> {
  if (actor.kind !== "member") return NO_TIES;
  const rows = await tx.articleMember.findMany({
    where: { workspaceId: actor.workspaceId, articleId, memberId: actor.memberId },
    select: { relation: true },
  });
  return tiesOf(rows.map(({ relation }) => relation));
}

export function tiesOf(relations: readonly ("author" | "viewer")[]): ArticleTies {
  return { isAuthor: relations.includes("author"), isViewer: relations.includes("viewer") };
}

/** An article as a command meets it. */
export interface LockedArticle {
  id: string;
  currentVersion: number;
  revision: number;
  language: string;
  deletedAt: Date | null;
  ties: ArticleTies;
}

interface LockedRow extends Omit<LockedArticle, "ties"> {
  isAuthor: boolean;
  isViewer: boolean;
}

/**
 * Loads and locks an article inside the workspace, the first lock a command takes: for share to
 * set something on its text, for update to change the article or its text.
 *
 * One that the actor may not read is `not_found`, as is a deleted one unless asked for.
 */
export async function lockArticle(
  tx: Tx,
  actor: Actor,
  articleId: string,
  lock: "share" | "update",
  options: { deleted?: boolean } = {},
): Promise<LockedArticle> {
  const memberId = actor.kind === "member" ? actor.memberId : null;
  const { workspaceId } = actor;
  const rows =
    lock === "share"
      ? await tx.$queryRaw<LockedRow[]>`
          SELECT a."id", a."currentVersion", a."revision", a."language", a."deletedAt",
            EXISTS (SELECT 1 FROM "ArticleMember" m WHERE m."workspaceId" = a."workspaceId"
              AND m."articleId" = a."id" AND m."memberId" = ${memberId}::uuid
              AND m."relation" = 'author') AS "isAuthor",
            EXISTS (SELECT 1 FROM "ArticleMember" m WHERE m."workspaceId" = a."workspaceId"
              AND m."articleId" = a."id" AND m."memberId" = ${memberId}::uuid
              AND m."relation" = 'viewer') AS "isViewer"
          FROM "Article" a
          WHERE a."workspaceId" = ${workspaceId}::uuid AND a."id" = ${articleId}::uuid
          FOR SHARE OF a`
      : await tx.$queryRaw<LockedRow[]>`
          SELECT a."id", a."currentVersion", a."revision", a."language", a."deletedAt",
            EXISTS (SELECT 1 FROM "ArticleMember" m WHERE m."workspaceId" = a."workspaceId"
              AND m."articleId" = a."id" AND m."memberId" = ${memberId}::uuid
              AND m."relation" = 'author') AS "isAuthor",
            EXISTS (SELECT 1 FROM "ArticleMember" m WHERE m."workspaceId" = a."workspaceId"
              AND m."articleId" = a."id" AND m."memberId" = ${memberId}::uuid
              AND m."relation" = 'viewer') AS "isViewer"
          FROM "Article" a
          WHERE a."workspaceId" = ${workspaceId}::uuid AND a."id" = ${articleId}::uuid
          FOR UPDATE OF a`;
  const [row] = rows;
  if (!row || (row.deletedAt && !options.deleted)) throw new AppError("not_found");
  const { isAuthor, isViewer, ...article } = row;
  const ties = { isAuthor, isViewer };
  if (!can(actor, "article:read", ties)) throw new AppError("not_found");
  return { ...article, ties };
}
