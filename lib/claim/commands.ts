import "server-only";
import { articleTies } from "@/lib/article/ties";
import type { MemberActor } from "@/lib/auth/actor";
import { authorize, can } from "@/lib/auth/authorize";
import { evidenceChanged, outdated } from "@/lib/check/effects";
import { storeClaim } from "@/lib/claim/effects";
import type { ClaimSummary } from "@/lib/claim/schema-summary";
import { type ClaimInHand, lockClaim, summaryOf, tiesOf } from "@/lib/claim/ties";
import { AppError } from "@/lib/errors";
import { command, type Work } from "@/lib/event/command";
import type {
  ClaimPlan,
  ClearUnsourced,
  EditClaim,
  LeaveUnchecked,
  MarkUnsourced,
  PlanClaim,
  SetReports,
} from "./schema";

type MemberWork = Work<MemberActor>;

/**
 * Changes what a claim says. Another statement or another "as of" is another thing to check: it
 * sends a submission back and makes an approval stale. The kind is how we call it, no more.
 */
export function editClaim(actor: MemberActor, input: EditClaim): Promise<ClaimSummary> {
  return command(actor, async (work) => {
    const before = await lockClaim(work.tx, actor, input.claimId);
    authorize(actor, "claim:edit", tiesOf(before, actor));
    const { claim } = before;
    if (claim.revision !== input.revision) throw outdated(before, "revision_outdated");
    const statement = input.statement ?? claim.statement;
    const kind = input.kind ?? claim.kind;
    const asOf = input.asOf ?? claim.asOf;
    const changes = {
      ...(statement !== claim.statement && { statement: { from: claim.statement, to: statement } }),
      ...(asOf !== claim.asOf && { asOf: { from: claim.asOf, to: asOf } }),
      ...(kind !== claim.kind && { kind: { from: claim.kind, to: kind } }),
    };
    if (Object.keys(changes).length === 0) return summaryOf(before);
    const restated = "statement" in changes || "asOf" in changes;
    work.record({ ...about(before), type: "claim.changed", payload: { changes } });
    const statementById = restated ? actor.memberId : claim.statementById;
    const after = await evidenceChanged(
      work,
      before,
      { ...before, claim: { ...claim, statement, kind, asOf, statementById } },
      restated ? { move: "statement_changed", cause: "statement" } : { move: null, cause: "kind" },
    );
    return summaryOf(after);
  });
}

/** How urgent a claim is for an article, and by when. What is left out stays. */
export function planClaim(actor: MemberActor, input: PlanClaim): Promise<ClaimPlan> {
  return command(actor, async (work) => {
    const { tx, workspaceId } = work;
    const place = await lockPlace(work, input);
    const { plan } = place;
    const priority = input.priority ?? plan.priority;
    const deadline = input.deadline === undefined ? plan.deadline : input.deadline;
    const planned: ClaimPlan = {
      ...plan,
      priority,
      deadline: deadline && new Date(deadline).toISOString(),
    };
    const changes = {
      ...(planned.priority !== plan.priority && {
        priority: { from: plan.priority, to: priority },
      }),
      ...(planned.deadline !== plan.deadline && {
        deadline: { from: plan.deadline, to: planned.deadline },
      }),
    };
    if (Object.keys(changes).length === 0) return plan;
    const row = { priority, deadline: planned.deadline && new Date(planned.deadline) };
    await tx.claimInArticle.upsert({
      where: { workspaceId_articleId_claimId: { workspaceId, ...place.at } },
      create: { workspaceId, ...place.at, ...row },
      update: row,
      select: { claimId: true },
    });
    work.record({
      ...about(place.hand),
      type: "claim.planned",
      articleId: input.articleId,
      payload: { articleId: input.articleId, changes },
    });
    return planned;
  });
}

/** Marks that the citations do not carry the claim, whatever the rule says. */
export function markUnsourced(actor: MemberActor, input: MarkUnsourced): Promise<ClaimSummary> {
  return command(actor, async (work) => {
    const before = await lockClaim(work.tx, actor, input.claimId);
    authorize(actor, "claim:mark_unsourced", tiesOf(before, actor));
    const { claim, names } = before;
    if (claim.revision !== input.revision) throw outdated(before, "revision_outdated");
    if (claim.unsourcedReason !== null) {
      const mine = claim.unsourcedById === actor.memberId;
      if (mine && claim.unsourcedReason === input.reason) return summaryOf(before);
      throw outdated(before, "marked_already");
    }
    const mark = {
      unsourcedReason: input.reason,
      unsourcedById: actor.memberId,
      unsourcedAt: work.now,
    };
    work.record({
      ...about(before),
      type: "claim.marked_unsourced",
      payload: { reason: input.reason },
    });
    const after = await storeClaim(work, before, {
      ...before,
      claim: { ...claim, ...mark },
      names: { ...names, [actor.memberId]: actor.name },
    });
    return summaryOf(after);
  });
}

