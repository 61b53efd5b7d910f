import type { MemberActor } from "@/lib/auth/actor";
import type { PrismaClient } from "@/lib/db/generated/client";
import { newId } from "@/lib/id";

export interface RowsToMake {
  checker: MemberActor;
  articleId: string;
  sourceId: string;
  /** How many claims, each with an occurrence, a citation and a check. */
  claims: number;
  status: "in_review" | "approved";
  /** The article's canonical text, over which the occurrences are spread. */
  text: string;
}

const BATCH = 1_000;

/** Fills an article with claims that were checked, by rows alone: a thousand at a time. */
export async function makeClaims(client: PrismaClient, rows: RowsToMake): Promise<void> {
  const { articleId, sourceId, status } = rows;
  const { workspaceId, memberId } = rows.checker;
  const { nextClaim } = await client.workspace.update({
    where: { id: workspaceId },
    data: { nextClaim: { increment: rows.claims } },
    select: { nextClaim: true },
  });
  const first = nextClaim - rows.claims;
  for (let at = 0; at < rows.claims; at += BATCH) {
    const made = Array.from({ length: Math.min(BATCH, rows.claims - at) }, (_, index) => ({
      n: at + index,
      annotationId: newId(),
      claimId: newId(),
      checkId: newId(),
      since: new Date(Date.UTC(2026, 0, 1) + (at + index) * 60_000),
    }));
    await client.annotation.createMany({
      data: made.map(({ annotationId: id }) => ({
        id,
        workspaceId,
        articleId,
        kind: "occurrence" as const,
        createdById: memberId,
      })),
    });
    await client.target.createMany({
      data: made.map(({ n, annotationId }) => {
        const start = Math.floor((n * (rows.text.length - 10)) / rows.claims);
        const place = { start, end: start + 10, madeStart: start, madeEnd: start + 10 };
        return {
          ...place,
          id: newId(),
          workspaceId,
          articleId,
          annotationId,
          role: "words" as const,
          ordinal: 0,
          madeVersion: 1,
          exact: rows.text.slice(start, start + 10),
          prefix: "",
          suffix: "",
        };
      }),
    });
    await client.claim.createMany({
      data: made.map(({ n, claimId: id }) => ({
        id,
        workspaceId,
        number: first + n,
        statement: `In year ${n} the bridge carried ${n * 7} people a day.`,
        kind: "number" as const,
        revision: 2,
        sourcing: "sourced" as const,
        sourcingReason: { code: "primary_source", params: { direction: "for" } },
        statementById: memberId,
        createdById: memberId,
      })),
    });
    await client.occurrence.createMany({
      data: made.map(({ annotationId, claimId }) => ({
        annotationId,
        workspaceId,
        articleId,
        claimId,
        fit: status === "approved" ? ("confirmed" as const) : ("unconfirmed" as const),
      })),
    });
    await client.citation.createMany({
      data: made.map(({ claimId }) => ({
        id: newId(),
        workspaceId,
        claimId,
        sourceId,
        stance: "supports" as const,
        quote: "carried so many people a day",
        seenById: memberId,
        seenAt: new Date(),
        createdById: memberId,
      })),
    });
    await client.check.createMany({
      data: made.map(({ checkId: id, claimId, since }) => ({
        id,
        workspaceId,
        claimId,
        round: 1,
        status,
        statusAt: since,
        checkerId: memberId,
      })),
    });
    await client.submission.createMany({
      data: made.map(({ checkId, since }) => ({
        id: newId(),
        workspaceId,
        checkId,
        ordinal: 1,
        verdict: "true",
        rationale: "The register says so.",
        claimRevision: 2,
        byId: memberId,
        at: since,
      })),
    });
    await client.$executeRaw`
      UPDATE "Claim" c SET "currentCheckId" = k."id" FROM "Check" k
      WHERE k."claimId" = c."id" AND c."currentCheckId" IS NULL
        AND c."workspaceId" = ${workspaceId}::uuid`;
  }
  await client.$executeRawUnsafe("ANALYZE");
}
