import { Readability } from "@mozilla/readability";
import { JSDOM, VirtualConsole } from "jsdom";
import { isWebAddress } from "@/lib/document/attribute";
import { readMetadata, tidy } from "./metadata";
import { normal } from "./propose-roles";

/** HTML as a document in which no script runs and nothing is loaded. */
export function parseHtml(html: string, url?: string): Document {
  // A console of its own, unheard: what is wrong with a page's styles is not our news.
  const options = { virtualConsole: new VirtualConsole(), ...(url ? { url } : {}) };
  return new JSDOM(html, options).window.document;
}

export interface Page {
  /** The element that holds the article. */
  root: Element;
  title: string | null;
  standfirst: string | null;
  byline: string | null;
  publishedOn: string | null;
  url: string | null;
  /** Against which the page's relative addresses are resolved. */
  baseUrl: string | null;
  language: string | null;
  direction: "ltr" | "rtl" | null;
}

/**
 * The article of a whole web page, without what stands around it, and what the page says of it.
 * `url` is where it was fetched; null for a file.
 */
export function readPage(html: string, url: string | null): Page {
  const source = parseHtml(html);
  const metadata = readMetadata(source);
  const base = source.querySelector("base[href]")?.getAttribute("href");
  const shown = normal(source.body?.textContent ?? "");
  const hasChrome = source.querySelector("nav, aside, header, footer, script[src], form") !== null;
  const whole = (source.body?.textContent ?? "").trim().length;
  // Readability takes the document apart; what is still needed from it was read above.
  const article = new Readability<Element | null>(source, {
    keepClasses: true,
    serializer: (node) => (isElement(node) ? node : null),
  }).parse();
  const content = article?.content;
  const isFound = content && (hasChrome || (article.length ?? 0) > whole / 2);
  const root = isFound ? content : parseHtml(html).body;
  const title = tidy(article?.title) ?? metadata.title;
  const { description } = metadata;
  return {
    root,
    title,
    standfirst: isStandfirst(description, title, shown, root) ? description : null,
    byline: metadata.byline ?? tidy(article?.byline),
    publishedOn: metadata.publishedOn,
    url: metadata.url,
    baseUrl: absolute(base, url) ?? url ?? metadata.url,
    language: metadata.language,
    direction: metadata.direction ?? directionIn(article?.dir),
  };
}

function absolute(address: string | null | undefined, url: string | null): string | null {
  const trimmed = address?.trim();
  if (!trimmed || !URL.canParse(trimmed, url ?? undefined)) return null;
  const { href } = new URL(trimmed, url ?? undefined);
  return isWebAddress(href) ? href : null;
}

function isElement(node: Node): node is Element {
  return node.nodeType === node.ELEMENT_NODE;
}

function directionIn(value: string | null | undefined): "ltr" | "rtl" | null {
  return value === "rtl" || value === "ltr" ? value : null;
}

const MAX_STANDFIRST = 400;

/** A description is the standfirst if readers see it, and not merely as the start of the text. */
function isStandfirst(
  description: string | null,
  title: string | null,
  shown: string,
  root: Element,
): boolean {
  if (!description || description.length > MAX_STANDFIRST) return false;
  const wanted = normal(description);
  if (wanted.length < 20 || wanted === normal(title ?? "") || !shown.includes(wanted)) return false;
  const paragraphs = [...root.querySelectorAll("p, h2, h3, h4, div")].slice(0, 12);
  const isLead = paragraphs.some((paragraph) => {
    const text = normal(paragraph.textContent ?? "");
    return paragraph.localName !== "div" && text.length > wanted.length && text.startsWith(wanted);
  });
  return !isLead;
}
