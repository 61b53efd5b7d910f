import "server-only";
import type { Standing } from "@/lib/assignment/holder";
import { heldBy } from "@/lib/assignment/load";
import { stuckClaims } from "@/lib/assignment/stuck";
import type { MemberActor } from "@/lib/auth/actor";
import { authorize, can } from "@/lib/auth/authorize";
import { claimKindSchema } from "@/lib/claim/schema-enums";
import { type CheckStatus, checkStatusSchema } from "@/lib/claim/status";
import { database, type Tx } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { blindClaims } from "@/lib/second-check/view";
import type { MemberRef } from "@/lib/workspace/member-ref";
import { ratingScaleSchema } from "@/lib/workspace/rating-scale";
import { parseSettings } from "@/lib/workspace/settings";
import { agreementOf, type VerdictPair } from "./agreement-view";
import type { Load, MeasuresInput, MeasuresView, SentBack, Stay, StaysOf } from "./schema";

/** Articles of which the stays are told, and pairs of people: those with the most. */
const MOST_GROUPS = 50;

/** What is measured, and of whom. */
interface Reach {
  workspaceId: string;
  /** Null for everybody. */
  memberId: string | null;
  /** Claims that the reader is to check blind: of them nothing is told. */
  blind: string[];
  from: string | null;
  to: string | null;
}

/**
 * Measures of the work of a period, counted by the database: everybody's, for whom the workspace
 * lets see it, else the member's own. What is told of now (load, stuck work) is of no period.
 */
export async function measures(actor: MemberActor, input: MeasuresInput): Promise<MeasuresView> {
  authorize(actor, "measures:read");
  const client = await database();
  const { workspaceId } = actor;
  const row = await client.workspace.findUniqueOrThrow({
    where: { id: workspaceId },
    select: { settings: true, ratingScale: true },
  });
  const { measuresSeenBy } = parseSettings(row.settings);
  const all = can(actor, "measures:read_all", { staffSees: measuresSeenBy === "staff" });
  const reach: Reach = {
    workspaceId,
    memberId: all ? null : actor.memberId,
    blind: await blindClaims(client, actor),
    ...input,
  };
  const scale = ratingScaleSchema.parse(row.ratingScale);
  const members = await client.member.findMany({
    where: { workspaceId },
    select: { id: true, role: true, removedAt: true, user: { select: { name: true } } },
    orderBy: { createdAt: "asc" },
  });
  const nameOf = new Map(members.map(({ id, user }) => [id, user.name]));
  const ref = (id: string): MemberRef => ({ id, name: nameOf.get(id) ?? "" });
  const working = members
    .filter(
      ({ id, role, removedAt }) =>
        removedAt === null &&
        role !== "author" &&
        role !== "viewer" &&
        (reach.memberId === null || id === reach.memberId),
    )
    .map(({ id }) => ref(id));
  const [total, byArticle, byKind, byPerson, load, sentBack, pairs] = [
    await stays(client, reach, "all"),
    await stays(client, reach, "article"),
    await stays(client, reach, "kind"),
    await stays(client, reach, "person"),
    await loadOf(client, reach, working),
    await sentBackOf(client, reach, ref),
    await verdictPairs(client, reach, ref),
  ];
  const headlines = await headlinesOf(client, workspaceId, [...byArticle.keys()]);
  return {
    scope: all ? "all" : "own",
    stays: total.get("all") ?? [],
    byArticle: keyed(byArticle, (id) => ({ id, headline: headlines.get(id) ?? "" })),
    byKind: keyed(byKind, (kind) => claimKindSchema.parse(kind)),
    byPerson: keyed(byPerson, ref),
    ...load,
    sentBack,
    agreement: agreementOf(
      pairs,
      scale.map(({ key }) => key),
    ),
  };
}

function keyed<K>(groups: ReadonlyMap<string, Stay[]>, keyOf: (key: string) => K): StaysOf<K>[] {
  return [...groups].map(([key, own]) => ({ key: keyOf(key), stays: own }));
}

/** Of a time at: it lies in the period. */
function inPeriod(at: Prisma.Sql, { from, to }: Reach): Prisma.Sql {
  const after = from ? Prisma.sql`AND ${at} >= ${from}::timestamp` : Prisma.empty;
  const before = to ? Prisma.sql`AND ${at} < ${to}::timestamp + interval '1 day'` : Prisma.empty;
  return Prisma.sql`${after} ${before}`;
}

const GROUPED = {
  all: { key: Prisma.sql`'all'`, join: Prisma.empty },
  kind: { key: Prisma.sql`c."kind"::text`, join: Prisma.empty },
  person: { key: Prisma.sql`k."checkerId"::text`, join: Prisma.empty },
  article: {
    key: Prisma.sql`o."articleId"::text`,
    join: Prisma.sql`JOIN LATERAL (
        SELECT DISTINCT o."articleId" FROM "Occurrence" o
        JOIN "Annotation" a ON a."workspaceId" = o."workspaceId" AND a."id" = o."annotationId"
          AND a."deletedAt" IS NULL
        JOIN "Article" ar ON ar."workspaceId" = o."workspaceId" AND ar."id" = o."articleId"
          AND ar."deletedAt" IS NULL
        WHERE o."workspaceId" = c."workspaceId" AND o."claimId" = c."id"
      ) o ON true`,
  },
} as const;

