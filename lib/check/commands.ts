import "server-only";
import { remedyProblem } from "@/lib/annotation/remedy";
import type { MemberActor } from "@/lib/auth/actor";
import {
  decide,
  moveCheck,
  NOBODY_SAYS_IT_HOLDS,
  openRound,
  outdated,
  requireNoProblems,
  storeSubmission,
} from "@/lib/check/effects";
import { storeClaim } from "@/lib/claim/effects";
import {
  lockOccurrences,
  type OccurrenceInHand,
  occurrenceChange,
  setRemedy,
} from "@/lib/claim/occurrences";
import type { ClaimChange, ClaimSummary } from "@/lib/claim/schema-summary";
import { type ClaimInHand, lockClaim, statusOf, summaryOf } from "@/lib/claim/ties";
import { AppError } from "@/lib/errors";
import { command, type Work } from "@/lib/event/command";
import { drawSecondChecker, secondAsked } from "@/lib/second-check/effects";
import { approvalsFor } from "@/lib/workspace/settings";
import type {
  ConfirmStillHolds,
  ReopenCheck,
  StartCheck,
  StillHolds,
  SubmitCheck,
  WithdrawSubmission,
} from "./schema";

/** Starts the first check of a claim, or a new round of a stale one; the actor becomes its checker. */
export function startCheck(actor: MemberActor, input: StartCheck): Promise<ClaimChange> {
  return command(actor, async (work) => {
    const before = await lockClaim(work.tx, actor, input.claimId);
    if (before.check?.id === input.id && before.check.checkerId === actor.memberId) {
      return answer(before);
    }
    decide(before, actor, "check:start", "start");
    const opened = await openRound(work, before, "start", { id: input.id });
    return answer(await storeClaim(work, before, opened));
  });
}

/**
 * Proposes a verdict, with its rationale and what shall happen to the words. What keeps it back
 * (lib/claim/submission.ts), judged by the sourcing as it is with this verdict, is `invalid`.
 */
export function submitCheck(actor: MemberActor, input: SubmitCheck): Promise<ClaimChange> {
  return command(actor, async (work) => {
    const { tx } = work;
    const named = await lockOccurrences(
      work,
      input.remedies.map(({ annotationId }) => annotationId),
    );
    const before = await lockClaim(tx, actor, input.claimId);
    if (before.submission?.id === input.id && before.submission.byId === actor.memberId) {
      return answer(before, named);
    }
    const first = statusOf(before) === "unchecked";
    const { to } = decide(before, actor, first ? "check:start" : "check:submit", "submit", {
      revision: input.claimRevision,
      verdict: input.verdict,
    });
    const occurrences = await setRemedies(work, before, named, input.remedies);
    const { settings } = before.rules;
    const { kind } = before.claim;
    const priority = await highestPriority(work, input.claimId);
    const approvalsNeeded = approvalsFor(settings, { kind, priority });
    const moved = first
      ? await openRound(work, before, "submit", { to, approvalsNeeded })
      : await moveCheck(work, before, "submit", to, { approvalsNeeded });
    const { id, verdict, rationale, namedCitations, claimRevision } = input;
    const submission = { id, verdict, rationale, namedCitations, claimRevision };
    const after = await storeClaim(work, before, await storeSubmission(work, moved, submission));
    await requireNoProblems(work, after, submission);
    work.record({
      ...about(after),
      type: "check.submitted",
      payload: { verdict, rationale, claimRevision, approvalsNeeded },
    });
    const drawn = await drawSecondChecker(work, after);
    return answer(
      drawn ? await secondAsked(work, after, drawn, { drawn: true }) : after,
      occurrences,
    );
  });
}

/** The highest priority that the claim, or an article in which it occurs, has. */
async function highestPriority({ tx, workspaceId }: Work, claimId: string): Promise<number> {
  const [row] = await tx.$queryRaw<{ priority: number | null }[]>`
    SELECT max(greatest(p."priority", ar."priority"))::int AS "priority"
    FROM "Occurrence" o
    JOIN "Annotation" a ON a."workspaceId" = o."workspaceId" AND a."id" = o."annotationId"
      AND a."deletedAt" IS NULL
    JOIN "Article" ar ON ar."workspaceId" = o."workspaceId" AND ar."id" = o."articleId"
      AND ar."deletedAt" IS NULL
    LEFT JOIN "ClaimInArticle" p ON p."workspaceId" = o."workspaceId"
      AND p."claimId" = o."claimId" AND p."articleId" = o."articleId"
    WHERE o."workspaceId" = ${workspaceId}::uuid AND o."claimId" = ${claimId}::uuid`;
  return row?.priority ?? 0;
}

