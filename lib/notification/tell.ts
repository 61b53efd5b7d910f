import "server-only";
import { tellProcesses } from "@/lib/db/bus";
import type { Tx } from "@/lib/db/client";
import { env } from "@/lib/env";
import type { Concern } from "./concern";
import {
  isMailed,
  mailTime,
  type NotificationPreferences,
  parseNotificationPreferences,
} from "./preferences";

/**
 * Stores what concerns people, for members who are still there and did not turn it off; what was
 * stored before is not stored again. Answers the members for whom there is something new.
 */
export async function store(
  tx: Tx,
  workspaceId: string,
  concerns: readonly Concern[],
  now: Date,
): Promise<string[]> {
  if (concerns.length === 0) return [];
  const members = await tx.member.findMany({
    where: {
      workspaceId,
      removedAt: null,
      id: { in: [...new Set(concerns.map(({ memberId }) => memberId))] },
    },
    select: { id: true, notificationPreferences: true },
  });
  const preferencesOf = new Map<string, NotificationPreferences>(
    members.map(({ id, notificationPreferences }) => [
      id,
      parseNotificationPreferences(notificationPreferences),
    ]),
  );
  const rows = concerns.flatMap((concern) => {
    const preferences = preferencesOf.get(concern.memberId);
    if (!preferences || preferences.off.includes(concern.kind)) return [];
    const isSent = env.SMTP_URL !== undefined && isMailed(preferences, concern.kind);
    const mailDueAt = isSent ? mailTime(preferences, now) : null;
    return [{ ...concern, workspaceId, mailDueAt }];
  });
  const stored = await tx.notification.createManyAndReturn({
    data: rows,
    skipDuplicates: true,
    select: { memberId: true },
  });
  return [...new Set(stored.map(({ memberId }) => memberId))];
}

/** More are told by their workspace alone; a message on the bus has to be short. */
const MOST_NAMED = 100;

/** Wakes the pages of members for whom there is something new. */
export async function wake(workspaceId: string, memberIds: readonly string[]): Promise<void> {
  if (memberIds.length === 0) return;
  const named = memberIds.length > MOST_NAMED ? null : memberIds;
  await tellProcesses("stet_notified", JSON.stringify({ workspaceId, memberIds: named }));
}
