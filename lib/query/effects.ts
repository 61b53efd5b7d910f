import "server-only";
import type { GuestActor, MemberActor } from "@/lib/auth/actor";
import { AppError } from "@/lib/errors";
import type { Work } from "@/lib/event/command";
import type { Answer } from "./schema";
import { isPast, isPossible, type QueryMove } from "./status";
import type { LockedQuery } from "./ties";

/** The subject of a query's events. A claim's history tells what was asked about its words. */
export function about({
  id,
  articleId,
  claimId,
}: Pick<LockedQuery, "id" | "articleId" | "claimId">) {
  return { subjectType: "query", subjectId: id, articleId, claimId } as const;
}

/** Refuses, as `invalid` {reason: "not_possible"}, what the query's standing does not allow. */
export function requirePossible(query: LockedQuery, move: QueryMove, now: Date): void {
  if (!isPossible(move, query, now)) {
    throw new AppError("invalid", { reason: "not_possible", move, status: query.status });
  }
}

/**
 * Adds an answer to a locked query that still takes one. The caller has authorized whoever answers.
 * The same id from the same answerer again changes nothing.
 */
export async function answerGiven(
  work: Work<MemberActor | GuestActor>,
  query: LockedQuery,
  given: { id: string; answer: Answer },
): Promise<void> {
  const { tx, workspaceId, actor, now } = work;
  const { id, answer } = given;
  const by =
    actor.kind === "member"
      ? { byId: actor.memberId, linkId: null }
      : { byId: null, linkId: actor.linkId };
  const isLate = isPast(query.wantedBy, now);
  const { _max } = await tx.queryAnswer.aggregate({
    where: { workspaceId, queryId: query.id },
    _max: { ordinal: true },
  });
  const ordinal = (_max.ordinal ?? 0) + 1;
  await tx.queryAnswer.create({
    data: { ...answer, ...by, id, workspaceId, queryId: query.id, ordinal, isLate, at: now },
    select: { id: true },
  });
  await tx.query.update({
    where: { id: query.id, workspaceId },
    data: { status: "answered", revision: query.revision + 1 },
    select: { id: true },
  });
  work.record({
    ...about(query),
    type: "query.answered",
    payload: {
      answerId: id,
      late: isLate,
      recorded: actor.kind === "member" && query.ties.addresseeId === null,
      body: answer.body,
      title: answer.sourceTitle,
      url: answer.sourceUrl,
      quote: answer.sourceQuote,
    },
  });
}

/** Whether the same answerer gave this answer before; `conflict` where the id is something else's. */
export async function isRepeatedAnswer(
  { tx, workspaceId, actor }: Work<MemberActor | GuestActor>,
  queryId: string,
  answerId: string,
): Promise<boolean> {
  const known = await tx.queryAnswer.findFirst({
    where: { workspaceId, id: answerId },
    select: { queryId: true, byId: true, linkId: true },
  });
  if (!known) return false;
  const isSame =
    actor.kind === "member" ? known.byId === actor.memberId : known.linkId === actor.linkId;
  if (known.queryId === queryId && isSame) return true;
  throw new AppError("conflict");
}
