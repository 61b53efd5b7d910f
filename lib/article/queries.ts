import "server-only";
import { annotationViews } from "@/lib/annotation/queries";
import { countStuckByArticle, stuckInArticle } from "@/lib/assignment/stuck";
import type { MemberActor } from "@/lib/auth/actor";
import { authorize, can } from "@/lib/auth/authorize";
import { possibleMoves } from "@/lib/claim/status";
import {
  type ClaimInHand,
  tiesOf as claimTiesOf,
  contextOf,
  factsOf,
  loadClaims,
  type Rules,
  summaryOf,
} from "@/lib/claim/ties";
import { threadCounts } from "@/lib/comment/queries";
import { database, type Tx } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { AppError } from "@/lib/errors";
import { history, logPosition } from "@/lib/event/queries";
import type { HistoryPage } from "@/lib/event/schema";
import { articleFlags } from "@/lib/flag/queries";
import { toldFlagEvents } from "@/lib/flag/ties";
import { articleQueries } from "@/lib/query/queries";
import { toldQueryEvents } from "@/lib/query/ties";
import { blindClaims, hiddenFrom, knownEvents, shownStatus } from "@/lib/second-check/view";
import { standingOf, standingsOf } from "@/lib/sign-off/view";
import { ratingScaleSchema } from "@/lib/workspace/rating-scale";
import { parseSettings } from "@/lib/workspace/settings";
import { DEFAULT_IMPORT_LIMITS } from "./import/draft";
import type {
  ArticleChange,
  ArticleClaim,
  ArticleHistoryInput,
  ArticleListInput,
  ArticleListView,
  ArticlePageView,
  ArticlePerson,
  ArticleRows,
  ArticleRowsInput,
  MemberName,
  OccurrenceGroup,
} from "./schema";
import { articleTies, readsAllArticles, tiesOf, visibleArticles } from "./ties";
import { articleSelect, articleView } from "./view";

/** More than anybody looks through; the newest changed first. */
const LISTED = 1_000;

/**
 * The articles that the member may read, each with how its occurrences stand and who is on it; the
 * deleted ones instead, for whoever may bring them back. A fixed number of queries, however many
 * articles there are.
 */
export async function articleList(
  actor: MemberActor,
  input: ArticleListInput = {},
): Promise<ArticleListView> {
  const client = await database();
  const { workspaceId } = actor;
  if (input.deleted) authorize(actor, "article:delete", tiesOf([]));
  const rows = await client.article.findMany({
    where: input.deleted ? { workspaceId, deletedAt: { not: null } } : visibleArticles(actor),
    select: {
      ...articleSelect,
      members: { select: { memberId: true, relation: true } },
    },
    orderBy: { updatedAt: "desc" },
    take: LISTED,
  });
  const ids = rows.map(({ id }) => id);
  const [groups, stuck, standings, others, workers] = await Promise.all([
    occurrenceGroups(client, actor, ids),
    stuckCounts(client, actor, ids),
    standingsOf(client, actor, ids),
    otherCounts(client, workspaceId, ids),
    workersOf(client, workspaceId, ids),
  ]);
  const names = await memberNames(client, workspaceId, [
    ...rows.flatMap(({ members }) => members.map(({ memberId }) => memberId)),
    ...workers.map(({ memberId }) => memberId),
  ]);
  const groupsOf = grouped(groups, ({ articleId }) => articleId);
  const othersOf = grouped(others, ({ articleId }) => articleId);
  const workersOfArticle = grouped(workers, ({ articleId }) => articleId);
  return {
    articles: rows.map(({ members, ...row }) => {
      const own = members.filter(({ memberId }) => memberId === actor.memberId);
      const view = articleView(row, actor, tiesOf(own.map(({ relation }) => relation)));
      const counted = (kind: string) =>
        othersOf.get(row.id)?.find((other) => other.kind === kind)?.count ?? 0;
      const people = peopleOf(
        [
          ...members.map(({ memberId, relation }) => ({ memberId, tie: relation })),
          ...(workersOfArticle.get(row.id) ?? []),
        ],
        names,
      );
      return {
        id: view.id,
        headline: view.headline,
        byline: view.byline,
        publishedOn: view.publishedOn,
        language: view.language,
        direction: view.direction,
        deadline: view.deadline,
        priority: view.priority,
        revision: view.revision,
        createdAt: view.createdAt,
        updatedAt: view.updatedAt,
        occurrences: (groupsOf.get(row.id) ?? []).map(({ articleId: _, ...group }) => group),
        notes: counted("note"),
        nothing: counted("nothing"),
        stuck: stuck.find(({ articleId }) => articleId === row.id)?.count ?? 0,
        standing: standings.get(row.id) ?? null,
        people,
        mine: people.some(({ memberId }) => memberId === actor.memberId),
        can: view.can,
      };
    }),
    can: {
      create: can(actor, "article:create"),
      restore: can(actor, "article:delete", tiesOf([])),
    },
    members: can(actor, "article:assign", tiesOf([]))
      ? (await workspaceMembers(client, workspaceId)).filter(({ removed }) => !removed)
      : [],
  };
}