/**
 * How long checks stood in each status, by group: of each stay that ended in the period, from one
 * move to another status until the next. A claim is unchecked from when it was made until its
 * first check began.
 */
async function stays(
  client: Tx,
  reach: Reach,
  by: keyof typeof GROUPED,
): Promise<Map<string, Stay[]>> {
  const { workspaceId, memberId, blind } = reach;
  const { key, join } = GROUPED[by];
  const own = memberId ? Prisma.sql`AND k."checkerId" = ${memberId}::uuid` : Prisma.empty;
  const rows = await client.$queryRaw<(Stay & { key: string; size: number })[]>`
    SELECT * FROM (
      SELECT g.*, dense_rank() OVER (ORDER BY g."size" DESC, g."key") AS "rank" FROM (
        SELECT h.*, sum(h."count") OVER (PARTITION BY h."key")::int AS "size" FROM (
          SELECT ${key} AS "key", s."status", count(*)::int AS "count",
            percentile_cont(0.5) WITHIN GROUP (ORDER BY s."hours") AS "median",
            percentile_cont(0.9) WITHIN GROUP (ORDER BY s."hours") AS "p90"
          FROM (
            SELECT t."checkId", t."from"::text AS "status", t."at" AS "ended",
              extract(epoch FROM t."at" - coalesce(
                lag(t."at") OVER (PARTITION BY t."checkId" ORDER BY t."at", t."id"),
                CASE WHEN t."from" = 'unchecked' THEN c0."createdAt" END
              ))::float8 / 3600 AS "hours"
            FROM "CheckTransition" t
            JOIN "Check" k0 ON k0."workspaceId" = t."workspaceId" AND k0."id" = t."checkId"
            JOIN "Claim" c0 ON c0."workspaceId" = t."workspaceId" AND c0."id" = k0."claimId"
            WHERE t."workspaceId" = ${workspaceId}::uuid AND t."from" <> t."to"
          ) s
          JOIN "Check" k ON k."workspaceId" = ${workspaceId}::uuid AND k."id" = s."checkId"
          JOIN "Claim" c ON c."workspaceId" = ${workspaceId}::uuid AND c."id" = k."claimId"
            AND c."deletedAt" IS NULL
          ${join}
          WHERE s."hours" IS NOT NULL AND c."id" <> ALL(${blind}::uuid[]) ${own}
            AND ${key} IS NOT NULL ${inPeriod(Prisma.sql`s."ended"`, reach)}
          GROUP BY 1, 2
        ) h
      ) g
    ) g
    WHERE g."rank" <= ${MOST_GROUPS} ORDER BY g."rank"`;
  const groups = new Map<string, Stay[]>();
  for (const { key: group, status, count, median, p90 } of rows) {
    const stay = { status: checkStatusSchema.parse(status), count, median, p90 };
    groups.set(group, [...(groups.get(group) ?? []), stay]);
  }
  for (const [group, own] of groups) groups.set(group, own.toSorted(byStatus));
  return groups;
}

const ORDER: readonly CheckStatus[] = checkStatusSchema.options;

function byStatus(a: Stay, b: Stay): number {
  return ORDER.indexOf(a.status) - ORDER.indexOf(b.status);
}

async function headlinesOf(
  client: Tx,
  workspaceId: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const rows = await client.article.findMany({
    where: { workspaceId, id: { in: [...ids] } },
    select: { id: true, headline: true },
  });
  return new Map(rows.map(({ id, headline }) => [id, headline]));
}

/** What is held and stuck now, and what was submitted and reviewed in the period. */
async function loadOf(
  client: Tx,
  reach: Reach,
  working: readonly MemberRef[],
): Promise<{ load: Load[]; stuck: MeasuresView["stuck"] }> {
  const { workspaceId, memberId, blind } = reach;
  const here = Prisma.sql`${workspaceId}::uuid`;
  const held = await heldBy(client, workspaceId, new Set(blind));
  const stuck = (await stuckClaims(client, workspaceId)).filter(
    ({ claimId, holderId }) =>
      !blind.includes(claimId) && (memberId === null || holderId === memberId),
  );
  const counts = await client.$queryRaw<{ byId: string; submitted: number; reviewed: number }[]>`
    SELECT "byId", sum("submitted")::int AS "submitted", sum("reviewed")::int AS "reviewed" FROM (
      SELECT s."byId", 1 AS "submitted", 0 AS "reviewed" FROM "Submission" s
      WHERE s."workspaceId" = ${here} ${inPeriod(Prisma.sql`s."at"`, reach)}
      UNION ALL
      SELECT r."byId", 0, 1 FROM "Review" r
      WHERE r."workspaceId" = ${here} ${inPeriod(Prisma.sql`r."at"`, reach)}
    ) w GROUP BY 1`;
  const countOf = new Map(counts.map((count) => [count.byId, count]));
  const standings = new Map<Standing, { count: number; oldest: string }>();
  for (const { standing, since } of stuck) {
    const known = standings.get(standing);
    standings.set(standing, {
      count: (known?.count ?? 0) + 1,
      // The longest stuck comes first.
      oldest: known?.oldest ?? since.toISOString(),
    });
  }
  return {
    load: working.map((member) => ({
      member,
      held: held.get(member.id) ?? 0,
      stuck: stuck.filter(({ holderId }) => holderId === member.id).length,
      submitted: countOf.get(member.id)?.submitted ?? 0,
      reviewed: countOf.get(member.id)?.reviewed ?? 0,
    })),
    stuck: [...standings].map(([standing, rest]) => ({ standing, ...rest })),
  };
}

