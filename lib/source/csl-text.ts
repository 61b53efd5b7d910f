import {
  type Csl,
  type CslVariable,
  cslSchema,
  DATE_VARIABLES,
  NAME_VARIABLES,
  TEXT_VARIABLES,
} from "./csl";
import { formatDate, parseDate } from "./dates";
import { formatNames, parseNames } from "./names";

/** Bibliographic fields as a person reads and writes them, each a line of text. */
export type CslTexts = Partial<Record<CslVariable, string>>;

export const CSL_VARIABLES: readonly CslVariable[] = [
  ...NAME_VARIABLES,
  ...DATE_VARIABLES,
  ...TEXT_VARIABLES,
];

export function textsOf(csl: Csl): CslTexts {
  const texts: CslTexts = {};
  for (const variable of NAME_VARIABLES) {
    if (csl[variable]) texts[variable] = formatNames(csl[variable]);
  }
  for (const variable of DATE_VARIABLES) {
    if (csl[variable]) texts[variable] = formatDate(csl[variable]);
  }
  for (const variable of TEXT_VARIABLES) {
    if (csl[variable]) texts[variable] = csl[variable];
  }
  return texts;
}

/**
 * What was written, read. A field whose text is still that of `stored` stays exactly as it was
 * stored there, with what its text does not show (a particle, an approximate date). What is too long
 * for its field is cut.
 */
export function cslOf(texts: CslTexts, stored: Csl = {}): Csl {
  const before = textsOf(stored);
  const csl: Csl = stored.type ? { type: stored.type } : {};
  const written = (variable: CslVariable) => (texts[variable] ?? "").trim();
  for (const variable of NAME_VARIABLES) {
    const text = written(variable);
    const names = text === before[variable] ? stored[variable] : parseNames(text);
    if (names && names.length > 0) csl[variable] = names;
  }
  for (const variable of DATE_VARIABLES) {
    const text = written(variable);
    const date = text === before[variable] ? stored[variable] : parseDate(text);
    if (date) csl[variable] = date;
  }
  for (const variable of TEXT_VARIABLES) {
    const text = written(variable);
    if (text !== "") csl[variable] = text;
  }
  const doi = csl.DOI?.replace(/^(?:https?:\/\/(?:dx\.)?doi\.org\/|doi:\s*)/i, "");
  if (doi) csl.DOI = doi;
  return cslSchema.parse(csl);
}
