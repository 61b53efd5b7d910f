import { z } from "zod";
import { type ClaimKind, claimKindSchema } from "@/lib/claim/schema-enums";
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

const approvals = z.int().min(1).max(3);

/** Who reviews: everybody who checks, or editors and admins only. */
export const REVIEWERS = ["checkers", "editors"] as const;

/** Editors and admins, or everybody who checks. */
export const MEASURES_SEEN_BY = ["editors", "staff"] as const;

/**
 * A workspace's settings. Every field has its default, so that what an older version stored still
 * parses; fields that are no longer known are dropped.
 */
export const settingsSchema = z.object({
  sourcingRule: sourcingRuleSchema.prefault({}),
  /** Who wrote the statement or a citation is not independent, either. */
  strictIndependence: z.boolean().default(false),
  /** By how many members a check is approved, where nothing below says otherwise. */
  approvalsNeeded: approvals.default(1),
  /** Of claims of a kind. */
  approvalsByKind: z.partialRecord(claimKindSchema, approvals).default({}),
  /** At least so many where a claim has high priority in an article. */
  approvalsForHighPriority: approvals.nullable().default(null),
  reviewers: z.enum(REVIEWERS).default("checkers"),
  /** A second member checks without knowing the first verdict: asked, or drawn by chance. */
  blindSecondChecks: z.boolean().default(false),
  /** How many of a hundred submissions are drawn for a blind second check. */
  blindSampling: z.int().min(0).max(100).default(0),
  /** After how many days without a move work is stuck. */
  stuckAfterDays: z.int().min(1).max(90).default(3),
  /** Who sees others' measures; everybody sees their own. */
  measuresSeenBy: z.enum(MEASURES_SEEN_BY).default("editors"),
  /** Authors, and those with whom an article is shared, see verdicts before it is signed off. */
  authorsSeeVerdicts: z.boolean().default(true),
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

const HIGH_PRIORITY = 3;

/** How many approvals a check needs by these rules, for a claim with its highest priority. */
export function approvalsFor(
  settings: Pick<Settings, "approvalsNeeded" | "approvalsByKind" | "approvalsForHighPriority">,
  claim: { kind: ClaimKind; priority: number },
): number {
  const usual = settings.approvalsByKind[claim.kind] ?? settings.approvalsNeeded;
  const urgent = claim.priority >= HIGH_PRIORITY ? settings.approvalsForHighPriority : null;
  return Math.max(usual, urgent ?? 0);
}

/** Settings from their stored JSON. Throws a ZodError where a value is not one they can have. */
export function parseSettings(stored: unknown): Settings {
  return settingsSchema.parse(stored ?? {});
}
