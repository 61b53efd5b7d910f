import "server-only";
import { recheckSchema } from "@/lib/annotation/recheck";
import { readsAllArticles, visibleArticles } from "@/lib/article/ties";
import { stuckClaim } from "@/lib/assignment/stuck";
import type { MemberActor } from "@/lib/auth/actor";
import { authorize, can } from "@/lib/auth/authorize";
import { whyNot } from "@/lib/check/effects";
import { checksOf } from "@/lib/check/queries";
import { citationView, findCitations } from "@/lib/citation/view";
import { passageOf } from "@/lib/claim/passage";
import { likeness, searchWords, tellingWords } from "@/lib/claim/similarity";
import { type MemberMove, transition } from "@/lib/claim/status";
import {
  type ClaimInHand,
  contextOf,
  factsOf,
  loadClaim,
  loadClaims,
  statusOf,
  summaryOf,
  tiesOf,
} from "@/lib/claim/ties";
import { database, type Tx } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { history } from "@/lib/event/queries";
import type { HistoryPage } from "@/lib/event/schema";
import { toldFlagEvents } from "@/lib/flag/ties";
import { toldQueryEvents } from "@/lib/query/ties";
import { noteOpening } from "@/lib/second-check/effects";
import { hiddenFrom, shownSourcing, shownStatus, shownVerdict } from "@/lib/second-check/view";
import { eventsWithoutKeptVerdicts } from "@/lib/sign-off/kept";
import type { SourceView } from "@/lib/source/schema";
import { memberRef, memberRefSelect } from "@/lib/workspace/member-ref";
import type {
  Answer,
  ClaimCan,
  ClaimDetail,
  ClaimDetailInput,
  ClaimHistoryInput,
  ClaimLink,
  ClaimListInput,
  ClaimListItem,
  ClaimListView,
  ClaimMatch,
  ClaimPlan,
  LikelyClaims,
  OccurrenceDetail,
  SearchClaims,
} from "./schema";

const by = { select: memberRefSelect };

/**
 * Everything that is known of a claim. To an author or a viewer, other articles than theirs do not
 * exist: neither the claim's occurrences there, nor what was planned or approved for them, nor the
 * claims that occur only there. The asked-for article's occurrences come first.
 */
export async function claimDetail(
  actor: MemberActor,
  input: ClaimDetailInput,
): Promise<ClaimDetail> {
  const client = await database();
  const { workspaceId } = actor;
  const { claimId } = input;
  const hand = await noteOpening(client, actor, await loadClaim(client, actor, claimId));
  const article = visibleArticles(actor);
  const [occurrences, row, citations, plans, revisions] = await Promise.all([
    occurrencesOf(client, actor, hand, article),
    client.claim.findUniqueOrThrow({
      where: { id: claimId, workspaceId },
      select: { createdBy: by, createdAt: true, statementBy: by },
    }),
    findCitations(client, workspaceId, { claimId, deletedAt: null }),
    client.claimInArticle.findMany({
      where: { workspaceId, claimId, article },
      select: {
        articleId: true,
        assignee: by,
        priority: true,
        deadline: true,
      },
    }),
    client.claimRevision.findMany({
      where: { workspaceId, claimId },
      select: {
        revision: true,
        statement: true,
        kind: true,
        asOf: true,
        cause: true,
        by,
        at: true,
      },
      orderBy: { revision: "desc" },
    }),
  ]);
  const known = new Set(occurrences.map(({ annotationId }) => annotationId));
  const [checks, reports, reportedBy, stuck] = await Promise.all([
    hand.isBlind ? [] : checksOf(client, workspaceId, claimId, known, { told: !hand.isKept }),
    linked(client, actor, { id: hand.claim.reportsId ?? claimId, NOT: { id: claimId } }),
    linked(client, actor, { reportsId: claimId }),
    hand.isBlind || !readsAllArticles(actor) ? [] : stuckClaim(client, workspaceId, claimId),
  ]);
  const ties = tiesOf(hand, actor);
  const first = (articleId: string) => (articleId === input.articleId ? 0 : 1);
  const planned = new Map(plans.map((plan) => [plan.articleId, plan]));
  const articleIds = [...new Set(occurrences.map(({ articleId }) => articleId))];
  return {
    ...summaryOf(hand),
    createdBy: memberRef(row.createdBy),
    createdAt: row.createdAt.toISOString(),
    statementBy: memberRef(row.statementBy),
    occurrences: occurrences.toSorted((a, b) => first(a.articleId) - first(b.articleId)),
    citations: hand.isBlind ? [] : citations.map((citation) => citationView(citation, actor, ties)),
    sources: hand.isBlind ? distinctSources(citations.map(({ source }) => source)) : [],
    checks,
    reports: reports[0] ?? null,
    reportedBy,
    plans: articleIds.map((articleId): ClaimPlan => {
      const plan = planned.get(articleId);
      return {
        articleId,
        assignee: plan?.assignee ? memberRef(plan.assignee) : null,
        priority: plan?.priority ?? 0,
        deadline: plan?.deadline?.toISOString() ?? null,
        can: {
          assign: can(actor, "claim:assign", ties),
          take: can(actor, "claim:take", ties),
        },
      };
    }),
    stuck: stuck.map(({ articleId, since }) => ({ articleId, since: since.toISOString() })),
    revisions: revisions
      .filter(({ cause }) => !hand.isBlind || WORDED.has(cause))
      .map(({ by, at, ...revision }) => ({
        ...revision,
        by: memberRef(by),
        at: at.toISOString(),
      })),
    can: claimCan(hand, actor),
  };
}

