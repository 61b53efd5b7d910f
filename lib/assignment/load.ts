import "server-only";
import type { Tx } from "@/lib/db/client";
import { openPlaces } from "./open-work";

/** How many claims each member holds, without some; one in two articles counts twice. */
export async function heldBy(
  tx: Tx,
  workspaceId: string,
  without: ReadonlySet<string> = new Set(),
): Promise<Map<string, number>> {
  const rows = await tx.$queryRaw<{ holderId: string; count: number }[]>`
    SELECT w."holderId", count(*)::int AS "count"
    FROM (${openPlaces({ workspaceId })}) w
    WHERE w."holderId" IS NOT NULL AND w."claimId" <> ALL(${[...without]}::uuid[])
    GROUP BY 1`;
  return new Map(rows.map(({ holderId, count }) => [holderId, count]));
}
