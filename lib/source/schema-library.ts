import { z } from "zod";
import type { CheckStatus } from "@/lib/claim/status";
import type { Locator } from "@/lib/source/locator";
import type { PublisherView, SourceView } from "@/lib/source/schema";
import { primacySchema, type Stance } from "@/lib/source/schema-enums";
import { sourceTypeSchema } from "@/lib/source/source-type";
import type { Sourcing } from "@/lib/source/sourcing";

export const LIBRARY_SORTS = ["used", "added", "title"] as const;
export const librarySortSchema = z.enum(LIBRARY_SORTS);

/** Pages are counted no further: whoever is there should narrow the search. */
export const LAST_PAGE = 25;

/** What of the workspace's sources is asked for; null asks for all. */
export const libraryInput = z.object({
  query: z.string().trim().max(500).default(""),
  type: sourceTypeSchema.nullable().default(null),
  primacy: primacySchema.nullable().default(null),
  publisherId: z.uuid().nullable().default(null),
  language: z.string().trim().max(35).nullable().default(null),
  /** Only what no claim cites. */
  uncited: z.boolean().default(false),
  sort: librarySortSchema.default("used"),
  page: z.int().min(1).max(LAST_PAGE).default(1),
});
export type LibraryInput = z.output<typeof libraryInput>;

export interface LibraryItem extends SourceView {
  /** How many claims cite it. */
  claims: number;
}

export interface LibraryView {
  sources: LibraryItem[];
  /** Counted as far as `LAST_PAGE` goes. */
  total: number;
  isMore: boolean;
  page: number;
  pages: number;
  can: { create: boolean; merge: boolean; importLists: boolean };
}

export interface LibraryChoices {
  publishers: Pick<PublisherView, "id" | "name">[];
  languages: string[];
}

/** A citation by which a claim rests on a source, or on one that repeats it. */
export interface RestingCitation {
  id: string;
  claim: {
    id: string;
    number: number;
    statement: string;
    status: CheckStatus;
    sourcing: Sourcing;
  };
  stance: Stance;
  quote: string;
  locator: Locator | null;
  seen: boolean;
  /** The source that is cited, where it is one that repeats this one. */
  through: { id: string; title: string } | null;
}

/** An article that a source reaches through its claims. */
export interface ReachedArticle {
  id: string;
  headline: string;
  claims: number;
}

/** A source and what rests on it, as far as the reader may read it. */
export interface SourcePageView {
  source: SourceView;
  origin: SourceView | null;
  repeats: SourceView[];
  citations: RestingCitation[];
  articles: ReachedArticle[];
  /** Others that may be the same. */
  likely: SourceView[];
  can: { edit: boolean; merge: boolean; history: boolean };
}

export const sourceHistoryInput = z.object({
  sourceId: z.uuid(),
  before: z
    .string()
    .regex(/^\d{1,19}$/)
    .optional(),
});
export type SourceHistoryInput = z.output<typeof sourceHistoryInput>;

const seen = z.object({ id: z.uuid(), revision: z.int().min(1) });

/** `keep` takes over what cites the others. Revisions are the sources', as the person saw them. */
export const mergeSourcesInput = z
  .object({ keep: seen, merged: z.array(seen).min(1).max(20) })
  .refine(({ keep, merged }) => {
    const ids = [keep, ...merged].map(({ id }) => id);
    return new Set(ids).size === ids.length;
  }, "same_source");
export type MergeSources = z.output<typeof mergeSourcesInput>;

/** What a merge would do, to be confirmed. */
export const mergePreviewInput = z.object({ sourceIds: z.array(z.uuid()).min(1).max(20) });
export type MergePreviewInput = z.output<typeof mergePreviewInput>;

export interface MergePreview {
  /** Claims that cite one of the sources. */
  claims: number;
  /** Of these, claims whose check is under review or approved, and goes back. */
  unsettled: number;
}

export interface MergedSources {
  source: SourceView;
  /** How many claims cite it by a citation that moved. */
  claims: number;
}
