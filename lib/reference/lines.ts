import type { CslName } from "@/lib/source/csl";
import { parseDate } from "@/lib/source/dates";
import type { RawEntry } from "./entries";
import type { CslItem } from "./item";

/** The lines of a written list of references; an entry may not go over several. */
export function lineEntries(text: string): RawEntry[] {
  return text
    .split("\n")
    .map((line, index) => ({ line: index + 1, text: line.trim() }))
    .filter(({ text }) => /\p{L}{2}/u.test(text));
}

const ACCESSED =
  /[\s,.([]*(?:last )?(?:accessed|retrieved|viewed)(?: on)?:? ([^.;)\]]*\d{4})[.)\]]*/i;

/**
 * A proposal from a line of a written list, to be corrected by who knows: what stands where the
 * common styles (APA, Harvard, Chicago, MLA, Vancouver) put it. A name is taken apart only where
 * the whole list of names is of one pattern; what is not understood stays in the title.
 */
export function itemOfLine(line: string): CslItem {
  const item: CslItem = {};
  let rest = line.replace(/^(?:\[\d+\]|\(\d+\)|\d+[.)]|[•*–-])\s+/, "");
  const take = (pattern: RegExp): string | null => {
    const found = pattern.exec(rest);
    if (!found) return null;
    rest = `${rest.slice(0, found.index)} ${rest.slice(found.index + found[0].length)}`.trim();
    return (found[1] ?? found[0]).trim();
  };

  const accessed = parseDate(take(ACCESSED) ?? "");
  if (accessed) item.accessed = accessed;
  const doi = take(/(?:https?:\/\/(?:dx\.)?doi\.org\/|doi:\s*)?(10\.\d{4,9}\/[^\s<>"”]+)/i);
  if (doi) item.DOI = doi.replace(/[.,;)\]]+$/, "");
  const url = take(/(?:available (?:at|from):? |URL:? |from )?<?(https?:\/\/[^\s<>"”]+)>?/i);
  if (url) item.URL = url.replace(/[.,;)\]]+$/, "");
  rest = rest.replace(/\s+/g, " ").replace(/[\s.,;]+$/, "");

  const quoted = /^(.*?)[“"](.{4,}?)[,.?!]?[”"][,.]?\s*(.*)$/.exec(rest);
  const dated =
    /^(.{2,}?)\s+\(((?:c\. ?)?(?:1[5-9]|20)\d{2})[a-z]?(?:, ([^)]{3,20}))?\)[.,:]?\s*(.+)$/.exec(
      rest,
    );
  if (dated && !quoted) {
    const [, names = "", year = "", day, after = ""] = dated;
    const [title = "", ...more] = sentencesOf(after);
    Object.assign(item, { author: namesOf(names), title, issued: dateOf(year, day) });
    Object.assign(item, containerOf(more.join(". ")));
  } else if (quoted) {
    const [, names = "", title = "", after = ""] = quoted;
    const year = /\b(1[5-9]|20)\d{2}\b/.exec(`${after} ${names}`)?.[0];
    Object.assign(item, { author: namesOf(names.replace(/\(?\d{4}[a-z]?\)?/, "")), title });
    if (year) item.issued = dateOf(year);
    Object.assign(item, containerOf(after));
  } else {
    const [first = "", second, ...more] = sentencesOf(rest);
    const names = second === undefined ? null : vancouverNames(first);
    Object.assign(item, names ? { author: names, title: second } : { title: rest });
    const after = names ? more.join(". ") : "";
    const year = /\b(1[5-9]|20)\d{2}\b/.exec(after || rest)?.[0];
    if (year) item.issued = dateOf(year);
    Object.assign(item, containerOf(after));
  }
  if (Array.isArray(item.author) && item.author.length === 0) delete item.author;
  // Only an address or a number: it is called by that until somebody knows better.
  if (!item.title) item.title = rest || url || doi || line;
  item.type = item.volume ? "article-journal" : item.URL ? "webpage" : "document";
  return item;
}

/** Sentences, whose stops are followed by a capital and are no initials'. */
function sentencesOf(text: string): string[] {
  return text
    .split(/(?<=[\p{Ll}\p{N}?!)\]])[.?!]\s+(?=[\p{Lu}\p{N}“"])/u)
    .map((sentence) => sentence.replace(/[\s.,]+$/, ""))
    .filter((sentence) => sentence !== "");
}

function dateOf(year: string, day?: string): unknown {
  const whole = day ? (parseDate(`${day} ${year}`) ?? null) : null;
  if (whole && "date-parts" in whole) return whole;
  return parseDate(year) ?? undefined;
}

/** "Nature, 171(4356), 737–738" or "Nature. 1953;171(4356):737-8": a journal by its numbers. */
function containerOf(text: string): CslItem {
  const numbers =
    /^(\D{2,}?)[.,]?\s+(?:(?:1[5-9]|20)\d{2}(?: \w+)?(?: \d+)?;\s*)?(?:vol\. ?)?(\d{1,4})\s*(?:\(([^)]{1,12})\)|, no\. ?(\d+))?\s*(?:\([^)]*\d{4}\))?\s*[,:]\s*(?:pp?\.? ?)?([\dA-Za-z]+(?:[-–]\d+)?)/.exec(
      text,
    );
  if (!numbers) return {};
  const [, journal = "", volume, issue, number, page] = numbers;
  return {
    "container-title": journal.replace(/[\s.,]+$/, ""),
    volume,
    ...((issue ?? number) && { issue: issue ?? number }),
    page: page?.replace("–", "-"),
  };
}

const APA_NAME = /(\p{Lu}[\p{L}’' -]*), ((?:\p{Lu}\.[ -]?)+)(?:,? (?:&|and) |, |$)/uy;
const VANCOUVER_NAME = /^(\p{Lu}[\p{L}’' -]*) (\p{Lu}{1,3})$/u;

function namesOf(text: string): CslName[] {
  const names = text.trim().replace(/[\s,:;]+$/, "");
  if (names === "") return [];
  const apa: CslName[] = [];
  APA_NAME.lastIndex = 0;
  while (APA_NAME.lastIndex < names.length) {
    const found = APA_NAME.exec(names);
    if (!found?.[1] || !found[2]) return vancouverNames(names) ?? [{ literal: withoutStop(names) }];
    apa.push({ family: found[1], given: found[2].trim() });
  }
  return apa;
}

/** "Watson JD, Crick FHC", and "et al" for those that are not named; null for anything else. */
function vancouverNames(text: string): CslName[] | null {
  const names = withoutStop(text).split(/,\s*/);
  if (/^et al$/.test(names.at(-1) ?? "")) names.pop();
  const parsed = names.map((name) => VANCOUVER_NAME.exec(name));
  if (parsed.length === 0 || parsed.some((name) => name === null)) return null;
  return parsed.map((name) => ({ family: name?.[1] ?? "", given: name?.[2] ?? "" }));
}

/** Without the stop at the end, but for that of an initial. */
function withoutStop(text: string): string {
  return text.trim().replace(/(?<!\b\p{Lu})\.$/u, "");
}
