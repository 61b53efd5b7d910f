import { z } from "zod";
import { claimKindSchema } from "@/lib/claim/schema-enums";
import type { Proposal } from "@/lib/placement/schema";
import {
  type AnnotationKind,
  type Fit,
  type NothingReason,
  nothingReasonSchema,
  type PlacementState,
  type Remedy,
  remedySchema,
  type TargetRole,
  targetRoleSchema,
  type Voice,
  voiceSchema,
} from "./schema-enums";

export * from "./schema-enums";

const id = z.uuid();
const revision = z.int().min(1);
/** UTF-16 code units of the version's canonical text. */
const offset = z.int().min(0).max(10_000_000);
const line = z.string().trim().max(300);
const reason = z.string().trim().min(1).max(2_000);

const span = z.object({ start: offset, end: offset });
/** A new target; its id is made by the client. The end is exclusive, a picture is one character. */
export const newTargetSchema = span
  .extend({ id, role: targetRoleSchema })
  .refine(({ start, end }) => start < end, { message: "empty" });
export type NewTarget = z.infer<typeof newTargetSchema>;

const MAX_TARGETS = 50;
const newTargets = z
  .array(newTargetSchema)
  .max(MAX_TARGETS)
  .refine((targets) => targets.some(({ role }) => role === "words"), { message: "no_words" });

/** The version in which the person saw the offsets. */
const madeVersion = z.int().min(1);

const newClaimSchema = z.object({
  from: z.literal("new"),
  id,
  statement: z.string().trim().min(1).max(4_000),
  kind: claimKindSchema.default("other"),
  /** When the statement holds, as a person would print it; empty where time does not matter. */
  asOf: line.default(""),
  /** The claim that this one reports. */
  reportsId: id.nullable().default(null),
});

/** A claim that the same command makes, or one that the workspace has. */
export const claimLinkSchema = z.discriminatedUnion("from", [
  newClaimSchema,
  z.object({ from: z.literal("existing"), id }),
]);
export type ClaimLink = z.infer<typeof claimLinkSchema>;

/** What an occurrence owns: who says it there and when, in which voice, and what should happen. */
const occurrenceFields = {
  speaker: line,
  saidOn: line,
  voice: voiceSchema,
  remedy: remedySchema,
  remedyWording: z.string().trim().max(4_000),
};

const newOccurrence = {
  claim: claimLinkSchema,
  speaker: occurrenceFields.speaker.default(""),
  saidOn: occurrenceFields.saidOn.default(""),
  voice: occurrenceFields.voice.default("own"),
  remedy: occurrenceFields.remedy.default("none"),
  remedyWording: occurrenceFields.remedyWording.default(""),
};

const place = { id, articleId: id, madeVersion, targets: newTargets };
const noteBody = z.string().trim().min(1).max(20_000);
const remark = z.string().trim().max(20_000);

/**
 * One annotation with its targets and, for an occurrence, its claim, new or existing, in one
 * command. All ids are the client's, so that a repeated request is recognised.
 */
export const createAnnotationInput = z.discriminatedUnion("kind", [
  z.object({ ...place, kind: z.literal("occurrence"), ...newOccurrence }),
  z.object({ ...place, kind: z.literal("note"), body: noteBody }),
  z.object({
    ...place,
    kind: z.literal("nothing"),
    nothingReason: nothingReasonSchema,
    body: remark.default(""),
  }),
]);
export type CreateAnnotation = z.infer<typeof createAnnotationInput>;

/** "The same words elsewhere": further occurrences of one claim, all alike but for their places. */
export const createOccurrencesInput = z.object({
  articleId: id,
  claimId: id,
  madeVersion,
  speaker: newOccurrence.speaker,
  saidOn: newOccurrence.saidOn,
  voice: newOccurrence.voice,
  occurrences: z
    .array(z.object({ id, targets: newTargets }))
    .min(1)
    .max(500),
});
export type CreateOccurrences = z.infer<typeof createOccurrencesInput>;

/**
 * "Said and so": from one selection the claim that X said P, and P, the first reporting the second.
 * Both occurrences lie on the same words, so each brings its own targets with ids of their own.
 */
