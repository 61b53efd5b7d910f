import { blankQuoted } from "@/lib/claim/reporting";

const DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday";
const MONTHS =
  "January|February|March|April|May|June|July|August|September|October|November|December";

/** Alternatives of a pattern: words for a day or a span of days, counted from the one on which they are read. */
export const RELATIVE_DATES = [
  "yesterday|today|tonight|tomorrow",
  `(?:last|this|next|past) (?:week(?:end)?|month|year|night|morning|afternoon|evening|spring|summer|autumn|fall|winter|quarter|decade|century|term|season|${DAYS}|${MONTHS})`,
  "(?:the )?(?:last|past|next|coming|previous|recent) (?:few |several |two |three |four |five |six |seven |eight |nine |ten |\\d+ )?(?:days|weeks|months|years|decades)",
  "(?:the )?(?:past|last) (?:year|decade|century)",
  "(?:\\d+|a|an|one|two|three|four|five|six|seven|eight|nine|ten|several|a few|many) (?:hours?|days?|weeks?|months?|years?|decades?) ago",
  `(?:on )?(?:${DAYS})(?=[.,;]?$|[.,;]? (?!\\d|(?:${MONTHS})))`,
].join("|");

const RELATIVE_DATE = new RegExp(
  `(?<![\\p{L}\\p{N}’'-])(?:${RELATIVE_DATES})(?![\\p{L}\\p{N}-])`,
  "giu",
);
const BLANK_LINE = "\n\n";

/**
 * Where a text counts from the day on which it is published: "yesterday", "last week", "on Monday".
 * What somebody says in quotation marks counts from the day on which they said it. English only; in
 * other languages nothing is found.
 *
 * @returns spans in UTF-16 code units, in order
 */
export function relativeDates(text: string, language: string): { start: number; end: number }[] {
  if (!/^en\b/i.test(language)) return [];
  const found: { start: number; end: number }[] = [];
  let offset = 0;
  // Block by block, so that a quotation mark without its other one blanks no more than its own.
  for (const block of text.split(BLANK_LINE)) {
    for (const { 0: words, index } of blankQuoted(block).matchAll(RELATIVE_DATE)) {
      const start = offset + index;
      found.push({ start, end: start + words.length });
    }
    offset += block.length + BLANK_LINE.length;
  }
  return found;
}
