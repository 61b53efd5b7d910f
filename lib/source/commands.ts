import "server-only";
import type { MemberActor } from "@/lib/auth/actor";
import { authorize, can } from "@/lib/auth/authorize";
import { evidenceChanged } from "@/lib/check/effects";
import { judgeClaims } from "@/lib/claim/effects";
import { firstOrigins, loadClaims, lockClaims, summaryOf } from "@/lib/claim/ties";
import { AppError } from "@/lib/errors";
import { command, type Work } from "@/lib/event/command";
import { normaliseAddress } from "@/lib/source/address";
import { textsOf } from "./csl-text";
import { formatDate } from "./dates";
import * as effects from "./effects";
import { mergedFields, mergedOrigin } from "./merging";
import { formatNames } from "./names";
import { claimsResting } from "./resting";
import type { CreatedSource, CreateSource, EditedSource, EditSource, SourceView } from "./schema";
import type { MergedSources, MergeSources } from "./schema-library";
import { findSource } from "./view";
import { sourceWords } from "./words";

/** Makes a source; one of the same address is answered instead, as a proposal. */
export function createSource(actor: MemberActor, input: CreateSource): Promise<CreatedSource> {
  return command(actor, async (work) => {
    authorize(actor, "source:create");
    // Who may not read the workspace's sources is not told that there is one.
    const sameAddress = input.sameAddress || !can(actor, "source:read");
    return effects.createSource(work, { ...input, sameAddress });
  });
}

/** Changes a source, and judges the sourcing of every claim that rests on it anew. */
export function editSource(actor: MemberActor, input: EditSource): Promise<EditedSource> {
  return command(actor, async (work) => {
    const { tx, workspaceId } = work;
    authorize(actor, "source:edit");
    await tx.$queryRaw`
      SELECT "id" FROM "Source" WHERE "workspaceId" = ${workspaceId}::uuid
        AND "id" = ${input.sourceId}::uuid FOR UPDATE`;
    const before = await findSource(tx, workspaceId, { id: input.sourceId });
    if (!before) throw new AppError("not_found");
    if (before.revision !== input.revision) {
      throw new AppError("conflict", { reason: "revision_outdated", source: before });
    }

    const address =
      input.url === undefined || input.url === before.url
        ? undefined
        : { parsed: effects.parseAddress(input.url) };
    if (input.originId !== undefined) {
      await effects.requireOrigin(work, input.originId, before.id);
    }
    const named = input.publisher !== undefined && input.publisher !== before.publisher?.name;
    const publisher =
      named || (address && !before.publisher)
        ? await effects.resolvePublisher(
            work,
            input.publisher ?? "",
            address ? address.parsed : effects.parseAddress(before.url),
          )
        : before.publisher;
    const after: SourceView = {
      ...before,
      type: input.type ?? before.type,
      title: input.title ?? before.title,
      author: formatNames((input.csl ?? before.csl).author),
      issued: formatDate((input.csl ?? before.csl).issued),
      primacy: input.primacy ?? before.primacy,
      encyclopaedia: input.encyclopaedia ?? before.encyclopaedia,
      originId: input.originId === undefined ? before.originId : input.originId,
      language: input.language ?? before.language,
      notes: input.notes ?? before.notes,
      csl: input.csl ?? before.csl,
      ...(address && {
        url: address.parsed?.display ?? null,
        host: address.parsed?.host ?? null,
      }),
      publisher,
      revision: before.revision + 1,
    };
    const changes = differences(before, after);
    if (Object.keys(changes).length === 0) return { source: before, claims: [] };

    const { id, type, title, url, primacy, encyclopaedia, originId, language, notes, csl } = after;
    const addressKey = url === null ? null : (normaliseAddress(url)?.key ?? null);
    await tx.source.updateMany({
      where: { workspaceId, id },
      data: {
        ...{ type, title, url, addressKey, primacy, encyclopaedia, originId, language, notes, csl },
        publisherId: publisher?.id ?? null,
        words: sourceWords({ title, addressKey, publisher: publisher?.name ?? null, csl }),
        revision: after.revision,
        updatedAt: work.now,
      },
    });
    work.record({
      type: "source.changed",
      subjectType: "source",
      subjectId: id,
      payload: { changes },
    });
    const weighs = ["publisher", "primacy", "encyclopaedia", "originId"];
    if (!weighs.some((field) => field in changes)) return { source: after, claims: [] };
    const claims = await judgeClaims(work, await claimsResting(tx, workspaceId, id));
    return { source: after, claims: claims.map(summaryOf) };
  });
}

