import "server-only";
import { readsAllArticles, visibleArticles } from "@/lib/article/ties";
import type { MemberActor } from "@/lib/auth/actor";
import { authorize, can } from "@/lib/auth/authorize";
import type { CheckStatus } from "@/lib/claim/status";
import { database, type Tx } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { AppError } from "@/lib/errors";
import { history } from "@/lib/event/queries";
import type { HistoryPage } from "@/lib/event/schema";
import { hiddenFrom, shownSourcing, shownStatus } from "@/lib/second-check/view";
import { normaliseAddress } from "@/lib/source/address";
import { findPublisher } from "./effects";
import { locatorSchema } from "./locator";
import { claimsResting, sourcesRepeating } from "./resting";
import type {
  AddressSuggestion,
  SearchSources,
  SourceDetail,
  SourceDetailInput,
  SourceView,
  SuggestForAddress,
} from "./schema";
import type { Stance } from "./schema-enums";
import {
  LAST_PAGE,
  type LibraryChoices,
  type LibraryInput,
  type LibraryView,
  type MergePreview,
  type MergePreviewInput,
  type ReachedArticle,
  type SourceHistoryInput,
  type SourcePageView,
} from "./schema-library";
import type { Sourcing } from "./sourcing";
import { findSource, sourceSelect, sourceView } from "./view";
import { wordsQuery } from "./words";

/** Sites that summarise what others established. */
const ENCYCLOPAEDIAS = new Set([
  "wikipedia.org",
  "wikidata.org",
  "britannica.com",
  "encyclopedia.com",
  "scholarpedia.org",
  "citizendium.org",
  "fandom.com",
  "infoplease.com",
]);

/** A source as it is now, and how much rests on it. */
export async function sourceDetail(
  actor: MemberActor,
  { sourceId }: SourceDetailInput,
): Promise<SourceDetail> {
  authorize(actor, "source:read");
  const client = await database();
  const { workspaceId } = actor;
  const source = await findSource(client, workspaceId, { id: sourceId });
  if (!source) throw new AppError("not_found");
  const { originId } = source;
  const origin = originId && (await findSource(client, workspaceId, { id: originId }));
  const claims = await claimsResting(client, workspaceId, sourceId);
  return { source, origin: origin || null, claims: claims.length };
}

/** Sources with words that begin like each of those asked for, or of that address; the last used first. */
export async function searchSources(
  actor: MemberActor,
  input: SearchSources,
): Promise<SourceView[]> {
  authorize(actor, "source:read");
  const client = await database();
  const { workspaceId } = actor;
  const address = normaliseAddress(input.query);
  const named = address
    ? await client.source.findMany({
        where: { workspaceId, addressKey: address.key, deletedAt: null },
        select: { id: true },
        orderBy: [{ usedAt: "desc" }, { id: "desc" }],
        take: input.limit,
      })
    : [];
  const asked = Prisma.sql`s."workspaceId" = ${workspaceId}::uuid AND s."deletedAt" IS NULL`;
  const found = await inOrder(client, {
    asked,
    query: input.query,
    order: ORDERS.used,
    limit: input.limit,
    offset: 0,
  });
  const ids = [...new Set([...named.map(({ id }) => id), ...found])].slice(0, input.limit);
  return sourcesInOrder(client, workspaceId, ids);
}

const ORDERS = {
  used: Prisma.sql`s."usedAt" DESC, s."id" DESC`,
  added: Prisma.sql`s."createdAt" DESC, s."id" DESC`,
  title: Prisma.sql`s."title", s."id"`,
} as const;

/** How far the sources are walked in their order before their words' index is asked. */
const WALKED = 1_000;

/**
 * The ids of sources that meet a condition and have the words, in an order. Common words are found
 * by walking the sources in their order, for there soon are enough of them, and rare ones through
 * the index of words, for there are few to put in order. Which of the two it is shows in the walking
 * and is not left to a planner, whose statistics an embedded database seldom has.
 */
