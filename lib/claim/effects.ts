import "server-only";
import type { Actor, MemberActor } from "@/lib/auth/actor";
import type { ClaimKind } from "@/lib/claim/schema-enums";
import type { ClaimSummary } from "@/lib/claim/schema-summary";
import {
  type ClaimInHand,
  loadClaim,
  loadClaims,
  loadRules,
  lockClaims,
  standingSubmission,
  summaryOf,
} from "@/lib/claim/ties";
import type { Prisma } from "@/lib/db/generated/client";
import { AppError } from "@/lib/errors";
import type { Work } from "@/lib/event/command";
import { type SourcingResult, sourcing } from "@/lib/source/sourcing";
import { isPartialVerdict, verdictDirection } from "@/lib/workspace/rating-scale";

export interface CreateClaim {
  id: string;
  statement: string;
  kind: ClaimKind;
  asOf: string;
  reportsId?: string | null;
  /** Why it is left unchecked. */
  leftUnchecked?: string | null;
  /** The article whose history tells of it, too. */
  articleId?: string | null;
}

/**
 * Makes a claim, unchecked and without citations. The claim that it reports must be of the same
 * workspace, else `not_found`. The caller has authorized `claim:create`.
 */
export async function createClaim(
  work: Work<MemberActor>,
  input: CreateClaim,
): Promise<ClaimSummary> {
  const { tx, workspaceId, actor, now } = work;
  if (input.reportsId) await requireClaim(work, input.reportsId);
  const { nextClaim } = await tx.workspace.update({
    where: { id: workspaceId },
    data: { nextClaim: { increment: 1 } },
    select: { nextClaim: true },
  });
  const { sourcing, reason } = NOTHING_CITED;
  const written = { statement: input.statement, kind: input.kind, asOf: input.asOf };
  const row = {
    id: input.id,
    number: nextClaim - 1,
    ...written,
    reportsId: input.reportsId ?? null,
    unchecked: input.leftUnchecked ?? null,
  };
  await tx.claim.create({
    data: {
      ...row,
      workspaceId,
      sourcing,
      sourcingReason: reason,
      statementById: actor.memberId,
      createdById: actor.memberId,
      createdAt: now,
    },
    select: { id: true },
  });
  await tx.claimRevision.create({
    data: {
      workspaceId,
      claimId: input.id,
      revision: 1,
      ...written,
      cause: "created",
      byId: actor.memberId,
      at: now,
    },
    select: { revision: true },
  });
  const about = { subjectType: "claim", subjectId: input.id, claimId: input.id } as const;
  work.record({
    ...about,
    type: "claim.created",
    articleId: input.articleId ?? null,
    payload: { statement: input.statement, kind: input.kind },
  });
  if (input.leftUnchecked) {
    work.record({
      ...about,
      type: "claim.left_unchecked",
      payload: { reason: input.leftUnchecked },
    });
  }
  return {
    ...row,
    revision: 1,
    sourcing,
    sourcingReason: reason,
    unsourcedMark: null,
    check: null,
    secondChecker: null,
    isBlind: false,
  };
}

/**
 * Another passage states the claim: it must be of the workspace, else `not_found`. The claim and
 * its check stay as they are; the passage's fit is unconfirmed until an independent member
 * confirms it. Locks the claim for share, so that an approval either covered the passage or did
 * not.
 */
export async function occurrenceLinked(
  work: Work<MemberActor>,
  occurrence: { claimId: string },
): Promise<ClaimSummary> {
  const { tx, workspaceId, actor } = work;
  await tx.$queryRaw`
    SELECT "id" FROM "Claim" WHERE "workspaceId" = ${workspaceId}::uuid
      AND "id" = ${occurrence.claimId}::uuid FOR SHARE`;
  return summaryOf(await loadClaim(tx, actor, occurrence.claimId));
}

/**
 * A passage no longer states the claim, which stays as it is. Once its check has begun that needs
 * a reason (`invalid`, reason_missing).
 */
export async function occurrenceRemoved(
  work: Work<MemberActor>,
  occurrence: { claimId: string; reason: string | null },
): Promise<void> {
  if (occurrence.reason) return;
  const claim = await work.tx.claim.findFirst({
    where: { workspaceId: work.workspaceId, id: occurrence.claimId },
    select: { currentCheckId: true },
  });
  if (claim?.currentCheckId) throw new AppError("invalid", { reason: "reason_missing" });
}

async function requireClaim({ tx, workspaceId }: Work, id: string): Promise<void> {
  const claim = await tx.claim.findFirst({
    where: { workspaceId, id, deletedAt: null },
    select: { id: true },
  });
  if (!claim) throw new AppError("not_found");
}

