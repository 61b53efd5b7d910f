import "server-only";
import { readsAllArticles, visibleArticles } from "@/lib/article/ties";
import type { MemberActor } from "@/lib/auth/actor";
import type { Prisma } from "@/lib/db/generated/client";
import { notBlindTo } from "@/lib/second-check/view";
import type { NotificationKind } from "./preferences";

/**
 * What may be told of a claim to whoever checks it blind: that it is theirs to do, which says
 * nothing of what was found.
 */
const TOLD_BLIND: NotificationKind[] = ["assigned", "second_check", "deadline", "stuck"];

/**
 * The notifications that a member may see now, as a condition of a query, on the pages and in
 * e-mails: what is about an article that they may not read (any more), about a claim that they are
 * to check blind, or about what was deleted, waits or is gone.
 */
export function visibleNotifications(actor: MemberActor): Prisma.NotificationWhereInput {
  const living = { deletedAt: null };
  return {
    workspaceId: actor.workspaceId,
    memberId: actor.memberId,
    AND: [
      { OR: [{ articleId: null }, { article: visibleArticles(actor) }] },
      // What concerns a claim beside no article is for those who read them all.
      readsAllArticles(actor) ? {} : { OR: [{ claimId: null }, { articleId: { not: null } }] },
      {
        OR: [
          { claimId: null },
          { claim: { AND: [living, notBlindTo(actor)] } },
          { kind: { in: TOLD_BLIND }, claim: living },
        ],
      },
      { OR: [{ annotationId: null }, { annotation: living }] },
      { OR: [{ commentId: null }, { comment: living }] },
    ],
  };
}