async function inOrder(
  client: Tx,
  {
    asked,
    query,
    order,
    limit,
    offset,
  }: {
    asked: Prisma.Sql;
    query: string;
    order: Prisma.Sql;
    limit: number;
    offset: number;
  },
): Promise<string[]> {
  const page = Prisma.sql`LIMIT ${limit} OFFSET ${offset}`;
  const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);
  if (query.trim() === "") {
    return idsOf(
      await client.$queryRaw`SELECT s."id" FROM "Source" s WHERE ${asked} ORDER BY ${order} ${page}`,
    );
  }
  const words = wordsQuery(query);
  if (words === null) return [];
  if (offset === 0) {
    const walked = await client.$queryRaw<{ id: string }[]>`
      SELECT s."id" FROM (
        SELECT s."id", s."words", row_number() OVER () AS "at" FROM (
          SELECT s."id", s."words" FROM "Source" s WHERE ${asked} ORDER BY ${order} LIMIT ${WALKED}
        ) s
      ) s WHERE ${matching(words)} ORDER BY s."at" LIMIT ${limit}`;
    if (walked.length === limit) return idsOf(walked);
  }
  return idsOf(
    await client.$queryRaw`
      SELECT s."id" FROM (SELECT * FROM "Source" s WHERE ${matching(words)} OFFSET 0) s
      WHERE ${asked} ORDER BY ${order} ${page}`,
  );
}

/** Of a source s: it has words that begin like these. The condition that their index knows. */
function matching(words: string): Prisma.Sql {
  return Prisma.sql`array_to_tsvector(string_to_array(s."words", ' ')) @@ ${words}::tsquery`;
}

async function sourcesInOrder(
  client: Tx,
  workspaceId: string,
  ids: readonly string[],
): Promise<SourceView[]> {
  const rows = await client.source.findMany({
    where: { workspaceId, id: { in: [...ids] } },
    select: sourceSelect,
  });
  const views = new Map(rows.map((row) => [row.id, sourceView(row)]));
  return ids.flatMap((id) => views.get(id) ?? []);
}

/** What is known of an address before a source is made of it. */
export async function suggestFor(
  actor: MemberActor,
  input: SuggestForAddress,
): Promise<AddressSuggestion> {
  authorize(actor, "source:create");
  const address = normaliseAddress(input.url);
  if (!address) {
    return { url: null, existing: null, publisher: null, domain: null, encyclopaedia: false };
  }
  const client = await database();
  const { workspaceId } = actor;
  const domain = address.publisherDomain;
  const mayRead = can(actor, "source:read");
  return {
    url: address.display,
    existing: mayRead ? await findSource(client, workspaceId, { addressKey: address.key }) : null,
    publisher: mayRead && domain ? await findPublisher(client, workspaceId, { domain }) : null,
    domain,
    encyclopaedia: domain !== null && ENCYCLOPAEDIAS.has(domain),
  };
}

const PAGE = 40;

/** The workspace's sources, page by page, narrowed to what is asked for. */
export async function library(actor: MemberActor, input: LibraryInput): Promise<LibraryView> {
  authorize(actor, "source:read");
  const client = await database();
  const { workspaceId } = actor;
  const { page, sort } = input;
  const asked = narrowedTo(workspaceId, input);
  const ids = await inOrder(client, {
    asked,
    query: input.query,
    order: ORDERS[sort],
    limit: PAGE,
    offset: (page - 1) * PAGE,
  });
  const most = PAGE * LAST_PAGE;
  const words = wordsQuery(input.query);
  const within =
    words === null
      ? Prisma.sql`"Source" s`
      : Prisma.sql`(SELECT * FROM "Source" s WHERE ${matching(words)} OFFSET 0) s`;
  const [sources, cited, counted] = await Promise.all([
    sourcesInOrder(client, workspaceId, ids),
    client.$queryRaw<{ sourceId: string; claims: number }[]>`
      SELECT i."sourceId", count(DISTINCT i."claimId")::int AS "claims" FROM "Citation" i
      WHERE i."workspaceId" = ${workspaceId}::uuid AND i."sourceId" = ANY(${ids}::uuid[])
        AND i."deletedAt" IS NULL
      GROUP BY i."sourceId"`,
    page === 1 && ids.length < PAGE
      ? [{ count: ids.length }]
      : client.$queryRaw<{ count: number }[]>`
          SELECT count(*)::int FROM (
            SELECT 1 FROM ${within} WHERE ${asked} LIMIT ${most + 1}
          ) counted`,
  ]);
  const claims = new Map(cited.map((row) => [row.sourceId, row.claims]));
  const total = counted[0]?.count ?? 0;
  return {
    sources: sources.map((source) => ({ ...source, claims: claims.get(source.id) ?? 0 })),
    total: Math.min(total, most),
    isMore: total > most,
    page,
    pages: Math.max(1, Math.ceil(Math.min(total, most) / PAGE)),
    can: {
      create: can(actor, "source:create"),
      merge: can(actor, "source:merge"),
      importLists: can(actor, "source:import"),
    },
  };
}