async function setRemedies(
  work: Work<MemberActor>,
  hand: ClaimInHand,
  occurrences: readonly OccurrenceInHand[],
  remedies: SubmitCheck["remedies"],
): Promise<OccurrenceInHand[]> {
  if (remedies.length === 0) return [];
  const quotes = await work.tx.citation.findMany({
    where: { workspaceId: work.workspaceId, claimId: hand.claim.id, deletedAt: null },
    select: { quote: true },
  });
  const records = quotes.map(({ quote }) => quote);
  const proposals = new Map(remedies.map((proposal) => [proposal.annotationId, proposal]));
  const changed: OccurrenceInHand[] = [];
  for (const row of occurrences) {
    const proposed = proposals.get(row.annotationId);
    if (!proposed) continue;
    if (row.claimId !== hand.claim.id) throw new AppError("not_found");
    const { remedy, wording } = proposed;
    const words = row.words.join(" ");
    const reason = remedyProblem({ voice: row.voice, remedy, wording, words, records });
    if (reason) {
      throw new AppError("invalid", { field: "remedies", reason, annotationId: row.annotationId });
    }
    changed.push(await setRemedy(work, row, proposed));
  }
  return changed;
}

/** Takes the submission under review back. */
export function withdrawSubmission(
  actor: MemberActor,
  input: WithdrawSubmission,
): Promise<ClaimChange> {
  return command(actor, async (work) => {
    const before = await lockCheck(work, input);
    const { to } = decide(before, actor, "check:withdraw", "withdraw");
    const moved = await moveCheck(work, before, "withdraw", to);
    await work.tx.submission.updateMany({
      where: { workspaceId: work.workspaceId, id: before.submission?.id ?? "" },
      data: { withdrawnAt: work.now },
    });
    work.record({ ...about(moved), type: "check.withdrawn", payload: {} });
    return answer(await storeClaim(work, before, { ...moved, submission: null }));
  });
}

/** Makes an approved check stale, with the reason. */
export function reopenCheck(actor: MemberActor, input: ReopenCheck): Promise<ClaimChange> {
  return command(actor, async (work) => {
    const before = await lockCheck(work, input);
    const { reason } = input;
    const { to } = decide(before, actor, "check:reopen", "reopen", { reason });
    const moved = await moveCheck(work, before, "reopen", to, {
      stale: { cause: "reopen", reason },
    });
    work.record({ ...about(moved), type: "check.reopened", payload: { reason } });
    return answer(await storeClaim(work, before, moved));
  });
}

/** "It still holds", of a stale check; another member has to confirm it. */
export function sayStillHolds(actor: MemberActor, input: StillHolds): Promise<ClaimChange> {
  return command(actor, async (work) => {
    const before = await lockCheck(work, input);
    const { reason } = input;
    const { to } = decide(before, actor, "check:still_holds", "still_holds", {
      reason,
      revision: input.claimRevision,
    });
    const moved = await moveCheck(work, before, "still_holds", to, {
      stillHoldsById: actor.memberId,
      stillHoldsAt: work.now,
      stillHoldsReason: reason,
    });
    work.record({ ...about(moved), type: "check.still_holds_proposed", payload: { reason } });
    return answer(moved);
  });
}

/** Another member's word puts the approval back. */
export function confirmStillHolds(
  actor: MemberActor,
  input: ConfirmStillHolds,
): Promise<ClaimChange> {
  return command(actor, async (work) => {
    const before = await lockCheck(work, input);
    const { to } = decide(before, actor, "check:still_holds", "confirm_still_holds", {
      revision: input.claimRevision,
    });
    const reason = before.check?.stillHoldsReason ?? "";
    const moved = await moveCheck(work, before, "confirm_still_holds", to, {
      ...NOBODY_SAYS_IT_HOLDS,
      stale: null,
    });
    work.record({ ...about(moved), type: "check.still_holds_confirmed", payload: { reason } });
    return answer(await storeClaim(work, before, moved));
  });
}

/** The claim, locked; a conflict unless the check is still its current one. */
async function lockCheck(
  { tx, actor }: Work<MemberActor>,
  { claimId, checkId }: { claimId: string; checkId: string },
): Promise<ClaimInHand> {
  const hand = await lockClaim(tx, actor, claimId);
  if (hand.check?.id !== checkId) throw outdated(hand, "check_outdated");
  return hand;
}

function requireCheck(hand: ClaimInHand) {
  if (!hand.check) throw new Error("the check has not begun");
  return hand.check;
}

function about(hand: ClaimInHand) {
  return {
    subjectType: "check",
    subjectId: requireCheck(hand).id,
    claimId: hand.claim.id,
  } as const;
}

function answer(hand: ClaimInHand, occurrences: readonly OccurrenceInHand[] = []): ClaimChange {
  const claim: ClaimSummary = summaryOf(hand);
  return { claim, occurrences: occurrences.map(occurrenceChange) };
}