/** Causes of a revision that tell nothing of the evidence. */
const WORDED = new Set(["created", "statement", "kind"]);

/** By their titles: in the order of the citations something of them could be read. */
function distinctSources(sources: readonly SourceView[]): SourceView[] {
  const byId = new Map(sources.map((source) => [source.id, source]));
  return [...byId.values()].toSorted((a, b) => a.title.localeCompare(b.title));
}

/** What the member may do with the claim, and every move of its check with the reason why not. */
export function claimCan(hand: ClaimInHand, actor: MemberActor): ClaimCan {
  const ties = tiesOf(hand, actor);
  const facts = factsOf(hand);
  const context = contextOf(hand, actor);
  const edit = can(actor, "claim:edit", ties);
  const answer = (move: MemberMove): Answer => {
    const done = transition(facts, move, context, {
      revision: facts.revision,
      verdict: "any",
      reason: "any",
      outcome: move === "adjudicate" ? "approved" : "equal",
    });
    return done.ok ? { ok: true } : { ok: false, reason: done.reason };
  };
  return {
    edit,
    cite: can(actor, "citation:add", ties)
      ? "add"
      : can(actor, "citation:propose", ties) && "propose",
    markUnsourced: can(actor, "claim:mark_unsourced", ties),
    leaveUnchecked: edit && !hand.check,
    askSecond:
      can(actor, "check:ask_second", ties) &&
      hand.rules.settings.blindSecondChecks &&
      facts.status === "in_review",
    moves: {
      start: answer("start"),
      submit: answer("submit"),
      withdraw: answer("withdraw"),
      approve: answer("approve"),
      request_changes: answer("request_changes"),
      dispute: answer("dispute"),
      submit_blind_second: answer("submit_blind_second"),
      adjudicate: answer("adjudicate"),
      reopen: answer("reopen"),
      still_holds: answer("still_holds"),
      confirm_still_holds: answer("confirm_still_holds"),
    },
  };
}

