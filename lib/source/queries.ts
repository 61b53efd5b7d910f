import "server-only";
import type { MemberActor } from "@/lib/auth/actor";
import { authorize, can } from "@/lib/auth/authorize";
import { database, type Tx } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { AppError } from "@/lib/errors";
import { normaliseAddress } from "@/lib/source/address";
import { findPublisher } from "./effects";
import { claimsResting } from "./resting";
import type {
  AddressSuggestion,
  SearchSources,
  SourceDetail,
  SourceDetailInput,
  SourceView,
  SuggestForAddress,
} from "./schema";
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
  const found = await client.$queryRaw<{ id: string }[]>`
    SELECT s."id" FROM "Source" s
    WHERE s."workspaceId" = ${workspaceId}::uuid AND s."deletedAt" IS NULL
      AND ${hasWords(input.query)}
    ORDER BY s."usedAt" DESC, s."id" DESC
    LIMIT ${input.limit}`;
  const ids = [...new Set([...named, ...found].map(({ id }) => id))].slice(0, input.limit);
  return sourcesInOrder(client, workspaceId, ids);
}

/** Of a source s: it has a word that begins like each of these. The condition that its index knows. */
function hasWords(query: string): Prisma.Sql {
  if (query.trim() === "") return Prisma.sql`true`;
  const words = wordsQuery(query);
  if (words === null) return Prisma.sql`false`;
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
