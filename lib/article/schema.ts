import { z } from "zod";
import type { AnnotationView, Fit, Remedy } from "@/lib/annotation/schema";
import type { ClaimSummary } from "@/lib/claim/schema-summary";
import type { CheckStatus, PossibleMove } from "@/lib/claim/status";
import type { ThreadCounts } from "@/lib/comment/schema";
import type { FlagView } from "@/lib/flag/schema";
import type { QueryView } from "@/lib/query/schema";
import type { Standing } from "@/lib/sign-off/schema";
import type { RatingScale } from "@/lib/workspace/rating-scale";
import type { Role } from "@/lib/workspace/role";
import type { Settings } from "@/lib/workspace/settings";
import { IMPORT_WARNINGS } from "./import/draft";

export const DIRECTIONS = ["ltr", "rtl"] as const;
export const directionSchema = z.enum(DIRECTIONS);
export type Direction = z.infer<typeof directionSchema>;

/** Whose article it is, and with whom it is shared. */
export const ARTICLE_RELATIONS = ["author", "viewer"] as const;
export const articleRelationSchema = z.enum(ARTICLE_RELATIONS);
export type ArticleRelation = z.infer<typeof articleRelationSchema>;

/** By their place: the stored number. */
export const PRIORITIES = ["none", "low", "normal", "high"] as const;
export const priorityNumberSchema = z.int().min(0).max(3);

const id = z.uuid();
const revision = z.int().min(1);
const language = z
  .string()
  .regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/)
  .max(35);

const fields = {
  headline: z.string().trim().min(1).max(500),
  byline: z.string().trim().max(500),
  /** "2026-03-04". */
  publishedOn: z.iso.date().nullable(),
  sourceUrl: z
    .url({ protocol: /^https?$/ })
    .max(4_096)
    .nullable(),
  language,
  direction: directionSchema,
};

/** A comment of the imported file, on words of the document's canonical text. */
export const importedNoteSchema = z.object({
  author: z.string().trim().max(200),
  body: z.string().trim().min(1).max(20_000),
  start: z.int().min(0),
  end: z.int().min(0),
});
export type ImportedNote = z.infer<typeof importedNoteSchema>;

/** What a person confirmed of an import or typed; the pictures' bytes come beside it. */
export const createArticleInput = z.object({
  id,
  ...fields,
  byline: fields.byline.default(""),
  publishedOn: fields.publishedOn.default(null),
  sourceUrl: fields.sourceUrl.default(null),
  deadline: z.iso.datetime().nullable().default(null),
  priority: priorityNumberSchema.default(0),
  /** ProseMirror JSON; parsed by lib/document. */
  document: z.record(z.string(), z.unknown()),
  notes: z.array(importedNoteSchema).max(2_000).default([]),
  origin: z.enum(["typed", "pasted", "file", "address"]).default("typed"),
  /** The page that was fetched for it, as the draft named it. */
  rawPageId: id.nullish(),
});
export type CreateArticle = z.infer<typeof createArticleInput>;

/** A picture of the new article: bytes are checked against their SHA-256 and their own signature. */
export interface NewPicture {
  sha256: string;
  bytes: Uint8Array;
}

/**
 * What an import answers: lib/article/import's draft, its pictures as base64. Parsed again by the
 * browser, which also keeps it through a reload.
 */
export const importedDraftSchema = z.object({
  document: z.record(z.string(), z.unknown()),
  meta: z.object({
    headline: z.string().nullable(),
    standfirst: z.string().nullable(),
    byline: z.string().nullable(),
    publishedOn: z.string().nullable(),
    sourceUrl: z.string().nullable(),
    language: z.string().nullable(),
    direction: directionSchema,
  }),
  pictures: z.array(z.object({ sha256: z.string(), mediaType: z.string(), data: z.string() })),
  comments: z.array(
    z.object({
      author: z.string().nullable(),
      text: z.string(),
      target: z.object({ start: z.number(), end: z.number() }).nullable(),
    }),
  ),
  warnings: z.array(z.enum(IMPORT_WARNINGS)),
  /** Names the page that it was read from, where that was fetched. */
  rawPageId: z.uuid().nullable().default(null),
});
export type ImportedDraft = z.infer<typeof importedDraftSchema>;

/** Why material was refused: an import's reason, or one of saving. */
export const importRefusalSchema = z.object({
  code: z.string(),
  details: z
    .object({
      reason: z.string().optional(),
      limit: z.number().optional(),
      status: z.number().optional(),
    })
    .optional()
    .catch(undefined),
});

/** What is left out stays. */
export const updateArticleInput = z.object({
  articleId: id,
  revision,
  headline: fields.headline.optional(),
  byline: fields.byline.optional(),
  publishedOn: fields.publishedOn.optional(),
  sourceUrl: fields.sourceUrl.optional(),
  language: fields.language.optional(),
  direction: fields.direction.optional(),
});
export type UpdateArticle = z.infer<typeof updateArticleInput>;

export const planArticleInput = z.object({
  articleId: id,
  revision,
  deadline: z.iso.datetime().nullable().optional(),
  priority: priorityNumberSchema.optional(),
});
export type PlanArticle = z.infer<typeof planArticleInput>;

export const articleMemberInput = z.object({
  articleId: id,
  memberId: id,
  relation: articleRelationSchema,
});
export type ArticleMemberInput = z.infer<typeof articleMemberInput>;

