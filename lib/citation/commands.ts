import "server-only";
import type { MemberActor } from "@/lib/auth/actor";
import { authorize, can } from "@/lib/auth/authorize";
import { evidenceChanged } from "@/lib/check/effects";
import { citationAddedMove } from "@/lib/claim/status";
import {
  type CitationRow,
  type ClaimInHand,
  firstOrigins,
  lockClaim,
  summaryOf,
  tiesOf,
} from "@/lib/claim/ties";
import { Prisma } from "@/lib/db/generated/client";
import { AppError } from "@/lib/errors";
import { command, type Work } from "@/lib/event/command";
import { createSource, sourceUsed } from "@/lib/source/effects";
import type { SourceView } from "@/lib/source/schema";
import { findSource } from "@/lib/source/view";
import type {
  AddCitation,
  CitationChange,
  EditCitation,
  MarkSeen,
  RemoveCitation,
  RestoreCitation,
} from "./schema";
import { type CitationRecord, citationView, findCitations } from "./view";

type MemberWork = Work<MemberActor>;

/**
 * Cites a source for a claim, one that the workspace has or one that is made here. The first
 * citation starts the check. What an author of the article adds is a proposal and arrives unseen.
 */
export function addCitation(actor: MemberActor, input: AddCitation): Promise<CitationChange> {
  return command(actor, async (work) => {
    const { tx, workspaceId, now } = work;
    const before = await lockClaim(tx, actor, input.claimId);
    const ties = tiesOf(before, actor);
    if (!can(actor, "citation:add", ties)) authorize(actor, "citation:propose", ties);
    const source = await citedSource(work, before, input.source);
    const seen = input.seen && mayLook(actor, before);
    const { id, stance, relation, quote, locator, comment } = input;
    const { count } = await tx.citation.createMany({
      data: [
        {
          id,
          workspaceId,
          claimId: input.claimId,
          sourceId: source.id,
          stance,
          relation,
          quote,
          locator: locator ?? Prisma.DbNull,
          comment,
          seenById: seen ? actor.memberId : null,
          seenAt: seen ? now : null,
          createdById: actor.memberId,
          createdAt: now,
          updatedAt: now,
        },
      ],
      skipDuplicates: true,
    });
    if (count === 0) return answerRepeated(work, before, id);
    await sourceUsed(work, source.id);
    const me = { id: actor.memberId, name: actor.name };
    const record: CitationRecord = {
      id,
      claimId: input.claimId,
      source,
      stance,
      relation,
      quote,
      locator,
      comment,
      seenBy: seen ? me : null,
      seenAt: seen ? now.toISOString() : null,
      revision: 1,
      createdBy: me,
      createdAt: now.toISOString(),
      deleted: false,
    };
    const citations = [...before.citations, await citationRow(work, record)];
    work.record({
      ...about(record),
      type: "citation.added",
      payload: { ...told(record), quote },
    });
    const after = await evidenceChanged(
      work,
      before,
      { ...before, citations },
      { move: citationAddedMove(stance), cause: "citation_added" },
    );
    return answer(work, after, record);
  });
}

/** Who looks for a citation to count: one who checks, and never an author of the article. */
function mayLook(actor: MemberActor, hand: ClaimInHand): boolean {
  const ties = tiesOf(hand, actor);
  return can(actor, "citation:edit", ties) && !ties.isAuthor;
}

/** The source, locked so that it is not rated otherwise before the claim is judged by it. */
async function citedSource(
  work: MemberWork,
  hand: ClaimInHand,
  cited: AddCitation["source"],
): Promise<SourceView> {
  const { tx, workspaceId, actor } = work;
  const mayRead = can(actor, "source:read");
  if (cited.from === "new") {
    authorize(actor, "source:create");
    const { existing, source } = await createSource(work, cited);
    // An author, who may not see the workspace's sources, cannot be asked about them either.
    if (existing && mayRead) {
      throw new AppError("conflict", { reason: "same_address", existing: source });
    }
    return source;
  }
  await tx.$queryRaw`
    SELECT "id" FROM "Source" WHERE "workspaceId" = ${workspaceId}::uuid
      AND "id" = ${cited.id}::uuid FOR NO KEY UPDATE`;
  // Chosen before it was merged into another, it is that one.
  const merged = await tx.source.findFirst({
    where: { workspaceId, id: cited.id, deletedAt: { not: null } },
    select: { mergedIntoId: true },
  });
  const source = await findSource(tx, workspaceId, {
    id: merged?.mergedIntoId ?? cited.id,
    ...(!mayRead && {
      OR: [
        { createdById: actor.memberId },
        { citations: { some: { claimId: hand.claim.id, deletedAt: null } } },
      ],
    }),
  });
  if (!source) throw new AppError("not_found");
  return source;
}