async function occurrenceGroups(
  tx: Tx,
  actor: MemberActor,
  ids: readonly string[],
): Promise<(OccurrenceGroup & { articleId: string })[]> {
  const { workspaceId } = actor;
  const hidden = await hiddenFrom(tx, actor);
  const known = Prisma.sql`c."id" <> ALL(${hidden.claimIds}::uuid[])`;
  return tx.$queryRaw`
    SELECT o."articleId", ${shownStatus(hidden)} AS "status",
      CASE WHEN ${known} THEN o."fit"::text ELSE 'unconfirmed' END AS "fit",
      CASE WHEN ${known} THEN o."remedy"::text ELSE 'none' END AS "remedy",
      ${known} AND o."remedyDoneAt" IS NOT NULL AS "remedyDone", count(*)::int AS "count"
    FROM "Occurrence" o
    JOIN "Annotation" a ON a."workspaceId" = o."workspaceId" AND a."id" = o."annotationId"
      AND a."deletedAt" IS NULL
    JOIN "Claim" c ON c."workspaceId" = o."workspaceId" AND c."id" = o."claimId"
    LEFT JOIN "Check" k ON k."workspaceId" = c."workspaceId" AND k."id" = c."currentCheckId"
    WHERE o."workspaceId" = ${workspaceId}::uuid AND o."articleId" = ANY(${[...ids]}::uuid[])
    GROUP BY 1, 2, 3, 4, 5`;
}

/**
 * Work that has not moved for too long, for whoever sees the board; of claims that they check blind
 * only what waits for them.
 */
async function stuckCounts(tx: Tx, actor: MemberActor, ids: readonly string[]) {
  if (!can(actor, "board:read")) return [];
  const blind = await blindClaims(tx, actor);
  const only = Prisma.sql`ar."id" = ANY(${[...ids]}::uuid[])
    AND (s."standing" = 'second_check' OR c."id" <> ALL(${blind}::uuid[]))`;
  return countStuckByArticle(tx, actor.workspaceId, { only });
}

function otherCounts(
  tx: Tx,
  workspaceId: string,
  ids: readonly string[],
): Promise<{ articleId: string; kind: string; count: number }[]> {
  return tx.$queryRaw`
    SELECT "articleId", "kind"::text, count(*)::int AS "count" FROM "Annotation"
    WHERE "workspaceId" = ${workspaceId}::uuid AND "articleId" = ANY(${[...ids]}::uuid[])
      AND "deletedAt" IS NULL AND "kind" <> 'occurrence'
    GROUP BY 1, 2`;
}

interface Tied {
  memberId: string;
  tie: ArticlePerson["ties"][number];
}

/** Whoever is to check, or checks, a claim of the articles. */
function workersOf(
  tx: Tx,
  workspaceId: string,
  ids: readonly string[],
): Promise<(Tied & { articleId: string })[]> {
  return tx.$queryRaw`
    SELECT "articleId", "assigneeId" AS "memberId", 'assignee' AS "tie" FROM "ClaimInArticle"
    WHERE "workspaceId" = ${workspaceId}::uuid AND "articleId" = ANY(${[...ids]}::uuid[])
      AND "assigneeId" IS NOT NULL
    UNION
    SELECT o."articleId", k."checkerId", 'checker'
    FROM "Occurrence" o
    JOIN "Annotation" a ON a."workspaceId" = o."workspaceId" AND a."id" = o."annotationId"
      AND a."deletedAt" IS NULL
    JOIN "Claim" c ON c."workspaceId" = o."workspaceId" AND c."id" = o."claimId"
    JOIN "Check" k ON k."workspaceId" = c."workspaceId" AND k."id" = c."currentCheckId"
    WHERE o."workspaceId" = ${workspaceId}::uuid AND o."articleId" = ANY(${[...ids]}::uuid[])
      AND k."checkerId" IS NOT NULL`;
}

