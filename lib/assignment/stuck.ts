import "server-only";
import type { Tx } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { parseSettings } from "@/lib/workspace/settings";
import type { Standing } from "./holder";
import { cutoffOf, isStuck, openWork } from "./open-work";

/** A claim in an article on which nothing was done for longer than the workspace allows. */
export interface StuckClaim {
  articleId: string;
  claimId: string;
  checkId: string | null;
  /** Whose it is to do; null where it waits for a review, and editors are to see to it. */
  holderId: string | null;
  standing: Standing;
  /** When it moved last. */
  since: Date;
}

/**
 * All stuck work of a workspace, the longest first, for whoever tells its holders and editors.
 * Whoever is told of a claim that they check blind may be told no more than that it waits for them.
 */
export async function stuckClaims(
  tx: Tx,
  workspaceId: string,
  options: { now?: Date; only?: Prisma.Sql } = {},
): Promise<StuckClaim[]> {
  const { now = new Date(), only } = options;
  const cutoff = cutoffOf(now, await stuckAfterDays(tx, workspaceId));
  return tx.$queryRaw<StuckClaim[]>`
    SELECT w."articleId", w."claimId", w."checkId", w."holderId", w."standing", w."since"
    FROM (${openWork({ workspaceId, cutoff, stuckOnly: true, ...(only && { only }) })}) w
    WHERE ${isStuck(cutoff)}
    ORDER BY w."since", w."articleId", w."claimId"`;
}

/** Those of one article, or some of its claims. */
export function stuckInArticle(
  tx: Tx,
  workspaceId: string,
  articleId: string,
  claimIds: readonly string[],
): Promise<StuckClaim[]> {
  const only = Prisma.sql`ar."id" = ${articleId}::uuid
    AND c."id" = ANY(${[...claimIds]}::uuid[])`;
  return stuckClaims(tx, workspaceId, { only });
}

/** Those of one claim. */
export function stuckClaim(tx: Tx, workspaceId: string, claimId: string): Promise<StuckClaim[]> {
  const only = Prisma.sql`c."id" = ${claimId}::uuid`;
  return stuckClaims(tx, workspaceId, { only });
}

/** How many there are, of many only that they are more than `most`. */
export async function countStuck(
  tx: Tx,
  workspaceId: string,
  { only, most }: { only: Prisma.Sql; most: number },
): Promise<number> {
  const cutoff = cutoffOf(new Date(), await stuckAfterDays(tx, workspaceId));
  const work = openWork({ workspaceId, cutoff, stuckOnly: true, only });
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS "count" FROM (
      SELECT 1 FROM (${work}) w WHERE ${isStuck(cutoff)} LIMIT ${most + 1}
    ) w`;
  return row?.count ?? 0;
}

/** How many there are in each of some articles that has any. */
export async function countStuckByArticle(
  tx: Tx,
  workspaceId: string,
  { only }: { only: Prisma.Sql },
): Promise<{ articleId: string; count: number }[]> {
  const cutoff = cutoffOf(new Date(), await stuckAfterDays(tx, workspaceId));
  const work = openWork({ workspaceId, cutoff, stuckOnly: true, only });
  return tx.$queryRaw`
    SELECT w."articleId", count(*)::int AS "count" FROM (${work}) w
    WHERE ${isStuck(cutoff)} GROUP BY 1`;
}

export async function stuckAfterDays(tx: Tx, workspaceId: string): Promise<number> {
  const { settings } = await tx.workspace.findUniqueOrThrow({
    where: { id: workspaceId },
    select: { settings: true },
  });
  return parseSettings(settings).stuckAfterDays;
}
