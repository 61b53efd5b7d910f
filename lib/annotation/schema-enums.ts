import { z } from "zod";

export const ANNOTATION_KINDS = ["occurrence", "note", "nothing"] as const;
export const annotationKindSchema = z.enum(ANNOTATION_KINDS);
export type AnnotationKind = z.infer<typeof annotationKindSchema>;

/** Why words need no check. */
export const NOTHING_REASONS = ["opinion", "rhetoric", "connective", "common_knowledge"] as const;
export const nothingReasonSchema = z.enum(NOTHING_REASONS);
export type NothingReason = z.infer<typeof nothingReasonSchema>;

export const TARGET_ROLES = ["words", "context"] as const;
export const targetRoleSchema = z.enum(TARGET_ROLES);
export type TargetRole = z.infer<typeof targetRoleSchema>;

/** A placement moved with its text: as it was, with other words, or with no safe place. */
export const PLACEMENT_STATES = ["placed", "changed", "orphaned"] as const;
export const placementStateSchema = z.enum(PLACEMENT_STATES);
export type PlacementState = z.infer<typeof placementStateSchema>;

/** In whose words an occurrence speaks. */
export const VOICES = ["own", "paraphrase", "quotation"] as const;
export const voiceSchema = z.enum(VOICES);
export type Voice = z.infer<typeof voiceSchema>;

/** Whether the words say the claim that they are linked to. */
export const FITS = ["unconfirmed", "confirmed", "recheck"] as const;
export const fitSchema = z.enum(FITS);
export type Fit = z.infer<typeof fitSchema>;

/** What should happen to the words. */
export const REMEDIES = ["none", "fix", "cut", "attribute", "left_to_author"] as const;
export const remedySchema = z.enum(REMEDIES);
export type Remedy = z.infer<typeof remedySchema>;
