import "server-only";
import type { MemberActor } from "@/lib/auth/actor";
import type { Tx } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import type { Work } from "@/lib/event/command";
import { newId } from "@/lib/id";
import { type Address, normaliseAddress } from "@/lib/source/address";
import { formatDate } from "./dates";
import { formatNames } from "./names";
import type { CreatedSource, CreateSource, PublisherView } from "./schema";
import { findSource, publisherSelect } from "./view";
import { sourceWords, wordsOf } from "./words";

/**
 * Makes a source, and its publisher where the workspace does not know it. Where one of the same
 * address is there, nothing is written and that one is answered, unless the input says
 * `sameAddress`. The caller has authorized `source:create`.
 */
export async function createSource(
  work: Work<MemberActor>,
  input: CreateSource,
): Promise<CreatedSource> {
  const { tx, workspaceId, actor, now } = work;
  const address = parseAddress(input.url);
  if (address && !input.sameAddress) {
    const source = await findSource(tx, workspaceId, { addressKey: address.key });
    if (source) return { existing: source.id !== input.id, source };
  }
  await requireOrigin(work, input.originId, input.id);
  const publisher = await resolvePublisher(work, input.publisher, address);
  const { id, type, title, primacy, encyclopaedia, originId, language, notes, csl } = input;
  const row = { id, type, title, primacy, encyclopaedia, originId, language, notes, csl };
  const url = address?.display ?? null;
  const { count } = await tx.source.createMany({
    data: [
      {
        ...row,
        workspaceId,
        url,
        addressKey: address?.key ?? null,
        publisherId: publisher?.id ?? null,
        words: sourceWords({
          title,
          addressKey: address?.key ?? null,
          publisher: publisher?.name ?? null,
          csl,
        }),
        usedAt: now,
        createdById: actor.memberId,
        createdAt: now,
        updatedAt: now,
      },
    ],
    skipDuplicates: true,
  });
  if (count === 0) {
    const source = await findSource(tx, workspaceId, { id, createdById: actor.memberId });
    if (!source) throw new AppError("conflict", { reason: "id" });
    return { existing: false, source };
  }
  work.record({
    type: "source.created",
    subjectType: "source",
    subjectId: id,
    payload: { title, url },
  });
  return {
    existing: false,
    source: {
      ...row,
      author: formatNames(csl.author),
      issued: formatDate(csl.issued),
      url,
      host: address?.host ?? null,
      publisher,
      revision: 1,
      createdAt: now.toISOString(),
    },
  };
}

/** A citation of it was made: it is offered among the first from now on. The caller holds its lock. */
export async function sourceUsed({ tx, workspaceId, now }: Work, sourceId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Source" SET "usedAt" = ${now}
    WHERE "workspaceId" = ${workspaceId}::uuid AND "id" = ${sourceId}::uuid`;
}

/** `invalid` for what is no web address; null for none. */
export function parseAddress(url: string | null): Address | null {
  if (url === null) return null;
  const address = normaliseAddress(url);
  if (!address) throw new AppError("invalid", { field: "url", reason: "no_address" });
  return address;
}

/** What a source repeats is a source of the workspace, and not, however far back, itself. */
export async function requireOrigin(
  { tx, workspaceId }: Work,
  originId: string | null,
  sourceId: string,
): Promise<void> {
  if (originId === null) return;
  const chain = await tx.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE chain AS (
      SELECT s."id", s."originId", 1 AS "depth" FROM "Source" s
      WHERE s."workspaceId" = ${workspaceId}::uuid AND s."id" = ${originId}::uuid
        AND s."deletedAt" IS NULL
      UNION ALL
      SELECT s."id", s."originId", chain."depth" + 1 FROM chain
      JOIN "Source" s ON s."workspaceId" = ${workspaceId}::uuid AND s."id" = chain."originId"
      WHERE chain."depth" < 20
    )
    SELECT "id" FROM chain`;
  if (chain.length === 0) throw new AppError("not_found");
  if (chain.some(({ id }) => id === sourceId)) {
    throw new AppError("invalid", { field: "originId", reason: "repeats_itself" });
  }
}

/**
 * The publisher of this name, whatever its case; without a name, or where none has it, the one
 * that the registrable domain belongs to; else a new one. A publisher that only had its domain
 * for a name takes the name it is given.
 */
export async function resolvePublisher(
  work: Work,
  name: string,
  address: Address | null,
): Promise<PublisherView | null> {
  const { tx, workspaceId, now } = work;
  const domain = address?.publisherDomain ?? null;
  if (name !== "") {
    const named = await findPublisher(tx, workspaceId, {
      name: { equals: escapePattern(name), mode: "insensitive" },
    });
    if (named) return named;
  }
  if (domain) {
    const owner = await findPublisher(tx, workspaceId, { domain });
    if (owner && name === "") return owner;
    if (owner && owner.name === domain) {
      await tx.publisher.updateMany({ where: { workspaceId, id: owner.id }, data: { name } });
      const words = ` ${wordsOf(name)}`;
      await tx.$executeRaw`
        UPDATE "Source" SET "words" = "words" || ${words}
        WHERE "workspaceId" = ${workspaceId}::uuid AND "publisherId" = ${owner.id}::uuid`;
      return { ...owner, name };
    }
  }
  const chosen = name || domain;
  if (!chosen) return null;
  const row = { id: newId(), name: chosen, domain };
  const { count } = await tx.publisher.createMany({
    data: [{ ...row, workspaceId, createdAt: now }],
    skipDuplicates: true,
  });
  // Another command made it meanwhile.
  if (count === 0) return findPublisher(tx, workspaceId, { name: chosen });
  return { ...row, reliability: "unrated" };
}

export function findPublisher(
  tx: Tx,
  workspaceId: string,
  where: { name?: string | { equals: string; mode: "insensitive" }; domain?: string },
): Promise<PublisherView | null> {
  return tx.publisher.findFirst({
    where: { ...where, workspaceId },
    select: publisherSelect,
    orderBy: { createdAt: "asc" },
  });
}

/** "Insensitive" compares by ILIKE, in which these mean something. */
function escapePattern(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}
