import "server-only";
import { setImmediate } from "node:timers/promises";
import { plugins } from "@citation-js/core";
import "@citation-js/plugin-bibtex";
import "@citation-js/plugin-ris";
import { z } from "zod";
import { bibtexEntries, formatOf, type RawEntry, risEntries } from "./entries";
import { type CslItem, fieldsOf, shown } from "./item";
import { itemOfLine, lineEntries } from "./lines";
import {
  type ListFormat,
  REFERENCE_LIMITS,
  type Reference,
  type ReferenceList,
  type ReferenceProblem,
} from "./schema";

/**
 * Reads a list of references written as BibTeX or BibLaTeX, RIS or CSL-JSON, or line by line.
 * Nothing throws: an entry that cannot be read is told of with its line, and so is each field that
 * Stet has no place for.
 */
export async function readReferences(given: string): Promise<ReferenceList> {
  const text = given.replace(/^﻿/, "").replace(/\r\n?/g, "\n");
  const format = formatOf(text);
  if (format === null) return { format, references: [], isCut: false };
  const references: Reference[] = [];
  for (const read of READERS[format](text)) {
    if (references.length === REFERENCE_LIMITS.entries) return { format, references, isCut: true };
    references.push(read());
    // A long list does not keep everybody else waiting.
    if (references.length % 20 === 0) await setImmediate();
  }
  return { format, references, isCut: false };
}

/** Each entry of a list as a function that reads it. */
const READERS: Record<ListFormat, (text: string) => Iterable<() => Reference>> = {
  bibtex: readBibtex,
  ris: readRis,
  csl: readCsl,
  lines: readLines,
};

const itemSchema = z.record(z.string(), z.unknown());
const rawBibtexSchema = z.object({
  type: z.string(),
  label: z.string(),
  properties: z.record(z.string(), z.unknown()),
});
type RawBibtex = z.infer<typeof rawBibtexSchema>;

function* readBibtex(text: string): Iterable<() => Reference> {
  const { entries, strings } = bibtexEntries(text);
  const isRead = effectChecker();
  const parsed = entries.map((entry) => ({ entry, raw: parseBibtex(strings, entry.text) }));
  const byLabel = new Map(parsed.map(({ raw }) => [raw?.label.toLowerCase(), raw]));
  for (const { entry, raw } of parsed) {
    yield () => {
      if (!raw) return unreadable(entry);
      const named = raw.properties.crossref;
      const parent = typeof named === "string" ? byLabel.get(named.toLowerCase()) : undefined;
      const convert = (one: RawBibtex) => bibtexItem(one, parent ?? null);
      const item = convert(raw);
      if (!item) return unreadable(entry);
      const convertOnly = (properties: RawBibtex["properties"]) => convert({ ...raw, properties });
      const unread = Object.entries(raw.properties).filter(([name, value]) => {
        if (name === "crossref" && parent) return false;
        const { [name]: _, ...others } = raw.properties;
        return !isRead(`${raw.type}.${name}`, [
          () => [convertOnly({}), convertOnly({ [name]: value })],
          () => [item, convertOnly(others)],
        ]);
      });
      const isKnown = item.type !== "document" || DOCUMENTS.has(raw.type.toLowerCase());
      return referenceOf(
        withBodies(item, raw.properties),
        entry,
        [
          ...(isKnown ? [] : [{ code: "type" as const, field: null, text: raw.type }]),
          ...unread.map(([field, value]) => ({
            code: "field" as const,
            field,
            text: shown(value),
          })),
        ],
        (field) => new RegExp(`^\\s*${escaped(field)}\\s*=|[,{]\\s*${escaped(field)}\\s*=`, "i"),
      );
    };
  }
}

/** Kinds of entry that are documents. */
const DOCUMENTS = new Set(["misc", "unpublished", "manual", "booklet", "letter", "archive"]);

