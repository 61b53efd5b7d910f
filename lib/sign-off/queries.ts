import "server-only";
import { articleTies } from "@/lib/article/ties";
import type { MemberActor } from "@/lib/auth/actor";
import { authorize, can } from "@/lib/auth/authorize";
import { database } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import type { Closing, ClosingInput } from "./schema";
import { blockersOf } from "./ties";
import { closingOf } from "./view";

/**
 * The closing screen of an article: what still stands against signing it off, and every sign-off it
 * had. For whoever works on checks; who may sign off is told by `can`.
 */
export async function closing(actor: MemberActor, { articleId }: ClosingInput): Promise<Closing> {
  const client = await database();
  const living = await client.article.findFirst({
    where: { workspaceId: actor.workspaceId, id: articleId, deletedAt: null },
    select: { id: true },
  });
  if (!living) throw new AppError("not_found");
  const ties = await articleTies(client, actor, articleId);
  if (!can(actor, "article:read", ties)) throw new AppError("not_found");
  authorize(actor, "article:close", ties);
  const article = { id: articleId, ties };
  return closingOf(client, actor, article, await blockersOf(client, actor, article, new Date()));
}
