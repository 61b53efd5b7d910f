import "server-only";
import { database } from "@/lib/db/client";
import { concernsOf, TOLD_TYPES, type ToldEvent } from "./concern";
import { store, wake } from "./tell";

const PAGE = 200;

/**
 * Reads a workspace's log on from where it was read last, and notifies whom it concerns. What is
 * notified and up to where the log was read are stored together: a crash loses nothing, and of two
 * readers one wins. Answers how many members there is something new for.
 */
export async function readOn(workspaceId: string, now = new Date()): Promise<number> {
  const client = await database();
  const told = new Set<string>();
  for (;;) {
    const head = await client.logHead.findUnique({
      where: { workspaceId },
      select: { sequence: true },
    });
    const cursor = await client.notificationCursor.findUnique({ where: { workspaceId } });
    const from = cursor?.sequence ?? 0n;
    if (!head || head.sequence <= from) break;
    const rows = await client.event.findMany({
      where: {
        workspaceId,
        sequence: { gt: from, lte: head.sequence },
        type: { in: TOLD_TYPES },
      },
      orderBy: { sequence: "asc" },
      take: PAGE,
      select: {
        id: true,
        sequence: true,
        commandId: true,
        at: true,
        actorKind: true,
        actorId: true,
        type: true,
        subjectId: true,
        articleId: true,
        claimId: true,
        payload: { select: { text: true } },
      },
    });
    const last = rows.at(-1);
    const upTo = rows.length === PAGE && last ? last.sequence : head.sequence;
    const events: ToldEvent[] = rows.map(({ payload, ...row }) => ({
      ...row,
      payload: payload?.text ?? null,
    }));
    const concerns = events.length === 0 ? [] : await concernsOf(client, workspaceId, events);
    // A line that concerns nobody costs no write; so many are read again at most.
    if (concerns.length === 0 && upTo - from < PAGE) break;
    const stored = await client.$transaction(async (tx) => {
      const moved = cursor
        ? await tx.notificationCursor.updateMany({
            where: { workspaceId, sequence: from },
            data: { sequence: upTo },
          })
        : await tx.notificationCursor.createMany({
            data: { workspaceId, sequence: upTo },
            skipDuplicates: true,
          });
      // Another process was faster, and has told what there is.
      if (moved.count === 0) return [];
      return store(tx, workspaceId, concerns, now);
    });
    for (const memberId of stored) told.add(memberId);
  }
  await wake(workspaceId, [...told]);
  return told.size;
}

/** The workspaces whose log was not read to its end. */
export async function unreadLogs(): Promise<string[]> {
  const client = await database();
  const rows = await client.$queryRaw<{ workspaceId: string }[]>`
    SELECT h."workspaceId" FROM "LogHead" h
    LEFT JOIN "NotificationCursor" c ON c."workspaceId" = h."workspaceId"
    WHERE h."sequence" > coalesce(c."sequence", 0)`;
  return rows.map(({ workspaceId }) => workspaceId);
}