/**
 * Of submissions of the period that were decided on: how many were sent back, which is asking for
 * changes or settling a dispute that way; and the reasons given.
 */
async function sentBackOf(
  client: Tx,
  reach: Reach,
  ref: (id: string) => MemberRef,
): Promise<SentBack> {
  const { workspaceId, memberId, blind } = reach;
  const own = memberId ? Prisma.sql`AND s."byId" = ${memberId}::uuid` : Prisma.empty;
  const decided = Prisma.sql`
    SELECT s."id", s."byId",
      bool_or(r."decision" = 'request_changes') AS "sentBack"
    FROM "Submission" s
    JOIN "Check" k ON k."workspaceId" = s."workspaceId" AND k."id" = s."checkId"
      AND k."claimId" <> ALL(${blind}::uuid[])
    JOIN "Review" r ON r."workspaceId" = s."workspaceId" AND r."submissionId" = s."id"
    WHERE s."workspaceId" = ${workspaceId}::uuid AND NOT s."blind" AND s."withdrawnAt" IS NULL
      ${own} ${inPeriod(Prisma.sql`s."at"`, reach)}
    GROUP BY 1, 2`;
  const people = await client.$queryRaw<{ byId: string; submissions: number; sentBack: number }[]>`
    SELECT d."byId", count(*)::int AS "submissions",
      count(*) FILTER (WHERE d."sentBack")::int AS "sentBack"
    FROM (${decided}) d GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${MOST_GROUPS}`;
  const reasons = await client.$queryRaw<{ key: string; count: number }[]>`
    SELECT x."key", count(*)::int AS "count"
    FROM (${decided}) d
    JOIN "Review" r ON r."workspaceId" = ${workspaceId}::uuid AND r."submissionId" = d."id"
      AND r."decision" = 'request_changes'
    CROSS JOIN LATERAL jsonb_array_elements_text(r."reasons") AS x("key")
    GROUP BY 1 ORDER BY 2 DESC, 1`;
  const sum = (field: "submissions" | "sentBack") =>
    people.reduce((total, row) => total + row[field], 0);
  return {
    submissions: sum("submissions"),
    sentBack: sum("sentBack"),
    reasons,
    people: people.map(({ byId, ...counts }) => ({ member: ref(byId), ...counts })),
  };
}

/**
 * The first blind submission of each round with the submission that it was blind to, by people and
 * verdicts. A later one of the same round is left out: those who judge then have read the first.
 */
async function verdictPairs(
  client: Tx,
  reach: Reach,
  ref: (id: string) => MemberRef,
): Promise<VerdictPair[]> {
  const { workspaceId, memberId, blind } = reach;
  const own = memberId ? Prisma.sql`AND ${memberId}::uuid IN (f."byId", b."byId")` : Prisma.empty;
  const rows = await client.$queryRaw<
    {
      firstId: string;
      secondId: string;
      firstVerdict: string;
      secondVerdict: string;
      times: number;
    }[]
  >`
    SELECT f."byId" AS "firstId", b."byId" AS "secondId", f."verdict" AS "firstVerdict",
      b."verdict" AS "secondVerdict", count(*)::int AS "times"
    FROM "Submission" b
    JOIN "Check" k ON k."workspaceId" = b."workspaceId" AND k."id" = b."checkId"
      AND k."claimId" <> ALL(${blind}::uuid[])
    JOIN LATERAL (
      SELECT s."byId", s."verdict" FROM "Submission" s
      WHERE s."workspaceId" = b."workspaceId" AND s."checkId" = b."checkId" AND NOT s."blind"
        AND s."withdrawnAt" IS NULL AND s."ordinal" < b."ordinal"
      ORDER BY s."ordinal" DESC LIMIT 1
    ) f ON true
    WHERE b."workspaceId" = ${workspaceId}::uuid AND b."blind" AND b."withdrawnAt" IS NULL
      AND NOT EXISTS (SELECT 1 FROM "Submission" e WHERE e."workspaceId" = b."workspaceId"
        AND e."checkId" = b."checkId" AND e."blind" AND e."ordinal" < b."ordinal")
      ${own} ${inPeriod(Prisma.sql`b."at"`, reach)}
    GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`;
  return rows.map(({ firstId, secondId, ...pair }) => ({
    ...pair,
    first: ref(firstId),
    second: ref(secondId),
  }));
}