/** The first sources of the library, as far as it is narrowed. */
export async function sourcesInLibrary(
  actor: MemberActor,
  input: LibraryInput,
  limit: number,
): Promise<SourceView[]> {
  authorize(actor, "source:read");
  const client = await database();
  const { workspaceId } = actor;
  const asked = narrowedTo(workspaceId, input);
  const { query, sort } = input;
  const ids = await inOrder(client, { asked, query, order: ORDERS[sort], limit, offset: 0 });
  return sourcesInOrder(client, workspaceId, ids);
}

/** What the library can be narrowed to: its publishers by their names, and its languages. */
export async function libraryChoices(actor: MemberActor): Promise<LibraryChoices> {
  authorize(actor, "source:read");
  const client = await database();
  const { workspaceId } = actor;
  const [publishers, languages] = await Promise.all([
    client.publisher.findMany({
      where: { workspaceId, sources: { some: { deletedAt: null } } },
      select: { id: true, name: true },
      orderBy: { name: "asc" },
      take: 2_000,
    }),
    // From one language to the next in their index, however many sources have each.
    client.$queryRaw<{ language: string }[]>`
      WITH RECURSIVE each AS (
        (SELECT "language" FROM "Source" WHERE "workspaceId" = ${workspaceId}::uuid
          AND "language" > '' ORDER BY "language" LIMIT 1)
        UNION ALL
        SELECT (SELECT s."language" FROM "Source" s WHERE s."workspaceId" = ${workspaceId}::uuid
          AND s."language" > each."language" ORDER BY s."language" LIMIT 1)
        FROM each WHERE each."language" IS NOT NULL
      )
      SELECT "language" FROM each WHERE "language" IS NOT NULL`,
  ]);
  return { publishers, languages: languages.map(({ language }) => language) };
}

/** The workspace's living sources, but for the words that they are searched for. */
function narrowedTo(workspaceId: string, input: LibraryInput): Prisma.Sql {
  const { type, primacy, publisherId, language, uncited } = input;
  const conditions = [
    Prisma.sql`s."workspaceId" = ${workspaceId}::uuid AND s."deletedAt" IS NULL`,
    type && Prisma.sql`AND s."type" = ${type}`,
    primacy && Prisma.sql`AND s."primacy" = ${primacy}::"Primacy"`,
    publisherId && Prisma.sql`AND s."publisherId" = ${publisherId}::uuid`,
    language && Prisma.sql`AND s."language" = ${language}`,
    uncited &&
      Prisma.sql`AND NOT EXISTS (SELECT 1 FROM "Citation" i WHERE i."workspaceId" = s."workspaceId"
        AND i."sourceId" = s."id" AND i."deletedAt" IS NULL)`,
  ].filter((condition) => condition instanceof Prisma.Sql);
  return Prisma.join(conditions, " ");
}

/** Where a source was merged into another, that one's id; null for one that stands by itself. */
export async function mergedInto(
  actor: MemberActor,
  { sourceId }: SourceDetailInput,
): Promise<string | null> {
  authorize(actor, "source:read");
  const client = await database();
  const row = await client.source.findFirst({
    where: { workspaceId: actor.workspaceId, id: sourceId, deletedAt: { not: null } },
    select: { mergedIntoId: true },
  });
  return row?.mergedIntoId ?? null;
}

