import { isWebAddress } from "@/lib/document/attribute";
import { directionOf } from "./html-element";

/** What an HTML page says of itself in its head; nulls where it does not. */
export interface PageMetadata {
  title: string | null;
  description: string | null;
  byline: string | null;
  publishedOn: string | null;
  url: string | null;
  language: string | null;
  direction: "ltr" | "rtl" | null;
}

/** JSON-LD first, then Open Graph and the article properties, then plain meta elements. */
export function readMetadata(document: Document): PageMetadata {
  const article = articleOf(structuredData(document));
  const meta = metaElements(document);
  const first = (...names: string[]) => names.map((name) => meta.get(name)).find(Boolean) ?? null;
  const language =
    document.documentElement.getAttribute("lang") ??
    document.documentElement.getAttribute("xml:lang") ??
    document.body?.getAttribute("lang") ??
    text(article.inLanguage) ??
    first("og:locale", "content-language", "language", "dc.language");
  return {
    title:
      text(article.headline) ??
      first("og:title", "twitter:title", "dc.title", "parsely-title", "title") ??
      tidy(document.title),
    description:
      text(article.description) ??
      first("og:description", "description", "twitter:description", "dc.description"),
    byline:
      authors(article.author) ??
      first(
        "author",
        "byl",
        "dc.creator",
        "parsely-author",
        "sailthru.author",
        "article:author_name",
      ),
    publishedOn:
      dateOf(text(article.datePublished)) ??
      dateOf(
        first(
          "article:published_time",
          "datepublished",
          "date",
          "pubdate",
          "publishdate",
          "dc.date",
          "dcterms.created",
          "parsely-pub-date",
          "sailthru.date",
        ),
      ) ??
      dateOf(
        document
          .querySelector("time[pubdate], [itemprop=datePublished]")
          ?.getAttribute("datetime") ?? null,
      ),
    url: addressOf(document, article, meta),
    language: languageTag(language),
    direction:
      directionOf(document.documentElement) ?? (document.body && directionOf(document.body)),
  };
}

function addressOf(
  document: Document,
  article: Json,
  meta: ReadonlyMap<string, string>,
): string | null {
  const page = article.mainEntityOfPage;
  const candidates = [
    document.querySelector("link[rel~=canonical]")?.getAttribute("href"),
    meta.get("og:url"),
    text(article.url),
    isJson(page) ? text(page["@id"]) : text(page),
    savedFrom(document),
  ];
  const address = candidates.map((candidate) => candidate?.trim()).find(isWebAddress);
  return address ?? null;
}

// What browsers write into a page they save: <!-- saved from url=(0023)https://example.org/ -->
function savedFrom(document: Document): string | null {
  for (const node of [...document.childNodes, ...document.documentElement.childNodes]) {
    if (node.nodeType !== node.COMMENT_NODE) continue;
    const match = /saved from url=\(\d+\)(\S+)/.exec(node.nodeValue ?? "");
    if (match?.[1]) return match[1];
  }
  return null;
}

type Json = Record<string, unknown>;

function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function structuredData(document: Document): Json[] {
  return [...document.querySelectorAll("script[type='application/ld+json' i]")].flatMap(
    (script) => {
      try {
        const source = (script.textContent ?? "").replace(/^\s*<!\[CDATA\[|\]\]>\s*$/g, "");
        return graph(JSON.parse(source));
      } catch {
        // A page's broken data says nothing; the page may still be read.
        return [];
      }
    },
  );
}

function graph(value: unknown): Json[] {
  if (Array.isArray(value)) return value.flatMap(graph);
  if (!isJson(value)) return [];
  return [value, ...(Array.isArray(value["@graph"]) ? graph(value["@graph"]) : [])];
}

const ARTICLE_TYPE =
  /^(?:https?:\/\/schema\.org\/)?(?:\w*Article|NewsArticle|BlogPosting|Report|Review|LiveBlogPosting|SocialMediaPosting)$/;

function articleOf(items: Json[]): Json {
  return (
    items.find((item) => [item["@type"]].flat().some((type) => ARTICLE_TYPE.test(String(type)))) ??
    {}
  );
}

function authors(value: unknown): string | null {
  const names = [value]
    .flat()
    .map((author) => (isJson(author) ? text(author.name) : text(author)))
    .filter((name) => name !== null && !isWebAddress(name));
  return names.length > 0 ? tidy(names.slice(0, 12).join(", ")) : null;
}

function metaElements(document: Document): Map<string, string> {
  const found = new Map<string, string>();
  for (const element of document.querySelectorAll("meta[content]")) {
    const content = tidy(element.getAttribute("content"));
    if (!content) continue;
    for (const attribute of ["property", "name", "itemprop", "http-equiv"]) {
      for (const name of element.getAttribute(attribute)?.toLowerCase().split(/\s+/) ?? []) {
        if (!found.has(name)) found.set(name, content);
      }
    }
  }
  return found;
}

const MAX_FIELD = 1000;

function text(value: unknown): string | null {
  return typeof value === "string" ? tidy(value) : null;
}

/** One line of clean text, or null where there is none. */
export function tidy(value: string | null | undefined): string | null {
  const line = (value ?? "")
    .replace(/[\s\p{Cc}\u200b\ufeff]+/gu, " ")
    .trim()
    .toWellFormed();
  return line === "" ? null : line.slice(0, MAX_FIELD);
}

/** The calendar day of a date in any usual form, as its writer's clock had it. */
export function dateOf(value: string | null): string | null {
  if (!value) return null;
  const iso = /(?:^|\D)((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)/.exec(value);
  const written = iso ? `${iso[1]}-${iso[2]}-${iso[3]}` : writtenDate(value);
  const isReal = written !== null && !Number.isNaN(Date.parse(`${written}T00:00:00Z`));
  return isReal ? written : null;
}

// Day, month by name, and year, in any order. Date.parse alone makes a date of almost anything.
const MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*";
const WRITTEN_DATE = new RegExp(
  `(?:\\b\\d{1,2}(?:st|nd|rd|th)?\\s+(?:of\\s+)?${MONTH}|\\b${MONTH}\\.?\\s+\\d{1,2}(?:st|nd|rd|th)?)\\b,?\\.?\\s+(?:19|20)\\d\\d\\b`,
  "i",
);

function writtenDate(value: string): string | null {
  const compact = /^((?:19|20)\d\d)(\d\d)(\d\d)(?:\d{6})?$/.exec(value.trim());
  if (compact) return `${compact[1]}-${compact[2]}-${compact[3]}`;
  if (!WRITTEN_DATE.test(value)) return null;
  const day = value.replace(/\b(\d{1,2})(?:st|nd|rd|th)\b/i, "$1").replace(/\bat\b.*$/i, "");
  const time = Date.parse(`${day.replace(/[T,]?\s*\d{1,2}:\d\d.*$/, "")} UTC`);
  return Number.isNaN(time) ? null : new Date(time).toISOString().slice(0, 10);
}

/** A language tag in its usual spelling, or null where it is none. */
export function languageTag(value: string | null | undefined): string | null {
  try {
    const [tag] = Intl.getCanonicalLocales(
      (value ?? "")
        .trim()
        .split(/[,;.\s]/)[0]
        ?.replace("_", "-"),
    );
    return tag && tag !== "und" ? tag : null;
  } catch {
    return null;
  }
}
