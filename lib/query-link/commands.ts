import "server-only";
import { lockArticle } from "@/lib/article/ties";
import type { MemberActor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import { countAttempt, forgiveAttempt } from "@/lib/auth/rate-limit";
import { newToken } from "@/lib/auth/token";
import { database } from "@/lib/db/client";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { command, type Work } from "@/lib/event/command";
import { newId } from "@/lib/id";
import { answerGiven, isRepeatedAnswer } from "@/lib/query/effects";
import type { QueryView } from "@/lib/query/schema";
import { isPossible } from "@/lib/query/status";
import { lockQuery } from "@/lib/query/ties";
import { findQueries } from "@/lib/query/view";
import { ANSWERING_LIMIT, answeringKey, guestOf, OPENING_LIMIT, openingKey } from "./guest";
import type {
  AnswerByLink,
  GivenAnswer,
  MadeQueryLink,
  MakeQueryLink,
  RevokedQueryLink,
  RevokeQueryLink,
} from "./schema";

const DAY = 24 * 60 * 60 * 1000;

/**
 * Makes a link by which somebody outside answers open queries without an account: queries of one
 * article, all to the same addressee. Its address is told once; only its token's hash is stored.
 *
 * @throws AppError invalid {reason} "not_one_addressee", "member" (who signs in), "not_possible"
 */
export function makeQueryLink(actor: MemberActor, input: MakeQueryLink): Promise<MadeQueryLink> {
  const { token, hash } = newToken();
  return command(actor, async (work) => {
    const { tx, workspaceId, now } = work;
    const queryIds = [...new Set(input.queryIds)];
    const queries = await findQueries(tx, actor, { id: { in: queryIds } });
    const [first] = queries;
    if (!first || queries.length < queryIds.length) throw new AppError("not_found");
    await lockArticle(tx, actor, first.articleId, "share");
    await requireLinkable(work, queries, first);
    const id = newId();
    const { name } = first.addressee;
    const expiresAt = new Date(now.getTime() + input.days * DAY);
    await tx.queryLink.create({
      data: {
        id,
        workspaceId,
        articleId: first.articleId,
        addresseeName: name,
        tokenHash: hash,
        createdById: actor.memberId,
        createdAt: now,
        expiresAt,
      },
      select: { id: true },
    });
    await tx.queryLinkItem.createMany({
      data: queryIds.map((queryId) => ({ workspaceId, linkId: id, queryId })),
    });
    work.record({
      type: "query.link_made",
      subjectType: "query_link",
      subjectId: id,
      articleId: first.articleId,
      payload: { name, queries: queryIds.length, expiresAt: expiresAt.toISOString() },
    });
    return {
      id,
      link: `${env.STET_URL}/answer/${token}`,
      expiresAt: expiresAt.toISOString(),
      queries: await findQueries(tx, actor, { id: { in: queryIds } }),
    };
  });
}

/** Each may be changed by the actor, asks the same person outside about one article, and is open. */
async function requireLinkable(
  { actor, now, tx, workspaceId }: Work<MemberActor>,
  queries: readonly QueryView[],
  first: QueryView,
): Promise<void> {
  const rows = await tx.query.findMany({
    where: { workspaceId, id: { in: queries.map(({ id }) => id) } },
    select: { id: true, status: true, wantedBy: true, addresseeKind: true, addresseeId: true },
  });
  for (const { id, addresseeKind, addresseeId } of rows) {
    authorize(actor, "query:change", { id, isAuthor: false, addresseeKind, addresseeId });
  }
  if (first.addressee.member !== null) throw new AppError("invalid", { reason: "member" });
  const whom = ({ addressee, articleId }: QueryView) =>
    JSON.stringify([articleId, addressee.kind, addressee.name, addressee.email, addressee.member]);
  if (queries.some((query) => whom(query) !== whom(first))) {
    throw new AppError("invalid", { reason: "not_one_addressee" });
  }
  if (!rows.every((row) => isPossible("link", row, now))) {
    throw new AppError("invalid", { reason: "not_possible", move: "link" });
  }
}

/** Ends a link at once. One that was revoked before is answered as it is. */
export function revokeQueryLink(
  actor: MemberActor,
  input: RevokeQueryLink,
): Promise<RevokedQueryLink> {
  return command(actor, async (work) => {
    const { tx, workspaceId, now } = work;
    const link = await tx.queryLink.findFirst({
      where: { workspaceId, id: input.linkId },
      select: { id: true, articleId: true, addresseeName: true, queries: true },
    });
    if (!link) throw new AppError("not_found");
    const { ties } = await lockArticle(tx, actor, link.articleId, "share", { deleted: true });
    authorize(actor, "query:ask", ties);
    const { count } = await tx.queryLink.updateMany({
      where: { workspaceId, id: link.id, revokedAt: null },
      data: { revokedAt: now, revokedById: actor.memberId },
    });
    if (count > 0) {
      work.record({
        type: "query.link_revoked",
        subjectType: "query_link",
        subjectId: link.id,
        articleId: link.articleId,
        payload: { name: link.addresseeName },
      });
    }
    const ids = link.queries.map(({ queryId }) => queryId);
    return { queries: await findQueries(tx, actor, { id: { in: ids } }) };
  });
}

/**
 * Answers a query by a link. An answer that comes after its date is taken, and marked late.
 *
 * @throws AppError not_found: the link is unknown, revoked or too old, or the query is not on it
 * @throws AppError conflict {reason: "query_closed"} once somebody ruled on the query
 * @throws AppError rate_limited
 */
export async function answerByLink(
  input: AnswerByLink,
  address: string | null,
): Promise<GivenAnswer> {
  const { token, id, queryId, answer } = input;
  await countAttempt(openingKey(address), OPENING_LIMIT);
  await countAttempt(answeringKey(token), ANSWERING_LIMIT);
  const guest = await guestOf(await database(), token, new Date());
  await forgiveAttempt(openingKey(address));
  return command(guest, async (work) => {
    const { tx, now, workspaceId } = work;
    await tx.$queryRaw`
      SELECT "id" FROM "QueryLink" WHERE "workspaceId" = ${workspaceId}::uuid
        AND "id" = ${guest.linkId}::uuid FOR SHARE`;
    // Again, under the lock: it may have been revoked meanwhile.
    await guestOf(tx, token, now);
    const query = await lockQuery(work, queryId);
    authorize(guest, "query:answer", query.ties);
    if (!(await isRepeatedAnswer(work, query.id, id))) {
      if (!isPossible("answer", query, now)) {
        throw new AppError("conflict", { reason: "query_closed" });
      }
      await answerGiven(work, query, { id, answer });
    }
    return { id, ...answer, at: now.toISOString() };
  });
}