const MOST_CITATIONS = 500;

/**
 * A source, the claims that rest on it and the articles that it reaches through them. Claims that
 * the actor is to check blind are left out, for that they cite it is what was found. An author or a
 * viewer sees a source through their articles only, and of what rests on it only what stands there;
 * one that no article of theirs reaches is `not_found`.
 */
export async function sourcePage(
  actor: MemberActor,
  { sourceId }: SourceDetailInput,
): Promise<SourcePageView> {
  const client = await database();
  const { workspaceId } = actor;
  const source = await findSource(client, workspaceId, { id: sourceId });
  if (!source) throw new AppError("not_found");
  const readsLibrary = can(actor, "source:read");
  const repeating = await sourcesRepeating(client, workspaceId, sourceId);
  const citations = await restingOn(client, actor, [sourceId, ...repeating]);
  const direct = citations.filter((citation) => citation.sourceId === sourceId);
  if (!readsLibrary && direct.length === 0) throw new AppError("not_found");
  const shown = readsLibrary ? citations : direct;
  const articles = await articlesReached(
    client,
    actor,
    shown.map(({ claim }) => claim.id),
  );
  const { originId } = source;
  const [origin, repeats, likely] = readsLibrary
    ? await Promise.all([
        originId ? findSource(client, workspaceId, { id: originId }) : null,
        sourcesInOrder(client, workspaceId, repeating),
        likelySame(client, workspaceId, source),
      ])
    : [null, [], []];
  const titles = new Map(repeats.map(({ id, title }) => [id, title]));
  return {
    source: readsLibrary ? source : { ...source, notes: "" },
    origin,
    repeats: repeats.filter((repeat) => repeat.originId === sourceId),
    citations: shown.map(({ sourceId: cited, ...citation }) => ({
      ...citation,
      through: cited === sourceId ? null : { id: cited, title: titles.get(cited) ?? "" },
    })),
    articles,
    likely,
    can: {
      edit: can(actor, "source:edit"),
      merge: can(actor, "source:merge"),
      history: readsLibrary,
    },
  };
}

interface RestingRow {
  id: string;
  sourceId: string;
  stance: Stance;
  quote: string;
  locator: unknown;
  seen: boolean;
  claimId: string;
  number: number;
  statement: string;
  status: CheckStatus;
  sourcing: Sourcing;
}

async function restingOn(client: Tx, actor: MemberActor, sourceIds: readonly string[]) {
  const { workspaceId, memberId } = actor;
  const hidden = await hiddenFrom(client, actor);
  const readsAll = readsAllArticles(actor);
  const rows = await client.$queryRaw<RestingRow[]>`
    SELECT i."id", i."sourceId", i."stance"::text, i."quote", i."locator",
      i."seenAt" IS NOT NULL AS "seen", c."id" AS "claimId", c."number", c."statement",
      ${shownStatus(hidden)} AS "status", ${shownSourcing(hidden)} AS "sourcing"
    FROM "Citation" i
    JOIN "Claim" c ON c."workspaceId" = i."workspaceId" AND c."id" = i."claimId"
      AND c."deletedAt" IS NULL
    LEFT JOIN "Check" k ON k."workspaceId" = c."workspaceId" AND k."id" = c."currentCheckId"
    WHERE i."workspaceId" = ${workspaceId}::uuid AND i."sourceId" = ANY(${[...sourceIds]}::uuid[])
      AND i."deletedAt" IS NULL AND c."id" <> ALL(${hidden.claimIds}::uuid[])
      AND (${readsAll} OR EXISTS (
        SELECT 1 FROM "Occurrence" o
        JOIN "Annotation" a ON a."workspaceId" = o."workspaceId" AND a."id" = o."annotationId"
          AND a."deletedAt" IS NULL
        JOIN "Article" ar ON ar."workspaceId" = o."workspaceId" AND ar."id" = o."articleId"
          AND ar."deletedAt" IS NULL
        JOIN "ArticleMember" am ON am."workspaceId" = o."workspaceId"
          AND am."articleId" = o."articleId" AND am."memberId" = ${memberId}::uuid
        WHERE o."workspaceId" = c."workspaceId" AND o."claimId" = c."id"))
    ORDER BY c."number", i."createdAt", i."id"
    LIMIT ${MOST_CITATIONS}`;
  return rows.map(({ claimId, number, statement, status, sourcing, locator, ...row }) => ({
    ...row,
    locator: locatorSchema.nullable().catch(null).parse(locator),
    claim: { id: claimId, number, statement, status, sourcing },
  }));
}

