import { z } from "zod";
import type { ClaimSummary } from "@/lib/claim/schema-summary";
import { type Primacy, primacySchema, type Reliability } from "@/lib/source/schema-enums";

/** CSL 1.0.2 item types that a newsroom cites; each has its own set of fields in the form. */
export const SOURCE_TYPES = [
  "webpage",
  "article-newspaper",
  "article-magazine",
  "article-journal",
  "report",
  "book",
  "chapter",
  "legislation",
  "legal_case",
  "dataset",
  "speech",
  "interview",
  "personal_communication",
  "broadcast",
  "motion_picture",
  "song",
  "post",
  "graphic",
  "map",
  "document",
] as const;
export const sourceTypeSchema = z.enum(SOURCE_TYPES);
export type SourceType = z.infer<typeof sourceTypeSchema>;

/** Bibliographic fields beyond those every source has; CSL's own names, as a person prints them. */
export const CSL_FIELDS = [
  "container-title",
  "collection-title",
  "edition",
  "volume",
  "issue",
  "page",
  "number",
  "publisher-place",
  "DOI",
  "ISBN",
  "ISSN",
  "archive",
  "archive_location",
  "medium",
  "note",
] as const;
export const cslSchema = z.partialRecord(z.enum(CSL_FIELDS), z.string().trim().max(500));
export type Csl = z.infer<typeof cslSchema>;

const line = z.string().trim().max(500);

const fields = {
  type: sourceTypeSchema,
  title: line.min(1),
  author: line,
  /** As a person would print it: "12 May 2024", "2021". */
  issued: line.max(100),
  url: z
    .url({ protocol: /^https?$/ })
    .max(4_000)
    .nullable(),
  /** The publisher's name; where it is empty, the address's registrable domain stands for it. */
  publisher: line.max(200),
  primacy: primacySchema,
  encyclopaedia: z.boolean(),
  /** The source whose text this one repeats (an agency's report). */
  originId: z.uuid().nullable(),
  csl: cslSchema,
};

export const createSourceInput = z.object({
  id: z.uuid(),
  type: fields.type.default("webpage"),
  title: fields.title,
  author: fields.author.default(""),
  issued: fields.issued.default(""),
  url: fields.url.default(null),
  publisher: fields.publisher.default(""),
  primacy: fields.primacy.default("secondary"),
  encyclopaedia: fields.encyclopaedia.default(false),
  originId: fields.originId.default(null),
  csl: fields.csl.default({}),
  /** Make it although the workspace has a source of the same address. */
  sameAddress: z.boolean().default(false),
});
export type CreateSource = z.output<typeof createSourceInput>;

/** What is left out stays. `revision` is the source's, as the person saw it. */
export const editSourceInput = z.object({
  sourceId: z.uuid(),
  revision: z.int().min(1),
  type: fields.type.optional(),
  title: fields.title.optional(),
  author: fields.author.optional(),
  issued: fields.issued.optional(),
  url: fields.url.optional(),
  publisher: fields.publisher.optional(),
  primacy: fields.primacy.optional(),
  encyclopaedia: fields.encyclopaedia.optional(),
  originId: fields.originId.optional(),
  csl: fields.csl.optional(),
});
export type EditSource = z.output<typeof editSourceInput>;

export const sourceDetailInput = z.object({ sourceId: z.uuid() });
export type SourceDetailInput = z.output<typeof sourceDetailInput>;

/** An empty query answers the sources used last. */
export const searchSourcesInput = z.object({
  query: z.string().trim().max(500).default(""),
  limit: z.int().min(1).max(50).default(20),
});
export type SearchSources = z.output<typeof searchSourcesInput>;

export const suggestForAddressInput = z.object({ url: z.string().trim().max(4_000) });
export type SuggestForAddress = z.output<typeof suggestForAddressInput>;

export interface PublisherView {
  id: string;
  name: string;
  domain: string | null;
  reliability: Reliability;
}

export interface SourceView {
  id: string;
  type: SourceType;
  title: string;
  author: string;
  issued: string;
  url: string | null;
  /** The address's host without "www.", or null. */
  host: string | null;
  publisher: PublisherView | null;
  primacy: Primacy;
  encyclopaedia: boolean;
  originId: string | null;
  csl: Csl;
  revision: number;
  createdAt: string;
}

export interface SourceDetail {
  source: SourceView;
  /** The source that it repeats. */
  origin: SourceView | null;
  /** How many claims cite it, or a source that repeats it. */
  claims: number;
}

/** The claims that were judged anew, where what changed weighs. */
export interface EditedSource {
  source: SourceView;
  claims: ClaimSummary[];
}

/** `existing`: nothing was written; a source of the same address is proposed instead. */
export type CreatedSource =
  | { existing: false; source: SourceView }
  | { existing: true; source: SourceView };

/** What is known of an address before a source is made of it. */
export interface AddressSuggestion {
  /** The address as it will be stored, or null where it is none. */
  url: string | null;
  /** A source of the same address, to be used instead. */
  existing: SourceView | null;
  /** The publisher that its domain belongs to; one that would be made has no id yet. */
  publisher: PublisherView | null;
  /** Its domain, as a name for a publisher that is not known. */
  domain: string | null;
  encyclopaedia: boolean;
}
