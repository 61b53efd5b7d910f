import "server-only";
import { visibleArticles } from "@/lib/article/ties";
import type { MemberActor } from "@/lib/auth/actor";
import { authorize, can } from "@/lib/auth/authorize";
import type { ClaimPlan } from "@/lib/claim/schema";
import {
  type ClaimInHand,
  factsOf,
  loadClaims,
  lockClaims,
  statusOf,
  summaryOf,
  tiesOf,
} from "@/lib/claim/ties";
import { AppError } from "@/lib/errors";
import { command, type Work } from "@/lib/event/command";
import type { NewEvent } from "@/lib/event/schema";
import type { MemberRef } from "@/lib/workspace/member-ref";
import type { Role } from "@/lib/workspace/role";
import { holderOf, isInHands, type Standing } from "./holder";
import { heldBy } from "./load";
import type {
  AssignClaims,
  Assigned,
  AssignedList,
  GiveBack,
  Place,
  SharedOut,
  ShareOut,
  TakeClaims,
  TakeOver,
} from "./schema";
import { shareOut } from "./share-out";
import { stuckInArticle } from "./stuck";

type MemberWork = Work<MemberActor>;

/**
 * Says who is to check claims for articles: someone who checks, or nobody. A check in progress
 * passes on to them, or is given back; what was submitted in it stays theirs who did. All of the
 * claims, or none.
 *
 * @throws AppError `conflict` {reason: "assignee_outdated", plans} where somebody assigned or
 *   began one meanwhile; `invalid` {reason: "does_not_check"}
 */
export function assignClaims(actor: MemberActor, input: AssignClaims): Promise<AssignedList> {
  return command(actor, async (work) => {
    const places = await lockPlaces(work, input.places, "claim:assign");
    const { assigneeId } = input;
    const [to = null] = assigneeId === null ? [] : await requireMembers(work, [assigneeId]);
    if (to && places.some(({ hand }) => !mayCheck(hand, to))) {
      throw new AppError("invalid", { field: "assigneeId", reason: "does_not_check" });
    }
    requireAsSeen(places, input.places);
    const given = places.map((place) => ({ place, to, told: assignedEvent }));
    return { assigned: await giveAll(work, given) };
  });
}

/**
 * Shares claims out evenly among members, by what they hold already; never to an author of an
 * article in which a claim occurs, nor to whoever checks it blind. What none of them may check is
 * left as it is, and told.
 */
export function shareOutClaims(actor: MemberActor, input: ShareOut): Promise<SharedOut> {
  return command(actor, async (work) => {
    const places = await lockPlaces(work, input.places, "claim:assign");
    const members = await requireMembers(work, [...new Set(input.memberIds)]);
    requireAsSeen(places, input.places);
    const taken = new Set(places.map(({ hand }) => hand.claim.id));
    const loads = await heldBy(work.tx, work.workspaceId, taken);
    const byId = new Map(members.map((member) => [member.memberId, member]));
    const shared = shareOut(
      places,
      members.map(({ memberId: id }) => ({ id, load: loads.get(id) ?? 0 })),
      ({ hand, standing }, memberId) => {
        const member = byId.get(memberId);
        return (
          isInHands(standing) &&
          member !== undefined &&
          mayCheck(hand, member) &&
          !hand.authorIds.includes(memberId)
        );
      },
    );
    const given = shared.flatMap(({ claim: place, memberId }) => {
      const to = byId.get(memberId ?? "");
      return to ? { place, to, told: assignedEvent } : [];
    });
    const left = shared
      .filter(({ memberId }) => memberId === null)
      .map(({ claim: { articleId, hand } }) => ({ articleId, claimId: hand.claim.id }));
    return { assigned: await giveAll(work, given), left };
  });
}

/**
 * Takes claims that nobody holds; a check that was given back goes on with the actor as its
 * checker. Their own again is no change.
 *
 * @throws AppError `conflict` with reason `held` or `assignee_outdated`, and the plans
 */
export function takeClaims(actor: MemberActor, input: TakeClaims): Promise<AssignedList> {
  return command(actor, async (work) => {
    const places = await lockPlaces(work, input.places, "claim:take");
    requireAsSeen(places, input.places);
    requireInHands(places);
    const held = places.filter(({ holderId }) => holderId !== null && holderId !== actor.memberId);
    if (held.length > 0) throw outdated(held, "held");
    const told: Told = (place) => ({
      ...about(place),
      type: "claim.taken",
      payload: { articleId: place.articleId },
    });
    const given = places.map((place) => ({ place, to: actor, told }));
    return { assigned: await giveAll(work, given) };
  });
}