const NOTHING_CITED = sourcing({
  citations: [],
  verdictDirection: "none",
  verdictPartial: false,
  namedCitationIds: [],
  thatItWasSaid: false,
  rule: { primarySuffices: true, publishersNeeded: 2 },
  unsourcedMark: false,
});

/** Whether the citations carry the claim as it is in hand, with the verdict that stands. */
export function judgeSourcing(hand: ClaimInHand): SourcingResult {
  const { claim, rules } = hand;
  const standing = standingSubmission(hand);
  return sourcing({
    citations: hand.citations.map((citation) => ({
      id: citation.id,
      stance: citation.stance,
      relation: citation.relation,
      seen: citation.seen,
      hasPlace: citation.quoted || citation.located,
      source: {
        id: citation.sourceId,
        publisherKey: citation.publisherId,
        originKey: citation.originId,
        primacy: citation.primacy,
        encyclopaedia: citation.encyclopaedia,
        reliability: citation.reliability,
      },
    })),
    verdictDirection: verdictDirection(rules.scale, standing?.verdict ?? null),
    verdictPartial: isPartialVerdict(rules.scale, standing?.verdict ?? null),
    namedCitationIds: standing?.namedCitations ?? [],
    thatItWasSaid:
      claim.kind === "attribution" || claim.kind === "quotation" || claim.reportsId !== null,
    rule: rules.settings.sourcingRule,
    unsourcedMark: claim.unsourcedReason !== null,
  });
}

const COLUMNS = [
  "statement",
  "kind",
  "asOf",
  "reportsId",
  "unchecked",
  "revision",
  "unsourcedReason",
  "unsourcedById",
  "unsourcedAt",
  "currentCheckId",
  "statementById",
] as const;

/**
 * Writes what a command changed of a claim, with its sourcing judged anew, in one update guarded
 * by the revision that was loaded.
 */
export async function storeClaim(
  work: Work<Actor>,
  before: ClaimInHand,
  after: ClaimInHand,
): Promise<ClaimInHand> {
  const judged = judgeSourcing(after);
  const reasonChanged =
    JSON.stringify(judged.reason) !== JSON.stringify(before.claim.sourcingReason);
  const changed = Object.fromEntries(
    COLUMNS.filter((column) => after.claim[column] !== before.claim[column]).map((column) => [
      column,
      after.claim[column],
    ]),
  );
  const data: Prisma.ClaimUncheckedUpdateManyInput = {
    ...changed,
    ...(judged.sourcing !== before.claim.sourcing && { sourcing: judged.sourcing }),
    ...(reasonChanged && { sourcingReason: judged.reason }),
  };
  if (Object.keys(data).length > 0) {
    const { count } = await work.tx.claim.updateMany({
      where: {
        workspaceId: work.workspaceId,
        id: before.claim.id,
        revision: before.claim.revision,
      },
      data,
    });
    if (count === 0) throw new AppError("conflict", { claim: summaryOf(before) });
  }
  if (judged.sourcing !== before.claim.sourcing) {
    work.record({
      type: "claim.sourcing_changed",
      subjectType: "claim",
      subjectId: before.claim.id,
      claimId: before.claim.id,
      payload: { from: before.claim.sourcing, to: judged.sourcing, reason: judged.reason },
    });
  }
  return {
    ...after,
    claim: { ...after.claim, sourcing: judged.sourcing, sourcingReason: judged.reason },
  };
}

/**
 * Judges claims anew after something they all depend on changed: a source, a publisher's rating.
 * Locks them.
 */
export async function judgeClaims(
  work: Work<Actor>,
  claimIds: readonly string[],
): Promise<ClaimInHand[]> {
  if (claimIds.length === 0) return [];
  const { tx, workspaceId, actor } = work;
  await lockClaims(tx, workspaceId, claimIds);
  const rules = await loadRules(tx, workspaceId);
  const judged: ClaimInHand[] = [];
  for (let at = 0; at < claimIds.length; at += BATCH) {
    const batch = claimIds.slice(at, at + BATCH);
    for (const hand of await loadClaims(tx, actor, batch, rules)) {
      judged.push(await storeClaim(work, hand, hand));
    }
  }
  return judged;
}

const BATCH = 500;

/**
 * Judges every claim of the workspace anew, after its rule of sourcing or its scale changed and the
 * new one was written. A command that holds a claim meanwhile is waited for, and one that comes
 * later reads the new rule, for rules are read under the claim's lock.
 */
export async function judgeAllClaims(work: Work<Actor>): Promise<void> {
  const claims = await work.tx.claim.findMany({
    where: { workspaceId: work.workspaceId, deletedAt: null },
    select: { id: true },
    orderBy: { id: "asc" },
  });
  await judgeClaims(
    work,
    claims.map(({ id }) => id),
  );
}
