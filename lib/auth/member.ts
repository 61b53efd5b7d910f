import "server-only";
import type { Tx } from "@/lib/db/client";
import type { MemberActor } from "./actor";

/**
 * A member as the server itself has to do with them, where no request is: to find out what they may
 * see. Null for who left. Never for what a request asks.
 */
export async function memberActor(
  tx: Tx,
  workspaceId: string,
  memberId: string,
): Promise<MemberActor | null> {
  const member = await tx.member.findFirst({
    where: { workspaceId, id: memberId, removedAt: null },
    select: { userId: true, role: true, user: { select: { name: true } } },
  });
  if (!member) return null;
  const { userId, role, user } = member;
  return { kind: "member", workspaceId, memberId, userId, name: user.name, role };
}
