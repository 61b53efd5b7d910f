import "server-only";
import { visibleArticles } from "@/lib/article/ties";
import type { MemberActor } from "@/lib/auth/actor";
import { database } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { presence } from "./presence";
import type { LookInput } from "./schema";

/**
 * Says what a tab has before its person: an article that they may read and, of the claims that
 * occur there, one or none. Nothing of it is stored or logged. `not_found` for anything else.
 */
export async function lookAt(actor: MemberActor, input: LookInput): Promise<void> {
  const { workspaceId, memberId, name } = actor;
  const { tab, articleId, claimId } = input;
  if (articleId === null) return presence().leaves(tab, memberId);
  const client = await database();
  const occurs = { some: { claimId: claimId ?? "", annotation: { deletedAt: null } } };
  const article = await client.article.findFirst({
    where: {
      ...visibleArticles(actor),
      id: articleId,
      ...(claimId !== null && { occurrences: occurs }),
    },
    select: { id: true },
  });
  if (!article) throw new AppError("not_found");
  await presence().looks(tab, workspaceId, { memberId, name, articleId, claimId });
}
