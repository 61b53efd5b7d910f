import { z } from "zod";

/** What may concern somebody, in the order in which the settings list it. */
export const NOTIFICATION_KINDS = [
  "assigned",
  "second_check",
  "handed_over",
  "mentioned",
  "commented",
  "asked",
  "answered",
  "sent_back",
  "approved",
  "disputed",
  "stale",
  "deadline",
  "stuck",
] as const;
export const notificationKindSchema = z.enum(NOTIFICATION_KINDS);
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

/** E-mail at once, once a day, or none. */
export const MAIL_RHYTHMS = ["at_once", "daily", "off"] as const;

/** What a member is told of in a workspace, and how. Whatever is not turned off is told. */
export const preferencesSchema = z.object({
  mail: z.enum(MAIL_RHYTHMS).default("at_once"),
  /** The hour of the daily e-mail, 0 to 23, where the server is. */
  dailyAt: z.int().min(0).max(23).default(8),
  /** Kinds of which nothing is told. */
  off: z.array(notificationKindSchema).max(NOTIFICATION_KINDS.length).default([]),
  /** Kinds that are told in Stet only. */
  unmailed: z.array(notificationKindSchema).max(NOTIFICATION_KINDS.length).default([]),
});
export type NotificationPreferences = z.infer<typeof preferencesSchema>;

/** Preferences from their stored JSON. Throws a ZodError where a value is not one they can have. */
export function parseNotificationPreferences(stored: unknown): NotificationPreferences {
  return preferencesSchema.parse(stored ?? {});
}

/**
 * What comes within so short a time goes out in one e-mail, and what is read in Stet by then in
 * none.
 */
export const SETTLE_MS = 30_000;

/** Whether something of a kind goes out by e-mail at all. */
export function isMailed(
  { mail, off, unmailed }: NotificationPreferences,
  kind: NotificationKind,
): boolean {
  return mail !== "off" && !off.includes(kind) && !unmailed.includes(kind);
}

/** When what happened at a time goes out by e-mail, where it does. */
export function mailTime(
  { mail, dailyAt }: Pick<NotificationPreferences, "mail" | "dailyAt">,
  now: Date,
): Date {
  if (mail !== "daily") return new Date(now.getTime() + SETTLE_MS);
  const due = new Date(now);
  due.setHours(dailyAt, 0, 0, 0);
  if (due <= now) due.setDate(due.getDate() + 1);
  return due;
}
