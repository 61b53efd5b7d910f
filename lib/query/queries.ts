import "server-only";
import type { MemberActor } from "@/lib/auth/actor";
import { loadClaim } from "@/lib/claim/ties";
import { database, type Tx } from "@/lib/db/client";
import type { ClaimQueriesInput, OpenQuery, QueryView } from "./schema";
import { standingOf } from "./status";
import { findQueries } from "./view";

/**
 * The queries of an article that the member may see. The caller has made sure that they may read
 * the article.
 */
export function articleQueries(
  client: Tx,
  actor: MemberActor,
  articleId: string,
): Promise<QueryView[]> {
  return findQueries(client, actor, { articleId });
}

/**
 * What was asked about the words that state a claim, wherever they stand, as far as the member may
 * see it; `not_found` for a claim that they may not read.
 */
export async function claimQueries(
  actor: MemberActor,
  { claimId }: ClaimQueriesInput,
): Promise<QueryView[]> {
  const client = await database();
  await loadClaim(client, actor, claimId);
  return findQueries(client, actor, { annotation: { occurrence: { claimId } } });
}

/**
 * Every query about an article or the words of one of its annotations on which nobody has ruled,
 * whoever may see it: for the sign-off, which has authorized its actor and holds the article's lock.
 */
export async function openQueries(
  tx: Tx,
  of: { workspaceId: string; articleId: string },
  now: Date,
): Promise<OpenQuery[]> {
  const rows = await tx.query.findMany({
    where: {
      ...of,
      deletedAt: null,
      status: { not: "ruled" },
      OR: [{ annotationId: null }, { annotation: { deletedAt: null } }],
    },
    select: {
      id: true,
      addresseeKind: true,
      annotationId: true,
      annotation: { select: { occurrence: { select: { claimId: true } } } },
      question: true,
      status: true,
      wantedBy: true,
    },
    orderBy: [{ askedAt: "asc" }, { id: "asc" }],
  });
  return rows.map(({ addresseeKind, annotation, status, wantedBy, ...row }) => ({
    ...row,
    kind: addresseeKind,
    claimId: annotation?.occurrence?.claimId ?? null,
    standing: standingOf({ status, wantedBy }, now),
  }));
}
