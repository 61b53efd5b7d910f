import "server-only";
import { articleTies } from "@/lib/article/ties";
import type { MemberActor } from "@/lib/auth/actor";
import { authorize, can } from "@/lib/auth/authorize";
import {
  decide,
  moveCheck,
  outdated,
  problemError,
  problemsOf,
  requireNoProblems,
  storeSubmission,
  whyNot,
} from "@/lib/check/effects";
import { storeClaim } from "@/lib/claim/effects";
import {
  confirmFit,
  inText,
  lockOccurrences,
  type OccurrenceInHand,
  occurrenceChange,
  requireAsShown,
} from "@/lib/claim/occurrences";
import type { ClaimChange, OccurrenceChange } from "@/lib/claim/schema-summary";
import {
  type ClaimInHand,
  loadClaims,
  lockClaim,
  lockClaims,
  statusOf,
  summaryOf,
  tiesOf,
} from "@/lib/claim/ties";
import { Prisma } from "@/lib/db/generated/client";
import { AppError } from "@/lib/errors";
import { command, type Work } from "@/lib/event/command";
import { newId } from "@/lib/id";
import { findVerdict } from "@/lib/workspace/rating-scale";
import type {
  Adjudicate,
  Approve,
  ConfirmFits,
  Decision,
  Dispute,
  RequestChanges,
  SayStillFits,
  ShownOccurrence,
} from "./schema";

/**
 * Approves the submission under review, at the revision of the claim that the reviewer read, and
 * with it the occurrences that they were shown: their fit is confirmed and the wording of their
 * remedies approved. The check is approved once it has as many approvals as it needs.
 *
 * A mark of "unsourced" that came after the submission stands in the way as it does of submitting.
 */
export function approve(actor: MemberActor, input: Approve): Promise<ClaimChange> {
  return command(actor, async (work) => {
    const shown = await lockOccurrences(work, ids(input.occurrences));
    const before = await lockClaim(work.tx, actor, input.claimId);
    if (await isRepeated(work, before, input.id)) return answer(before, shown);
    const { to } = decide(before, actor, "check:review", "approve", {
      revision: input.claimRevision,
    });
    const submission = requireSubmission(before, input.submissionId);
    requireAsShown(before, shown, input.occurrences);
    await refuseUnsourced(work, before, submission);

    await storeReview(work, before, { ...input, decision: "approve" }, shown);
    const confirmed = await confirmFit(work, inText(shown));
    const moved = await moveCheck(work, before, "approve", to);
    work.record({
      ...about(moved),
      type: "check.approved",
      payload: {
        claimRevision: input.claimRevision,
        comment: input.comment,
        complete: to === "approved",
        approvalsNeeded: moved.check?.approvalsNeeded ?? 1,
        reviewers: moved.rules.settings.reviewers,
      },
    });
    return answer({ ...moved, approvedBy: [...moved.approvedBy, actor.memberId] }, confirmed);
  });
}

/** Sends the submission back to its checker, with reasons of the workspace's list or in words. */
export function requestChanges(actor: MemberActor, input: RequestChanges): Promise<ClaimChange> {
  return command(actor, async (work) => {
    const before = await lockClaim(work.tx, actor, input.claimId);
    if (await isRepeated(work, before, input.id)) return answer(before);
    const { to } = decide(before, actor, "check:review", "request_changes", {
      reasons: input.reasons,
      reason: input.comment,
    });
    requireSubmission(before, input.submissionId);
    const known = before.rules.settings.reviewReasons.map(({ key }) => key);
    if (input.reasons.some((key) => !known.includes(key))) {
      throw new AppError("invalid", { field: "reasons", reason: "not_on_list" });
    }
    await storeReview(work, before, { ...input, decision: "request_changes" });
    const moved = await moveCheck(work, before, "request_changes", to);
    work.record({
      ...about(moved),
      type: "check.changes_requested",
      payload: { reasons: input.reasons, comment: input.comment },
    });
    return answer(await storeClaim(work, before, moved));
  });
}

/** Sets the reviewer's own verdict against the submission's. */
export function dispute(actor: MemberActor, input: Dispute): Promise<ClaimChange> {
  return command(actor, async (work) => {
    const before = await lockClaim(work.tx, actor, input.claimId);
    if (await isRepeated(work, before, input.id)) return answer(before);
    const { to } = decide(before, actor, "check:review", "dispute", {
      revision: input.claimRevision,
      verdict: input.verdict,
    });
    const submission = requireSubmission(before, input.submissionId);
    if (!findVerdict(before.rules.scale, input.verdict)) {
      throw new AppError("invalid", { field: "verdict", reason: "not_on_scale" });
    }
    if (input.verdict === submission.verdict) {
      throw new AppError("invalid", { field: "verdict", reason: "same_verdict" });
    }
    await storeReview(work, before, { ...input, decision: "dispute" });
    const moved = await moveCheck(work, before, "dispute", to);
    work.record({
      ...about(moved),
      type: "check.disputed",
      payload: { verdict: input.verdict, comment: input.comment },
    });
    return answer({ ...moved, disputedById: actor.memberId });
  });
}

