import "server-only";
import type { Fit, Remedy, Voice } from "@/lib/annotation/schema-enums";
import type { OccurrenceChange } from "@/lib/claim/schema-summary";
import { type ClaimInHand, summaryOf } from "@/lib/claim/ties";
import { AppError } from "@/lib/errors";
import type { Work } from "@/lib/event/command";

/** A living occurrence as the check's and the review's commands work with it, locked. */
export interface OccurrenceInHand {
  annotationId: string;
  articleId: string;
  claimId: string;
  /** The annotation's. */
  revision: number;
  /** The words that were marked, in the order of the text. */
  words: string[];
  voice: Voice;
  fit: Fit;
  fitById: string | null;
  fitAt: Date | null;
  remedy: Remedy;
  remedyWording: string;
  remedyApproved: string | null;
  remedyDoneAt: Date | null;
  recheck: unknown;
  /** Who says that the changed words still fit. */
  stillFitsById: string | null;
  stillFitsAt: Date | null;
  stillFitsReason: string | null;
  /** Whether any of its words stand in the text. */
  isInText: boolean;
}

/**
 * Locks and loads occurrences: their articles for share, so that no text is saved meanwhile, then
 * their annotations. To be called before any claim is locked. One that is not there, or deleted,
 * is `not_found`.
 */
export async function lockOccurrences(
  { tx, workspaceId }: Work,
  annotationIds: readonly string[],
): Promise<OccurrenceInHand[]> {
  const ids = [...new Set(annotationIds)];
  if (ids.length === 0) return [];
  await tx.$queryRaw`
    SELECT ar."id" FROM "Article" ar
    WHERE ar."workspaceId" = ${workspaceId}::uuid AND ar."id" IN (
      SELECT o."articleId" FROM "Occurrence" o
      WHERE o."workspaceId" = ${workspaceId}::uuid AND o."annotationId" = ANY(${ids}::uuid[]))
    ORDER BY ar."id" FOR SHARE`;
  await tx.$queryRaw`
    SELECT a."id" FROM "Annotation" a
    WHERE a."workspaceId" = ${workspaceId}::uuid AND a."id" = ANY(${ids}::uuid[])
    ORDER BY a."id" FOR UPDATE`;
  const rows = await tx.$queryRaw<OccurrenceInHand[]>`
    SELECT o."annotationId", o."articleId", o."claimId", a."revision", o."voice"::text,
      o."fit"::text, o."fitById", o."fitAt", o."remedy"::text, o."remedyWording",
      o."remedyApproved", o."remedyDoneAt", o."recheck", o."stillFitsById",
      o."stillFitsAt", o."stillFitsReason",
      EXISTS (SELECT 1 FROM "Target" t
        WHERE t."workspaceId" = o."workspaceId" AND t."annotationId" = o."annotationId"
          AND t."role" = 'words' AND t."state" <> 'orphaned' AND t."deletedAt" IS NULL)
        AS "isInText",
      (SELECT coalesce(json_agg(t."exact" ORDER BY t."ordinal"), '[]') FROM "Target" t
        WHERE t."workspaceId" = o."workspaceId" AND t."annotationId" = o."annotationId"
          AND t."role" = 'words' AND t."deletedAt" IS NULL) AS "words"
    FROM "Occurrence" o
    JOIN "Annotation" a ON a."workspaceId" = o."workspaceId" AND a."id" = o."annotationId"
      AND a."deletedAt" IS NULL
    JOIN "Article" ar ON ar."workspaceId" = o."workspaceId" AND ar."id" = o."articleId"
      AND ar."deletedAt" IS NULL
    WHERE o."workspaceId" = ${workspaceId}::uuid AND o."annotationId" = ANY(${ids}::uuid[])
    ORDER BY o."annotationId"`;
  if (rows.length < ids.length) throw new AppError("not_found");
  return rows;
}

/** What the client's store takes in of an occurrence. */
export function occurrenceChange(row: OccurrenceInHand): OccurrenceChange {
  return {
    annotationId: row.annotationId,
    articleId: row.articleId,
    revision: row.revision,
    fit: row.fit,
    fitById: row.fitById,
    fitAt: row.fitAt?.toISOString() ?? null,
    recheck: row.recheck,
    stillFitsById: row.stillFitsById,
    stillFitsAt: row.stillFitsAt?.toISOString() ?? null,
    stillFitsReason: row.stillFitsReason,
    remedy: row.remedy,
    remedyWording: row.remedyWording,
    remedyApproved: row.remedyApproved,
    remedyDoneAt: row.remedyDoneAt?.toISOString() ?? null,
  };
}

