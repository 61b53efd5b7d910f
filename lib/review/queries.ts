import "server-only";
import { z } from "zod";
import type { MemberActor } from "@/lib/auth/actor";
import { can } from "@/lib/auth/authorize";
import { UNBOUND } from "@/lib/claim/policy";
import { database, type Tx } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { AppError } from "@/lib/errors";
import { hiddenFrom, shownVerdict } from "@/lib/second-check/view";
import { parseSettings } from "@/lib/workspace/settings";
import {
  type Decision,
  MOST_COUNTED,
  QUEUE_KINDS,
  type QueueArticle,
  type QueueItem,
  type QueueKind,
  type ReviewQueue,
  type reviewQueueInput,
  type SentBackItem,
} from "./schema";

/** One thing that waits, as the queue's own query finds it. */
interface Waiting {
  kind: QueueKind;
  claimId: string;
  checkId: string;
  since: Date;
}

/**
 * What waits for this member across all articles, the longest waiting first: checks under review,
 * disputes that an editor has to settle, occurrences of approved claims whose fit nobody confirmed, another member's "still holds". Never
 * what they are not independent for, nor what they approved already. Nothing for whoever may not
 * review. The database decides on independence, as lib/claim/independence.ts does.
 */
export async function reviewQueue(
  actor: MemberActor,
  input: z.output<typeof reviewQueueInput>,
): Promise<ReviewQueue> {
  if (!mayReview(actor)) return { items: [], nextCursor: null };
  const client = await database();
  const after = input.cursor === null ? null : parseCursor(input.cursor);
  const limit = input.limit + 1;
  const later = after
    ? Prisma.sql`WHERE (w."since", w."claimId", w."kind") >
        (${after.since}::timestamp, ${after.claimId}::uuid, ${after.kind})`
    : Prisma.empty;
  const firsts = (await waitingFor(client, actor)).map(
    (kind) => Prisma.sql`(
      SELECT * FROM (${kind}) w ${later}
      ORDER BY w."since", w."claimId", w."kind" LIMIT ${limit})`,
  );
  const waiting = await client.$queryRaw<Waiting[]>`
    SELECT * FROM (${Prisma.join(firsts, " UNION ALL ")}) w
    ORDER BY w."since", w."claimId", w."kind" LIMIT ${limit}`;
  const shown = waiting.slice(0, input.limit);
  const last = waiting.length > input.limit ? shown.at(-1) : undefined;
  return {
    items: await itemsOf(client, actor, shown),
    nextCursor: last ? [last.since.toISOString(), last.claimId, last.kind].join("~") : null,
  };
}

/**
 * How many things wait for this member; of many, only that they are more than `MOST_COUNTED`. It is
 * asked for with every page: so the database stops there, however long the queue is.
 */