/**
 * Merges duplicates: what cites them cites the one that is kept, what repeats them repeats it, and
 * fields that it lacks are taken from them. To the claims it is a changed citation. There is no way
 * back; the person has confirmed it.
 */
export function mergeSources(actor: MemberActor, input: MergeSources): Promise<MergedSources> {
  return command(actor, async (work) => {
    const { tx, workspaceId, now } = work;
    authorize(actor, "source:merge");
    const mergedIds = new Set(input.merged.map(({ id }) => id));
    const citing = { workspaceId, sourceId: { in: [...mergedIds] } };
    const claimIdsOf = async () => {
      const rows = await tx.citation.findMany({
        where: { ...citing, deletedAt: null, claim: { deletedAt: null } },
        select: { claimId: true },
        distinct: ["claimId"],
      });
      return rows.map(({ claimId }) => claimId).toSorted();
    };
    const claimIds = await claimIdsOf();
    await lockClaims(tx, workspaceId, claimIds);
    const { keep, others } = await lockSources(work, input);
    // Somebody cited one of them for another claim, before it was locked.
    if ((await claimIdsOf()).join() !== claimIds.join()) {
      throw new AppError("conflict", { reason: "cited_meanwhile" });
    }

    const chain = await originChain(work, keep.originId);
    const fields = mergedFields(keep, others);
    const after: SourceView = {
      ...keep,
      ...fields,
      author: formatNames(fields.csl.author),
      issued: formatDate(fields.csl.issued),
      originId: mergedOrigin(chain, mergedIds),
      revision: keep.revision + 1,
    };
    const hands = await loadClaims(tx, actor, claimIds);
    const moved = await tx.citation.findMany({
      where: citing,
      select: { id: true, claimId: true, sourceId: true, deletedAt: true },
      orderBy: { id: "asc" },
    });
    await tx.citation.updateMany({
      where: citing,
      data: { sourceId: keep.id, revision: { increment: 1 }, updatedAt: now },
    });
    const snapshots = { workspaceId, sourceId: { in: [...mergedIds] } };
    await tx.snapshot.updateMany({ where: snapshots, data: { sourceId: keep.id } });
    await tx.source.updateMany({
      where: { workspaceId, originId: { in: [...mergedIds] }, id: { not: keep.id } },
      data: { originId: keep.id },
    });
    await tx.source.updateMany({
      where: {
        workspaceId,
        OR: [{ id: { in: [...mergedIds] } }, { mergedIntoId: { in: [...mergedIds] } }],
      },
      data: { deletedAt: now, mergedIntoId: keep.id, originId: null, updatedAt: now },
    });
    const addressKey = after.url === null ? null : (normaliseAddress(after.url)?.key ?? null);
    await tx.source.updateMany({
      where: { workspaceId, id: keep.id },
      data: {
        ...{ url: after.url, language: after.language, notes: after.notes, csl: after.csl },
        addressKey,
        publisherId: after.publisher?.id ?? null,
        originId: after.originId,
        words: sourceWords({
          title: after.title,
          addressKey,
          publisher: after.publisher?.name ?? null,
          csl: after.csl,
        }),
        usedAt: now,
        revision: after.revision,
        updatedAt: now,
      },
    });

    const changes = differences(keep, after);
    others.forEach((other, index) => {
      const citations = moved.filter(({ sourceId }) => sourceId === other.id).length;
      work.record({
        type: "source.merged",
        subjectType: "source",
        subjectId: keep.id,
        payload: {
          mergedId: other.id,
          title: other.title,
          citations,
          changes: index === 0 ? changes : {},
        },
      });
    });
    for (const citation of moved) {
      const from = others.find(({ id }) => id === citation.sourceId)?.title ?? "";
      work.record({
        type: "citation.changed",
        subjectType: "citation",
        subjectId: citation.id,
        claimId: citation.claimId,
        payload: { changes: { source: { from, to: after.title } } },
      });
    }
    const origins = await firstOrigins(tx, workspaceId, after.originId ? [keep.id] : []);
    const cited = {
      sourceId: keep.id,
      publisherId: after.publisher?.id ?? null,
      originId: origins.get(keep.id) ?? null,
      primacy: after.primacy,
      encyclopaedia: after.encyclopaedia,
      reliability: after.publisher?.reliability ?? "unrated",
    } as const;
    for (const before of hands) {
      const citations = before.citations.map((citation) =>
        mergedIds.has(citation.sourceId) ? { ...citation, ...cited } : citation,
      );
      await evidenceChanged(
        work,
        before,
        { ...before, citations },
        { move: "citation_changed", cause: "citation_changed" },
      );
    }
    // What was merged may have weighed in claims that cite the kept one, or one that repeats it.
    await judgeClaims(work, await claimsResting(tx, workspaceId, keep.id));
    return { source: after, claims: hands.length };
  });
}

