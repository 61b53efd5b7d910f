import "server-only";
import type { MemberActor } from "@/lib/auth/actor";
import { can } from "@/lib/auth/authorize";
import { storeClaim } from "@/lib/claim/effects";
import type { claimPolicy } from "@/lib/claim/policy";
import {
  type CheckStatus,
  type Effect,
  type EvidenceMove,
  type Given,
  type MemberMove,
  type Move,
  type Refusal,
  transition,
} from "@/lib/claim/status";
import { type SubmissionProblem, submissionProblems } from "@/lib/claim/submission";
import {
  type CheckRow,
  type ClaimInHand,
  contextOf,
  factsOf,
  type LatestSubmission,
  statusOf,
  summaryOf,
  tiesOf,
} from "@/lib/claim/ties";
import { Prisma } from "@/lib/db/generated/client";
import { AppError } from "@/lib/errors";
import type { Work } from "@/lib/event/command";
import { newId } from "@/lib/id";

/**
 * The gate of a move: authorizes it, then asks the status table. Throws `forbidden` with the
 * reason why not this member, `conflict` with the newer state where the check or the claim is no
 * longer as the member saw it, `invalid` where something is missing.
 */
export function decide(
  hand: ClaimInHand,
  actor: MemberActor,
  permission: keyof typeof claimPolicy,
  move: MemberMove,
  given: Given = {},
): { to: CheckStatus; effects: readonly Effect[] } {
  if (!can(actor, permission, tiesOf(hand, actor))) {
    throw new AppError("forbidden", { permission, reason: whyNot(hand, actor, permission) });
  }
  const done = transition(factsOf(hand), move, contextOf(hand, actor), given);
  if (done.ok) return done;
  throw refused(hand, done.reason);
}

/** Why this member has not the permission, which they have not. */
export function whyNot(
  hand: ClaimInHand,
  actor: MemberActor,
  permission: keyof typeof claimPolicy,
): Refusal {
  const context = contextOf(hand, actor);
  const { mayCheck, mayReview, mayAdjudicate, independence } = context;
  if (hand.isBlind) return "blind";
  if (!mayReview && context.editorsReview) return "editors_review";
  switch (permission) {
    case "check:submit":
    case "check:withdraw":
      return mayCheck ? "not_its_checker" : "may_not";
    case "check:review":
    case "check:confirm_fit":
      return mayReview && !independence.ok ? independence.reason : "may_not";
    case "check:adjudicate":
      return mayAdjudicate && !independence.ok ? independence.reason : "may_not";
    default:
      return "may_not";
  }
}

/** What a refusal of the table is to the client. */
function refused(hand: ClaimInHand, reason: Refusal): AppError {
  switch (reason) {
    case "may_not":
    case "not_its_checker":
    case "author_of_article":
    case "wrote_statement":
    case "wrote_citation":
    case "submitted_this_round":
    case "said_still_holds":
    case "disputed_it":
    case "not_second_checker":
    case "editors_review":
    case "blind":
      return new AppError("forbidden", { reason });
    case "revision_missing":
    case "verdict_missing":
    case "reason_missing":
    case "outcome_missing":
      return new AppError("invalid", { reason });
    default:
      return outdated(hand, reason);
  }
}

/** A conflict, with the claim as it now stands. */
export function outdated(hand: ClaimInHand, reason: string): AppError {
  return new AppError("conflict", { reason, claim: summaryOf(hand) });
}

type CheckChange = Partial<Omit<CheckRow, "id" | "round">>;