/** An independent editor, not the one who disputed it, settles a dispute. */
export function adjudicate(actor: MemberActor, input: Adjudicate): Promise<ClaimChange> {
  return command(actor, async (work) => {
    const shown = await lockOccurrences(work, ids(input.occurrences));
    const before = await lockClaim(work.tx, actor, input.claimId);
    if (await isRepeated(work, before, input.id)) return answer(before, shown);
    const { id, outcome, reason, claimRevision } = input;
    const { to } = decide(before, actor, "check:adjudicate", "adjudicate", {
      revision: claimRevision,
      reason,
      outcome,
    });
    const disputed = requireSubmission(before, input.submissionId);
    requireAsShown(before, shown, input.occurrences);
    if (outcome === "returned") {
      const { submissionId } = input;
      await storeReview(work, before, {
        id,
        submissionId,
        decision: "request_changes",
        comment: reason,
      });
      const moved = await moveCheck(work, before, "adjudicate", to);
      work.record({
        ...about(moved),
        type: "check.adjudicated",
        payload: { outcome, verdict: null, reason },
      });
      return answer(await storeClaim(work, before, moved));
    }
    const verdict = input.verdict ?? disputed.verdict;
    if (verdict === disputed.verdict) await refuseUnsourced(work, before, disputed);
    const ruled =
      verdict === disputed.verdict ? before : await ruleOtherwise(work, before, input, verdict);
    const submissionId = requireStanding(ruled).id;
    const review = { id, submissionId, decision: "approve", comment: reason } as const;
    await storeReview(work, ruled, review, shown);
    const confirmed = await confirmFit(work, inText(shown));
    const moved = await moveCheck(work, ruled, "adjudicate", to);
    const approvedBy = [...moved.approvedBy, actor.memberId];
    work.record({
      ...about(moved),
      type: "check.adjudicated",
      payload: { outcome, verdict, reason },
    });
    return answer(await storeClaim(work, before, { ...moved, approvedBy }), confirmed);
  });
}

/** An adjudication for another verdict than the submission's proposes it, for the same reason. */
async function ruleOtherwise(
  work: Work<MemberActor>,
  hand: ClaimInHand,
  { reason, namedCitations, claimRevision }: Adjudicate,
  verdict: string,
): Promise<ClaimInHand> {
  const proposal = { id: newId(), verdict, rationale: reason, namedCitations, claimRevision };
  const after = await storeClaim(work, hand, await storeSubmission(work, hand, proposal));
  await requireNoProblems(work, after, proposal);
  return after;
}

/**
 * Confirms that words say their claim, for occurrences of approved claims of which the actor is
 * independent: all of them or none.
 */
export function confirmFits(
  actor: MemberActor,
  input: ConfirmFits,
): Promise<{ occurrences: OccurrenceChange[] }> {
  return command(actor, async (work) => {
    const { tx, workspaceId } = work;
    const shown = await lockOccurrences(work, ids(input.occurrences));
    const claimIds = [...new Set(shown.map(({ claimId }) => claimId))];
    await lockClaims(tx, workspaceId, claimIds);
    const hands = await loadClaims(tx, actor, claimIds);
    if (hands.length < claimIds.length) throw new AppError("not_found");
    for (const hand of hands) {
      const ties = tiesOf(hand, actor);
      if (!can(actor, "claim:read", ties)) throw new AppError("not_found");
      if (!can(actor, "check:confirm_fit", ties)) {
        const permission = "check:confirm_fit";
        const reason = whyNot(hand, actor, permission);
        throw new AppError("forbidden", { permission, reason, claimId: hand.claim.id });
      }
      if (statusOf(hand) !== "approved") throw outdated(hand, "not_approved");
      const its = shown.filter(({ claimId }) => claimId === hand.claim.id);
      requireAsShown(hand, its, input.occurrences);
      refuseOwnWord(its, actor.memberId);
      for (const row of its) refuseNotInText(hand, row);
    }
    const confirmed = await confirmFit(work, shown);
    return { occurrences: confirmed.map(occurrenceChange) };
  });
}

/** Whoever says that changed words still fit does not confirm it as well. */
function refuseOwnWord(rows: readonly OccurrenceInHand[], memberId: string): void {
  const own = rows.find(({ stillFitsById }) => stillFitsById === memberId);
  if (!own) return;
  throw new AppError("forbidden", {
    permission: "check:confirm_fit",
    reason: "said_so_yourself",
    claimId: own.claimId,
  });
}

/** Words that are not there say nothing. */
function refuseNotInText(hand: ClaimInHand, { isInText }: OccurrenceInHand): void {
  if (!isInText) throw outdated(hand, "not_in_text");
}

