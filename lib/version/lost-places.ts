import "server-only";
import { lockArticle } from "@/lib/article/ties";
import { database } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { logError } from "@/lib/log";
import { versionText } from "@/lib/placement/map-forward";
import type { Proposal } from "@/lib/placement/schema";
import { unpackPlacements } from "./pack";
import { searchThreads } from "./search-thread";

interface ArticleKey {
  workspaceId: string;
  articleId: string;
}

/** Nobody waits for it, but it ends. */
const COMPARE_MS = 60_000;
const SEARCH_MS = 120_000;

/** Targets of living annotations whose likely places are still to be looked for. */
export function soughtTargets({ workspaceId, articleId }: ArticleKey): Prisma.TargetWhereInput {
  return {
    workspaceId,
    articleId,
    state: "orphaned",
    proposals: { equals: Prisma.DbNull },
    lostFrom: { not: null },
    deletedAt: null,
    annotation: { deletedAt: null },
  };
}

/** One article's search, as it stands. */
export interface LostPlaceSearch {
  /** How many places are through. */
  done: number;
  /** It gave up. */
  isStopped: boolean;
}

/**
 * Looks for likely places of what lost its own, behind the saving of a version. What is to be looked
 * for stands in the database, and here only how far it is: after a restart it goes on when somebody
 * opens the article.
 */
class LostPlaceSearches {
  readonly #searches = new Map<string, LostPlaceSearch>();

  /** Begins to look, unless it is being done; one that gave up begins again when asked to. */
  begin(article: ArticleKey, { again = false } = {}): LostPlaceSearch {
    const key = `${article.workspaceId} ${article.articleId}`;
    const known = this.#searches.get(key);
    if (known && !(known.isStopped && again)) return known;
    const search: LostPlaceSearch = { done: 0, isStopped: false };
    this.#searches.set(key, search);
    lookFor(article, search).then(
      (isDone) => {
        if (isDone) this.#searches.delete(key);
        else search.isStopped = true;
      },
      (error: unknown) => {
        logError(error);
        search.isStopped = true;
      },
    );
    return search;
  }
}

/** Answers whether nothing is left to look for. */
async function lookFor(article: ArticleKey, search: LostPlaceSearch): Promise<boolean> {
  // Where another version is saved meanwhile, what is found is of no use, and it begins anew.
  for (;;) {
    const sought = await soughtIn(article);
    if (sought.from === null) return true;
    search.done = 0;
    const found = await foundFor(article, sought, search);
    await propose(article, sought.currentVersion, found);
    if (found.size < sought.ids.length) return false;
  }
}

interface Sought {
  language: string;
  currentVersion: number;
  /** The version in which they stood last; null where nothing is sought. */
  from: number | null;
  ids: string[];
}

/** The targets that are sought and were lost after the same version. */
async function soughtIn(article: ArticleKey): Promise<Sought> {
  const client = await database();
  const { workspaceId, articleId } = article;
  const { language, currentVersion } = await client.article.findFirstOrThrow({
    where: { workspaceId, id: articleId },
    select: { language: true, currentVersion: true },
  });
  const targets = await client.target.findMany({
    where: soughtTargets(article),
    select: { id: true, lostFrom: true },
    orderBy: [{ lostFrom: "desc" }, { start: "asc" }],
  });
  const from = targets[0]?.lostFrom ?? null;
  const ids = targets.filter(({ lostFrom }) => lostFrom === from).map(({ id }) => id);
  return { language, currentVersion, from, ids };
}

/** Likely places in the current version, by target; those that time was over for are left out. */
async function foundFor(
  { workspaceId, articleId }: ArticleKey,
  { language, currentVersion, from, ids }: Sought,
  search: LostPlaceSearch,
): Promise<Map<string, readonly Proposal[]>> {
  const client = await database();
  const of = { workspaceId, articleId };
  const { placements } = await client.articleVersion.findFirstOrThrow({
    where: { ...of, number: from ?? 0 },
    select: { placements: true },
  });
  const stood = new Map(
    (placements ? unpackPlacements(placements) : []).map(([id, start, end]) => [
      id,
      { start, end },
    ]),
  );
  const found = new Map<string, readonly Proposal[]>();
  const spans = ids.flatMap((id) => {
    const span = stood.get(id);
    if (!span) found.set(id, []);
    return span ? [{ id, ...span }] : [];
  });
  const { places } = await searchThreads.later.search(
    {
      before: await versionText(client, { ...of, number: from ?? 0 }),
      after: await versionText(client, { ...of, number: currentVersion }),
      language,
      spans,
      // What had no place when the version was saved is given none behind anybody's back.
      onlyPropose: true,
      compareMs: COMPARE_MS,
      searchMs: SEARCH_MS,
    },
    (done) => {
      search.done = done;
    },
  );
  for (const place of places) {
    if (place.state === "orphaned" && place.proposals) found.set(place.id, place.proposals);
  }
  return found;
}

/** Writes what was found, unless the text is another by now. */
async function propose(
  { workspaceId, articleId }: ArticleKey,
  version: number,
  found: ReadonlyMap<string, readonly Proposal[]>,
): Promise<void> {
  const client = await database();
  const ids = [...found.keys()];
  const proposals = [...found.values()].map((places) => JSON.stringify(places));
  await client.$transaction(async (tx) => {
    const article = await lockArticle(tx, { kind: "system", workspaceId }, articleId, "share");
    if (article.currentVersion !== version) return;
    await tx.$executeRaw`
      UPDATE "Target" t SET "proposals" = n."proposals"::jsonb
      FROM unnest(${ids}::uuid[], ${proposals}::text[]) AS n("id", "proposals")
      WHERE t."workspaceId" = ${workspaceId}::uuid AND t."id" = n."id"
        AND t."state" = 'orphaned' AND t."proposals" IS NULL`;
  });
}

// Next evaluates this module several times in one process (lib/db/open.ts says why).
const SEARCHES: unique symbol = Symbol.for("stet.lostPlaceSearches");
const slot: typeof globalThis & { [SEARCHES]?: LostPlaceSearches } = globalThis;
slot[SEARCHES] ??= new LostPlaceSearches();

export const lostPlaceSearches: LostPlaceSearches = slot[SEARCHES];