/** Opens a round: a new check of the claim, which the actor takes. The claim's row is not written. */
export async function openRound(
  work: Work<MemberActor>,
  hand: ClaimInHand,
  move: Move,
  options: { id?: string; to?: CheckStatus; approvalsNeeded?: number } = {},
): Promise<ClaimInHand> {
  const { tx, workspaceId, actor, now } = work;
  const check: CheckRow = {
    id: options.id ?? newId(),
    round: (hand.check?.round ?? 0) + 1,
    status: options.to ?? "in_progress",
    statusAt: now,
    checkerId: actor.memberId,
    approvalsNeeded: options.approvalsNeeded ?? hand.rules.settings.approvalsNeeded,
    stale: null,
    stillHoldsById: null,
    stillHoldsAt: null,
    stillHoldsReason: null,
    secondCheckerId: null,
    secondAskedAt: null,
    secondDoneAt: null,
  };
  const { stale: _, ...row } = check;
  await tx.check.create({
    data: { ...row, workspaceId, claimId: hand.claim.id, createdAt: now },
    select: { id: true },
  });
  await recordTransition(work, check.id, statusOf(hand), check.status, move);
  work.record({
    type: "check.started",
    subjectType: "check",
    subjectId: check.id,
    claimId: hand.claim.id,
    payload: { round: check.round },
  });
  return {
    ...hand,
    // Whoever starts to check it no longer leaves it unchecked.
    claim: { ...hand.claim, currentCheckId: check.id, unchecked: null },
    check,
    submission: null,
    second: null,
    submissions: 0,
    submitterIds: [],
    approvedBy: [],
    disputedById: null,
    names: { ...hand.names, [actor.memberId]: actor.name },
  };
}

type NewSubmission = Omit<LatestSubmission, "byId"> & { rationale: string };

/** Keeps what was proposed. The claim's row, with its sourcing, is not written. */
export async function storeSubmission(
  { tx, workspaceId, actor, now }: Work<MemberActor>,
  hand: ClaimInHand,
  { rationale, ...proposal }: NewSubmission,
): Promise<ClaimInHand> {
  const { check } = hand;
  if (!check) throw new Error("a submission in a check that has not begun");
  const cited = new Set(hand.citations.map(({ id }) => id));
  if (proposal.namedCitations.some((id) => !cited.has(id))) {
    throw new AppError("invalid", { field: "namedCitations", reason: "not_cited" });
  }
  const submission = { ...proposal, byId: actor.memberId };
  const ordinal = hand.submissions + 1;
  await tx.submission.create({
    data: { ...submission, workspaceId, checkId: check.id, ordinal, rationale, at: now },
    select: { id: true },
  });
  return {
    ...hand,
    submission,
    second: null,
    submissions: ordinal,
    submitterIds: [...hand.submitterIds, actor.memberId],
    approvedBy: [],
    disputedById: null,
  };
}

/** Refuses a proposal for which the claim, as it is stored with it, does not stand. */
export async function requireNoProblems(
  work: Work,
  hand: ClaimInHand,
  proposal: { verdict: string; rationale: string },
): Promise<void> {
  const [problem, ...others] = await problemsOf(work, hand, proposal);
  if (problem) throw problemError(hand, [problem, ...others]);
}

/** Moves the current check: its row, guarded by the status it was loaded in, and its transition. */
export async function moveCheck(
  work: Work<MemberActor>,
  hand: ClaimInHand,
  move: Move,
  to: CheckStatus,
  change: CheckChange = {},
): Promise<ClaimInHand> {
  const { tx, workspaceId, actor, now } = work;
  const { check } = hand;
  if (!check) throw new Error("a move of a check that has not begun");
  const moved = { ...change, ...(to !== check.status && { status: to, statusAt: now }) };
  if (Object.keys(moved).length > 0) {
    const { stale, ...columns } = moved;
    const { count } = await tx.check.updateMany({
      where: { workspaceId, id: check.id, status: check.status },
      data: { ...columns, ...(stale !== undefined && { stale: stale ?? Prisma.DbNull }) },
    });
    if (count === 0) throw outdated(hand, "not_from_here");
  }
  await recordTransition(work, check.id, check.status, to, move);
  return {
    ...hand,
    check: { ...check, ...moved },
    names: { ...hand.names, [actor.memberId]: actor.name },
  };
}

async function recordTransition(
  { tx, workspaceId, actor, now }: Work<MemberActor>,
  checkId: string,
  from: CheckStatus,
  to: CheckStatus,
  move: Move,
): Promise<void> {
  await tx.checkTransition.create({
    data: { workspaceId, checkId, from, to, move, byId: actor.memberId, at: now },
    select: { id: true },
  });
}

/** What raised a claim's revision. */
export type RevisionCause =
  | "statement"
  | "kind"
  | "citation_added"
  | "citation_changed"
  | "citation_removed";

