import "server-only";
import { authorize } from "@/lib/auth/authorize";
import { countAttempt, forgiveAttempt } from "@/lib/auth/rate-limit";
import { database } from "@/lib/db/client";
import { isAppError } from "@/lib/errors";
import { visibleQueries } from "@/lib/query/ties";
import { guestOf, OPENING_LIMIT, openingKey } from "./guest";
import { shownPassage } from "./passage";
import type { GuestPageView } from "./schema";

/**
 * What a link shows to whoever holds it: its queries that are still open, each with the sentences
 * that it asks about, and what was answered by this very link. Null once the link is unknown,
 * revoked or too old, or everything on it was ruled on or withdrawn: nobody is told which.
 *
 * @throws AppError rate_limited after too many links that were not there
 */
export async function guestPage(
  token: string,
  address: string | null,
): Promise<GuestPageView | null> {
  await countAttempt(openingKey(address), OPENING_LIMIT);
  const page = await openPage(token);
  if (page) await forgiveAttempt(openingKey(address));
  return page;
}

async function openPage(token: string): Promise<GuestPageView | null> {
  const client = await database();
  const now = new Date();
  const guest = await guestOf(client, token, now).catch((error: unknown) => {
    if (isAppError(error) && error.code === "not_found") return null;
    throw error;
  });
  if (!guest) return null;
  const { workspaceId, linkId } = guest;
  const [link, rows] = await Promise.all([
    client.queryLink.findUniqueOrThrow({
      where: { id: linkId, workspaceId },
      select: {
        expiresAt: true,
        addresseeName: true,
        article: {
          select: {
            id: true,
            language: true,
            direction: true,
            currentVersion: true,
            workspace: { select: { name: true } },
          },
        },
      },
    }),
    client.query.findMany({
      where: { AND: [visibleQueries(guest)], status: { not: "ruled" } },
      select: {
        id: true,
        addresseeKind: true,
        addresseeId: true,
        question: true,
        wantedBy: true,
        askedBy: { select: { user: { select: { name: true } } } },
        annotation: {
          select: {
            targets: {
              where: { deletedAt: null },
              orderBy: { ordinal: "asc" },
              select: { role: true, state: true, start: true, end: true, exact: true },
            },
          },
        },
        answers: {
          where: { linkId },
          orderBy: { ordinal: "asc" },
          select: {
            id: true,
            body: true,
            sourceTitle: true,
            sourceUrl: true,
            sourceQuote: true,
            at: true,
          },
        },
      },
      orderBy: [{ askedAt: "asc" }, { id: "asc" }],
    }),
  ]);
  if (rows.length === 0) return null;
  const { article } = link;
  const { text } = await client.articleVersion.findFirstOrThrow({
    where: { workspaceId, articleId: article.id, number: article.currentVersion },
    select: { text: true },
  });
  return {
    newsroom: article.workspace.name,
    name: link.addresseeName,
    expiresAt: link.expiresAt.toISOString(),
    language: article.language,
    direction: article.direction,
    queries: rows.map(({ addresseeKind, addresseeId, askedBy, annotation, ...row }) => {
      authorize(guest, "query:read", { id: row.id, isAuthor: false, addresseeKind, addresseeId });
      return {
        id: row.id,
        question: row.question,
        askedBy: askedBy.user.name,
        wantedBy: row.wantedBy.toISOString(),
        passage: shownPassage(text, annotation?.targets ?? [], article.language),
        answers: row.answers.map((answer) => ({ ...answer, at: answer.at.toISOString() })),
      };
    }),
  };
}