function parseBibtex(strings: string, text: string): RawBibtex | null {
  const entries = attempt(() =>
    plugins.input.chain(withPlainLetters(`${strings}${text}`), {
      forceType: "@biblatex/text",
      target: "@biblatex/entries+list",
      generateGraph: false,
    }),
  );
  const entry = z.array(rawBibtexSchema).safeParse(entries).data?.at(-1);
  if (!entry) return null;
  const properties = { ...entry.properties };
  for (const name of ["url", "doi"]) {
    const address = properties[name];
    // Some programs write them as TeX, though they are verbatim.
    if (typeof address === "string") properties[name] = address.replace(/\\(?=[_%&#~$])/g, "");
  }
  return { ...entry, properties };
}

/** TeX writes an accent on an i without its dot, and the parser knows no ring but with a letter. */
function withPlainLetters(text: string): string {
  return text
    .replace(
      /(\\(?:['`^"~=.]|[uvHcrk](?![A-Za-z])))\s*(?:\{\s*\\([ij])\s*\}|\\([ij])(?![A-Za-z]))/g,
      "$1{$2$3}",
    )
    .replace(/\{\\(AA|aa)\s*\}|\\(AA|aa)(?:\{\}|(?![A-Za-z])\s?)/g, (_, braced, bare) =>
      (braced ?? bare) === "AA" ? "Å" : "å",
    );
}

function bibtexItem(entry: RawBibtex, parent: RawBibtex | null): CslItem | null {
  const items = attempt(() =>
    plugins.input.chain([...(parent ? [parent] : []), entry], {
      forceType: "@biblatex/entries+list",
      generateGraph: false,
    }),
  );
  const item = z.array(itemSchema).safeParse(items).data?.at(-1);
  return item ?? null;
}

/** BibTeX's names in braces are bodies, which have no family and no given name. */
function withBodies(item: CslItem, properties: Record<string, unknown>): CslItem {
  const result = { ...item };
  for (const role of ["author", "editor", "translator"]) {
    const written = properties[role];
    const names = z.array(itemSchema).safeParse(item[role]).data;
    if (typeof written !== "string" || !names) continue;
    const raw = splitNames(written);
    if (raw.length !== names.length) continue;
    result[role] = names.map((name, index) => {
      const isBody = /^\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}$/.test(raw[index] ?? "");
      const { family, given } = name;
      return isBody && !given && typeof family === "string" ? { literal: family } : name;
    });
  }
  return result;
}

/** The names of a field, which "and" parts outside of braces. */
function splitNames(written: string): string[] {
  const names = [""];
  let depth = 0;
  for (const word of written.trim().split(/(\s+)/)) {
    if (depth === 0 && word.toLowerCase() === "and") names.push("");
    else names[names.length - 1] += word;
    for (const character of word) {
      if (character === "{") depth += 1;
      if (character === "}") depth -= 1;
    }
  }
  return names.map((name) => name.trim());
}

function* readRis(text: string): Iterable<() => Reference> {
  const isRead = effectChecker();
  for (const entry of risEntries(text)) {
    yield () => {
      if (!/^\s*TY/.test(entry.text)) return unreadable(entry);
      const fields = risFields(entry.text);
      const item = risItem(fields);
      if (!item) return unreadable(entry);
      const kind = fields.find(({ tag }) => tag === "TY")?.value ?? "";
      const convertOnly = (isMeant: (field: RisField) => boolean) =>
        risItem(fields.filter(isMeant));
      const unread = fields.filter((field) => {
        if (field.tag === "TY" || isEndOfRange(field, fields)) return false;
        return !isRead(`${kind}.${field.tag}`, [
          () => [
            convertOnly(({ tag }) => tag === "TY"),
            convertOnly((other) => other === field || other.tag === "TY"),
          ],
          () => [item, convertOnly((other) => other !== field)],
        ]);
      });
      const isKnown = RIS_TYPES.has(kind);
      return referenceOf(
        item,
        entry,
        [
          ...(isKnown ? [] : [{ code: "type" as const, field: "TY", text: kind }]),
          ...unread.map(({ tag, value, at }) => ({
            ...{ code: "field" as const, field: tag, text: shown(value) },
            line: entry.line + at,
          })),
        ],
        (field) => new RegExp(`^\\s*${escaped(field)} {1,2}-`),
      );
    };
  }
}

/** The kinds of the format's last version. */
const RIS_TYPES = new Set(
  (
    "ABST ADVS AGGR ANCIENT ART BILL BLOG BOOK CASE CHAP CHART CLSWK COMP CONF CPAPER CTLG DATA " +
    "DBASE DICT EBOOK ECHAP EDBOOK EJOUR ELEC ENCYC EQUA FIGURE GEN GOVDOC GRANT HEAR ICOMM INPR " +
    "JFULL JOUR LEGAL MANSCPT MAP MGZN MPCT MULTI MUSIC NEWS PAMP PAT PCOMM RPRT SER SLIDE SOUND " +
    "STAND STAT THES UNBILL UNPB VIDEO WEB"
  ).split(" "),
);

interface RisField {
  tag: string;
  value: string;
  /** Its line in the entry, from 0. */
  at: number;
}

/** What several programs call otherwise than the format's last version does. */
const RIS_TAGS: Record<string, string> = { A1: "AU", T1: "TI", Y1: "PY", JF: "T2", JO: "T2" };

function risFields(text: string): RisField[] {
  const fields: RisField[] = [];
  for (const [at, line] of text.split("\n").entries()) {
    const [, tag = "", value = ""] = /^\s*([A-Z][A-Z0-9]) {1,2}- ?(.*)$/.exec(line) ?? [];
    const last = fields.at(-1);
    if (tag !== "") fields.push({ tag, value: value.trim(), at });
    // A value goes on in a line that has no tag.
    else if (last && line.trim() !== "") last.value = `${last.value} ${line.trim()}`;
  }
  const given = new Set(fields.map(({ tag }) => tag));
  return fields
    .filter(({ value }) => value !== "")
    .map((field) => {
      const tag = RIS_TAGS[field.tag] ?? field.tag;
      return tag === "AU" || !given.has(tag) ? { ...field, tag } : field;
    });
}

/** Some programs write the whole range of pages as its beginning, and its end once more. */
function isEndOfRange({ tag, value }: RisField, fields: readonly RisField[]): boolean {
  const start = fields.find((field) => field.tag === "SP")?.value ?? "";
  return tag === "EP" && /[-–]/.test(start) && start.endsWith(value);
}

function risItem(fields: readonly RisField[]): CslItem | null {
  const lines = fields
    .filter((field) => !isEndOfRange(field, fields))
    .map(({ tag, value }) => {
      if (tag === "TY" && !RIS_TYPES.has(value)) return "TY  - GEN";
      return `${tag}  - ${tag === "SP" ? value.replace(/[-–]+/g, "-") : value}`;
    });
  const items = attempt(() =>
    plugins.input.chain(`${lines.join("\n")}\nER  - \n`, {
      forceType: "@ris/file",
      generateGraph: false,
    }),
  );
  const item = z.array(itemSchema).safeParse(items).data?.[0];
  if (!item) return null;
  const accessed = fields.find(({ tag }) => tag === "Y2")?.value.match(/\d+/g);
  if (accessed) item.accessed = { "date-parts": [accessed.slice(0, 3).map(Number)] };
  for (const role of ["author", "editor", "collection-editor", "translator"]) {
    const names = z.array(itemSchema).safeParse(item[role]).data;
    // A name without a comma is a body's, or one that nobody has taken apart.
    if (names) {
      item[role] = names.map((name) =>
        typeof name.family === "string" && Object.keys(name).length === 1
          ? { literal: name.family }
          : name,
      );
    }
  }
  return item;
}

function* readCsl(text: string): Iterable<() => Reference> {
  const parsed: unknown = attempt(() => JSON.parse(text));
  const list = z.object({ items: z.array(z.unknown()) }).safeParse(parsed);
  const items = Array.isArray(parsed) ? parsed : (list.data?.items ?? [parsed]);
  for (const [index, value] of items.entries()) {
    // JSON is read as a whole: its entries are counted, not its lines.
    const entry = { line: index + 1, text: parsed === null ? text : shown(value) };
    yield () => {
      const item = itemSchema.safeParse(value);
      return item.success ? referenceOf(item.data, entry, [], null) : unreadable(entry);
    };
  }
}

function* readLines(text: string): Iterable<() => Reference> {
  for (const entry of lineEntries(text)) {
    yield () => {
      const reference = referenceOf(itemOfLine(entry.text), entry, [], null);
      const { fields } = reference;
      // What was written is kept, for what it was taken apart into is a guess.
      return { ...reference, fields: fields && { ...fields, notes: entry.text.slice(0, 10_000) } };
    };
  }
}

type Told = Omit<ReferenceProblem, "line"> & { line?: number };

function referenceOf(
  item: CslItem,
  entry: RawEntry,
  told: readonly Told[],
  lineOf: ((field: string) => RegExp) | null,
): Reference {
  const { fields, lost } = fieldsOf(item);
  const lines = entry.text.split("\n");
  const problems = [...told, ...lost].map((problem: Told): ReferenceProblem => {
    const at = problem.field !== null && lineOf ? lineOf(problem.field) : null;
    const found = at ? lines.findIndex((line) => at.test(line)) : -1;
    return { ...problem, line: problem.line ?? entry.line + Math.max(found, 0) };
  });
  return { line: entry.line, fields, problems };
}

function unreadable({ line, text }: RawEntry): Reference {
  const problem = { code: "unreadable", line, field: null, text: shown(text.trim()) } as const;
  return { line, fields: null, problems: [problem] };
}

/**
 * The parsers do not tell what they leave out: a field is read where an entry with it becomes
 * another item than one without it, be it alone or beside the others. What was read once in a kind
 * of entry is not tried again.
 */
function effectChecker() {
  const known = new Set<string>();
  return (name: string, comparisons: readonly (() => [unknown, unknown])[]): boolean => {
    if (known.has(name)) return true;
    const isRead = comparisons.some((compare) => {
      const [a, b] = compare();
      return JSON.stringify(a) !== JSON.stringify(b);
    });
    if (isRead) known.add(name);
    return isRead;
  };
}

/** The parsers throw at what they do not know; to their callers that is nothing read. */
function attempt<T>(parse: () => T): T | null {
  try {
    return parse();
  } catch {
    return null;
  }
}

function escaped(text: string): string {
  return text.replace(/[^\w]/g, "\\$&");
}
