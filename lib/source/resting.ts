import "server-only";
import type { Tx } from "@/lib/db/client";

/** Claims that cite the source, or one that repeats it. */
export async function claimsResting(
  tx: Tx,
  workspaceId: string,
  sourceId: string,
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ claimId: string }[]>`
    WITH RECURSIVE resting AS (
      SELECT ${sourceId}::uuid AS "id", 1 AS "depth"
      UNION
      SELECT s."id", resting."depth" + 1 FROM resting
      JOIN "Source" s ON s."workspaceId" = ${workspaceId}::uuid AND s."originId" = resting."id"
      WHERE resting."depth" < 20
    )
    SELECT DISTINCT i."claimId" FROM "Citation" i
    WHERE i."workspaceId" = ${workspaceId}::uuid AND i."deletedAt" IS NULL
      AND i."sourceId" IN (SELECT "id" FROM resting)`;
  return rows.map(({ claimId }) => claimId);
}

/** Living sources that repeat the source, however far removed. */
export async function sourcesRepeating(
  tx: Tx,
  workspaceId: string,
  sourceId: string,
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE resting AS (
      SELECT ${sourceId}::uuid AS "id", 1 AS "depth"
      UNION
      SELECT s."id", resting."depth" + 1 FROM resting
      JOIN "Source" s ON s."workspaceId" = ${workspaceId}::uuid AND s."originId" = resting."id"
        AND s."deletedAt" IS NULL
      WHERE resting."depth" < 20
    )
    SELECT DISTINCT "id" FROM resting WHERE "id" <> ${sourceId}::uuid LIMIT 200`;
  return rows.map(({ id }) => id);
}
