import { Marked } from "marked";
import markedFootnote from "marked-footnote";
import { dateOf, tidy } from "./metadata";

export interface MarkdownArticle {
  html: string;
  title: string | null;
  standfirst: string | null;
  byline: string | null;
  publishedOn: string | null;
  url: string | null;
  language: string | null;
}

/** Markdown (GitHub's kind, with footnotes and front matter) as HTML that is not yet safe. */
export function readMarkdown(source: string): MarkdownArticle {
  const { fields, body } = frontMatter(source);
  const parser = new Marked({ gfm: true }).use(markedFootnote());
  const first = (...names: string[]) => names.map((name) => fields.get(name)).find(Boolean) ?? null;
  return {
    html: parser.parse(body, { async: false }),
    title: first("title", "headline"),
    standfirst: first("standfirst", "description", "subtitle", "summary"),
    byline: first("author", "byline", "authors"),
    publishedOn: dateOf(first("date", "published", "pubdate")),
    url: first("url", "source", "link", "canonical"),
    language: first("lang", "language"),
  };
}

const FRONT_MATTER = /^\ufeff?---[ \t]*\r?\n([\s\S]{0,20000}?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/;

/** Plain "name: value" lines between two rules at the top; richer YAML is left alone. */
function frontMatter(source: string): { fields: ReadonlyMap<string, string>; body: string } {
  const match = FRONT_MATTER.exec(source);
  const lines = match?.[1]?.split(/\r?\n/) ?? [];
  const fields = new Map<string, string>();
  for (const line of lines) {
    const field = /^([A-Za-z][\w -]{0,40}):\s*(.+)$/.exec(line);
    const value = tidy(field?.[2]?.replace(/^\[(.*)\]$/, "$1").replace(/^(["'])(.*)\1$/, "$2"));
    if (field?.[1] && value) fields.set(field[1].toLowerCase(), value);
  }
  const isFrontMatter = match !== null && fields.size > 0;
  return { fields, body: isFrontMatter ? source.slice(match[0].length) : source };
}