/** Everybody once, with all that ties them, in the order in which they were first named. */
function peopleOf(tied: readonly Tied[], names: ReadonlyMap<string, string>): ArticlePerson[] {
  const people = new Map<string, ArticlePerson>();
  for (const { memberId, tie } of tied) {
    const person = people.get(memberId);
    if (!person) people.set(memberId, { memberId, name: names.get(memberId) ?? "", ties: [tie] });
    else if (!person.ties.includes(tie)) person.ties.push(tie);
  }
  return [...people.values()];
}

async function memberNames(
  tx: Tx,
  workspaceId: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const members = await tx.member.findMany({
    where: { workspaceId, id: { in: [...new Set(ids)] } },
    select: { id: true, user: { select: { name: true } } },
  });
  return new Map(members.map(({ id, user }) => [id, user.name]));
}

function grouped<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}

/**
 * Everything the article page begins with: the current version, every annotation, and every claim
 * that occurs there. A fixed number of flat queries, joined here.
 *
 * @throws AppError not_found, also for an article that the member may not read
 */
export async function articlePage(actor: MemberActor, articleId: string): Promise<ArticlePageView> {
  const client = await database();
  const { workspaceId } = actor;
  const position = await logPosition(client, actor);
  const row = await client.article.findFirst({
    where: { ...visibleArticles(actor), id: articleId },
    select: { ...articleSelect, members: { select: { memberId: true, relation: true } } },
  });
  if (!row) throw new AppError("not_found");
  const { members: tied, ...article } = row;
  const own = tied.filter(({ memberId }) => memberId === actor.memberId);
  const ties = tiesOf(own.map(({ relation }) => relation));
  authorize(actor, "article:read", ties);
  const [version, annotations, workspace, members] = await Promise.all([
    client.articleVersion.findFirstOrThrow({
      where: { workspaceId, articleId, number: article.currentVersion },
      select: {
        number: true,
        text: true,
        document: true,
        schemaVersion: true,
        origin: true,
        note: true,
        createdById: true,
        createdAt: true,
      },
    }),
    annotationViews(client, actor, { id: articleId, ties }),
    client.workspace.findUniqueOrThrow({
      where: { id: workspaceId },
      select: { ratingScale: true, settings: true },
    }),
    workspaceMembers(client, workspaceId),
  ]);
  const rules = {
    scale: ratingScaleSchema.parse(workspace.ratingScale),
    settings: parseSettings(workspace.settings),
  };
  const claimIds = claimsOf(annotations);
  const [claims, threads, queries, flags, standing] = await Promise.all([
    articleClaims(client, actor, articleId, claimIds, rules),
    threadCounts(client, actor, articleId, claimIds),
    articleQueries(client, actor, articleId),
    articleFlags(client, actor, articleId, claimIds),
    standingOf(client, actor, articleId),
  ]);
  const names = new Map(members.map(({ id, name }) => [id, name]));
  return {
    position,
    article: articleView(article, actor, ties),
    version: { ...version, createdAt: version.createdAt.toISOString() },
    annotations,
    claims,
    threads,
    queries,
    flags,
    standing,
    people: peopleOf(
      [
        ...tied.map(({ memberId, relation }) => ({ memberId, tie: relation })),
        ...claims.flatMap(({ assigneeId, check }): Tied[] => [
          ...(assigneeId ? [{ memberId: assigneeId, tie: "assignee" as const }] : []),
          ...(check?.checker ? [{ memberId: check.checker.id, tie: "checker" as const }] : []),
        ]),
      ],
      names,
    ),
    members,
    ratingScale: rules.scale,
    settings: rules.settings,
    me: { memberId: actor.memberId, role: actor.role },
  };
}

async function workspaceMembers(tx: Tx, workspaceId: string): Promise<MemberName[]> {
  const members = await tx.member.findMany({
    where: { workspaceId },
    select: { id: true, role: true, removedAt: true, user: { select: { name: true } } },
    orderBy: { createdAt: "asc" },
  });
  return members.map(({ id, role, removedAt, user }) => ({
    id,
    name: user.name,
    role,
    removed: removedAt !== null,
  }));
}

