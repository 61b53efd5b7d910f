import "server-only";
import type { Tx } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { ROLES } from "@/lib/workspace/role";
import { threadPolicy } from "./policy";
import type { Mentionable } from "./schema";
import type { ThreadPlace } from "./ties";

/** The roles that read every thread, whatever ties them to it. */
const READ_ALL = ROLES.filter((role) => threadPolicy["comment:read"][role] === true);

/** Who may read a thread that belongs here, by name. */
export async function mentionableMembers(
  tx: Tx,
  workspaceId: string,
  { articleId, claimId }: Pick<ThreadPlace, "articleId" | "claimId">,
): Promise<Mentionable[]> {
  const article: Prisma.ArticleWhereInput =
    articleId !== null
      ? { id: articleId, deletedAt: null }
      : {
          deletedAt: null,
          occurrences: { some: { claimId: claimId ?? "", annotation: { deletedAt: null } } },
        };
  const members = await tx.member.findMany({
    where: {
      workspaceId,
      removedAt: null,
      OR: [{ role: { in: READ_ALL } }, { articleMemberships: { some: { article } } }],
    },
    select: { id: true, role: true, user: { select: { name: true } } },
    orderBy: [{ user: { name: "asc" } }, { id: "asc" }],
  });
  return members.map(({ id, role, user }) => ({ id, role, name: user.name }));
}