/**
 * Says that words which changed still say their claim. Where the claim is approved, another member
 * has to confirm it; where it is not, its approval will.
 */
export function sayStillFits(
  actor: MemberActor,
  input: SayStillFits,
): Promise<{ occurrences: OccurrenceChange[] }> {
  const { annotationId, revision, reason } = input;
  return command(actor, async (work) => {
    const { tx, workspaceId, now } = work;
    const [shown] = await lockOccurrences(work, [annotationId]);
    if (!shown) throw new AppError("not_found");
    const [hand] = await loadClaims(tx, actor, [shown.claimId]);
    if (!hand || !can(actor, "claim:read", tiesOf(hand, actor))) throw new AppError("not_found");
    authorize(actor, "annotation:edit", await articleTies(tx, actor, shown.articleId));
    requireAsShown(hand, [shown], [{ annotationId, revision }]);
    if (shown.fit !== "recheck") throw outdated(hand, "no_recheck");
    refuseNotInText(hand, shown);
    const isApproved = statusOf(hand) === "approved";
    await tx.occurrence.updateMany({
      where: { workspaceId, annotationId },
      data: {
        ...(isApproved ? {} : { fit: "unconfirmed", recheck: Prisma.DbNull }),
        stillFitsById: actor.memberId,
        stillFitsAt: now,
        stillFitsReason: reason,
      },
    });
    await tx.annotation.updateMany({
      where: { workspaceId, id: annotationId },
      data: { revision: revision + 1 },
    });
    work.record({
      type: "occurrence.still_fits_proposed",
      subjectType: "annotation",
      subjectId: annotationId,
      articleId: shown.articleId,
      claimId: shown.claimId,
      payload: { reason },
    });
    return { occurrences: (await lockOccurrences(work, [annotationId])).map(occurrenceChange) };
  });
}

function ids(occurrences: readonly ShownOccurrence[]): string[] {
  return occurrences.map(({ annotationId }) => annotationId);
}

/** A mark of "unsourced" may have come after the submission. */
async function refuseUnsourced(
  work: Work<MemberActor>,
  hand: ClaimInHand,
  { verdict }: { verdict: string },
): Promise<void> {
  const problems = await problemsOf(work, hand, { verdict, rationale: "" });
  if (problems.includes("unsourced")) throw problemError(hand, ["unsourced"]);
}

/** The submission that the reviewer read still stands. */
function requireSubmission(hand: ClaimInHand, submissionId: string) {
  const submission = requireStanding(hand);
  if (submission.id !== submissionId) throw outdated(hand, "submission_outdated");
  return submission;
}

function requireStanding(hand: ClaimInHand) {
  const { submission } = hand;
  if (!submission) throw outdated(hand, "submission_outdated");
  return submission;
}

/** Whether this very review is stored already, from the same member's first try. */
async function isRepeated(
  { tx, workspaceId, actor }: Work<MemberActor>,
  hand: ClaimInHand,
  id: string,
): Promise<boolean> {
  const mayBe = statusOf(hand) !== "in_review" || hand.approvedBy.includes(actor.memberId);
  if (!mayBe) return false;
  const mine = await tx.review.findFirst({
    where: {
      workspaceId,
      id,
      byId: actor.memberId,
      check: { claimId: hand.claim.id },
    },
    select: { id: true },
  });
  return mine !== null;
}

interface NewReview {
  id: string;
  submissionId: string;
  decision: Decision;
  reasons?: string[];
  comment: string;
  verdict?: string;
}

async function storeReview(
  work: Work<MemberActor>,
  hand: ClaimInHand,
  review: NewReview,
  covered: readonly OccurrenceInHand[] = [],
): Promise<void> {
  const { tx, workspaceId, actor, now } = work;
  await tx.review.create({
    data: {
      id: review.id,
      workspaceId,
      checkId: about(hand).subjectId,
      submissionId: review.submissionId,
      decision: review.decision,
      reasons: review.reasons ?? [],
      comment: review.comment,
      verdict: review.verdict ?? null,
      claimRevision: hand.claim.revision,
      byId: actor.memberId,
      at: now,
    },
    select: { id: true },
  });
  if (covered.length === 0) return;
  await tx.reviewedOccurrence.createMany({
    data: covered.map(({ annotationId, remedy, remedyWording }) => ({
      workspaceId,
      reviewId: review.id,
      annotationId,
      remedy,
      remedyWording,
    })),
  });
}

function about(hand: ClaimInHand) {
  if (!hand.check) throw new Error("a review of a check that has not begun");
  return { subjectType: "check", subjectId: hand.check.id, claimId: hand.claim.id } as const;
}

function answer(hand: ClaimInHand, occurrences: readonly OccurrenceInHand[] = []): ClaimChange {
  return { claim: summaryOf(hand), occurrences: occurrences.map(occurrenceChange) };
}
