import { z } from "zod";

/** Every item type of CSL 1.0.2 (docs.citationstyles.org, appendix III). */
export const CSL_TYPES = [
  "article",
  "article-journal",
  "article-magazine",
  "article-newspaper",
  "bill",
  "book",
  "broadcast",
  "chapter",
  "classic",
  "collection",
  "dataset",
  "document",
  "entry",
  "entry-dictionary",
  "entry-encyclopedia",
  "event",
  "figure",
  "graphic",
  "hearing",
  "interview",
  "legal_case",
  "legislation",
  "manuscript",
  "map",
  "motion_picture",
  "musical_score",
  "pamphlet",
  "paper-conference",
  "patent",
  "performance",
  "periodical",
  "personal_communication",
  "post",
  "post-weblog",
  "regulation",
  "report",
  "review",
  "review-book",
  "software",
  "song",
  "speech",
  "standard",
  "thesis",
  "treaty",
  "webpage",
] as const;
export const cslTypeSchema = z.enum(CSL_TYPES);

const part = z.string().trim().min(1).max(500);

/** A person by the parts of their name, or a body (or a name that nobody has taken apart). */
export const cslNameSchema = z
  .object({
    family: part,
    given: part,
    "dropping-particle": part,
    "non-dropping-particle": part,
    suffix: part,
    literal: part,
  })
  .partial()
  .refine(({ family, given, literal }) => (family ?? given ?? literal) !== undefined, "empty_name");
export type CslName = z.infer<typeof cslNameSchema>;

const year = z.int().min(-9_999).max(9_999);
const month = z.int().min(1).max(12);
/** Year, month, day, as far as they are known. */
const datePartsSchema = z.union([
  z.tuple([year]),
  z.tuple([year, month]),
  z.tuple([year, month, z.int().min(1).max(31)]),
]);
export type DateParts = z.infer<typeof datePartsSchema>;

/** A day or a span of time; `literal` where it is no date that a calendar knows. */
export const cslDateSchema = z.union([
  z.object({
    "date-parts": z.union([
      z.tuple([datePartsSchema]),
      z.tuple([datePartsSchema, datePartsSchema]),
    ]),
    /** 1 to 4, spring to winter. */
    season: z.int().min(1).max(4).optional(),
    circa: z.literal(true).optional(),
  }),
  z.object({ literal: part }),
]);
export type CslDate = z.infer<typeof cslDateSchema>;

const names = z.array(cslNameSchema).min(1).max(500);
/** People and bodies, by what they did (CSL 1.0.2, appendix IV). */
const nameVariables = z
  .object({
    author: names,
    chair: names,
    "collection-editor": names,
    compiler: names,
    composer: names,
    "container-author": names,
    contributor: names,
    curator: names,
    director: names,
    editor: names,
    "editorial-director": names,
    "executive-producer": names,
    guest: names,
    host: names,
    illustrator: names,
    interviewer: names,
    narrator: names,
    organizer: names,
    "original-author": names,
    performer: names,
    producer: names,
    recipient: names,
    "reviewed-author": names,
    "script-writer": names,
    "series-creator": names,
    translator: names,
  })
  .partial();

const dateVariables = z
  .object({
    accessed: cslDateSchema,
    "available-date": cslDateSchema,
    "event-date": cslDateSchema,
    issued: cslDateSchema,
    "original-date": cslDateSchema,
    submitted: cslDateSchema,
  })
  .partial();

const text = z.string().trim().min(1).max(5_000);
/** Text and numbers, but for title, address, publisher and language, which are a source's own. */
const textVariables = z
  .object({
    abstract: text,
    annote: text,
    archive: text,
    archive_collection: text,
    archive_location: text,
    "archive-place": text,
    authority: text,
    "call-number": text,
    "chapter-number": text,
    "citation-key": text,
    "collection-number": text,
    "collection-title": text,
    "container-title": text,
    "container-title-short": text,
    dimensions: text,
    division: text,
    DOI: text,
    edition: text,
    "event-place": text,
    "event-title": text,
    genre: text,
    ISBN: text,
    ISSN: text,
    issue: text,
    jurisdiction: text,
    keyword: text,
    medium: text,
    note: text,
    number: text,
    "number-of-pages": text,
    "number-of-volumes": text,
    "original-publisher": text,
    "original-publisher-place": text,
    "original-title": text,
    page: text,
    "part-number": text,
    "part-title": text,
    PMCID: text,
    PMID: text,
    "printing-number": text,
    "publisher-place": text,
    references: text,
    "reviewed-genre": text,
    "reviewed-title": text,
    scale: text,
    section: text,
    source: text,
    status: text,
    "supplement-number": text,
    "title-short": text,
    version: text,
    volume: text,
    "volume-title": text,
    "year-suffix": text,
  })
  .partial();

export const NAME_VARIABLES = nameVariables.keyof().options;
export type NameVariable = (typeof NAME_VARIABLES)[number];
export const DATE_VARIABLES = dateVariables.keyof().options;
export type DateVariable = (typeof DATE_VARIABLES)[number];
export const TEXT_VARIABLES = textVariables.keyof().options;
export type TextVariable = (typeof TEXT_VARIABLES)[number];
export type CslVariable = NameVariable | DateVariable | TextVariable;

/**
 * The bibliographic fields of a source that have no column of their own, as CSL-JSON. `type` only
 * where it says more than the type of the source does.
 */
export const cslSchema = z.object({
  type: cslTypeSchema.optional(),
  ...nameVariables.shape,
  ...dateVariables.shape,
  ...textVariables.shape,
});
export type Csl = z.infer<typeof cslSchema>;
