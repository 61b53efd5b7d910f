import "server-only";
import type { Tx } from "@/lib/db/client";

/** Members by their names; guests by the name that their link was made out to. */
export async function actorNames(
  tx: Tx,
  workspaceId: string,
  acted: readonly { actorKind: string; actorId: string | null }[],
): Promise<Map<string, string>> {
  const idsOf = (kind: string) => [
    ...new Set(acted.flatMap(({ actorKind, actorId }) => (actorKind === kind && actorId) || [])),
  ];
  const [memberIds, linkIds] = [idsOf("member"), idsOf("guest")];
  const [members, links] = await Promise.all([
    memberIds.length === 0
      ? []
      : tx.member.findMany({
          where: { workspaceId, id: { in: memberIds } },
          select: { id: true, user: { select: { name: true } } },
        }),
    linkIds.length === 0
      ? []
      : tx.queryLink.findMany({
          where: { workspaceId, id: { in: linkIds } },
          select: { id: true, addresseeName: true },
        }),
  ]);
  return new Map([
    ...members.map(({ id, user }): [string, string] => [id, user.name]),
    ...links.map(({ id, addresseeName }): [string, string] => [id, addresseeName]),
  ]);
}
