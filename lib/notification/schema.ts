import { z } from "zod";
import type { MemberRef } from "@/lib/workspace/member-ref";
import {
  type NotificationKind,
  type NotificationPreferences,
  preferencesSchema,
} from "./preferences";

export const notificationsInput = z.object({
  /** Only what has not been read. */
  unread: z.boolean().default(false),
  /** `nextCursor` of the page before. */
  cursor: z.string().max(100).nullable().default(null),
});
export type NotificationsInput = z.infer<typeof notificationsInput>;

/** The groups that were read or unread; null: everything that is there. */
export const markReadInput = z.object({
  groups: z.array(z.string().min(1).max(200)).min(1).max(200).nullable(),
  read: z.boolean().default(true),
});
export type MarkRead = z.infer<typeof markReadInput>;

export const setPreferencesInput = preferencesSchema.required();

/** More unread ones are told as "more than so many". */
export const MOST_UNREAD = 99;

/** Notifications that are told as one: of one command, kind and article. */
export interface NotificationView {
  group: string;
  kind: NotificationKind;
  at: string;
  read: boolean;
  /** Whoever did it: a member or, by a link, somebody outside; null where time did. */
  by: Pick<MemberRef, "name"> | null;
  /** How many things it tells of. */
  count: number;
  article: { id: string; headline: string } | null;
  /** The first of the claims that it is about. */
  claim: { id: string; number: number; statement: string } | null;
  annotationId: string | null;
  commentId: string | null;
  /** How begins what was said or asked, as plain words. */
  words: string | null;
  /** By when it is wanted, of a deadline or a query. */
  wantedBy: string | null;
}

export interface NotificationList {
  items: NotificationView[];
  nextCursor: string | null;
}

export interface NotificationSettings {
  preferences: NotificationPreferences;
  /** Where e-mails would go; null where the server sends none. */
  address: string | null;
}