async function occurrencesOf(
  client: Tx,
  actor: MemberActor,
  hand: ClaimInHand,
  article: Prisma.ArticleWhereInput,
): Promise<OccurrenceDetail[]> {
  const { workspaceId } = actor;
  const rows = await client.occurrence.findMany({
    where: { workspaceId, claimId: hand.claim.id, annotation: { deletedAt: null }, article },
    select: {
      annotationId: true,
      articleId: true,
      speaker: true,
      saidOn: true,
      voice: true,
      fit: true,
      fitBy: by,
      fitAt: true,
      recheck: true,
      stillFitsBy: by,
      stillFitsAt: true,
      stillFitsReason: true,
      remedy: true,
      remedyWording: true,
      remedyApproved: true,
      remedyDoneAt: true,
      annotation: {
        select: {
          revision: true,
          createdBy: by,
          createdAt: true,
          targets: {
            where: { deletedAt: null },
            select: { role: true, state: true, start: true, end: true, exact: true },
            orderBy: { ordinal: "asc" },
          },
        },
      },
    },
  });
  const articles = await client.article.findMany({
    where: { workspaceId, id: { in: [...new Set(rows.map(({ articleId }) => articleId))] } },
    select: { id: true, headline: true, currentVersion: true },
  });
  const versions = await client.articleVersion.findMany({
    where: {
      workspaceId,
      OR: articles.map(({ id, currentVersion }) => ({ articleId: id, number: currentVersion })),
    },
    select: { articleId: true, text: true },
  });
  const texts = new Map(versions.map(({ articleId, text }) => [articleId, text]));
  const headlines = new Map(articles.map(({ id, headline }) => [id, headline]));
  return rows
    .map((row) => (hand.isBlind ? { ...row, ...UNDECIDED_ROW } : row))
    .map(({ annotation, stillFitsBy, stillFitsAt, stillFitsReason, ...row }) => ({
      ...row,
      articleHeadline: headlines.get(row.articleId) ?? "",
      revision: annotation.revision,
      words: annotation.targets.filter(({ role }) => role === "words").map(({ exact }) => exact),
      passage: passageOf(texts.get(row.articleId) ?? "", annotation.targets),
      fitBy: row.fitBy && memberRef(row.fitBy),
      fitAt: row.fitAt?.toISOString() ?? null,
      recheck: row.fit === "recheck" ? (recheckSchema.safeParse(row.recheck).data ?? null) : null,
      stillFits:
        stillFitsBy && stillFitsAt
          ? {
              by: memberRef(stillFitsBy),
              at: stillFitsAt.toISOString(),
              reason: stillFitsReason ?? "",
            }
          : null,
      remedyDoneAt: row.remedyDoneAt?.toISOString() ?? null,
      createdBy: memberRef(annotation.createdBy),
      createdAt: annotation.createdAt.toISOString(),
      can: {
        confirmFit: mayConfirm(hand, actor, {
          fit: row.fit,
          saidBy: stillFitsBy?.id ?? null,
          isInText: annotation.targets.some(
            ({ role, state }) => role === "words" && state !== "orphaned",
          ),
        }),
      },
    }))
    .toSorted((a, b) => place(a) - place(b));
}

/** What was decided on an occurrence, where it is kept from the reader. */
const UNDECIDED_ROW = {
  fit: "unconfirmed",
  fitBy: null,
  fitAt: null,
  recheck: null,
  stillFitsBy: null,
  stillFitsAt: null,
  stillFitsReason: null,
  remedy: "none",
  remedyWording: "",
  remedyApproved: null,
  remedyDoneAt: null,
} as const;

function place({ passage }: OccurrenceDetail): number {
  return passage?.targets.find(({ role }) => role === "words")?.start ?? Number.MAX_SAFE_INTEGER;
}

function mayConfirm(
  hand: ClaimInHand,
  actor: MemberActor,
  occurrence: { fit: OccurrenceDetail["fit"]; saidBy: string | null; isInText: boolean },
): OccurrenceDetail["can"]["confirmFit"] {
  if (!can(actor, "check:confirm_fit", tiesOf(hand, actor))) {
    return { ok: false, reason: whyNot(hand, actor, "check:confirm_fit") };
  }
  if (statusOf(hand) !== "approved") return { ok: false, reason: "not_approved" };
  if (occurrence.fit === "confirmed") return { ok: false, reason: "confirmed" };
  if (!occurrence.isInText) return { ok: false, reason: "not_in_text" };
  if (occurrence.saidBy === actor.memberId) return { ok: false, reason: "said_so_yourself" };
  return { ok: true };
}

/** Claims tied to one, as far as the member may read them. */
async function linked(
  client: Tx,
  actor: MemberActor,
  where: Prisma.ClaimWhereInput,
): Promise<ClaimLink[]> {
  const { workspaceId } = actor;
  const readable = readsAllArticles(actor)
    ? {}
    : {
        occurrences: {
          some: { annotation: { deletedAt: null }, article: visibleArticles(actor) },
        },
      };
  const rows = await client.claim.findMany({
    where: { AND: [where, readable], workspaceId, deletedAt: null },
    select: { id: true },
  });
  if (rows.length === 0) return [];
  const hands = await loadClaims(
    client,
    actor,
    rows.map(({ id }) => id),
  );
  return hands
    .map(summaryOf)
    .toSorted((a, b) => a.number - b.number)
    .map(({ id, number, statement, check }) => ({
      id,
      number,
      statement,
      status: check?.status ?? "unchecked",
      verdict: check?.verdict ?? null,
    }));
}

/**
 * What was done to a claim, its check and its citations, newest first. An author or a viewer is not
 * told what concerns other articles.
 */
