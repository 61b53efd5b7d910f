import "server-only";
import type { MemberActor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import { database } from "@/lib/db/client";
import {
  isMailed,
  mailTime,
  NOTIFICATION_KINDS,
  type NotificationPreferences,
} from "./preferences";
import type { MarkRead } from "./schema";
import { wake } from "./tell";
import { visibleNotifications } from "./ties";

/**
 * Marks notifications of the member's own as read, or unread again. What is not theirs, or not to be
 * seen now, stays as it is. Nothing of it is in the log: it is nobody's business but theirs.
 */
export async function markRead(actor: MemberActor, { groups, read }: MarkRead): Promise<void> {
  authorize(actor, "notification:read_own");
  const client = await database();
  await client.notification.updateMany({
    where: {
      ...visibleNotifications(actor),
      readAt: read ? null : { not: null },
      ...(groups !== null && { groupKey: { in: groups } }),
    },
    data: { readAt: read ? new Date() : null },
  });
  await wake(actor.workspaceId, [actor.memberId]);
}

/**
 * Stores what the member wants to be told of. What waits to go out by e-mail follows: of what they
 * want none nothing goes out, and the rest when it would if it had happened now.
 */
export async function setPreferences(
  actor: MemberActor,
  preferences: NotificationPreferences,
): Promise<void> {
  authorize(actor, "notification:read_own");
  const { workspaceId, memberId } = actor;
  const client = await database();
  const waiting = { workspaceId, memberId, mailId: null, mailDueAt: { not: null } };
  const mailed = NOTIFICATION_KINDS.filter((kind) => isMailed(preferences, kind));
  await client.$transaction(async (tx) => {
    await tx.member.update({
      where: { workspaceId_id: { workspaceId, id: memberId } },
      data: { notificationPreferences: preferences },
      select: { id: true },
    });
    await tx.notification.updateMany({
      where: { ...waiting, kind: { notIn: mailed } },
      data: { mailDueAt: null },
    });
    await tx.notification.updateMany({
      where: { ...waiting, kind: { in: mailed } },
      data: { mailDueAt: mailTime(preferences, new Date()) },
    });
  });
}
