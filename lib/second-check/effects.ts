import "server-only";
import { randomInt } from "node:crypto";
import type { MemberActor } from "@/lib/auth/actor";
import { problemError } from "@/lib/check/effects";
import { judgeSourcing } from "@/lib/claim/effects";
import { submissionProblems } from "@/lib/claim/submission";
import {
  type CitationRow,
  type ClaimInHand,
  firstOrigins,
  independenceOf,
  statusOf,
} from "@/lib/claim/ties";
import type { Tx } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import type { Work } from "@/lib/event/command";
import type { MemberRef } from "@/lib/workspace/member-ref";
import type { Evidence, SecondChecker, SubmitSecond } from "./schema";
import { OUTSTANDING } from "./view";

/**
 * Notes that the member has seen the verdict under review: they cannot check the claim blind any
 * more. Where the workspace has no blind checks, nothing is noted.
 */
export async function noteOpening(
  tx: Tx,
  actor: MemberActor,
  hand: ClaimInHand,
): Promise<ClaimInHand> {
  if (!hand.isFolded || hand.isBlind || !hand.check) return hand;
  const { workspaceId, memberId } = actor;
  await tx.verdictOpening.createMany({
    data: [{ workspaceId, checkId: hand.check.id, memberId }],
    skipDuplicates: true,
  });
  return { ...hand, isFolded: false };
}

/** Who can check the claim blind: may review, is independent of it, and has not seen the verdict. */
export async function secondCheckers(
  tx: Tx,
  workspaceId: string,
  hand: ClaimInHand,
): Promise<SecondChecker[]> {
  if (!hand.check || statusOf(hand) !== "in_review") return [];
  const { settings } = hand.rules;
  const members = await tx.member.findMany({
    where: {
      workspaceId,
      removedAt: null,
      role: { in: settings.reviewers === "editors" ? ["admin", "editor"] : CHECKING },
      verdictsOpened: { none: { checkId: hand.check.id } },
    },
    select: {
      id: true,
      user: { select: { name: true } },
      _count: {
        select: {
          secondChecks: {
            where: OUTSTANDING,
          },
        },
      },
    },
    orderBy: { createdAt: "asc" },
  });
  return members
    .filter(({ id }) => independenceOf(hand, id).ok)
    .map(({ id, user, _count }) => ({ id, name: user.name, load: _count.secondChecks }));
}

const CHECKING = ["admin" as const, "editor" as const, "checker" as const];

/**
 * Draws by the workspace's sampling whether a submission gets a blind second check, and by whom:
 * one of those with the fewest before them. Once in a round; null where it does not.
 */
export async function drawSecondChecker(
  { tx, workspaceId }: Work<MemberActor>,
  hand: ClaimInHand,
): Promise<SecondChecker | null> {
  const { blindSecondChecks, blindSampling } = hand.rules.settings;
  if (!blindSecondChecks || hand.check?.secondAskedAt !== null) return null;
  if (randomInt(100) >= blindSampling) return null;
  const able = await secondCheckers(tx, workspaceId, hand);
  const least = Math.min(...able.map(({ load }) => load));
  const free = able.filter(({ load }) => load === least);
  return free[randomInt(Math.max(free.length, 1))] ?? null;
}

/** The member is to check the claim a second time. */
export async function secondAsked(
  work: Work<MemberActor>,
  hand: ClaimInHand,
  asked: MemberRef,
  { drawn }: { drawn: boolean },
): Promise<ClaimInHand> {
  const { tx, workspaceId, actor, now } = work;
  const { check } = hand;
  if (!check) throw new Error("a second check where none has begun");
  const second = { secondCheckerId: asked.id, secondAskedAt: now, secondDoneAt: null };
  await tx.check.updateMany({
    where: { workspaceId, id: check.id },
    data: { ...second, secondAskedById: drawn ? null : actor.memberId },
  });
  work.record({
    subjectType: "check",
    subjectId: check.id,
    claimId: hand.claim.id,
    type: "check.second_asked",
    payload: { memberId: asked.id, drawn },
  });
  return {
    ...hand,
    check: { ...check, ...second },
    isBlind: asked.id === actor.memberId,
    names: { ...hand.names, [asked.id]: asked.name },
  };
}

/**
 * A blind second verdict stands on what its writer found, as a submission stands on the claim's
 * citations.
 *
 * @throws AppError `invalid` with what keeps it back, `not_found` for a source that is not here
 */
export async function requireOwnEvidence(
  { tx, workspaceId }: Work<MemberActor>,
  hand: ClaimInHand,
  { verdict, rationale, evidence }: Pick<SubmitSecond, "verdict" | "rationale" | "evidence">,
): Promise<void> {
  const { submission } = hand;
  if (!submission) throw new Error("a second check where nothing was submitted");
  const citations = await evidenceRows(tx, workspaceId, evidence);
  const judged = judgeSourcing({
    ...hand,
    claim: { ...hand.claim, unsourcedReason: null },
    citations,
    // Its rationale is about all that it found.
    submission: { ...submission, verdict, namedCitations: citations.map(({ id }) => id) },
  });
  const [problem, ...others] = submissionProblems({
    scale: hand.rules.scale,
    verdict,
    rationale,
    sourcing: judged.sourcing,
    citations: evidence,
    wordsAreGivenUp: false,
  });
  if (!problem) return;
  const found = { ...hand, claim: { ...hand.claim, sourcingReason: judged.reason } };
  throw problemError(found, [problem, ...others]);
}

async function evidenceRows(
  tx: Tx,
  workspaceId: string,
  evidence: readonly Evidence[],
): Promise<CitationRow[]> {
  const ids = [...new Set(evidence.map(({ sourceId }) => sourceId))];
  const sources = await tx.source.findMany({
    where: { workspaceId, id: { in: ids }, deletedAt: null },
    select: {
      id: true,
      publisherId: true,
      originId: true,
      primacy: true,
      encyclopaedia: true,
      createdById: true,
      publisher: { select: { reliability: true } },
    },
  });
  if (sources.length < ids.length) throw new AppError("not_found");
  const repeating = sources.filter(({ originId }) => originId !== null).map(({ id }) => id);
  const origins = await firstOrigins(tx, workspaceId, repeating);
  const byId = new Map(sources.map((source) => [source.id, source]));
  return evidence.flatMap(({ sourceId, stance, quote, locator }, index): CitationRow[] => {
    const source = byId.get(sourceId);
    if (!source) return [];
    const { publisherId, primacy, encyclopaedia, createdById, publisher } = source;
    return [
      {
        id: String(index),
        stance,
        relation: "independent",
        quoted: quote !== "",
        located: locator !== null,
        seen: true,
        createdById,
        sourceId,
        publisherId,
        originId: origins.get(sourceId) ?? null,
        primacy,
        encyclopaedia,
        reliability: publisher?.reliability ?? "unrated",
      },
    ];
  });
}
