import { z } from "zod";
import { sourcingRuleSchema } from "@/lib/source/sourcing";

const MEGABYTE = 1024 * 1024;

/** One reason of the picklist with which a reviewer sends a check back. */
export const reviewReasonSchema = z.object({
  key: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/),
  label: z.string().trim().min(1).max(80),
});
export type ReviewReason = z.infer<typeof reviewReasonSchema>;

/** What a workspace begins with; labels are its data and may be reworded. */
export const DEFAULT_REVIEW_REASONS: readonly ReviewReason[] = [
  { key: "source_does_not_say", label: "The source does not say this" },
  { key: "quote_does_not_match", label: "The quote does not match" },
  { key: "needs_primary_source", label: "Needs a primary source" },
  { key: "verdict_does_not_follow", label: "The verdict does not follow" },
  { key: "statement_does_not_match", label: "The statement does not match the words" },
  { key: "locator_missing", label: "The locator is missing" },
  { key: "other", label: "Other" },
];

/**
 * A workspace's settings. Every field has its default, so that what an older version stored still
 * parses; fields that are no longer known are dropped.
 */
export const settingsSchema = z.object({
  sourcingRule: sourcingRuleSchema.prefault({}),
  /** Who wrote the statement or a citation is not independent, either. */
  strictIndependence: z.boolean().default(false),
  approvalsNeeded: z.int().min(1).max(3).default(1),
  reviewReasons: z
    .array(reviewReasonSchema)
    .min(1)
    .max(40)
    .refine((list) => new Set(list.map(({ key }) => key)).size === list.length, "keys_repeat")
    .default(() => [...DEFAULT_REVIEW_REASONS]),
  /** How much text an imported document may hold, in bytes. */
  importLimitBytes: z
    .int()
    .min(MEGABYTE / 16)
    .max(50 * MEGABYTE)
    .default(5 * MEGABYTE),
});
export type Settings = z.infer<typeof settingsSchema>;

/** Settings from their stored JSON. Throws a ZodError where a value is not one they can have. */
export function parseSettings(stored: unknown): Settings {
  return settingsSchema.parse(stored ?? {});
}
