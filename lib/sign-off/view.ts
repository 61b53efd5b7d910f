import "server-only";
import { z } from "zod";
import type { ArticleTies } from "@/lib/article/policy";
import type { Actor, MemberActor } from "@/lib/auth/actor";
import { can } from "@/lib/auth/authorize";
import type { Tx } from "@/lib/db/client";
import type { EventType } from "@/lib/event/schema";
import { memberRef, memberRefSelect } from "@/lib/workspace/member-ref";
import { type Closing, exceptionSchema, type SignOffView, type Standing } from "./schema";
import { type Blocking, claimsIn } from "./ties";

/** The closing screen of an article that the actor may close, with what blocks it as just read. */
export async function closingOf(
  tx: Tx,
  actor: MemberActor,
  article: { id: string; ties: ArticleTies },
  blocking: Blocking,
): Promise<Closing> {
  const of = { workspaceId: actor.workspaceId, articleId: article.id };
  const row = await tx.article.findFirstOrThrow({
    where: { workspaceId: actor.workspaceId, id: article.id },
    select: {
      id: true,
      headline: true,
      language: true,
      direction: true,
      currentVersion: true,
    },
  });
  const { currentVersion: version, ...shown } = row;
  return {
    article: { ...shown, version },
    ...blocking,
    standing: await standingOf(tx, actor, article.id),
    signOffs: await signOffsOf(tx, of),
    can: { signOff: can(actor, "article:sign_off", article.ties) },
  };
}

async function signOffsOf(
  tx: Tx,
  of: { workspaceId: string; articleId: string },
): Promise<SignOffView[]> {
  const rows = await tx.signOff.findMany({
    where: of,
    select: {
      id: true,
      versionNumber: true,
      exceptions: true,
      headSequence: true,
      headHash: true,
      at: true,
      by: { select: memberRefSelect },
      withdrawnAt: true,
      withdrawReason: true,
      withdrawnBy: { select: memberRefSelect },
    },
    orderBy: [{ at: "desc" }, { id: "desc" }],
  });
  return rows.map((row) => ({
    id: row.id,
    version: row.versionNumber,
    by: memberRef(row.by),
    at: row.at.toISOString(),
    exceptions: z.array(exceptionSchema).parse(row.exceptions),
    head: { sequence: row.headSequence.toString(), hash: row.headHash },
    withdrawn:
      row.withdrawnAt && row.withdrawnBy
        ? {
            by: memberRef(row.withdrawnBy),
            at: row.withdrawnAt.toISOString(),
            reason: row.withdrawReason ?? "",
          }
        : null,
  }));
}

/** What, done after a sign-off, means that it was given for something else. */
const CHANGING: EventType[] = [
  "annotation.created",
  "annotation.targets_changed",
  "annotation.deleted",
  "annotation.restored",
  "occurrence.changed",
  "occurrence.words_changed",
  "occurrence.date_moved",
  "claim.changed",
  "claim.sourcing_changed",
  "claim.marked_unsourced",
  "check.reopened",
  "check.went_stale",
  "check.sent_back",
  "citation.added",
  "citation.changed",
  "citation.removed",
  "citation.restored",
  "query.asked",
  "flag.raised",
];

/** How the last sign-off of an article that was not taken back stands; null where there is none. */
export async function standingOf(
  tx: Tx,
  actor: Actor,
  articleId: string,
): Promise<Standing | null> {
  const { workspaceId } = actor;
  const last = await tx.signOff.findFirst({
    where: { workspaceId, articleId, withdrawnAt: null },
    select: {
      versionNumber: true,
      at: true,
      headSequence: true,
      by: { select: memberRefSelect },
      article: { select: { currentVersion: true } },
    },
    orderBy: [{ at: "desc" }, { id: "desc" }],
  });
  if (!last) return null;
  const { versionNumber: version, at, headSequence, article } = last;
  const signed = { version, by: memberRef(last.by), at: at.toISOString() };
  if (article.currentVersion > version) return { ...signed, state: "new_version" };
  const claimIds = await claimsIn(tx, { workspaceId, articleId });
  const changed = await tx.event.findFirst({
    where: {
      workspaceId,
      sequence: { gt: headSequence },
      type: { in: CHANGING },
      OR: [{ articleId }, { claimId: { in: claimIds } }],
    },
    select: { id: true },
  });
  return { ...signed, state: changed ? "changed" : "current" };
}