async function articlesReached(
  client: Tx,
  actor: MemberActor,
  claimIds: readonly string[],
): Promise<ReachedArticle[]> {
  const rows = await client.occurrence.findMany({
    where: {
      workspaceId: actor.workspaceId,
      claimId: { in: [...new Set(claimIds)] },
      annotation: { deletedAt: null },
      article: visibleArticles(actor),
    },
    select: { claimId: true, article: { select: { id: true, headline: true } } },
    distinct: ["claimId", "articleId"],
    orderBy: { articleId: "desc" },
  });
  const articles = new Map<string, ReachedArticle>();
  for (const { article } of rows) {
    const known = articles.get(article.id);
    articles.set(article.id, { ...article, claims: (known?.claims ?? 0) + 1 });
  }
  return [...articles.values()];
}

/** Others of the same address, number or title. */
async function likelySame(
  client: Tx,
  workspaceId: string,
  { id, title, url, csl }: SourceView,
): Promise<SourceView[]> {
  const key = url === null ? null : (normaliseAddress(url)?.key ?? null);
  const words = wordsQuery(title);
  const rows = await client.$queryRaw<{ id: string }[]>`
    SELECT s."id" FROM "Source" s
    WHERE s."workspaceId" = ${workspaceId}::uuid AND s."deletedAt" IS NULL
      AND s."addressKey" = ${key} AND s."id" <> ${id}::uuid
    UNION
    SELECT s."id" FROM "Source" s
    WHERE s."workspaceId" = ${workspaceId}::uuid AND s."deletedAt" IS NULL
      AND ${words === null ? Prisma.sql`false` : matching(words)} AND s."id" <> ${id}::uuid
      AND (lower(s."title") = lower(${title}) OR s."csl" ->> 'DOI' = ${csl.DOI ?? null}
        OR s."csl" ->> 'ISBN' = ${csl.ISBN ?? null})
    LIMIT 5`;
  return sourcesInOrder(
    client,
    workspaceId,
    rows.map((row) => row.id),
  );
}

/** What was done to a source itself, newest first. */
export async function sourceHistory(
  actor: MemberActor,
  { sourceId, before }: SourceHistoryInput,
): Promise<HistoryPage> {
  authorize(actor, "source:read");
  const client = await database();
  if (!(await findSource(client, actor.workspaceId, { id: sourceId }))) {
    throw new AppError("not_found");
  }
  return history(client, actor, { subjectType: "source", subjectId: sourceId }, { before });
}

/** How many claims a merge of these sources would touch, those that the actor may not know of, too. */
export async function mergePreview(
  actor: MemberActor,
  { sourceIds }: MergePreviewInput,
): Promise<MergePreview> {
  authorize(actor, "source:merge");
  const client = await database();
  const { workspaceId } = actor;
  const [row] = await client.$queryRaw<MergePreview[]>`
    SELECT count(*)::int AS "claims",
      (count(*) FILTER (WHERE k."status" IN ('in_review', 'disputed', 'approved')))::int AS "unsettled"
    FROM "Claim" c
    LEFT JOIN "Check" k ON k."workspaceId" = c."workspaceId" AND k."id" = c."currentCheckId"
    WHERE c."workspaceId" = ${workspaceId}::uuid AND c."deletedAt" IS NULL AND EXISTS (
      SELECT 1 FROM "Citation" i WHERE i."workspaceId" = c."workspaceId" AND i."claimId" = c."id"
        AND i."deletedAt" IS NULL AND i."sourceId" = ANY(${sourceIds}::uuid[]))`;
  return row ?? { claims: 0, unsettled: 0 };
}
