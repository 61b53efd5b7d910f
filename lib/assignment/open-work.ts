import "server-only";
import { Prisma } from "@/lib/db/generated/client";
import { timestamp } from "@/lib/db/timestamp";

const DAY = 86_400_000;

/**
 * What is recorded of a claim and is no move of the work on it: plans, and what followed from a
 * change of the text.
 */
const NO_MOVE = [
  "claim.planned",
  "claim.sourcing_changed",
  "annotation.placed",
  "occurrence.words_changed",
  "occurrence.date_moved",
];

interface OpenPlaces {
  workspaceId: string;
  /** Conditions on the article ar, the claim c, its check k, standing s and holder hm. */
  only?: Prisma.Sql | undefined;
}

interface OpenWork extends OpenPlaces {
  /** Work that has not moved since is stuck. */
  cutoff: Date;
  /** Only what may be stuck by what its own row tells, which spares the others' histories. */
  stuckOnly?: boolean;
}

/** When work that has not moved since is stuck. */
export function cutoffOf(now: Date, days: number): Date {
  return new Date(now.getTime() - days * DAY);
}

/**
 * Claims in living articles whose check is not done, one row for each article: `articleId headline
 * priority deadline annotationId claimId number statement checkId status statusAt standing assigneeId checkerId
 * holderId`. Standing and holder as lib/assignment/holder.ts has them, but who left the workspace,
 * or checks no more, holds nothing.
 */
export function openPlaces({ workspaceId, only }: OpenPlaces): Prisma.Sql {
  const here = Prisma.sql`${workspaceId}::uuid`;
  return Prisma.sql`
    SELECT ar."id" AS "articleId", ar."headline",
      greatest(p."priority", ar."priority") AS "priority",
      coalesce(p."deadline", ar."deadline") AS "deadline",
      o."annotationId", c."id" AS "claimId", c."number", c."statement", k."id" AS "checkId",
      coalesce(k."status"::text, 'unchecked') AS "status",
      coalesce(k."statusAt", c."createdAt") AS "statusAt",
      p."assigneeId", k."checkerId", s."standing", hm."id" AS "holderId"
    FROM "Article" ar
    JOIN (
      SELECT o."articleId", o."claimId",
        (array_agg(o."annotationId" ORDER BY a."createdAt", a."id"))[1] AS "annotationId"
      FROM "Occurrence" o
      JOIN "Annotation" a ON a."workspaceId" = ${here} AND a."id" = o."annotationId"
        AND a."deletedAt" IS NULL
      WHERE o."workspaceId" = ${here}
      GROUP BY o."articleId", o."claimId"
    ) o ON o."articleId" = ar."id"
    JOIN "Claim" c ON c."workspaceId" = ${here} AND c."id" = o."claimId"
      AND c."deletedAt" IS NULL AND c."unchecked" IS NULL
    LEFT JOIN "Check" k ON k."workspaceId" = ${here} AND k."id" = c."currentCheckId"
    LEFT JOIN "ClaimInArticle" p ON p."workspaceId" = ${here} AND p."articleId" = ar."id"
      AND p."claimId" = c."id"
    CROSS JOIN LATERAL (
      SELECT CASE coalesce(k."status"::text, 'unchecked')
        WHEN 'in_progress' THEN 'checking'
        WHEN 'in_review' THEN CASE
          WHEN k."secondCheckerId" IS NOT NULL AND k."secondDoneAt" IS NULL THEN 'second_check'
          ELSE 'review' END
        WHEN 'disputed' THEN 'review'
        WHEN 'stale' THEN CASE WHEN k."stillHoldsById" IS NULL THEN 'to_check' ELSE 'review' END
        WHEN 'approved' THEN 'done'
        ELSE 'to_check' END AS "standing"
    ) s
    LEFT JOIN "Member" hm ON hm."workspaceId" = ${here} AND hm."removedAt" IS NULL
      AND hm."role" IN ('admin', 'editor', 'checker')
      AND hm."id" = CASE s."standing"
        WHEN 'to_check' THEN p."assigneeId"
        WHEN 'checking' THEN k."checkerId"
        WHEN 'second_check' THEN k."secondCheckerId" END
    WHERE ar."workspaceId" = ${here} AND ar."deletedAt" IS NULL AND s."standing" <> 'done'
      ${only ? Prisma.sql`AND ${only}` : Prisma.empty}`;
}

/**
 * The open places with `since`: the last move, which is whatever was recorded about the claim or
 * said about its words, but for `NO_MOVE`.
 */
export function openWork({ workspaceId, cutoff, only, stuckOnly }: OpenWork): Prisma.Sql {
  const here = Prisma.sql`${workspaceId}::uuid`;
  const before = timestamp(cutoff);
  const mayBeStuck = stuckOnly
    ? Prisma.sql`WHERE w."statusAt" < ${before}
        AND (w."standing" = 'review' OR w."holderId" IS NOT NULL)`
    : Prisma.empty;
  return Prisma.sql`
    SELECT w.*, greatest(e."at", w."statusAt", said."at") AS "since"
    FROM (SELECT * FROM (${openPlaces({ workspaceId, only })}) w ${mayBeStuck}) w
    LEFT JOIN LATERAL (
      SELECT e."at" FROM "Event" e
      WHERE e."workspaceId" = ${here} AND e."claimId" = w."claimId"
        AND e."type" <> ALL(${NO_MOVE}::text[])
      ORDER BY e."sequence" DESC LIMIT 1
    ) e ON true
    LEFT JOIN LATERAL (
      SELECT max(cm."createdAt") AS "at" FROM "Occurrence" o
      JOIN "Thread" th ON th."workspaceId" = ${here} AND th."annotationId" = o."annotationId"
      JOIN "Comment" cm ON cm."workspaceId" = ${here} AND cm."threadId" = th."id"
      WHERE o."workspaceId" = ${here} AND o."claimId" = w."claimId"
        AND (e."at" IS NULL OR e."at" < ${before})
    ) said ON true`;
}

/** Of a row w of open work: somebody holds it, or a review is due, and it has not moved for long. */
export function isStuck(cutoff: Date): Prisma.Sql {
  return Prisma.sql`(w."since" < ${timestamp(cutoff)}
    AND (w."holderId" IS NOT NULL OR w."standing" = 'review'))`;
}
