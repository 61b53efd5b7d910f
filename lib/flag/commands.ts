import "server-only";
import { lockArticle } from "@/lib/article/ties";
import type { MemberActor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import { lockClaims } from "@/lib/claim/ties";
import { AppError } from "@/lib/errors";
import { command, type Work } from "@/lib/event/command";
import { blindClaims } from "@/lib/second-check/view";
import type { ClearFlag, FlagChange, RaiseFlag } from "./schema";
import { claimOf, type FlagPlace, placeOf, tiesToFlag, visibleFlags } from "./ties";
import { findFlags } from "./view";

type MemberWork = Work<MemberActor>;

/**
 * Flags something: nobody signs off until it is cleared. The same id again by the same member
 * answers what it made.
 */
export function raiseFlag(actor: MemberActor, input: RaiseFlag): Promise<FlagChange> {
  return command(actor, async (work) => {
    const { tx, workspaceId, now } = work;
    const { id, kind, reason } = input;
    const place = await placeOf(tx, actor, input.subject, input.articleId);
    await lockPlace(work, place);
    authorize(actor, "flag:raise", await tiesToFlag(tx, actor, place));
    const claimId = await claimOf(tx, actor, place);
    if (claimId !== null && (await blindClaims(tx, actor)).includes(claimId)) {
      throw new AppError("forbidden", { reason: "blind" });
    }
    const known = await tx.flag.findFirst({
      where: { workspaceId, id },
      select: { raisedById: true },
    });
    if (known) {
      if (known.raisedById !== actor.memberId) throw new AppError("conflict");
      return changed(work, id);
    }
    await tx.flag.create({
      data: { id, workspaceId, ...place, kind, reason, raisedById: actor.memberId, raisedAt: now },
      select: { id: true },
    });
    work.record({
      ...about(id, place, claimId),
      type: "flag.raised",
      payload: { kind, reason },
    });
    return changed(work, id);
  });
}

/** Clears a flag as the member saw it, with a reason. */
export function clearFlag(actor: MemberActor, input: ClearFlag): Promise<FlagChange> {
  return command(actor, (work) => move(work, input, true));
}

/** Raises a cleared flag again, with a reason. */
export function reopenFlag(actor: MemberActor, input: ClearFlag): Promise<FlagChange> {
  return command(actor, (work) => move(work, input, false));
}

async function move(
  work: MemberWork,
  { flagId, revision, reason }: ClearFlag,
  cleared: boolean,
): Promise<FlagChange> {
  const { tx, actor, workspaceId, now } = work;
  const where = { AND: [visibleFlags(actor)], id: flagId };
  const place = await tx.flag.findFirst({
    where,
    select: { articleId: true, annotationId: true, claimId: true },
  });
  if (!place) throw new AppError("not_found");
  await lockPlace(work, place);
  authorize(actor, "flag:clear", await tiesToFlag(tx, actor, place));
  const { count } = await tx.flag.updateMany({
    where: {
      workspaceId,
      id: flagId,
      revision,
      clearedAt: cleared ? null : { not: null },
    },
    data: {
      clearedAt: cleared ? now : null,
      clearedById: cleared ? actor.memberId : null,
      clearReason: cleared ? reason : null,
      revision: revision + 1,
    },
  });
  const after = await changed(work, flagId);
  if (count === 0) throw new AppError("conflict", { reason: "revision_outdated", ...after });
  const { kind } = await tx.flag.findUniqueOrThrow({
    where: { id: flagId, workspaceId },
    select: { kind: true },
  });
  work.record({
    ...about(flagId, place, await claimOf(tx, actor, place)),
    type: cleared ? "flag.cleared" : "flag.reopened",
    payload: { kind, reason },
  });
  return after;
}

/** So that a sign-off either saw the flag as it is now or comes after it. */
async function lockPlace({ tx, actor, workspaceId }: MemberWork, place: FlagPlace): Promise<void> {
  const { articleId, claimId } = place;
  if (articleId !== null) {
    await lockArticle(tx, actor, articleId, "share", { deleted: claimId !== null });
  }
  if (claimId !== null) await lockClaims(tx, workspaceId, [claimId]);
}

function about(flagId: string, { articleId }: FlagPlace, claimId: string | null) {
  return { subjectType: "flag", subjectId: flagId, articleId, claimId } as const;
}

async function changed({ tx, actor }: MemberWork, id: string): Promise<FlagChange> {
  const [flag] = await findFlags(tx, actor, { id });
  return { flag: flag ?? null };
}
