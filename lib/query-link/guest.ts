import "server-only";
import type { GuestActor } from "@/lib/auth/actor";
import { addressKey } from "@/lib/auth/address";
import type { Limit } from "@/lib/auth/rate-limit";
import { hashToken } from "@/lib/auth/token";
import type { Tx } from "@/lib/db/client";
import { AppError } from "@/lib/errors";

/** Links that were not there, from one address, behind which a whole newsroom may sit. */
export const OPENING_LIMIT: Limit = { attempts: 60, seconds: 15 * 60 };
/** Answers by one link. */
export const ANSWERING_LIMIT: Limit = { attempts: 30, seconds: 15 * 60 };

/** What openings are counted by; an address that is not known is one of all that are not. */
export function openingKey(address: string | null): string {
  return `query-link:address:${address === null ? "unknown" : addressKey(address)}`;
}

export function answeringKey(token: string): string {
  return `query-link:link:${hashToken(token)}`;
}

/**
 * Who holds a link, for this one request. The same `not_found` for a token that is unknown, revoked
 * or too old.
 */
export async function guestOf(tx: Tx, token: string, now: Date): Promise<GuestActor> {
  const link = await tx.queryLink.findFirst({
    where: { tokenHash: hashToken(token), revokedAt: null, expiresAt: { gt: now } },
    select: {
      id: true,
      workspaceId: true,
      addresseeName: true,
      queries: { select: { queryId: true } },
    },
  });
  if (!link) throw new AppError("not_found");
  return {
    kind: "guest",
    workspaceId: link.workspaceId,
    linkId: link.id,
    name: link.addresseeName,
    queryIds: link.queries.map(({ queryId }) => queryId),
  };
}