/** Gives claims back that the actor holds: nobody does then, and a begun check waits for another. */
export function giveBackClaims(actor: MemberActor, input: GiveBack): Promise<AssignedList> {
  return command(actor, async (work) => {
    const places = await lockPlaces(work, input.places, "claim:take");
    requireAsSeen(places, input.places);
    requireInHands(places);
    const others = places.filter(({ holderId }) => holderId !== actor.memberId);
    if (others.length > 0) throw outdated(others, "not_held");
    const told: Told = (place) => ({
      ...about(place),
      type: "claim.given_back",
      payload: { articleId: place.articleId },
    });
    const given = places.map((place) => ({ place, to: null, told }));
    return { assigned: await giveAll(work, given) };
  });
}

/**
 * Takes a claim over whose holder has not moved it for longer than the workspace allows. Its check,
 * where it has begun, passes on to the actor; whoever submitted in this round stays as little
 * independent of it as before.
 *
 * @throws AppError `conflict` with reason `not_stuck` or `assignee_outdated`, and the plans
 */
export function takeOverClaim(actor: MemberActor, input: TakeOver): Promise<AssignedList> {
  return command(actor, async (work) => {
    const { tx, workspaceId } = work;
    const places = await lockPlaces(work, [input], "claim:take");
    requireAsSeen(places, [input]);
    requireInHands(places);
    const [place] = places;
    if (!place) throw new AppError("not_found");
    const { claimId, articleId } = input;
    const [stuck] = await stuckInArticle(tx, workspaceId, articleId, [claimId]);
    const { holderId } = place;
    if (!stuck || holderId === null) throw outdated(places, "not_stuck");
    if (holderId === actor.memberId) return { assigned: [assignedOf(place)] };
    const told: Told = (taken) => ({
      ...about(taken),
      type: "claim.taken_over",
      payload: { articleId, from: holderId, since: stuck.since.toISOString() },
    });
    return { assigned: await giveAll(work, [{ place, to: actor, told }]) };
  });
}

/** A claim in an article, as a command meets it. */
interface PlaceInHand {
  articleId: string;
  hand: ClaimInHand;
  plan: ClaimPlan;
  standing: Standing;
  /** Null also where its holder has left the workspace, or checks no more. */
  holderId: string | null;
}

/**
 * Locks claims and answers their places in articles in which they occur and which the actor may
 * read, in the order given; one that is not there is `not_found`.
 */
async function lockPlaces(
  work: MemberWork,
  places: readonly Place[],
  permission: "claim:assign" | "claim:take",
): Promise<PlaceInHand[]> {
  const { tx, actor, workspaceId } = work;
  const claimIds = [...new Set(places.map(({ claimId }) => claimId))];
  const articleIds = [...new Set(places.map(({ articleId }) => articleId))];
  await lockClaims(tx, workspaceId, claimIds);
  const where = { workspaceId, claimId: { in: claimIds }, articleId: { in: articleIds } };
  const hands = await loadClaims(tx, actor, claimIds);
  const occurrences = await tx.occurrence.findMany({
    where: { ...where, annotation: { deletedAt: null }, article: visibleArticles(actor) },
    select: { articleId: true, claimId: true },
  });
  const plans = await tx.claimInArticle.findMany({
    where,
    select: { articleId: true, claimId: true, assigneeId: true, priority: true, deadline: true },
  });
  const members = await tx.member.findMany({
    where: { workspaceId },
    select: { id: true, role: true, removedAt: true, user: { select: { name: true } } },
  });
  const key = (at: { articleId: string; claimId: string }) => `${at.articleId} ${at.claimId}`;
  const handOf = new Map(hands.map((hand) => [hand.claim.id, hand]));
  const occurs = new Set(occurrences.map(key));
  const planOf = new Map(plans.map((plan) => [key(plan), plan]));
  const memberOf = new Map(members.map((member) => [member.id, member]));
  return places.map((at): PlaceInHand => {
    const hand = handOf.get(at.claimId);
    if (!hand || !occurs.has(key(at))) throw new AppError("not_found");
    authorize(actor, permission, tiesOf(hand, actor));
    const row = planOf.get(key(at));
    const assignee = memberOf.get(row?.assigneeId ?? "");
    const { standing, holderId } = holderOf({
      status: statusOf(hand),
      assigneeId: row?.assigneeId ?? null,
      checkerId: hand.check?.checkerId ?? null,
      secondCheckerId: factsOf(hand).secondCheckerId,
      stillHoldsById: hand.check?.stillHoldsById ?? null,
    });
    const holder = memberOf.get(holderId ?? "");
    return {
      articleId: at.articleId,
      hand,
      standing,
      holderId: holder && holder.removedAt === null && checks(holder.role) ? holder.id : null,
      plan: {
        articleId: at.articleId,
        assignee: assignee ? { id: assignee.id, name: assignee.user.name } : null,
        priority: row?.priority ?? 0,
        deadline: row?.deadline?.toISOString() ?? null,
        can: {
          assign: can(actor, "claim:assign", tiesOf(hand, actor)),
          take: can(actor, "claim:take", tiesOf(hand, actor)),
        },
      },
    };
  });
}

