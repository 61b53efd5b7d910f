import "server-only";
import type { MemberActor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import { database } from "@/lib/db/client";
import { env } from "@/lib/env";
import { parseNotificationPreferences } from "./preferences";
import {
  MOST_UNREAD,
  type NotificationList,
  type NotificationSettings,
  type NotificationsInput,
} from "./schema";
import { visibleNotifications } from "./ties";
import { groupPage, viewsOf } from "./view";

/** What concerns the member, the newest first. */
export async function notifications(
  actor: MemberActor,
  input: NotificationsInput,
): Promise<NotificationList> {
  authorize(actor, "notification:read_own");
  const client = await database();
  const { groups, nextCursor } = await groupPage(client, actor, input);
  return { items: await viewsOf(client, actor, groups), nextCursor };
}

/** How many unread ones there are; of many, only that they are more than `MOST_UNREAD`. */
export async function unreadCount(actor: MemberActor): Promise<number> {
  authorize(actor, "notification:read_own");
  const client = await database();
  const groups = await client.notification.groupBy({
    by: ["groupKey"],
    where: { ...visibleNotifications(actor), readAt: null },
    orderBy: { groupKey: "asc" },
    take: MOST_UNREAD + 1,
  });
  return groups.length;
}

/** What the member wants to be told of, and whether there are e-mails. */
export async function notificationSettings(actor: MemberActor): Promise<NotificationSettings> {
  authorize(actor, "notification:read_own");
  const client = await database();
  const member = await client.member.findUniqueOrThrow({
    where: { workspaceId_id: { workspaceId: actor.workspaceId, id: actor.memberId } },
    select: { notificationPreferences: true, user: { select: { email: true } } },
  });
  return {
    preferences: parseNotificationPreferences(member.notificationPreferences),
    address: env.SMTP_URL ? member.user.email : null,
  };
}