/** The same member's first try is answered again; any other use of the id is a conflict. */
async function answerRepeated(
  work: MemberWork,
  hand: ClaimInHand,
  id: string,
): Promise<CitationChange> {
  const [record] = await findCitations(work.tx, work.workspaceId, {
    id,
    claimId: hand.claim.id,
    createdById: work.actor.memberId,
  });
  if (!record) throw new AppError("conflict", { reason: "id" });
  return answer(work, hand, record);
}

/**
 * Changes a citation. Whoever changes what a seen one says of its source vouches for it from then
 * on. A comment is no evidence: it moves nothing.
 */
export function editCitation(actor: MemberActor, input: EditCitation): Promise<CitationChange> {
  return command(actor, async (work) => {
    const { tx, workspaceId, now } = work;
    const { hand: before, record } = await lockCitation(work, input.citationId, input.revision);
    authorize(actor, "citation:edit", tiesOf(before, actor));
    const source =
      input.sourceId === undefined || input.sourceId === record.source.id
        ? record.source
        : await citedSource(work, before, { from: "existing", id: input.sourceId });
    const edited: CitationRecord = {
      ...record,
      source,
      stance: input.stance ?? record.stance,
      relation: input.relation ?? record.relation,
      quote: input.quote ?? record.quote,
      locator: input.locator === undefined ? record.locator : input.locator,
      comment: input.comment ?? record.comment,
      revision: record.revision + 1,
    };
    const changes = differences(record, edited);
    const fields = Object.keys(changes);
    if (fields.length === 0) return answer(work, before, record);
    const isEvidence = fields.some((field) => field !== "comment");
    const seen = record.seenAt !== null;
    const vouched: CitationRecord =
      isEvidence && seen
        ? {
            ...edited,
            ...(mayLook(actor, before)
              ? { seenBy: { id: actor.memberId, name: actor.name }, seenAt: now.toISOString() }
              : { seenBy: null, seenAt: null }),
          }
        : edited;
    const { stance, relation, quote, locator, comment } = vouched;
    if (source.id !== record.source.id) await sourceUsed(work, source.id);
    await tx.citation.updateMany({
      where: { workspaceId, id: record.id },
      data: {
        sourceId: source.id,
        stance,
        relation,
        quote,
        locator: locator ?? Prisma.DbNull,
        comment,
        ...(isEvidence && {
          seenById: vouched.seenBy?.id ?? null,
          seenAt: vouched.seenAt ? now : null,
        }),
        revision: vouched.revision,
        updatedAt: now,
      },
    });
    work.record({ ...about(vouched), type: "citation.changed", payload: { changes } });
    if (!isEvidence) return answer(work, before, vouched);
    const row = await citationRow(work, vouched);
    const citations = before.citations.map((known) => (known.id === row.id ? row : known));
    const after = await evidenceChanged(
      work,
      before,
      { ...before, citations },
      { move: "citation_changed", cause: "citation_changed" },
    );
    return answer(work, after, vouched);
  });
}

/** Takes a citation away; `restoreCitation` brings it back. */
export function removeCitation(actor: MemberActor, input: RemoveCitation): Promise<CitationChange> {
  return command(actor, async (work) => {
    const { tx, workspaceId, now } = work;
    const { hand: before, record } = await lockCitation(work, input.citationId, input.revision);
    authorize(actor, "citation:edit", tiesOf(before, actor));
    await tx.citation.updateMany({
      where: { workspaceId, id: record.id },
      data: { deletedAt: now, revision: record.revision + 1, updatedAt: now },
    });
    work.record({ ...about(record), type: "citation.removed", payload: told(record) });
    const citations = before.citations.filter(({ id }) => id !== record.id);
    const after = await evidenceChanged(
      work,
      before,
      { ...before, citations },
      { move: "citation_removed", cause: "citation_removed" },
    );
    return { citation: null, claim: summaryOf(after) };
  });
}

/** Undoes a removal. To the check it is a citation added. */
export function restoreCitation(
  actor: MemberActor,
  input: RestoreCitation,
): Promise<CitationChange> {
  return command(actor, async (work) => {
    const { tx, workspaceId, now } = work;
    const { hand: before, record } = await lockCitation(work, input.citationId);
    authorize(actor, "citation:edit", tiesOf(before, actor));
    if (!record.deleted) return answer(work, before, record);
    const restored = { ...record, deleted: false, revision: record.revision + 1 };
    await tx.citation.updateMany({
      where: { workspaceId, id: record.id },
      data: { deletedAt: null, revision: restored.revision, updatedAt: now },
    });
    work.record({ ...about(restored), type: "citation.restored", payload: told(restored) });
    const citations = [...before.citations, await citationRow(work, restored)];
    const after = await evidenceChanged(
      work,
      before,
      { ...before, citations },
      { move: citationAddedMove(restored.stance), cause: "citation_added" },
    );
    return answer(work, after, restored);
  });
}

