import "server-only";
import { z } from "zod";
import type { ArticleTies } from "@/lib/article/policy";
import type { Actor, MemberActor } from "@/lib/auth/actor";
import { can } from "@/lib/auth/authorize";
import type { Tx } from "@/lib/db/client";
import type { EventType } from "@/lib/event/schema";
import { memberRef, memberRefSelect } from "@/lib/workspace/member-ref";
import { type Closing, exceptionSchema, type SignOffView, type Standing } from "./schema";
import type { Blocking } from "./ties";

/** The closing screen of an article that the actor may close, with what blocks it as just read. */
export async function closingOf(
  tx: Tx,
  actor: MemberActor,
  article: { id: string; ties: ArticleTies },
  blocking: Blocking,
): Promise<Closing> {
  const of = { workspaceId: actor.workspaceId, articleId: article.id };
  const row = await tx.article.findFirstOrThrow({
    where: { workspaceId: actor.workspaceId, id: article.id },
    select: {
      id: true,
      headline: true,
      language: true,
      direction: true,
      currentVersion: true,
    },
  });
  const { currentVersion: version, ...shown } = row;
  return {
    article: { ...shown, version },
    ...blocking,
    standing: await standingOf(tx, actor, article.id),
    signOffs: await signOffsOf(tx, of),
    can: { signOff: can(actor, "article:sign_off", article.ties) },
  };
}

async function signOffsOf(
  tx: Tx,
  of: { workspaceId: string; articleId: string },
): Promise<SignOffView[]> {
  const rows = await tx.signOff.findMany({
    where: of,
    select: {
      id: true,
      versionNumber: true,
      exceptions: true,
      headSequence: true,
      headHash: true,
      at: true,
      by: { select: memberRefSelect },
      withdrawnAt: true,
      withdrawReason: true,
      withdrawnBy: { select: memberRefSelect },
    },
    orderBy: [{ at: "desc" }, { id: "desc" }],
  });
  return rows.map((row) => ({
    id: row.id,
    version: row.versionNumber,
    by: memberRef(row.by),
    at: row.at.toISOString(),
    exceptions: z.array(exceptionSchema).parse(row.exceptions),
    head: { sequence: row.headSequence.toString(), hash: row.headHash },
    withdrawn:
      row.withdrawnAt && row.withdrawnBy
        ? {
            by: memberRef(row.withdrawnBy),
            at: row.withdrawnAt.toISOString(),
            reason: row.withdrawReason ?? "",
          }
        : null,
  }));
}

/** What, done after a sign-off, means that it was given for something else. */
const CHANGING: EventType[] = [
  "annotation.created",
  "annotation.targets_changed",
  "annotation.deleted",
  "annotation.restored",
  "occurrence.changed",
  "occurrence.words_changed",
  "occurrence.date_moved",
  "claim.changed",
  "claim.sourcing_changed",
  "claim.marked_unsourced",
  "check.reopened",
  "check.went_stale",
  "check.sent_back",
  "citation.added",
  "citation.changed",
  "citation.removed",
  "citation.restored",
  "query.asked",
  "flag.raised",
];

/** How the last sign-offs of articles that were not taken back stand, by article. */
export async function standingsOf(
  tx: Tx,
  { workspaceId }: Actor,
  articleIds: readonly string[],
): Promise<ReadonlyMap<string, Standing>> {
  const rows = await tx.signOff.findMany({
    where: { workspaceId, articleId: { in: [...articleIds] }, withdrawnAt: null },
    select: {
      articleId: true,
      versionNumber: true,
      at: true,
      headSequence: true,
      by: { select: memberRefSelect },
      article: { select: { currentVersion: true } },
    },
    orderBy: [{ at: "asc" }, { id: "asc" }],
  });
  const lasts = [...new Map(rows.map((row) => [row.articleId, row])).values()];
  const changed = await changedSince(tx, workspaceId, lasts);
  return new Map(
    lasts.map(({ articleId, versionNumber: version, at, by, article }) => {
      const since = changed.has(articleId) ? "changed" : "current";
      const state = article.currentVersion > version ? "new_version" : since;
      return [articleId, { version, by: memberRef(by), at: at.toISOString(), state }];
    }),
  );
}

/** Of articles that were signed off, those in which something was done since that changes it. */
async function changedSince(
  tx: Tx,
  workspaceId: string,
  signed: readonly { articleId: string; headSequence: bigint }[],
): Promise<ReadonlySet<string>> {
  if (signed.length === 0) return new Set();
  const rows = await tx.$queryRaw<{ articleId: string }[]>`
    SELECT s."articleId"
    FROM unnest(${signed.map(({ articleId }) => articleId)}::uuid[],
      ${signed.map(({ headSequence }) => headSequence)}::bigint[]) AS s("articleId", "sequence")
    WHERE EXISTS (
      SELECT 1 FROM "Event" e
      WHERE e."workspaceId" = ${workspaceId}::uuid AND e."articleId" = s."articleId"
        AND e."sequence" > s."sequence" AND e."type" = ANY(${CHANGING}::text[])
    ) OR EXISTS (
      SELECT 1 FROM "Occurrence" o
      JOIN "Annotation" a ON a."workspaceId" = o."workspaceId" AND a."id" = o."annotationId"
        AND a."deletedAt" IS NULL
      JOIN "Event" e ON e."workspaceId" = o."workspaceId" AND e."claimId" = o."claimId"
        AND e."sequence" > s."sequence" AND e."type" = ANY(${CHANGING}::text[])
      WHERE o."workspaceId" = ${workspaceId}::uuid AND o."articleId" = s."articleId"
    )`;
  return new Set(rows.map(({ articleId }) => articleId));
}

/** How the last sign-off of an article that was not taken back stands; null where there is none. */
export async function standingOf(
  tx: Tx,
  actor: Actor,
  articleId: string,
): Promise<Standing | null> {
  return (await standingsOf(tx, actor, [articleId])).get(articleId) ?? null;
}
