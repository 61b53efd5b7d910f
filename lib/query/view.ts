import "server-only";
import { tiesOf } from "@/lib/article/ties";
import type { Actor } from "@/lib/auth/actor";
import { can } from "@/lib/auth/authorize";
import type { Tx } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { memberRef, memberRefSelect } from "@/lib/workspace/member-ref";
import type { Ruling } from "./schema";
import { type AnswerView, type QueryView, RULINGS } from "./schema";
import { visibleQueries } from "./ties";

const member = { select: memberRefSelect } as const;

const querySelect = {
  id: true,
  articleId: true,
  annotationId: true,
  addresseeKind: true,
  addresseeId: true,
  addressee: member,
  addresseeName: true,
  addresseeEmail: true,
  question: true,
  wantedBy: true,
  status: true,
  ruling: true,
  rulingWording: true,
  rulingNote: true,
  ruledBy: member,
  ruledAt: true,
  revision: true,
  askedBy: member,
  askedAt: true,
  answers: {
    orderBy: { ordinal: "asc" },
    select: {
      id: true,
      body: true,
      sourceTitle: true,
      sourceUrl: true,
      sourceQuote: true,
      isLate: true,
      by: member,
      at: true,
    },
  },
} as const satisfies Prisma.QuerySelect;

const linkSelect = {
  id: true,
  createdBy: member,
  createdAt: true,
  expiresAt: true,
  revokedAt: true,
} as const satisfies Prisma.QueryLinkSelect;

/** Queries that the actor may see, in the order in which they were asked, with what they may do. */
export async function findQueries(
  tx: Tx,
  actor: Actor,
  where: Prisma.QueryWhereInput,
): Promise<QueryView[]> {
  const rows = await tx.query.findMany({
    where: { AND: [visibleQueries(actor), where] },
    select: querySelect,
    orderBy: [{ askedAt: "asc" }, { id: "asc" }],
  });
  if (rows.length === 0) return [];
  const { workspaceId } = actor;
  const articleIds = [...new Set(rows.map(({ articleId }) => articleId))];
  const [relations, carried] = await Promise.all([
    tx.articleMember.findMany({
      where: {
        workspaceId,
        articleId: { in: articleIds },
        memberId: actor.kind === "member" ? actor.memberId : { in: [] },
      },
      select: { articleId: true, relation: true },
    }),
    tx.queryLinkItem.findMany({
      where: { workspaceId, queryId: { in: rows.map(({ id }) => id) } },
      select: { queryId: true, link: { select: linkSelect } },
      orderBy: [{ link: { createdAt: "desc" } }, { linkId: "asc" }],
    }),
  ]);
  return rows.map((row) => {
    const own = relations.filter(({ articleId }) => articleId === row.articleId);
    const { isAuthor } = tiesOf(own.map(({ relation }) => relation));
    const { id, addresseeKind, addresseeId } = row;
    const ties = { id, isAuthor, addresseeKind, addresseeId };
    const change = can(actor, "query:change", ties);
    return {
      id,
      articleId: row.articleId,
      annotationId: row.annotationId,
      addressee: {
        kind: addresseeKind,
        member: row.addressee && memberRef(row.addressee),
        name: row.addresseeName,
        email: row.addresseeEmail,
      },
      question: row.question,
      wantedBy: row.wantedBy.toISOString(),
      status: row.status,
      ruling: rulingOf(row),
      revision: row.revision,
      askedBy: memberRef(row.askedBy),
      askedAt: row.askedAt.toISOString(),
      answers: row.answers.map(answerView),
      links: change
        ? carried
            .filter(({ queryId }) => queryId === id)
            .map(({ link }) => ({
              id: link.id,
              createdBy: memberRef(link.createdBy),
              createdAt: link.createdAt.toISOString(),
              expiresAt: link.expiresAt.toISOString(),
              revokedAt: link.revokedAt?.toISOString() ?? null,
            }))
        : [],
      can: {
        answer: can(actor, "query:answer", ties),
        change,
        rule: can(actor, "query:rule", ties),
      },
    };
  });
}

type QueryRow = Prisma.QueryGetPayload<{ select: typeof querySelect }>;

function rulingOf(row: QueryRow): QueryView["ruling"] {
  if (row.ruling === null || row.ruledBy === null || row.ruledAt === null) return null;
  return {
    ruling: rulingFrom(row.ruling),
    wording: row.rulingWording,
    note: row.rulingNote,
    by: memberRef(row.ruledBy),
    at: row.ruledAt.toISOString(),
  };
}

/** "Keep" is the remedy "none": nothing shall happen to the words. */
function rulingFrom(remedy: NonNullable<QueryRow["ruling"]>): Ruling {
  return RULINGS.find((ruling) => ruling === remedy) ?? "keep";
}

function answerView({ by, at, ...answer }: QueryRow["answers"][number]): AnswerView {
  return { ...answer, by: by && memberRef(by), at: at.toISOString() };
}