export function clearUnsourced(actor: MemberActor, input: ClearUnsourced): Promise<ClaimSummary> {
  return command(actor, async (work) => {
    const before = await lockClaim(work.tx, actor, input.claimId);
    authorize(actor, "claim:mark_unsourced", tiesOf(before, actor));
    const { claim } = before;
    if (claim.unsourcedReason === null) return summaryOf(before);
    work.record({
      ...about(before),
      type: "claim.unsourced_mark_cleared",
      payload: { cause: "member" },
    });
    const unmarked = { unsourcedReason: null, unsourcedById: null, unsourcedAt: null };
    const after = await storeClaim(work, before, { ...before, claim: { ...claim, ...unmarked } });
    return summaryOf(after);
  });
}

/** Leaves a claim unchecked, with the reason, or takes that back. Not once its check has begun. */
export function leaveUnchecked(actor: MemberActor, input: LeaveUnchecked): Promise<ClaimSummary> {
  return command(actor, async (work) => {
    const before = await lockClaim(work.tx, actor, input.claimId);
    authorize(actor, "claim:edit", tiesOf(before, actor));
    const { claim } = before;
    if (claim.unchecked === input.reason) return summaryOf(before);
    if (input.reason !== null && before.check) throw outdated(before, "check_begun");
    if (input.reason !== null && claim.unchecked !== null) throw outdated(before, "left_already");
    work.record(
      input.reason === null
        ? {
            ...about(before),
            type: "claim.changed",
            payload: { changes: { unchecked: { from: claim.unchecked, to: null } } },
          }
        : {
            ...about(before),
            type: "claim.left_unchecked",
            payload: { reason: input.reason },
          },
    );
    const after = { ...before, claim: { ...claim, unchecked: input.reason } };
    return summaryOf(await storeClaim(work, before, after));
  });
}

/** Says which claim this one reports: that it was said, and that it is so, are two claims. */
export function setReports(actor: MemberActor, input: SetReports): Promise<ClaimSummary> {
  return command(actor, async (work) => {
    const { tx } = work;
    const before = await lockClaim(tx, actor, input.claimId);
    authorize(actor, "claim:edit", tiesOf(before, actor));
    const { claim } = before;
    const { reportsId } = input;
    if (claim.reportsId === reportsId) return summaryOf(before);
    if (claim.reportsId !== input.seenReportsId) throw outdated(before, "reports_outdated");
    if (reportsId !== null) await requireReportable(work, claim.id, reportsId);
    work.record({
      ...about(before),
      type: "claim.changed",
      payload: { changes: { reportsId: { from: claim.reportsId, to: reportsId } } },
    });
    const after = await storeClaim(work, before, { ...before, claim: { ...claim, reportsId } });
    return summaryOf(after);
  });
}

/** A claim of the workspace that does not, however far on, report this one. */
async function requireReportable(
  { tx, workspaceId }: Work,
  claimId: string,
  reportsId: string,
): Promise<void> {
  const chain = await tx.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE chain AS (
      SELECT c."id", c."reportsId", 1 AS "depth" FROM "Claim" c
      WHERE c."workspaceId" = ${workspaceId}::uuid AND c."id" = ${reportsId}::uuid
        AND c."deletedAt" IS NULL
      UNION ALL
      SELECT c."id", c."reportsId", chain."depth" + 1 FROM chain
      JOIN "Claim" c ON c."workspaceId" = ${workspaceId}::uuid AND c."id" = chain."reportsId"
      WHERE chain."depth" < 20
    )
    SELECT "id" FROM chain`;
  if (chain.length === 0) throw new AppError("not_found");
  if (chain.some(({ id }) => id === claimId)) {
    throw new AppError("invalid", { field: "reportsId", reason: "reports_itself" });
  }
}

interface Place {
  at: { articleId: string; claimId: string };
  hand: ClaimInHand;
  plan: ClaimPlan;
}

/** The claim's place in an article in which it occurs, else `not_found`. */
async function lockPlace(
  work: MemberWork,
  { articleId, claimId }: { articleId: string; claimId: string },
): Promise<Place> {
  const { tx, actor, workspaceId } = work;
  const ties = await articleTies(tx, actor, articleId);
  const readable = can(actor, "article:read", ties);
  const hand = await lockClaim(tx, actor, claimId);
  const occurrence = await tx.occurrence.findFirst({
    where: {
      workspaceId,
      articleId,
      claimId,
      annotation: { deletedAt: null },
      article: { deletedAt: null },
    },
    select: { annotationId: true },
  });
  if (!occurrence || !readable) throw new AppError("not_found");
  authorize(actor, "article:assign", ties);
  const row = await tx.claimInArticle.findFirst({
    where: { workspaceId, articleId, claimId },
    select: {
      priority: true,
      deadline: true,
      assignee: { select: { id: true, user: { select: { name: true } } } },
    },
  });
  return {
    at: { articleId, claimId },
    hand,
    plan: {
      articleId,
      assignee: row?.assignee ? { id: row.assignee.id, name: row.assignee.user.name } : null,
      priority: row?.priority ?? 0,
      deadline: row?.deadline?.toISOString() ?? null,
      can: {
        assign: can(actor, "claim:assign", tiesOf(hand, actor)),
        take: can(actor, "claim:take", tiesOf(hand, actor)),
      },
    },
  };
}

function about(hand: ClaimInHand) {
  const { id } = hand.claim;
  return { subjectType: "claim", subjectId: id, claimId: id } as const;
}