/**
 * The claim's evidence changed: `after` is the claim with the change, of which citations are
 * already written and the claim's own row is not. Raises the revision, clears a member's
 * "unsourced", judges the sourcing and moves the check as the table says. A change that touches
 * no evidence (the kind) has no move.
 */
export async function evidenceChanged(
  work: Work<MemberActor>,
  before: ClaimInHand,
  after: ClaimInHand,
  change: { move: EvidenceMove | null; cause: RevisionCause },
): Promise<ClaimInHand> {
  const { tx, workspaceId, actor, now } = work;
  const { move, cause } = change;
  const revision = before.claim.revision + 1;
  let hand: ClaimInHand = { ...after, claim: { ...after.claim, revision } };
  if (move) {
    hand = await unsettle(work, before, hand, move);
    if (hand.claim.unsourcedReason !== null) {
      hand = {
        ...hand,
        claim: { ...hand.claim, unsourcedReason: null, unsourcedById: null, unsourcedAt: null },
      };
      work.record({
        type: "claim.unsourced_mark_cleared",
        subjectType: "claim",
        subjectId: hand.claim.id,
        claimId: hand.claim.id,
        payload: { cause: move },
      });
    }
  }
  const stored = await storeClaim(work, before, hand);
  const { id: claimId, statement, kind, asOf } = stored.claim;
  await tx.claimRevision.create({
    data: {
      workspaceId,
      claimId,
      revision,
      statement,
      kind,
      asOf,
      cause,
      byId: actor.memberId,
      at: now,
    },
    select: { revision: true },
  });
  return stored;
}

async function unsettle(
  work: Work<MemberActor>,
  before: ClaimInHand,
  hand: ClaimInHand,
  move: EvidenceMove,
): Promise<ClaimInHand> {
  const done = transition(factsOf(before), move, contextOf(before, work.actor));
  if (!done.ok) throw new Error(`the table has no row for ${move} from ${statusOf(before)}`);
  const { to, effects } = done;
  if (effects.includes("take_check")) return openRound(work, hand, move);
  const { check } = hand;
  if (!check) return hand;
  if (to === check.status) {
    if (!effects.includes("void_still_holds") || check.stillHoldsById === null) return hand;
    return moveCheck(work, hand, move, to, NOBODY_SAYS_IT_HOLDS);
  }
  const moved = await moveCheck(
    work,
    hand,
    move,
    to,
    to === "stale" ? { stale: { cause: move, reason: null } } : {},
  );
  work.record({
    type: to === "stale" ? "check.went_stale" : "check.sent_back",
    subjectType: "check",
    subjectId: check.id,
    claimId: hand.claim.id,
    payload: { cause: move },
  });
  return moved;
}

/** No open "still holds". */
export const NOBODY_SAYS_IT_HOLDS = {
  stillHoldsById: null,
  stillHoldsAt: null,
  stillHoldsReason: null,
} as const;

/** What keeps a verdict back, with the claim's sourcing as it is in hand. */
export async function problemsOf(
  { tx, workspaceId }: Work,
  hand: ClaimInHand,
  proposal: { verdict: string; rationale: string },
): Promise<SubmissionProblem[]> {
  const { claim, citations, rules } = hand;
  const living = {
    workspaceId,
    claimId: claim.id,
    annotation: { deletedAt: null },
    article: { deletedAt: null },
  };
  const remedies =
    claim.sourcing === "unsourced"
      ? await tx.occurrence.findMany({ where: living, select: { remedy: true } })
      : [];
  return submissionProblems({
    ...proposal,
    scale: rules.scale,
    sourcing: claim.sourcing,
    citations: citations.map(({ stance, quoted }) => ({ stance, quote: quoted ? "quoted" : "" })),
    wordsAreGivenUp:
      remedies.length > 0 &&
      remedies.every(({ remedy }) => remedy === "cut" || remedy === "left_to_author"),
  });
}

export function problemError(
  hand: ClaimInHand,
  problems: readonly [SubmissionProblem, ...SubmissionProblem[]],
): AppError {
  const { sourcingReason } = hand.claim;
  return new AppError("invalid", { reason: problems[0], problems, sourcingReason });
}
