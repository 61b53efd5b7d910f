import { z } from "zod";
import type { ClaimSummary } from "@/lib/claim/schema-summary";
import { type Csl, cslSchema } from "@/lib/source/csl";
import { type Primacy, primacySchema, type Reliability } from "@/lib/source/schema-enums";
import { type SourceType, sourceTypeSchema } from "@/lib/source/source-type";

const line = z.string().trim().max(500);

/** BCP 47, as it is written there; empty where nobody has said. */
export const languageSchema = z
  .string()
  .trim()
  .max(35)
  .refine((tag) => tag === "" || isLanguageTag(tag), "no_language")
  .transform((tag) => (tag === "" ? "" : (Intl.getCanonicalLocales(tag)[0] ?? "")));

function isLanguageTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

const fields = {
  type: sourceTypeSchema,
  title: line.min(1),
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
  language: languageSchema,
  notes: z.string().trim().max(10_000),
  csl: cslSchema,
};

export const createSourceInput = z.object({
  id: z.uuid(),
  type: fields.type.default("webpage"),
  title: fields.title,
  url: fields.url.default(null),
  publisher: fields.publisher.default(""),
  primacy: fields.primacy.default("secondary"),
  encyclopaedia: fields.encyclopaedia.default(false),
  originId: fields.originId.default(null),
  language: fields.language.default(""),
  notes: fields.notes.default(""),
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
  url: fields.url.optional(),
  publisher: fields.publisher.optional(),
  primacy: fields.primacy.optional(),
  encyclopaedia: fields.encyclopaedia.optional(),
  originId: fields.originId.optional(),
  language: fields.language.optional(),
  notes: fields.notes.optional(),
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
  /** As `names.ts` writes names. */
  author: string;
  /** As `dates.ts` writes dates. */
  issued: string;
  url: string | null;
  /** The address's host without "www.", or null. */
  host: string | null;
  publisher: PublisherView | null;
  primacy: Primacy;
  encyclopaedia: boolean;
  originId: string | null;
  language: string;
  notes: string;
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