export async function claimHistory(
  actor: MemberActor,
  input: ClaimHistoryInput,
): Promise<HistoryPage> {
  const client = await database();
  const { claimId, before } = input;
  const { isBlind } = await loadClaim(client, actor, claimId);
  if (isBlind) return { entries: [], before: null };
  const readable = readsAllArticles(actor)
    ? null
    : await client.article.findMany({ where: visibleArticles(actor), select: { id: true } });
  return history(
    client,
    actor,
    {
      claimId,
      ...(readable && {
        OR: [{ articleId: null }, { articleId: { in: readable.map(({ id }) => id) } }],
      }),
      AND: [
        await toldQueryEvents(client, actor),
        await toldFlagEvents(client, actor),
        await eventsWithoutKeptVerdicts(client, actor),
      ],
    },
    { before },
  );
}

/** Claims by their words as they are typed, or by their number; the best match first. */
export async function searchClaims(actor: MemberActor, input: SearchClaims): Promise<ClaimMatch[]> {
  authorize(actor, "claim:search");
  const { query, limit } = input;
  const number = /^#?(\d{1,9})$/.exec(query)?.[1];
  const words = searchWords(query).slice(0, 12);
  const found = await candidates(actor, words, number === undefined ? null : Number(number));
  return found
    .map((row) => ({ ...row, score: query === "" ? 0 : likeness(query, row.statement) }))
    .toSorted(
      (a, b) =>
        Number(b.number === Number(number)) - Number(a.number === Number(number)) ||
        b.score - a.score ||
        b.number - a.number,
    )
    .slice(0, limit);
}

const PAGE = 40;

/**
 * The claims that the member may read, page by page, narrowed to what is asked for: words that all
 * stand in the statement (or its number), where the check stands, how it is sourced, its verdict.
 */
export async function claimList(actor: MemberActor, input: ClaimListInput): Promise<ClaimListView> {
  const client = await database();
  const { workspaceId, memberId } = actor;
  const { query, status, sourcing, verdict, page } = input;
  const number = /^#?(\d{1,9})$/.exec(query)?.[1];
  const patterns = query
    .split(/\s+/)
    .filter((word) => word !== "")
    .slice(0, 12)
    .map((word) => `%${word.replace(/[\\%_]/g, "\\$&")}%`);
  const readsAll = readsAllArticles(actor);
  const hidden = await hiddenFrom(client, actor);
  const statusShown = shownStatus(hidden);
  const sourcingShown = shownSourcing(hidden);
  const verdictShown = shownVerdict(hidden);
  const known = Prisma.sql`c."id" <> ALL(${hidden.claimIds}::uuid[])`;
  const rows = await client.$queryRaw<ClaimListRow[]>`
    SELECT c."id", c."number", c."statement", c."kind"::text, c."asOf", ${sourcingShown} AS "sourcing",
      c."unchecked", ${statusShown} AS "status", ${verdictShown} AS "verdict",
      CASE WHEN ${known} THEN k."checkerId" END AS "checkerId", u."name" AS "checkerName", o."articles", count(*) OVER ()::int AS "total"
    FROM "Claim" c
    LEFT JOIN "Check" k ON k."workspaceId" = c."workspaceId" AND k."id" = c."currentCheckId"
    LEFT JOIN "Member" m ON m."id" = k."checkerId" LEFT JOIN "User" u ON u."id" = m."userId"
    LEFT JOIN LATERAL (
      SELECT s."verdict", s."byId" FROM "Submission" s
      WHERE s."workspaceId" = c."workspaceId" AND s."checkId" = k."id"
        AND s."withdrawnAt" IS NULL AND NOT s."blind" AND k."status" NOT IN ('unchecked', 'in_progress')
      ORDER BY s."ordinal" DESC LIMIT 1
    ) s ON true
    JOIN LATERAL (
      SELECT count(DISTINCT o."articleId")::int AS "articles" FROM "Occurrence" o
      JOIN "Annotation" a ON a."workspaceId" = o."workspaceId" AND a."id" = o."annotationId"
        AND a."deletedAt" IS NULL
      JOIN "Article" ar ON ar."workspaceId" = o."workspaceId" AND ar."id" = o."articleId"
        AND ar."deletedAt" IS NULL
      WHERE o."workspaceId" = c."workspaceId" AND o."claimId" = c."id"
        AND (${readsAll} OR EXISTS (SELECT 1 FROM "ArticleMember" am
          WHERE am."workspaceId" = c."workspaceId" AND am."articleId" = o."articleId"
            AND am."memberId" = ${memberId}::uuid))
    ) o ON ${readsAll} OR o."articles" > 0
    WHERE c."workspaceId" = ${workspaceId}::uuid AND c."deletedAt" IS NULL
      AND (c."statement" ILIKE ALL(${patterns}::text[])
        OR c."number" IS NOT DISTINCT FROM ${number === undefined ? null : Number(number)}::int)
      AND (${status}::text IS NULL OR ${statusShown} = ${status}::text)
      AND (${sourcing}::text IS NULL OR ${sourcingShown} = ${sourcing}::text)
      AND (${verdict}::text IS NULL OR ${verdictShown} = ${verdict}::text)
    ORDER BY c."number" DESC
    LIMIT ${PAGE} OFFSET ${(page - 1) * PAGE}`;
  const total = rows[0]?.total ?? 0;
  return {
    claims: rows.map(({ checkerId, checkerName, total: _, ...row }) => ({
      ...row,
      checker: checkerId === null ? null : { id: checkerId, name: checkerName ?? "" },
    })),
    total,
    page,
    pages: Math.max(1, Math.ceil(total / PAGE)),
  };
}

