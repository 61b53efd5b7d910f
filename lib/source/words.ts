import type { Csl } from "./csl";
import { NAME_VARIABLES } from "./csl";
import { formatDate } from "./dates";
import { formatNames } from "./names";

/** Scripts that put no space between words. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}]/u;
const LONGEST_WORD = 60;
/** How much of a run of unspaced script is found by its beginning at any place. */
const LONGEST_RUN = 8;

/** Words as they are compared: lower case, without accents, letters and digits only. */
function fold(text: string): string[] {
  return text
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "")
    .map((word) => word.slice(0, LONGEST_WORD));
}

interface Worded {
  title: string;
  addressKey: string | null;
  publisher: string | null;
  csl: Csl;
}

const SEARCHED = [
  "container-title",
  "genre",
  "number",
  "DOI",
  "ISBN",
  "PMID",
  "authority",
] as const;

/**
 * What a source is found by, in its column `words`: each word once, with a single space between.
 * The index takes them as they are, and a query finds what begins like its words.
 */
export function sourceWords({ title, addressKey, publisher, csl }: Worded): string {
  const names = NAME_VARIABLES.map((variable) => formatNames(csl[variable]));
  const texts = SEARCHED.map((variable) => csl[variable] ?? "");
  const all = [
    title,
    ...names,
    formatDate(csl.issued),
    addressKey ?? "",
    publisher ?? "",
    ...texts,
  ];
  return wordsOf(all.join(" "));
}

/** A text's words, each once, as the column has them. */
export function wordsOf(text: string): string {
  const words = fold(text).flatMap((word) =>
    UNSPACED.test(word)
      ? [...word].map((_, at, letters) => letters.slice(at, at + LONGEST_RUN).join(""))
      : [word],
  );
  return [...new Set(words)].join(" ");
}

/**
 * A text query of PostgreSQL for sources with words that begin like each of these; null where there
 * is no word in it. Folded words hold nothing that a query's syntax would read otherwise.
 */
export function wordsQuery(query: string): string | null {
  const words = fold(query)
    .slice(0, 12)
    .map((word) => (UNSPACED.test(word) ? [...word].slice(0, LONGEST_RUN).join("") : word));
  if (words.length === 0) return null;
  return words.map((word) => `'${word}':*`).join(" & ");
}
