import "server-only";
import type { MemberActor } from "@/lib/auth/actor";
import { database, type Tx } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import type { ClaimFlagsInput, FlagView, OpenFlag } from "./schema";
import { placeOf } from "./ties";
import { findFlags } from "./view";

/**
 * The flags on an article, its annotations and the claims that occur in it, as far as the member
 * may see them, cleared ones included. The caller has made sure that they may read the article.
 */
export function articleFlags(
  client: Tx,
  actor: MemberActor,
  articleId: string,
  claimIds: readonly string[],
): Promise<FlagView[]> {
  return findFlags(client, actor, {
    OR: [{ articleId, claimId: null }, { claimId: { in: [...claimIds] } }],
  });
}

/**
 * The flags on a claim and on the words that state it; `not_found` for one that the member may not
 * read.
 */
export async function claimFlags(
  actor: MemberActor,
  { claimId }: ClaimFlagsInput,
): Promise<FlagView[]> {
  const client = await database();
  await placeOf(client, actor, { kind: "claim", id: claimId }, null);
  return findFlags(client, actor, {
    OR: [{ claimId }, { annotation: { occurrence: { claimId } } }],
  });
}

/**
 * Every flag that nobody has cleared on an article, on its living annotations and on the claims that
 * occur in it, whoever may see it: for the sign-off, which has authorized its actor and holds the
 * article's lock.
 */
export async function openFlags(
  tx: Tx,
  { workspaceId, articleId }: { workspaceId: string; articleId: string },
): Promise<OpenFlag[]> {
  const occurs: Prisma.ClaimWhereInput = {
    deletedAt: null,
    occurrences: { some: { articleId, annotation: { deletedAt: null } } },
  };
  return tx.flag.findMany({
    where: {
      workspaceId,
      clearedAt: null,
      OR: [
        { articleId, annotationId: null, claimId: null },
        { articleId, annotation: { deletedAt: null } },
        { claim: occurs },
      ],
    },
    select: {
      id: true,
      kind: true,
      annotationId: true,
      claimId: true,
      reason: true,
      revision: true,
    },
    orderBy: [{ raisedAt: "asc" }, { id: "asc" }],
  });
}