export const deleteArticleInput = z.object({ articleId: id, revision });
export type DeleteArticle = z.infer<typeof deleteArticleInput>;

export const restoreArticleInput = z.object({ articleId: id });
export type RestoreArticle = z.infer<typeof restoreArticleInput>;

/** `deleted`: the deleted articles instead, for whoever may bring them back. */
export interface ArticleListInput {
  deleted?: boolean;
}

/** `before`: a page's own, to get the next. */
const before = z
  .string()
  .regex(/^\d{1,19}$/)
  .optional();

export const articleHistoryInput = z.object({ articleId: id, before });
export type ArticleHistoryInput = z.infer<typeof articleHistoryInput>;

/** More changes at once than this are read with everything else. */
export const MOST_ROWS = 1_000;

/** What a page of the article wants anew: claims with their occurrences there, annotations, or all. */
export const articleRowsInput = z.object({
  articleId: id,
  claimIds: z.array(id).max(MOST_ROWS).optional(),
  annotationIds: z.array(id).max(MOST_ROWS).optional(),
  whole: z.boolean().optional(),
});
export type ArticleRowsInput = z.infer<typeof articleRowsInput>;

export interface MemberName {
  id: string;
  name: string;
  role: Role;
  /** No longer a member; the work keeps the name. */
  removed: boolean;
}

export interface ArticleCan {
  edit: boolean;
  assign: boolean;
  delete: boolean;
  annotate: boolean;
  /** Put queries to somebody. */
  ask: boolean;
  flag: boolean;
  /** See what stands against its sign-off. */
  close: boolean;
}

/** The article's row. Dates are ISO strings. */
export interface ArticleView {
  id: string;
  headline: string;
  byline: string;
  publishedOn: string | null;
  sourceUrl: string | null;
  language: string;
  direction: Direction;
  deadline: string | null;
  priority: number;
  currentVersion: number;
  revision: number;
  createdById: string;
  createdAt: string;
  updatedAt: string;
  deletedAt: string | null;
  can: ArticleCan;
}

export interface VersionView {
  number: number;
  text: string;
  /** ProseMirror JSON. */
  document: unknown;
  schemaVersion: number;
  origin: string;
  note: string;
  createdById: string;
  createdAt: string;
}

/** A member and what ties them to an article. */
export interface ArticlePerson {
  memberId: string;
  name: string;
  ties: ("author" | "viewer" | "assignee" | "checker")[];
}

/** A claim beside the text of one article; its panel asks for the rest. */
export interface ArticleClaim extends ClaimSummary {
  citations: { total: number; seen: number };
  /** Living occurrences in other articles; null to whom may not know. */
  elsewhere: number | null;
  assigneeId: string | null;
  priority: number;
  deadline: string | null;
  /** When it moved last, where its work has not moved for longer than the workspace allows. */
  stuckSince: string | null;
  can: { edit: boolean; cite: boolean; propose: boolean; assign: boolean; take: boolean };
  /** What this member may do with its check now. */
  moves: PossibleMove[];
}

/** Rows that a command changed, for the client's store to put in the place of its own. */
export interface ArticleChange {
  annotations: AnnotationView[];
  claims: ArticleClaim[];
}

/** Rows as they stand now, and whose text they lie on. */
export interface ArticleRows extends ArticleChange {
  article: ArticleView;
  /** Who saved the article's current version. */
  savedById: string;
  threads: ThreadCounts;
  /** All of the article that the member may see. */
  queries: QueryView[];
  flags: FlagView[];
}

export interface ArticlePageView {
  /** Where the workspace's log stood before anything was read. */
  position: string;
  article: ArticleView;
  version: VersionView;
  annotations: AnnotationView[];
  claims: ArticleClaim[];
  /** Open threads on the article, its annotations and the claims that occur in it. */
  threads: ThreadCounts;
  /** About the article and its annotations, ruled ones included. */
  queries: QueryView[];
  /** On the article, its annotations and the claims that occur in it, cleared ones included. */
  flags: FlagView[];
  /** How its last sign-off stands; null where it has none. */
  standing: Standing | null;
  people: ArticlePerson[];
  members: MemberName[];
  ratingScale: RatingScale;
  settings: Settings;
  /** The member who looks. */
  me: { memberId: string; role: Role };
}

/** How many occurrences stand alike; lib/annotation/state.ts makes the state of each group. */
export interface OccurrenceGroup {
  status: CheckStatus;
  fit: Fit;
  remedy: Remedy;
  remedyDone: boolean;
  count: number;
}

export interface ArticleListItem {
  id: string;
  headline: string;
  byline: string;
  publishedOn: string | null;
  language: string;
  direction: Direction;
  deadline: string | null;
  priority: number;
  revision: number;
  createdAt: string;
  updatedAt: string;
  occurrences: OccurrenceGroup[];
  notes: number;
  nothing: number;
  /** Claims in it that did not move for too long; none to whoever has no part in the checks. */
  stuck: number;
  /** How its last sign-off stands. */
  standing: Standing | null;
  people: ArticlePerson[];
  /** The member who looks is on it. */
  mine: boolean;
  can: ArticleCan;
}

export interface ArticleListView {
  articles: ArticleListItem[];
  can: { create: boolean; restore: boolean };
  /** Who can be made an author or reader; empty to whoever may not. */
  members: MemberName[];
}