function claimsOf(annotations: readonly { occurrence: { claimId: string } | null }[]): string[] {
  return [...new Set(annotations.flatMap(({ occurrence }) => occurrence?.claimId ?? []))];
}

/** The rows that a command changed, as the article page holds them. */
export async function articleChange(
  actor: MemberActor,
  changed: {
    articleId: string;
    annotations: readonly string[];
    claims: readonly string[];
  },
): Promise<ArticleChange> {
  const client = await database();
  const { articleId } = changed;
  const ties = await articleTies(client, actor, articleId);
  authorize(actor, "article:read", ties);
  const annotations = await annotationViews(
    client,
    actor,
    { id: articleId, ties },
    changed.annotations,
  );
  const claims = [...new Set([...changed.claims, ...claimsOf(annotations)])];
  return { annotations, claims: await articleClaims(client, actor, articleId, claims) };
}

/**
 * What a page that heard of changes shows anew, as it stands now: claims that occur in the article
 * with their occurrences there, annotations of it, or all that is living. Of a claim or annotation
 * that is elsewhere nothing is answered.
 */
export async function articleRows(
  actor: MemberActor,
  { articleId, claimIds = [], annotationIds = [], whole = false }: ArticleRowsInput,
): Promise<ArticleRows> {
  const client = await database();
  const { workspaceId } = actor;
  const row = await client.article.findFirst({
    where: { ...visibleArticles(actor), id: articleId },
    select: articleSelect,
  });
  if (!row) throw new AppError("not_found");
  const ties = await articleTies(client, actor, articleId);
  authorize(actor, "article:read", ties);
  const [occurrences, annotated, { createdById: savedById }] = await Promise.all([
    client.occurrence.findMany({
      where: { workspaceId, articleId, annotation: { deletedAt: null } },
      select: { annotationId: true, claimId: true },
    }),
    whole
      ? annotationViews(client, actor, { id: articleId, ties })
      : annotationViews(client, actor, { id: articleId, ties }, annotationIds),
    client.articleVersion.findFirstOrThrow({
      where: { workspaceId, articleId, number: row.currentVersion },
      select: { createdById: true },
    }),
  ]);
  const known = new Set(annotated.map(({ id }) => id));
  const asked = new Set(claimIds);
  const others = occurrences.flatMap(({ annotationId, claimId }) =>
    asked.has(claimId) && !known.has(annotationId) ? annotationId : [],
  );
  const more =
    others.length === 0
      ? []
      : await annotationViews(client, actor, { id: articleId, ties }, others);
  const annotations = [...annotated, ...more];
  const all = [...new Set(occurrences.map(({ claimId }) => claimId))];
  const [claims, threads, queries, flags] = await Promise.all([
    articleClaims(client, actor, articleId, claimsOf(annotations)),
    threadCounts(client, actor, articleId, all),
    articleQueries(client, actor, articleId),
    articleFlags(client, actor, articleId, all),
  ]);
  const view = articleView(row, actor, ties);
  return { article: view, savedById, annotations, claims, threads, queries, flags };
}

/** Claims as one article shows them, in the order of their ids as given. */
export async function articleClaims(
  tx: Tx,
  actor: MemberActor,
  articleId: string,
  ids: readonly string[],
  rules?: Rules,
): Promise<ArticleClaim[]> {
  if (ids.length === 0) return [];
  const { workspaceId } = actor;
  const isStaff = readsAllArticles(actor);
  const [hands, elsewhere, plans, stuck] = await Promise.all([
    loadClaims(tx, actor, ids, rules),
    isStaff ? countElsewhere(tx, workspaceId, articleId, ids) : null,
    tx.claimInArticle.findMany({
      where: { workspaceId, articleId, claimId: { in: [...ids] } },
      select: { claimId: true, assigneeId: true, priority: true, deadline: true },
    }),
    isStaff ? stuckInArticle(tx, workspaceId, articleId, ids) : [],
  ]);
  const stuckOf = new Map(stuck.map(({ claimId, since }) => [claimId, since.toISOString()]));
  const handOf = new Map(hands.map((hand) => [hand.claim.id, hand]));
  const planOf = new Map(plans.map((plan) => [plan.claimId, plan]));
  return ids.flatMap((id) => {
    const hand = handOf.get(id);
    if (!hand) return [];
    const plan = planOf.get(id);
    return {
      ...summaryOf(hand),
      citations: {
        total: hand.isBlind ? 0 : hand.citations.length,
        seen: hand.isBlind ? 0 : hand.citations.filter(({ seen }) => seen).length,
      },
      elsewhere: elsewhere && (elsewhere.get(id) ?? 0),
      assigneeId: plan?.assigneeId ?? null,
      priority: plan?.priority ?? 0,
      deadline: plan?.deadline?.toISOString() ?? null,
      stuckSince: hand.isBlind ? null : (stuckOf.get(id) ?? null),
      ...mayDo(hand, actor),
    };
  });
}