type ClaimListRow = Omit<ClaimListItem, "checker"> & {
  checkerId: string | null;
  checkerName: string | null;
  total: number;
};

/** How much two texts must have in common before one is offered for the other. */
const LIKELY = 0.3;

/** Claims that some words of an article might state, the likeliest first. */
export async function likelyClaims(actor: MemberActor, input: LikelyClaims): Promise<ClaimMatch[]> {
  authorize(actor, "claim:search");
  const words = tellingWords(input.words);
  if (words.length === 0) return [];
  const found = await candidates(actor, words, null);
  return found
    .map((row) => ({ ...row, score: likeness(input.words, row.statement) }))
    .filter(({ score }) => score >= LIKELY)
    .toSorted((a, b) => b.score - a.score || b.number - a.number)
    .slice(0, input.limit);
}

const CANDIDATES = 200;

/** Claims that have some of the words, those with most of them; without words, the newest. */
async function candidates(
  actor: MemberActor,
  words: readonly string[],
  number: number | null,
): Promise<Omit<ClaimMatch, "score">[]> {
  const client = await database();
  const patterns = words.map((word) => `%${word.replace(/[\\%_]/g, "\\$&")}%`);
  const hidden = await hiddenFrom(client, actor);
  const rows = await client.$queryRaw<
    (Omit<ClaimMatch, "score" | "check"> & {
      status: NonNullable<ClaimMatch["check"]>["status"] | null;
      verdict: string | null;
    })[]
  >`
    WITH found AS (
      SELECT c."id", lower(c."statement") AS "text", c."number" FROM "Claim" c
      WHERE c."workspaceId" = ${actor.workspaceId}::uuid AND c."deletedAt" IS NULL
    ), best AS (
      SELECT f."id", f."number", f."number" IS NOT DISTINCT FROM ${number}::int AS "named",
        (SELECT count(*) FROM unnest(${patterns}::text[]) p WHERE f."text" LIKE p) AS "hits"
      FROM found f
      WHERE f."text" LIKE ANY(${patterns}::text[]) OR f."number" IS NOT DISTINCT FROM ${number}::int
        OR cardinality(${patterns}::text[]) = 0
      ORDER BY "named" DESC, "hits" DESC, f."number" DESC
      LIMIT ${CANDIDATES}
    )
    SELECT c."id", c."number", c."statement", c."kind"::text, c."asOf",
      ${shownSourcing(hidden)} AS "sourcing",
      CASE WHEN k."id" IS NOT NULL THEN ${shownStatus(hidden)} END AS "status",
      CASE WHEN k."status" NOT IN ('unchecked', 'in_progress') THEN (
        SELECT ${shownVerdict(hidden)} FROM "Submission" s
        WHERE s."workspaceId" = c."workspaceId" AND s."checkId" = k."id"
          AND s."withdrawnAt" IS NULL AND NOT s."blind"
        ORDER BY s."ordinal" DESC LIMIT 1) END AS "verdict",
      (SELECT count(DISTINCT o."articleId")::int FROM "Occurrence" o
        JOIN "Annotation" a ON a."workspaceId" = o."workspaceId" AND a."id" = o."annotationId"
          AND a."deletedAt" IS NULL
        WHERE o."workspaceId" = c."workspaceId" AND o."claimId" = c."id") AS "articles"
    FROM best JOIN "Claim" c ON c."id" = best."id"
    LEFT JOIN "Check" k ON k."workspaceId" = c."workspaceId" AND k."id" = c."currentCheckId"`;
  return rows.map(({ status, verdict, ...row }) => ({
    ...row,
    check: status && { status, verdict },
  }));
}