/**
 * A checker, not an author of the article, has looked at the source, and it says so. From now on
 * the citation counts, and so to the check it is a citation added.
 */
export function markSeen(actor: MemberActor, input: MarkSeen): Promise<CitationChange> {
  return command(actor, async (work) => {
    const { tx, workspaceId, now } = work;
    const { hand: before, record } = await lockCitation(work, input.citationId, input.revision, {
      unlessSeen: true,
    });
    authorize(actor, "citation:edit", tiesOf(before, actor));
    if (!mayLook(actor, before)) throw new AppError("forbidden", { reason: "author_of_article" });
    if (record.seenAt !== null) return answer(work, before, record);
    const seen: CitationRecord = {
      ...record,
      seenBy: { id: actor.memberId, name: actor.name },
      seenAt: now.toISOString(),
      revision: record.revision + 1,
    };
    await tx.citation.updateMany({
      where: { workspaceId, id: record.id },
      data: { seenById: actor.memberId, seenAt: now, revision: seen.revision, updatedAt: now },
    });
    const { sourceId, title } = told(seen);
    work.record({ ...about(seen), type: "citation.seen", payload: { sourceId, title } });
    const citations = before.citations.map((row) =>
      row.id === seen.id ? { ...row, seen: true } : row,
    );
    const after = await evidenceChanged(
      work,
      before,
      { ...before, citations },
      { move: citationAddedMove(seen.stance), cause: "citation_added" },
    );
    return answer(work, after, seen);
  });
}

/**
 * The citation with its claim, locked. With a revision it has to be a living one as the person saw
 * it, else `conflict` with the newer one; a deleted one is `not_found`.
 */
async function lockCitation(
  work: MemberWork,
  citationId: string,
  revision?: number,
  options: { unlessSeen?: boolean } = {},
): Promise<{ hand: ClaimInHand; record: CitationRecord }> {
  const { tx, workspaceId, actor } = work;
  const found = await tx.citation.findFirst({
    where: { workspaceId, id: citationId },
    select: { claimId: true },
  });
  if (!found) throw new AppError("not_found");
  const hand = await lockClaim(tx, actor, found.claimId);
  const [record] = await findCitations(tx, workspaceId, { id: citationId });
  if (!record || (revision !== undefined && record.deleted)) throw new AppError("not_found");
  const done = options.unlessSeen && record.seenAt !== null;
  if (revision !== undefined && record.revision !== revision && !done) {
    throw new AppError("conflict", {
      reason: "revision_outdated",
      citation: citationView(record, actor, tiesOf(hand, actor)),
      claim: summaryOf(hand),
    });
  }
  return { hand, record };
}

/** What rules ask of it. */
async function citationRow(work: MemberWork, record: CitationRecord): Promise<CitationRow> {
  const { source } = record;
  const origins = source.originId
    ? await firstOrigins(work.tx, work.workspaceId, [source.id])
    : new Map<string, string>();
  return {
    id: record.id,
    stance: record.stance,
    relation: record.relation,
    quoted: record.quote !== "",
    located: record.locator !== null,
    seen: record.seenAt !== null,
    createdById: record.createdBy.id,
    sourceId: source.id,
    publisherId: source.publisher?.id ?? null,
    originId: origins.get(source.id) ?? null,
    primacy: source.primacy,
    encyclopaedia: source.encyclopaedia,
    reliability: source.publisher?.reliability ?? "unrated",
  };
}

const FIELDS = ["stance", "relation", "quote", "locator", "comment"] as const;

function differences(before: CitationRecord, after: CitationRecord) {
  const changes: Record<string, { from: unknown; to: unknown }> = {};
  if (before.source.id !== after.source.id) {
    changes.source = { from: before.source.title, to: after.source.title };
  }
  for (const field of FIELDS) {
    const [from, to] = [before[field], after[field]];
    if (JSON.stringify(from) !== JSON.stringify(to)) changes[field] = { from, to };
  }
  return changes;
}

function told({ source, stance }: CitationRecord) {
  return { sourceId: source.id, title: source.title, stance };
}

function about(record: CitationRecord) {
  return {
    subjectType: "citation",
    subjectId: record.id,
    claimId: record.claimId,
  } as const;
}

function answer(work: MemberWork, hand: ClaimInHand, record: CitationRecord): CitationChange {
  const ties = tiesOf(hand, work.actor);
  return {
    citation: record.deleted ? null : citationView(record, work.actor, ties),
    claim: summaryOf(hand),
  };
}
