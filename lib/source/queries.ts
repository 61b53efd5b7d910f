import "server-only";
import type { MemberActor } from "@/lib/auth/actor";
import { authorize, can } from "@/lib/auth/authorize";
import { database } from "@/lib/db/client";
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

/** Sources whose title, author, publisher or address has every word, the last used first. */
export async function searchSources(
  actor: MemberActor,
  input: SearchSources,
): Promise<SourceView[]> {
  authorize(actor, "source:read");
  const client = await database();
  const { workspaceId } = actor;
  const address = normaliseAddress(input.query);
  const patterns = input.query
    .split(/\s+/)
    .filter((word) => word !== "")
    .slice(0, 12)
    .map((word) => `%${word.replace(/[\\%_]/g, "\\$&")}%`);
  const found = await client.$queryRaw<{ id: string }[]>`
    SELECT s."id" FROM "Source" s
    LEFT JOIN "Publisher" p ON p."workspaceId" = s."workspaceId" AND p."id" = s."publisherId"
    LEFT JOIN LATERAL (
      SELECT max(i."createdAt") AS "at" FROM "Citation" i
      WHERE i."workspaceId" = s."workspaceId" AND i."sourceId" = s."id" AND i."deletedAt" IS NULL
    ) used ON true
    WHERE s."workspaceId" = ${workspaceId}::uuid AND s."deletedAt" IS NULL
      AND (s."addressKey" = ${address?.key ?? null}
        OR concat_ws(' ', s."title", s."author", s."issued", s."addressKey", p."name")
          ILIKE ALL(${patterns}::text[]))
    ORDER BY s."addressKey" IS NOT DISTINCT FROM ${address?.key ?? null} AND s."addressKey" IS NOT NULL
      DESC, greatest(used."at", s."createdAt") DESC, s."id" DESC
    LIMIT ${input.limit}`;
  const ids = found.map(({ id }) => id);
  const rows = await client.source.findMany({
    where: { workspaceId, id: { in: ids } },
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
