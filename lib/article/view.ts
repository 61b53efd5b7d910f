import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { can } from "@/lib/auth/authorize";
import type { Tx } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { AppError } from "@/lib/errors";
import type { ArticleTies } from "./policy";
import type { ArticleCan, ArticleView } from "./schema";
import { articleTies } from "./ties";

export const articleSelect = {
  id: true,
  headline: true,
  byline: true,
  publishedOn: true,
  sourceUrl: true,
  language: true,
  direction: true,
  deadline: true,
  priority: true,
  currentVersion: true,
  revision: true,
  createdById: true,
  createdAt: true,
  updatedAt: true,
  deletedAt: true,
} as const satisfies Prisma.ArticleSelect;

type ArticleRow = Prisma.ArticleGetPayload<{ select: typeof articleSelect }>;

export function articleCan(actor: Actor, ties: ArticleTies): ArticleCan {
  return {
    edit: can(actor, "article:edit", ties),
    assign: can(actor, "article:assign", ties),
    delete: can(actor, "article:delete", ties),
    annotate: can(actor, "annotation:create", ties),
    ask: can(actor, "query:ask", ties),
    flag: can(actor, "flag:raise", ties),
    close: can(actor, "article:close", ties),
  };
}

export function articleView(row: ArticleRow, actor: Actor, ties: ArticleTies): ArticleView {
  return {
    ...row,
    publishedOn: row.publishedOn?.toISOString().slice(0, 10) ?? null,
    deadline: row.deadline?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    deletedAt: row.deletedAt?.toISOString() ?? null,
    can: articleCan(actor, ties),
  };
}

/** The article's row as it now stands, for what a command answers. */
export async function loadArticleView(
  tx: Tx,
  actor: Actor,
  articleId: string,
): Promise<ArticleView> {
  const row = await tx.article.findFirst({
    where: { workspaceId: actor.workspaceId, id: articleId },
    select: articleSelect,
  });
  if (!row) throw new AppError("not_found");
  return articleView(row, actor, await articleTies(tx, actor, articleId));
}