/** Locks the sources in the order of their ids, each as the person saw it. */
async function lockSources(
  { tx, workspaceId }: Work,
  { keep, merged }: MergeSources,
): Promise<{ keep: SourceView; others: SourceView[] }> {
  const ids = [keep, ...merged].map(({ id }) => id);
  await tx.$queryRaw`
    SELECT "id" FROM "Source" WHERE "workspaceId" = ${workspaceId}::uuid
      AND "id" = ANY(${ids}::uuid[]) ORDER BY "id" FOR UPDATE`;
  const seen = async ({ id, revision }: { id: string; revision: number }) => {
    const source = await findSource(tx, workspaceId, { id });
    if (!source) throw new AppError("not_found");
    if (source.revision !== revision) {
      throw new AppError("conflict", { reason: "revision_outdated", source });
    }
    return source;
  };
  const kept = await seen(keep);
  const others: SourceView[] = [];
  for (const one of merged) others.push(await seen(one));
  return { keep: kept, others };
}

/** What a source repeats, what that repeats, and so on. */
async function originChain({ tx, workspaceId }: Work, originId: string | null): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE chain AS (
      SELECT ${originId}::uuid AS "id", 1 AS "depth"
      UNION ALL
      SELECT s."originId", chain."depth" + 1 FROM chain
      JOIN "Source" s ON s."workspaceId" = ${workspaceId}::uuid AND s."id" = chain."id"
      WHERE s."originId" IS NOT NULL AND chain."depth" < 20
    )
    SELECT "id" FROM chain WHERE "id" IS NOT NULL ORDER BY "depth"`;
  return rows.map(({ id }) => id);
}

/** What the history tells: each field's old and new value, a publisher by its name. */
function differences(before: SourceView, after: SourceView) {
  const told = (source: SourceView): Record<string, unknown> => {
    const { id: _, host: __, revision: ___, createdAt: ____, publisher, csl, ...rest } = source;
    return { ...rest, ...textsOf(csl), publisher: publisher?.name ?? null };
  };
  const [from, to] = [told(before), told(after)];
  return Object.fromEntries(
    [...new Set([...Object.keys(from), ...Object.keys(to)])]
      .filter((field) => JSON.stringify(from[field]) !== JSON.stringify(to[field]))
      .map((field) => [field, { from: from[field] ?? "", to: to[field] ?? "" }]),
  );
}