export const saidAndSoInput = z.object({
  articleId: id,
  madeVersion,
  speaker: line.min(1),
  saidOn: newOccurrence.saidOn,
  /** "McCabe said P": that it was said. */
  said: z.object({
    id,
    targets: newTargets,
    claim: newClaimSchema
      .omit({ reportsId: true })
      .extend({ kind: z.enum(["attribution", "quotation"]) }),
    voice: z.enum(["paraphrase", "quotation"]).default("quotation"),
  }),
  /** P: that it is so. `leftUnchecked` says why nobody needs to check it. */
  so: z
    .object({
      id,
      targets: newTargets,
      claim: claimLinkSchema,
      leftUnchecked: reason.nullable().default(null),
    })
    .refine(({ claim, leftUnchecked }) => claim.from === "new" || leftUnchecked === null, {
      message: "already_a_claim",
      path: ["leftUnchecked"],
    }),
});
export type SaidAndSo = z.infer<typeof saidAndSoInput>;

/**
 * The targets an annotation shall have, in order: ones it has or once had (so that removing is
 * undone by naming the target again), by id and role, and new ones by their span.
 */
export const setTargetsInput = z.object({
  annotationId: id,
  revision,
  madeVersion,
  targets: z
    .array(z.union([newTargetSchema, z.object({ id, role: targetRoleSchema })]))
    .max(MAX_TARGETS)
    .refine((targets) => targets.some(({ role }) => role === "words"), { message: "no_words" }),
});
export type SetTargets = z.infer<typeof setTargetsInput>;

/** The text of a note, or the reason and remark of "nothing to check". */
export const updateNoteInput = z.object({
  annotationId: id,
  revision,
  body: remark.optional(),
  nothingReason: nothingReasonSchema.optional(),
});
export type UpdateNote = z.infer<typeof updateNoteInput>;

/**
 * What is left out stays. A new `claim` relinks the words to another claim, which needs the reason
 * once the check of the claim they leave has begun.
 */
export const updateOccurrenceInput = z.object({
  annotationId: id,
  revision,
  speaker: occurrenceFields.speaker.optional(),
  saidOn: occurrenceFields.saidOn.optional(),
  voice: occurrenceFields.voice.optional(),
  remedy: occurrenceFields.remedy.optional(),
  remedyWording: occurrenceFields.remedyWording.optional(),
  remedyDone: z.boolean().optional(),
  claim: claimLinkSchema.optional(),
  reason: reason.nullable().default(null),
});
export type UpdateOccurrence = z.infer<typeof updateOccurrenceInput>;

/** An occurrence whose claim's check has begun needs the reason. */
export const deleteAnnotationInput = z.object({
  annotationId: id,
  revision,
  reason: reason.nullable().default(null),
});
export type DeleteAnnotation = z.infer<typeof deleteAnnotationInput>;

export const restoreAnnotationInput = z.object({ annotationId: id });
export type RestoreAnnotation = z.infer<typeof restoreAnnotationInput>;

export const annotationHistoryInput = z.object({
  annotationId: id,
  /** A page's own, to get the next. */
  before: z
    .string()
    .regex(/^\d{1,19}$/)
    .optional(),
});
export type AnnotationHistoryInput = z.infer<typeof annotationHistoryInput>;

export interface TargetView {
  id: string;
  role: TargetRole;
  ordinal: number;
  /** Where it stands in the current version; where it is orphaned, the place where it stood. */
  start: number;
  end: number;
  state: PlacementState;
  /** The words as they were when it was made. */
  exact: string;
  madeVersion: number;
  /** Only of an orphaned one. */
  lost?: LostPlace;
}

/** What is known of a target without a place: what stood around it, and where it may belong. */
export interface LostPlace {
  prefix: string;
  suffix: string;
  proposals: Proposal[];
  /** The proposals are still being looked for. */
  isSought: boolean;
}

export interface OccurrenceView {
  claimId: string;
  speaker: string;
  saidOn: string;
  voice: Voice;
  fit: Fit;
  fitById: string | null;
  fitAt: string | null;
  /** As recheckSchema has it, while the fit wants a recheck. */
  recheck: unknown;
  /** Who says that the changed words still fit, when and why; null where nobody does. */
  stillFitsById: string | null;
  stillFitsAt: string | null;
  stillFitsReason: string | null;
  remedy: Remedy;
  remedyWording: string;
  /** The wording an approval covered, or null. */
  remedyApproved: string | null;
  remedyDoneAt: string | null;
}

/** An annotation as the article page holds it. Dates are ISO strings. */
export interface AnnotationView {
  id: string;
  articleId: string;
  kind: AnnotationKind;
  body: string;
  nothingReason: NothingReason | null;
  importedFrom: string | null;
  revision: number;
  createdById: string;
  createdAt: string;
  updatedAt: string;
  deletedAt: string | null;
  targets: TargetView[];
  occurrence: OccurrenceView | null;
  can: { edit: boolean; delete: boolean };
}