export async function reviewCount(actor: MemberActor): Promise<number> {
  if (!mayReview(actor)) return 0;
  const client = await database();
  const most = MOST_COUNTED + 1;
  const kinds = (await waitingFor(client, actor)).map(
    (kind) => Prisma.sql`(SELECT 1 FROM (${kind}) w LIMIT ${most})`,
  );
  const [row] = await client.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS "count" FROM (${Prisma.join(kinds, " UNION ALL ")}) w`;
  return Math.min(row?.count ?? 0, most);
}

function mayReview(actor: MemberActor): boolean {
  return can(actor, "check:review", UNBOUND);
}

const cursorSchema = z.tuple([z.iso.datetime(), z.uuid(), z.enum(QUEUE_KINDS)]);

function parseCursor(cursor: string): { since: string; claimId: string; kind: QueueKind } {
  const parsed = cursorSchema.safeParse(cursor.split("~"));
  if (!parsed.success) throw new AppError("invalid", { field: "cursor" });
  const [since, claimId, kind] = parsed.data;
  // As the database keeps time: UTC, without saying so.
  return { since: since.replace("Z", ""), claimId, kind };
}

/**
 * One query for each kind of thing that waits, to be limited before they are put together: the
 * database then reads no more of a long queue than it shows.
 */
async function waitingFor(client: Tx, actor: MemberActor): Promise<Prisma.Sql[]> {
  const { workspaceId, memberId } = actor;
  const { settings } = await client.workspace.findUniqueOrThrow({
    where: { id: workspaceId },
    select: { settings: true },
  });
  const rules = parseSettings(settings);
  const me = Prisma.sql`${memberId}::uuid`;
  const here = Prisma.sql`${workspaceId}::uuid`;
  // Few, and known before: so the database can see that it need not look at every claim.
  const own = await ownClaims(client, actor);
  const unbound = Prisma.sql`
    k."claimId" <> ALL(${own}::uuid[])
    ${
      rules.strictIndependence
        ? Prisma.sql`AND c."statementById" <> ${me}
            AND NOT EXISTS (SELECT 1 FROM "Citation" i WHERE i."workspaceId" = ${here}
              AND i."claimId" = c."id" AND i."deletedAt" IS NULL AND i."createdById" = ${me})
            AND NOT EXISTS (SELECT 1 FROM "ClaimRevision" v WHERE v."workspaceId" = ${here}
              AND v."claimId" = c."id" AND v."cause" = 'citation_changed' AND v."byId" = ${me})`
        : Prisma.empty
    }`;
  const didNotSubmit = Prisma.sql`
    NOT EXISTS (SELECT 1 FROM "Submission" s WHERE s."workspaceId" = ${here}
      AND s."checkId" = k."id" AND s."byId" = ${me})`;
  /** Of the submission that stands: what was decided on earlier ones no longer counts. */
  const didNot = (decision: Decision) => Prisma.sql`
    NOT EXISTS (
      SELECT 1 FROM "Review" r WHERE r."workspaceId" = ${here} AND r."checkId" = k."id"
        AND r."byId" = ${me} AND r."decision"::text = ${decision}
        AND NOT EXISTS (
          SELECT 1 FROM "Submission" s WHERE s."workspaceId" = ${here}
            AND s."checkId" = k."id" AND s."at" > r."at"))`;
  const current = Prisma.sql`
    "Check" k JOIN "Claim" c ON c."workspaceId" = ${here} AND c."currentCheckId" = k."id"
      AND c."deletedAt" IS NULL`;
  const isOpen = Prisma.sql`
    k."secondCheckerId" IS NOT NULL AND k."secondDoneAt" IS NULL AND k."status" = 'in_review'`;
  const seconds = Prisma.sql`
      SELECT 'second_check' AS "kind", k."claimId", k."id" AS "checkId",
        k."secondAskedAt" AS "since"
      FROM ${current}
      WHERE k."workspaceId" = ${here} AND k."secondCheckerId" = ${me} AND ${isOpen}`;
  const editorsReview = rules.reviewers === "editors";
  if (!can(actor, "check:review", { ...UNBOUND, editorsReview })) return [seconds];
  const disputes = Prisma.sql`
      SELECT 'dispute' AS "kind", k."claimId", k."id" AS "checkId", k."statusAt" AS "since"
      FROM ${current}
      WHERE k."workspaceId" = ${here} AND k."status" = 'disputed' AND ${didNotSubmit}
        AND ${didNot("dispute")} AND ${unbound}`;
  return [
    seconds,
    ...(can(actor, "check:adjudicate", UNBOUND) ? [disputes] : []),
    Prisma.sql`
      SELECT 'submission' AS "kind", k."claimId", k."id" AS "checkId", k."statusAt" AS "since"
      FROM ${current}
      WHERE k."workspaceId" = ${here} AND k."status" = 'in_review' AND NOT (${isOpen})
        AND ${didNotSubmit}
        AND ${didNot("approve")} AND ${unbound}`,
    Prisma.sql`
      SELECT 'still_holds' AS "kind", k."claimId", k."id" AS "checkId", k."stillHoldsAt" AS "since"
      FROM ${current}
      WHERE k."workspaceId" = ${here} AND k."status" = 'stale'
        AND k."stillHoldsById" <> ${me} AND ${unbound}`,
    Prisma.sql`
      SELECT 'fits' AS "kind", k."claimId", k."id" AS "checkId", min(a."createdAt") AS "since"
      FROM ${current}
      JOIN "Occurrence" o ON o."workspaceId" = ${here} AND o."claimId" = k."claimId"
      JOIN "Annotation" a ON a."workspaceId" = ${here} AND a."id" = o."annotationId"
        AND a."deletedAt" IS NULL AND ${isToConfirm(me)}
      JOIN "Article" ar ON ar."workspaceId" = ${here} AND ar."id" = o."articleId"
        AND ar."deletedAt" IS NULL
      WHERE k."workspaceId" = ${here} AND k."status" = 'approved' AND ${didNotSubmit}
        AND ${unbound}
      GROUP BY k."claimId", k."id"`,
  ];
}

/** Of an occurrence o: its words stand in the text, and the member did not say that they still fit. */
function isToConfirm(memberId: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`o."fit" <> 'confirmed' AND o."stillFitsById" IS DISTINCT FROM ${memberId}
    AND EXISTS (SELECT 1 FROM "Target" t WHERE t."workspaceId" = o."workspaceId"
      AND t."annotationId" = o."annotationId" AND t."role" = 'words'
      AND t."state" <> 'orphaned' AND t."deletedAt" IS NULL)`;
}

/** The claims that occur in articles whose author the member is. */
async function ownClaims(client: Tx, { workspaceId, memberId }: MemberActor): Promise<string[]> {
  const rows = await client.$queryRaw<{ claimId: string }[]>`
    SELECT DISTINCT o."claimId" FROM "ArticleMember" am
    JOIN "Article" ar ON ar."workspaceId" = am."workspaceId" AND ar."id" = am."articleId"
      AND ar."deletedAt" IS NULL
    JOIN "Occurrence" o ON o."workspaceId" = am."workspaceId" AND o."articleId" = am."articleId"
    JOIN "Annotation" a ON a."workspaceId" = o."workspaceId" AND a."id" = o."annotationId"
      AND a."deletedAt" IS NULL
    WHERE am."workspaceId" = ${workspaceId}::uuid AND am."memberId" = ${memberId}::uuid
      AND am."relation" = 'author'`;
  return rows.map(({ claimId }) => claimId);
}

type ItemRow = Omit<QueueItem, "kind" | "by" | "since" | "fits" | "articles" | "deadline"> & {
  submitterId: string | null;
  submitterName: string | null;
  sayerId: string | null;
  sayerName: string | null;
  disputerId: string | null;
  disputerName: string | null;
  deadline: Date | null;
};

async function itemsOf(
  client: Tx,
  actor: MemberActor,
  waiting: readonly Waiting[],
): Promise<QueueItem[]> {
  if (waiting.length === 0) return [];
  const { workspaceId } = actor;
  const claimIds = [...new Set(waiting.map(({ claimId }) => claimId))];
  const rows = await client.$queryRaw<ItemRow[]>`
    SELECT c."id" AS "claimId", c."number" AS "claimNumber", c."statement",
      c."kind"::text AS "claimKind", c."revision" AS "claimRevision", c."sourcing"::text,
      k."id" AS "checkId", k."round", ${shownVerdict(await hiddenFrom(client, actor))} AS "verdict",
      s."byId" AS "submitterId", su."name" AS "submitterName",
      k."stillHoldsById" AS "sayerId", hu."name" AS "sayerName",
      d."byId" AS "disputerId", d."byName" AS "disputerName",
      coalesce(p."priority", 0)::int AS "priority", p."deadline"
    FROM "Claim" c
    JOIN "Check" k ON k."workspaceId" = c."workspaceId" AND k."id" = c."currentCheckId"
    LEFT JOIN LATERAL (
      SELECT s."verdict", s."byId" FROM "Submission" s
      WHERE s."workspaceId" = c."workspaceId" AND s."checkId" = k."id" AND s."withdrawnAt" IS NULL
        AND NOT s."blind"
      ORDER BY s."ordinal" DESC LIMIT 1
    ) s ON true
    LEFT JOIN "Member" sm ON sm."id" = s."byId" LEFT JOIN "User" su ON su."id" = sm."userId"
    LEFT JOIN "Member" hm ON hm."id" = k."stillHoldsById"
    LEFT JOIN "User" hu ON hu."id" = hm."userId"
    LEFT JOIN LATERAL (
      SELECT x."byId", du."name" AS "byName" FROM (
        SELECT r."byId", r."at" FROM "Review" r
        WHERE r."workspaceId" = c."workspaceId" AND r."checkId" = k."id"
          AND r."decision" = 'dispute'
        UNION ALL
        SELECT b."byId", b."at" FROM "Submission" b
        WHERE b."workspaceId" = c."workspaceId" AND b."checkId" = k."id" AND b."blind"
      ) x
      JOIN "Member" dm ON dm."id" = x."byId" JOIN "User" du ON du."id" = dm."userId"
      ORDER BY x."at" DESC LIMIT 1
    ) d ON true
    LEFT JOIN LATERAL (
      SELECT max(greatest(p."priority", ar."priority")) AS "priority",
        min(coalesce(p."deadline", ar."deadline")) AS "deadline"
      FROM "Occurrence" o
      JOIN "Annotation" a ON a."workspaceId" = o."workspaceId" AND a."id" = o."annotationId"
        AND a."deletedAt" IS NULL
      JOIN "Article" ar ON ar."workspaceId" = o."workspaceId" AND ar."id" = o."articleId"
        AND ar."deletedAt" IS NULL
      LEFT JOIN "ClaimInArticle" p ON p."workspaceId" = o."workspaceId"
        AND p."claimId" = o."claimId" AND p."articleId" = o."articleId"
      WHERE o."workspaceId" = c."workspaceId" AND o."claimId" = c."id"
    ) p ON true
    WHERE c."workspaceId" = ${workspaceId}::uuid AND c."id" = ANY(${claimIds}::uuid[])`;
  const byClaim = new Map(rows.map((row) => [row.claimId, row]));
  const articles = await articlesOf(client, workspaceId, claimIds);
  const fits = await fitsOf(
    client,
    actor,
    waiting.filter(({ kind }) => kind === "fits").map(({ claimId }) => claimId),
  );
  return waiting.flatMap(({ kind, claimId, since }): QueueItem[] => {
    const row = byClaim.get(claimId);
    if (!row) return [];
    const { submitterId, submitterName, sayerId, sayerName, disputerId, disputerName } = row;
    const { claimNumber, statement, claimKind, claimRevision, sourcing, checkId, round } = row;
    const { verdict, priority } = row;
    const person = {
      submission: submitterId ? { id: submitterId, name: submitterName ?? "" } : null,
      second_check: null,
      dispute: disputerId ? { id: disputerId, name: disputerName ?? "" } : null,
      still_holds: sayerId ? { id: sayerId, name: sayerName ?? "" } : null,
      fits: null,
    }[kind];
    // Whoever checks it blind is told what the claim says, and nothing of what was found.
    const isBlind = kind === "second_check";
    return [
      {
        claimId,
        claimNumber,
        statement,
        claimKind,
        claimRevision,
        sourcing: isBlind ? "unsourced" : sourcing,
        checkId,
        round,
        verdict: isBlind ? null : verdict,
        priority,
        kind,
        by: person,
        since: since.toISOString(),
        deadline: row.deadline?.toISOString() ?? null,
        articles: articles.get(claimId) ?? [],
        fits: kind === "fits" ? (fits.get(claimId) ?? []) : [],
      },
    ];
  });
}

/** The living articles in which each claim occurs, the nearest deadline first. */
async function articlesOf(
  client: Tx,
  workspaceId: string,
  claimIds: readonly string[],
): Promise<Map<string, QueueArticle[]>> {
  const rows = await client.$queryRaw<
    { claimId: string; id: string; headline: string; deadline: Date | null }[]
  >`
    SELECT DISTINCT o."claimId", ar."id", ar."headline", ar."deadline"
    FROM "Occurrence" o
    JOIN "Annotation" a ON a."workspaceId" = o."workspaceId" AND a."id" = o."annotationId"
      AND a."deletedAt" IS NULL
    JOIN "Article" ar ON ar."workspaceId" = o."workspaceId" AND ar."id" = o."articleId"
      AND ar."deletedAt" IS NULL
    WHERE o."workspaceId" = ${workspaceId}::uuid AND o."claimId" = ANY(${[...claimIds]}::uuid[])
    ORDER BY ar."deadline" NULLS LAST, ar."id"`;
  const byClaim = new Map<string, QueueArticle[]>();
  for (const { claimId, deadline, ...article } of rows) {
    const list = byClaim.get(claimId) ?? [];
    list.push({ ...article, deadline: deadline?.toISOString() ?? null });
    byClaim.set(claimId, list);
  }
  return byClaim;
}

async function fitsOf(
  client: Tx,
  { workspaceId, memberId }: MemberActor,
  claimIds: readonly string[],
): Promise<Map<string, QueueItem["fits"]>> {
  const rows = await client.$queryRaw<(QueueItem["fits"][number] & { claimId: string })[]>`
    SELECT o."claimId", o."annotationId", o."articleId", a."revision",
      (SELECT coalesce(string_agg(t."exact", ' … ' ORDER BY t."ordinal"), '') FROM "Target" t
        WHERE t."workspaceId" = o."workspaceId" AND t."annotationId" = o."annotationId"
          AND t."role" = 'words' AND t."deletedAt" IS NULL) AS "words"
    FROM "Occurrence" o
    JOIN "Annotation" a ON a."workspaceId" = o."workspaceId" AND a."id" = o."annotationId"
      AND a."deletedAt" IS NULL
    JOIN "Article" ar ON ar."workspaceId" = o."workspaceId" AND ar."id" = o."articleId"
      AND ar."deletedAt" IS NULL
    WHERE o."workspaceId" = ${workspaceId}::uuid AND o."claimId" = ANY(${[...claimIds]}::uuid[])
      AND ${isToConfirm(Prisma.sql`${memberId}::uuid`)}
    ORDER BY a."createdAt", a."id"`;
  const byClaim = new Map<string, QueueItem["fits"]>();
  for (const { claimId, ...fit } of rows) {
    const list = byClaim.get(claimId) ?? [];
    list.push(fit);
    byClaim.set(claimId, list);
  }
  return byClaim;
}

interface SentBackRow extends Omit<SentBackItem, "at" | "by" | "review" | "articles"> {
  at: Date;
  byId: string;
  byName: string;
  reasons: unknown;
  comment: string | null;
}

/** Checks of this member's that came back to them and wait to be submitted again, newest first. */
export async function mySentBack(actor: MemberActor): Promise<SentBackItem[]> {
  if (!mayReview(actor)) return [];
  const client = await database();
  const { workspaceId, memberId } = actor;
  const rows = await client.$queryRaw<SentBackRow[]>`
    SELECT c."id" AS "claimId", c."number" AS "claimNumber", c."statement", k."id" AS "checkId",
      k."round", t."at", t."byId", u."name" AS "byName", t."move", r."reasons", r."comment"
    FROM "Check" k
    JOIN "Claim" c ON c."workspaceId" = k."workspaceId" AND c."currentCheckId" = k."id"
      AND c."deletedAt" IS NULL
    JOIN LATERAL (
      SELECT t."from", t."move", t."byId", t."at" FROM "CheckTransition" t
      WHERE t."workspaceId" = k."workspaceId" AND t."checkId" = k."id"
      ORDER BY t."at" DESC, t."id" DESC LIMIT 1
    ) t ON t."from" IN ('in_review', 'disputed') AND t."move" <> 'withdraw'
    JOIN "Member" m ON m."id" = t."byId" JOIN "User" u ON u."id" = m."userId"
    LEFT JOIN LATERAL (
      SELECT r."reasons", r."comment" FROM "Review" r
      WHERE r."workspaceId" = k."workspaceId" AND r."checkId" = k."id" AND r."at" = t."at"
        AND r."byId" = t."byId"
      ORDER BY r."id" DESC LIMIT 1
    ) r ON t."move" IN ('request_changes', 'adjudicate')
    WHERE k."workspaceId" = ${workspaceId}::uuid AND k."status" = 'in_progress'
      AND k."checkerId" = ${memberId}::uuid
    ORDER BY t."at" DESC, k."id"`;
  const articles = await articlesOf(
    client,
    workspaceId,
    rows.map(({ claimId }) => claimId),
  );
  return rows.map(({ at, byId, byName, reasons, comment, ...item }) => ({
    ...item,
    at: at.toISOString(),
    by: { id: byId, name: byName },
    review:
      comment === null ? null : { reasons: z.array(z.string()).catch([]).parse(reasons), comment },
    articles: articles.get(item.claimId) ?? [],
  }));
}
