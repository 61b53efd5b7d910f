import "server-only";
import type { MemberActor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import { decide, moveCheck, outdated } from "@/lib/check/effects";
import { storeClaim } from "@/lib/claim/effects";
import {
  confirmFit,
  inText,
  lockOccurrences,
  type OccurrenceInHand,
  occurrenceChange,
  requireAsShown,
} from "@/lib/claim/occurrences";
import type { ClaimChange } from "@/lib/claim/schema-summary";
import {
  type ClaimInHand,
  factsOf,
  lockClaim,
  statusOf,
  summaryOf,
  tiesOf,
} from "@/lib/claim/ties";
import { AppError } from "@/lib/errors";
import { command } from "@/lib/event/command";
import { requireOwnEvidence, secondAsked, secondCheckers } from "./effects";
import type { AskSecond, CallOffSecond, SubmitSecond } from "./schema";

/**
 * Asks a member to check a claim under review a second time, without knowing what was found. Until
 * they have, or it is called off, nobody approves it.
 *
 * @throws AppError `invalid` with reason `no_blind_checks` or `cannot_be_blind`
 */
export function askSecondCheck(actor: MemberActor, input: AskSecond): Promise<ClaimChange> {
  return command(actor, async (work) => {
    const before = await lockClaim(work.tx, actor, input.claimId);
    authorize(actor, "check:ask_second", tiesOf(before, actor));
    if (before.check?.id !== input.checkId) throw outdated(before, "check_outdated");
    if (statusOf(before) !== "in_review") throw outdated(before, "not_from_here");
    if (factsOf(before).secondCheckerId === input.memberId) return answer(before);
    if (factsOf(before).secondCheckerId) throw outdated(before, "blind_second_open");
    if (!before.rules.settings.blindSecondChecks) {
      throw new AppError("invalid", { reason: "no_blind_checks" });
    }
    const able = await secondCheckers(work.tx, work.workspaceId, before);
    const asked = able.find(({ id }) => id === input.memberId);
    if (!asked) throw new AppError("invalid", { field: "memberId", reason: "cannot_be_blind" });
    return answer(await secondAsked(work, before, asked, { drawn: false }));
  });
}

/** Calls a blind second check off, for an editor or for whoever was asked; approvals then decide. */
export function callOffSecondCheck(actor: MemberActor, input: CallOffSecond): Promise<ClaimChange> {
  return command(actor, async (work) => {
    const { tx, workspaceId } = work;
    const before = await lockClaim(tx, actor, input.claimId);
    if (!before.isBlind) authorize(actor, "check:ask_second", tiesOf(before, actor));
    if (factsOf(before).secondCheckerId !== input.memberId) {
      throw outdated(before, "blind_second_not_asked");
    }
    const check = requireCheck(before);
    await tx.check.updateMany({
      where: { workspaceId, id: check.id },
      data: { secondCheckerId: null },
    });
    work.record({
      ...about(before),
      type: "check.second_called_off",
      payload: { memberId: input.memberId },
    });
    return answer({ ...before, check: { ...check, secondCheckerId: null }, isBlind: false });
  });
}

/**
 * A second check made without knowing the first: with the same verdict the claim is approved, with
 * another it is disputed. It rests on its own evidence, by which it is held to the rules of any
 * submission. The occurrences that were shown are confirmed, where nothing happens to their words.
 */
export function submitSecondCheck(actor: MemberActor, input: SubmitSecond): Promise<ClaimChange> {
  return command(actor, async (work) => {
    const { tx, workspaceId, now } = work;
    const shown = await lockOccurrences(
      work,
      input.occurrences.map(({ annotationId }) => annotationId),
    );
    const before = await lockClaim(tx, actor, input.claimId);
    const { second, submission } = before;
    if (second?.id === input.id && second.byId === actor.memberId) return answer(before, shown);
    const { id, verdict, rationale, claimRevision, evidence } = input;
    const outcome = submission?.verdict === verdict ? "equal" : "different";
    const { to } = decide(before, actor, "check:submit_second", "submit_blind_second", {
      revision: claimRevision,
      verdict,
      outcome,
    });
    requireAsShown(before, shown, input.occurrences);
    await requireOwnEvidence(work, before, input);
    const check = requireCheck(before);
    await tx.submission.create({
      data: {
        id,
        workspaceId,
        checkId: check.id,
        ordinal: before.submissions + 1,
        verdict,
        rationale,
        claimRevision,
        blind: true,
        evidence,
        byId: actor.memberId,
        at: now,
      },
      select: { id: true },
    });
    const moved = await moveCheck(work, before, "submit_blind_second", to, { secondDoneAt: now });
    const agreed = outcome === "equal" ? shown.filter(({ remedy }) => remedy === "none") : [];
    const confirmed = await confirmFit(work, inText(agreed));
    work.record({
      ...about(moved),
      type: "check.second_submitted",
      payload: { verdict, rationale, claimRevision, outcome },
    });
    const after = await storeClaim(work, before, {
      ...moved,
      second: { id, verdict, byId: actor.memberId },
      submissions: before.submissions + 1,
      submitterIds: [...moved.submitterIds, actor.memberId],
      disputedById: outcome === "different" ? actor.memberId : moved.disputedById,
      isBlind: false,
      isFolded: false,
    });
    return answer(after, confirmed);
  });
}

function requireCheck({ check }: ClaimInHand) {
  if (!check) throw new AppError("not_found");
  return check;
}

function about(hand: ClaimInHand) {
  const { id } = requireCheck(hand);
  return { subjectType: "check", subjectId: id, claimId: hand.claim.id } as const;
}

function answer(hand: ClaimInHand, occurrences: readonly OccurrenceInHand[] = []): ClaimChange {
  return { claim: summaryOf(hand), occurrences: occurrences.map(occurrenceChange) };
}
