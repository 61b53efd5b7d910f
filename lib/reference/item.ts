import { z } from "zod";
import { type Csl, type CslName, cslSchema, cslTypeSchema, NAME_VARIABLES } from "@/lib/source/csl";
import type { SourceView } from "@/lib/source/schema";
import { type SourceType, sourceTypeSchema } from "@/lib/source/source-type";
import { type ReferenceFields, type ReferenceProblem, referenceFieldsSchema } from "./schema";

/** An item of CSL-JSON, not yet looked at. */
export type CslItem = Record<string, unknown>;

/** The type that holds a CSL type which no source is called by; the item keeps its own as well. */
const HOLDERS: Record<string, SourceType> = {
  article: "document",
  bill: "legislation",
  classic: "book",
  collection: "document",
  entry: "chapter",
  "entry-dictionary": "chapter",
  "entry-encyclopedia": "chapter",
  figure: "graphic",
  hearing: "legal_case",
  manuscript: "document",
  musical_score: "document",
  pamphlet: "report",
  "paper-conference": "chapter",
  patent: "document",
  performance: "document",
  periodical: "article-magazine",
  "post-weblog": "webpage",
  regulation: "legislation",
  review: "article-journal",
  "review-book": "article-journal",
  software: "dataset",
  standard: "report",
  thesis: "report",
  treaty: "legislation",
};

/** The types that CSL does not know, as it would call them. */
const CSL_TYPE_OF: Partial<Record<SourceType, string>> = {
  press_release: "document",
  observation: "document",
};

/** Of a tool's own, which say nothing of the source. */
const OF_TOOLS = new Set(["id", "citation-label", "categories", "custom", "_graph", "page-first"]);

type Lost = Omit<ReferenceProblem, "line">;

/**
 * The source that an item of CSL-JSON makes, and what of the item that source has no place for.
 * Null fields where it has no title nor anything else to be called by.
 */
export function fieldsOf(item: CslItem): { fields: ReferenceFields | null; lost: Lost[] } {
  const lost: Lost[] = [];
  const lose = (code: Lost["code"], field: string | null, value: unknown) =>
    lost.push({ code, field, text: shown(value) });
  const { type, title, URL: url, publisher, language, ...rest } = item;

  const kind = typeOf(type);
  if (!kind) lose("type", "type", type);
  const csl: Record<string, unknown> = kind?.csl ? { type: kind.csl } : {};
  for (const [name, value] of Object.entries(rest)) {
    if (OF_TOOLS.has(name) || value === null || value === "") continue;
    const schema = cslShape[name];
    if (!schema || name === "type") {
      lose("field", name, value);
      continue;
    }
    const read = schema.safeParse(tidied(name, value));
    if (!read.success) lose("value", name, value);
    else if (read.data !== undefined) csl[name] = read.data;
  }

  const called = plain(title) || plain(rest["title-short"]) || plain(rest.genre);
  const draft = {
    type: kind?.source ?? "document",
    title: called.slice(0, 500),
    publisher: plain(publisher).slice(0, 200),
    csl,
  };
  if (called.length > 500) lose("value", "title", called.slice(500));
  const given: Record<string, unknown> = { ...draft };
  for (const [field, name, value] of [
    ["url", "URL", url],
    ["language", "language", language],
  ] as const) {
    if (typeof value !== "string" || value.trim() === "") continue;
    const read = referenceFieldsSchema.shape[field].safeParse(value.trim());
    if (read.success) given[field] = read.data;
    else lose("value", name, value);
  }
  if (called === "") {
    lose("no_title", null, textOfNames(csl.author) || url || csl.DOI || "");
    return { fields: null, lost };
  }
  return { fields: referenceFieldsSchema.parse(given), lost };
}

const cslShape: Record<string, z.ZodType> = cslSchema.shape;

function typeOf(type: unknown): { source: SourceType; csl: Csl["type"] } | null {
  const csl = cslTypeSchema.safeParse(type);
  const source = sourceTypeSchema.safeParse(type);
  if (source.success) return { source: source.data, csl: undefined };
  const holder = csl.success ? HOLDERS[csl.data] : undefined;
  return csl.success && holder ? { source: holder, csl: csl.data } : null;
}

const NAMES: ReadonlySet<string> = new Set(NAME_VARIABLES);

/** A value as Stet keeps it: numbers as text, no markup, dates of numbers, no empty names. */
function tidied(name: string, value: unknown): unknown {
  if (typeof value === "number") return String(value);
  if (typeof value === "string" || isWords(value)) return plain(value);
  if (NAMES.has(name) && Array.isArray(value)) {
    return value.flatMap((one: unknown) => {
      const parsed = nameSchema.safeParse(one);
      if (!parsed.success) return [one];
      return Object.keys(parsed.data).length > 0 ? [parsed.data] : [];
    });
  }
  return dateOf(value);
}

const namePart = z
  .string()
  .transform((part) => plain(part))
  .optional()
  .catch(undefined);
const nameSchema = z
  .object({
    family: namePart,
    given: namePart,
    "dropping-particle": namePart,
    "non-dropping-particle": namePart,
    suffix: namePart,
    literal: namePart,
  })
  .transform(
    (parts) =>
      Object.fromEntries(Object.entries(parts).filter(([, part]) => Boolean(part))) as CslName,
  );

const looseDate = z.object({
  "date-parts": z
    .array(
      z
        .array(z.union([z.number(), z.string()]))
        .transform((parts) => parts.filter((part) => part !== "").map(Number)),
    )
    .min(1)
    .optional(),
  season: z.coerce.number().optional().catch(undefined),
  circa: z.unknown().optional(),
  raw: z.string().optional(),
  literal: z.string().optional(),
});

function dateOf(value: unknown): unknown {
  const date = looseDate.safeParse(value);
  if (!date.success) return value;
  const { "date-parts": parts, season, circa, raw, literal } = date.data;
  const words = literal ?? raw;
  if (!parts || parts.every((part) => part.length === 0)) return words ? { literal: words } : value;
  return {
    "date-parts": parts,
    ...(season !== undefined && { season }),
    ...(Boolean(circa) && circa !== "false" && { circa: true }),
  };
}

/** Without the few tags of HTML that CSL knows, and with the characters that stood for others. */
function plain(value: unknown): string {
  if (typeof value === "number") return String(value);
  const text = isWords(value) ? value.join(" and ") : value;
  if (typeof text !== "string") return "";
  return text
    .replace(/<\/?(?:i|b|em|strong|sup|sub|sc|span)(?:\s[^>]*)?>/gi, "")
    .replace(/&amp;/g, "&")
    .replace(/\s+/g, " ")
    .trim();
}

/** BibLaTeX takes "A and B" for two, also where one publisher is called so. */
function isWords(value: unknown): value is string[] {
  return Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === "string");
}

function textOfNames(names: unknown): string {
  const parsed = z.array(nameSchema).safeParse(names);
  return (parsed.data ?? []).map((name) => name.literal ?? name.family ?? "").join(", ");
}

/** The beginning of a value, to be recognised by. */
export function shown(value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}

/** A source as an item of CSL-JSON. */
export function itemOf(source: SourceView): CslItem {
  const { id, type, title, url, publisher, language, csl } = source;
  return {
    ...csl,
    id,
    type: csl.type ?? CSL_TYPE_OF[type] ?? type,
    title,
    ...(type === "press_release" && !csl.genre && { genre: "Press release" }),
    ...(url !== null && { URL: url }),
    ...(publisher && { publisher: publisher.name }),
    ...(language !== "" && { language }),
  };
}
