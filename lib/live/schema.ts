import { z } from "zod";
import { SUBJECT_TYPES } from "@/lib/event/schema";

/** A place in a workspace's log, in decimal digits. */
export const positionSchema = z.string().regex(/^\d{1,19}$/);

/**
 * That something changed, and nothing of what: who hears it asks for what they may see. `id` on the
 * stream is the event's place in the log.
 */
export const changeSchema = z.object({
  subject: z.enum(SUBJECT_TYPES),
  id: z.uuid(),
  articleId: z.uuid().nullable(),
  claimId: z.uuid().nullable(),
});
export type Change = z.infer<typeof changeSchema>;

/** Somebody who has an article, and perhaps one of its claims, before them. */
export const lookerSchema = z.object({
  memberId: z.uuid(),
  name: z.string(),
  articleId: z.uuid(),
  claimId: z.uuid().nullable(),
});
export type Looker = z.infer<typeof lookerSchema>;
export const lookersSchema = z.array(lookerSchema);

/** The names of the messages on the stream. */
export const LIVE_EVENTS = {
  /** Everything up to its id was told; comes every few seconds, too, so that a break is noticed. */
  position: "position",
  /** A `Change`. */
  changed: "changed",
  /** Too much was missed to tell it one by one: everything shown is to be read anew. */
  reset: "reset",
  /** There is something new, or less, that concerns the member themselves. */
  notified: "notified",
  /** Everybody whom the member may know to be looking at something. */
  lookers: "lookers",
  /** The member may listen no longer: signed out, removed, or of another role now. */
  ended: "ended",
} as const;

/** A browser tab, by an id of its own, says what is before the person; null: nothing any more. */
export const lookInput = z.object({
  tab: z.uuid(),
  articleId: z.uuid().nullable(),
  claimId: z.uuid().nullable(),
});
export type LookInput = z.infer<typeof lookInput>;

/** How often a tab says it again. */
export const LOOK_AGAIN_MS = 20_000;

/** On the bus: who has something new that concerns them; null: whoever is there. */
export const notifiedSchema = z.object({
  workspaceId: z.uuid(),
  memberIds: z.array(z.uuid()).nullable(),
});