/** A conflict where somebody assigned a claim meanwhile, or began its check or passed it on. */
function requireAsSeen(places: readonly PlaceInHand[], seen: readonly Place[]): void {
  const changed = places.filter(({ plan, hand }, index) => {
    const checkerId = hand.check?.checkerId ?? null;
    const before = seen[index];
    return (
      (plan.assignee?.id ?? null) !== before?.seenAssigneeId ||
      (statusOf(hand) === "in_progress" && checkerId !== before.seenCheckerId)
    );
  });
  if (changed.length > 0) throw outdated(changed, "assignee_outdated");
}

/** What is under review, or done, is nobody's to take or to give back. */
function requireInHands(places: readonly PlaceInHand[]): void {
  const beyond = places.filter(({ standing }) => !isInHands(standing));
  if (beyond.length > 0) throw outdated(beyond, "not_in_hands");
}

function outdated(places: readonly PlaceInHand[], reason: string): AppError {
  return new AppError("conflict", {
    reason,
    places: places.map(({ hand, plan }) => ({ claimId: hand.claim.id, plan })),
  });
}

/** Members who belong to the workspace now, else `not_found`. */
async function requireMembers(
  { tx, workspaceId }: Work,
  ids: readonly string[],
): Promise<MemberActor[]> {
  const members = await tx.member.findMany({
    where: { workspaceId, id: { in: [...ids] }, removedAt: null },
    select: { id: true, role: true, userId: true, user: { select: { name: true } } },
  });
  if (members.length < ids.length) throw new AppError("not_found");
  return members.map(({ id, role, userId, user }) => ({
    kind: "member",
    workspaceId,
    memberId: id,
    userId,
    name: user.name,
    role,
  }));
}

function checks(role: Role): boolean {
  return role === "admin" || role === "editor" || role === "checker";
}

/** By role, and not as the one who checks it blind. */
function mayCheck(hand: ClaimInHand, member: MemberActor): boolean {
  const isBlind = factsOf(hand).secondCheckerId === member.memberId;
  return can(member, "check:start", { ...tiesOf(hand, member), isBlind });
}

/** The event that tells of a claim in another's hands. */
type Told = (place: PlaceInHand, to: MemberActor | null) => NewEvent;

const assignedEvent: Told = (place, to) => ({
  ...about(place),
  type: "claim.assigned",
  payload: {
    articleId: place.articleId,
    from: place.plan.assignee?.id ?? null,
    to: to?.memberId ?? null,
  },
});

interface Given {
  place: PlaceInHand;
  to: MemberActor | null;
  told: Told;
}

/** One after another: a claim that stands in two articles has one check. */
async function giveAll(work: MemberWork, given: readonly Given[]): Promise<Assigned[]> {
  const hands = new Map<string, ClaimInHand>();
  const assigned: Assigned[] = [];
  for (const each of given) {
    const { id } = each.place.hand.claim;
    const place = await give(work, {
      ...each,
      place: { ...each.place, hand: hands.get(id) ?? each.place.hand },
    });
    hands.set(id, place.hand);
    assigned.push(assignedOf(place));
  }
  return assigned;
}

/** Writes who is to check the claim, and passes a check in progress on; told where that is new. */
async function give(work: MemberWork, { place, to, told }: Given): Promise<PlaceInHand> {
  const { tx, workspaceId } = work;
  const { articleId, hand, plan } = place;
  const { check, claim } = hand;
  const assigneeId = to?.memberId ?? null;
  const assignee: MemberRef | null = to && { id: to.memberId, name: to.name };
  const passes = check?.status === "in_progress" && check.checkerId !== assigneeId;
  if ((plan.assignee?.id ?? null) === assigneeId && !passes) return place;
  await tx.claimInArticle.upsert({
    where: { workspaceId_articleId_claimId: { workspaceId, articleId, claimId: claim.id } },
    create: { workspaceId, articleId, claimId: claim.id, assigneeId },
    update: { assigneeId },
    select: { claimId: true },
  });
  work.record(told(place, to));
  if (!passes) return { ...place, plan: { ...plan, assignee } };
  const { count } = await tx.check.updateMany({
    where: { workspaceId, id: check.id, status: "in_progress", checkerId: check.checkerId },
    data: { checkerId: assigneeId },
  });
  if (count === 0) throw outdated([place], "assignee_outdated");
  work.record({
    subjectType: "check",
    subjectId: check.id,
    claimId: claim.id,
    type: "check.passed_on",
    payload: { from: check.checkerId, to: assigneeId },
  });
  return {
    ...place,
    plan: { ...plan, assignee },
    hand: {
      ...hand,
      check: { ...check, checkerId: assigneeId },
      names: to ? { ...hand.names, [to.memberId]: to.name } : hand.names,
    },
  };
}

function assignedOf({ plan, hand }: PlaceInHand): Assigned {
  return { plan, claim: summaryOf(hand) };
}

function about({ articleId, hand }: PlaceInHand) {
  const { id } = hand.claim;
  return { subjectType: "claim", subjectId: id, claimId: id, articleId } as const;
}