function mayDo(hand: ClaimInHand, actor: MemberActor): Pick<ArticleClaim, "can" | "moves"> {
  const ties = claimTiesOf(hand, actor);
  return {
    can: {
      edit: can(actor, "claim:edit", ties),
      cite: can(actor, "citation:add", ties),
      propose: can(actor, "citation:propose", ties),
      assign: can(actor, "claim:assign", ties),
      take: can(actor, "claim:take", ties),
    },
    moves: possibleMoves(factsOf(hand), contextOf(hand, actor)),
  };
}

async function countElsewhere(
  tx: Tx,
  workspaceId: string,
  articleId: string,
  ids: readonly string[],
): Promise<Map<string, number>> {
  const rows = await tx.$queryRaw<{ claimId: string; count: number }[]>`
    SELECT o."claimId", count(*)::int AS "count"
    FROM "Occurrence" o
    JOIN "Annotation" a ON a."workspaceId" = o."workspaceId" AND a."id" = o."annotationId"
      AND a."deletedAt" IS NULL
    JOIN "Article" r ON r."workspaceId" = o."workspaceId" AND r."id" = o."articleId"
      AND r."deletedAt" IS NULL
    WHERE o."workspaceId" = ${workspaceId}::uuid AND o."claimId" = ANY(${[...ids]}::uuid[])
      AND o."articleId" <> ${articleId}::uuid
    GROUP BY 1`;
  return new Map(rows.map(({ claimId, count }) => [claimId, count]));
}

/**
 * What was done to an article, its annotations and the claims that occur in it, newest first. To
 * an author or viewer, only what concerns no other article.
 */
export async function articleHistory(
  actor: MemberActor,
  input: ArticleHistoryInput,
): Promise<HistoryPage> {
  const client = await database();
  const { articleId, before } = input;
  const article = await client.article.findFirst({
    where: { ...visibleArticles(actor), id: articleId },
    select: { id: true },
  });
  if (!article) throw new AppError("not_found");
  authorize(actor, "article:read", await articleTies(client, actor, articleId));
  const occurrences = await client.occurrence.findMany({
    where: { workspaceId: actor.workspaceId, articleId },
    select: { claimId: true },
    distinct: ["claimId"],
  });
  const claims = { in: occurrences.map(({ claimId }) => claimId) };
  return history(
    client,
    actor,
    {
      AND: [
        { OR: [{ articleId }, { claimId: claims, articleId: null }] },
        await knownEvents(client, actor),
        await toldQueryEvents(client, actor),
        await toldFlagEvents(client, actor),
      ],
    },
    { before },
  );
}

/** A picture's bytes, for whoever may read an article that shows it. */
export async function articlePicture(
  actor: MemberActor,
  sha256: string,
): Promise<{ mediaType: string; bytes: Uint8Array<ArrayBuffer> }> {
  const client = await database();
  const picture = await client.picture.findFirst({
    where: {
      workspaceId: actor.workspaceId,
      sha256,
      articles: { some: { article: visibleArticles(actor) } },
    },
    select: { mediaType: true, bytes: true },
  });
  if (!picture) throw new AppError("not_found");
  return picture;
}

/** How much material for a new article may hold; for whoever may make one. */
export async function draftLimits(actor: MemberActor): Promise<{ textMb: number; fileMb: number }> {
  authorize(actor, "article:create");
  const client = await database();
  const { settings } = await client.workspace.findUniqueOrThrow({
    where: { id: actor.workspaceId },
    select: { settings: true },
  });
  return {
    textMb: Math.max(1, Math.round(parseSettings(settings).importLimitBytes / MEGABYTE)),
    fileMb: DEFAULT_IMPORT_LIMITS.fileBytes / MEGABYTE,
  };
}

const MEGABYTE = 1024 * 1024;
