import { z } from "zod";
import type { AnnotationView } from "@/lib/annotation/schema";
import type { AnnotationKind, TargetRole } from "@/lib/annotation/schema-enums";
import type { HighlightState } from "@/lib/annotation/state";
import type { Direction } from "@/lib/article/schema";
import { stepsSchema } from "@/lib/document/steps";
import { type ComparedRow, comparedRowSchema } from "./comparison";

const id = z.uuid();
/** ProseMirror JSON; parsed by lib/document. */
const documentJson = z.record(z.string(), z.unknown());
const note = z.string().trim().max(1_000).default("");

export const VERSION_ORIGINS = ["import", "edit", "merge", "reimport", "restore"] as const;
export type VersionOrigin = (typeof VERSION_ORIGINS)[number];

/** What a new version did to what is set on the text, in numbers of living annotations. */
export const versionEffectSchema = z.object({
  /** Their words are the same. */
  kept: z.int(),
  /** Occurrences that now want a recheck and did not before. */
  recheck: z.int(),
  /** Those without a place that had one before. */
  orphaned: z.int(),
  /** Those that have a place again, or whose recheck is due no longer. */
  restored: z.int(),
  /** Remedies that were carried out. */
  remedied: z.int(),
  /** Words that are new in this version and that nothing is set on. */
  unmarked: z.int(),
});
export type VersionEffect = z.infer<typeof versionEffectSchema>;

/** Steps from the version that was edited; the server applies them to the text that it has. */
export const saveVersionInput = z.object({
  articleId: id,
  baseVersion: z.int().min(1),
  steps: stepsSchema.min(1),
  note,
  /** Two people's edits put together, as the person was shown before saving. */
  merged: z.boolean().default(false),
});
export type SaveVersion = z.infer<typeof saveVersionInput>;

/** A whole new text in the place of the current one. */
export const replaceTextInput = z.object({
  articleId: id,
  baseVersion: z.int().min(1),
  document: documentJson,
  note,
  /** The page that was fetched for it, as the draft named it. */
  rawPageId: id.nullish(),
});
export type ReplaceText = z.infer<typeof replaceTextInput>;

export const restoreVersionInput = z.object({
  articleId: id,
  /** The version to bring back. */
  number: z.int().min(1),
  /** The version that the person took for the current one. */
  baseVersion: z.int().min(1),
});
export type RestoreVersion = z.infer<typeof restoreVersionInput>;

/** Carries an occurrence's remedy out: a version whose words are those of the remedy. */
export const applyRemedyInput = z.object({
  annotationId: id,
  revision: z.int().min(1),
  baseVersion: z.int().min(1),
});
export type ApplyRemedy = z.infer<typeof applyRemedyInput>;

/** Asks after the search for likely places of what lost its own. */
export const lostPlacesInput = z.object({
  articleId: id,
  /** The version that is shown. */
  version: z.int().min(1),
  /** Those whose places the page knows to be looked for. */
  annotationIds: z.array(id).max(50_000),
  /** Begin again a search that gave up. */
  again: z.boolean().default(false),
});
export type LostPlacesInput = z.infer<typeof lostPlacesInput>;

export interface LostPlacesAnswer {
  currentVersion: number;
  /** Places that are still to be looked for, and how many of them are through. */
  left: number;
  done: number;
  /** It gave up before its end. */
  isStopped: boolean;
  /** Annotations for which it is over, where the version that is shown is the current one. */
  annotations: AnnotationView[];
}

export const previewReplacementInput = replaceTextInput.omit({ note: true, rawPageId: true });
export type PreviewReplacement = z.infer<typeof previewReplacementInput>;

/** What replacing the text would do, before anything is stored. */
export const replacementPreviewSchema = z.object({
  /** Null where nothing would change. */
  effect: versionEffectSchema.nullable(),
  rows: z.array(comparedRowSchema),
});
export type ReplacementPreview = z.infer<typeof replacementPreviewSchema>;

/** What saving answers. */
export const savedVersionSchema = z.object({
  articleId: z.string(),
  number: z.int(),
  effect: versionEffectSchema,
});
export type SavedVersion = z.infer<typeof savedVersionSchema>;

/**
 * The details of the conflict where another version was saved meanwhile: its text, and whether the
 * steps go together with it.
 */
export const outdatedSchema = z.object({
  reason: z.literal("version_outdated"),
  currentVersion: z.int(),
  current: documentJson,
  merge: z.discriminatedUnion("clean", [
    z.object({ clean: z.literal(true), steps: stepsSchema, document: documentJson }),
    z.object({ clean: z.literal(false), problem: z.string() }),
  ]),
});
export type Outdated = z.infer<typeof outdatedSchema>;

/** A version in the list of versions. Dates are ISO strings. */
export interface VersionItem {
  number: number;
  origin: VersionOrigin;
  restoredFrom: number | null;
  note: string;
  /** Null for the first, and for versions of before it was counted. */
  effect: VersionEffect | null;
  createdById: string;
  createdByName: string;
  createdAt: string;
  /** The page that it was read from. */
  rawPage: { url: string; sha256: string; fetchedAt: string } | null;
}

/** The article that versions are of. */
interface VersionFrame {
  headline: string;
  language: string;
  direction: Direction;
  currentVersion: number;
  can: { edit: boolean };
}

export interface VersionList extends VersionFrame {
  /** The newest first. */
  versions: VersionItem[];
}

/** Where a target stood in an older version, as the packed snapshot of that version has it. */
export const packedPlacementSchema = z.tuple([
  z.string(),
  z.int(),
  z.int(),
  z.enum(["placed", "changed", "orphaned"]),
]);
export type PackedPlacement = z.infer<typeof packedPlacementSchema>;

/** What one needs to know to replace an article's text. */
export interface ReplacementSetting extends VersionFrame {
  sourceUrl: string | null;
  fileBytes: number;
}

/** An annotation where it stood in an older version, and how it stands today. */
export interface OldAnnotation {
  id: string;
  kind: AnnotationKind;
  /** How it is marked in the current text; null where it was deleted since. */
  stateNow: HighlightState | null;
  /** The claim's statement, or the note; empty where there is nothing to check. */
  words: string;
  /** Its places, as offsets into the canonical text of that version. */
  targets: { id: string; role: TargetRole; start: number; end: number }[];
}

/** An older version, to look at. */
export interface VersionPage extends VersionFrame {
  number: number;
  createdAt: string;
  createdByName: string;
  text: string;
  /** ProseMirror JSON. */
  document: unknown;
  annotations: OldAnnotation[];
}

/** Two versions, block by block. */
export interface VersionComparison extends VersionFrame {
  from: number;
  to: number;
  rows: ComparedRow[];
}