/**
 * Says what shall happen to an occurrence's words. What an approval covered, or what was done, of
 * another remedy counts no longer.
 */
export async function setRemedy(
  work: Work,
  row: OccurrenceInHand,
  proposed: { remedy: Remedy; wording: string },
): Promise<OccurrenceInHand> {
  const { tx, workspaceId, now } = work;
  const { remedy, wording } = proposed;
  if (row.remedy === remedy && row.remedyWording === wording) return row;
  const changed = {
    remedy,
    remedyWording: wording,
    remedyApproved: null,
    remedyDoneAt: null,
  } as const;
  await tx.annotation.updateMany({
    where: { workspaceId, id: row.annotationId },
    data: { revision: row.revision + 1, updatedAt: now },
  });
  await tx.occurrence.updateMany({
    where: { workspaceId, annotationId: row.annotationId },
    data: changed,
  });
  work.record({
    type: "occurrence.changed",
    subjectType: "annotation",
    subjectId: row.annotationId,
    articleId: row.articleId,
    claimId: row.claimId,
    payload: {
      changes: {
        ...(row.remedy !== remedy && { remedy: { from: row.remedy, to: remedy } }),
        ...(row.remedyWording !== wording && {
          remedyWording: { from: row.remedyWording, to: wording },
        }),
      },
    },
  });
  return { ...row, ...changed, revision: row.revision + 1 };
}

/**
 * Confirms that these words say their claim, and approves the wording of their remedies. The rows
 * are locked; the caller has compared what the reviewer was shown.
 */
export async function confirmFit(
  work: Work & { actor: { memberId: string } },
  rows: readonly OccurrenceInHand[],
): Promise<OccurrenceInHand[]> {
  const { tx, workspaceId, actor, now } = work;
  if (rows.length === 0) return [];
  const ids = rows.map(({ annotationId }) => annotationId);
  await tx.$executeRaw`
    UPDATE "Occurrence" SET "fit" = 'confirmed', "fitById" = ${actor.memberId}::uuid,
      "fitAt" = ${now.toISOString()}::timestamptz AT TIME ZONE 'UTC', "recheck" = NULL,
      "stillFitsById" = NULL, "stillFitsAt" = NULL, "stillFitsReason" = NULL,
      "remedyApproved" = CASE WHEN "remedy" = 'none' THEN NULL ELSE "remedyWording" END
    WHERE "workspaceId" = ${workspaceId}::uuid AND "annotationId" = ANY(${ids}::uuid[])`;
  for (const row of rows) {
    if (row.fit === "confirmed") continue;
    work.record({
      type: "occurrence.fit_confirmed",
      subjectType: "annotation",
      subjectId: row.annotationId,
      articleId: row.articleId,
      claimId: row.claimId,
      payload: { words: row.words },
    });
  }
  return rows.map((row) => ({
    ...row,
    fit: "confirmed",
    fitById: actor.memberId,
    fitAt: now,
    recheck: null,
    stillFitsById: null,
    stillFitsAt: null,
    stillFitsReason: null,
    remedyApproved: row.remedy === "none" ? null : row.remedyWording,
  }));
}

/** Those whose words stand in the text. */
export function inText(rows: readonly OccurrenceInHand[]): OccurrenceInHand[] {
  return rows.filter(({ isInText }) => isInText);
}

/** The occurrences are the claim's, and as the reviewer was shown them. */
export function requireAsShown(
  hand: ClaimInHand,
  rows: readonly OccurrenceInHand[],
  shown: readonly { annotationId: string; revision: number }[],
): void {
  const revisions = new Map(shown.map(({ annotationId, revision }) => [annotationId, revision]));
  for (const row of rows) if (row.claimId !== hand.claim.id) throw new AppError("not_found");
  const changed = rows.filter(
    ({ annotationId, revision }) => revisions.get(annotationId) !== revision,
  );
  if (changed.length === 0) return;
  throw new AppError("conflict", {
    reason: "occurrence_outdated",
    claim: summaryOf(hand),
    occurrences: changed.map(occurrenceChange),
  });
}
