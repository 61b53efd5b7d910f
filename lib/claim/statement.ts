import { findReporting, isFirstPerson, isMostlyQuoted, takesThat } from "@/lib/claim/reporting";

/** Words that tie a sentence to the one before and say nothing of their own. */
const CONNECTIVE =
  /^(?:(?:but|and|yet|so|also|however|moreover|furthermore|meanwhile|nevertheless|nonetheless|therefore|thus|indeed|instead|in addition|for example|for instance|in fact|of course|as a result|in other words|on the other hand|besides|still|then|that)(?:,\s*|\s+))+/iu;
/** Before these the same words belong to the statement ("Still life", "That year", "So far"). */
const NOT_CONNECTIVE =
  /^(?:so (?:far|many|much|few|called)|that (?:is|was|year|day|night|week|month)|still (?:life|lifes)|then (?:prime|president|minister|-)|and\/or|yet (?:again|another))\b/iu;

/**
 * What a claim's statement begins as: the words as one sentence, without the quotation marks
 * around all of it, the connective before it or the comma after it, its marks typographic.
 */
export function proposeStatement(words: string, context: { language?: string } = {}): string {
  let text = unifyQuotes(
    words
      .replace(/\ufffc/gu, " ")
      .replace(/\s+/gu, " ")
      .trim(),
  );
  text = unwrap(text);
  if ((context.language ?? "en").startsWith("en") && !NOT_CONNECTIVE.test(text)) {
    text = text.replace(CONNECTIVE, "");
  }
  text = text.replace(/^[\s,;:–—-]+|[\s,;:–—-]+$/gu, "");
  return asSentence(text);
}

/** A proposal for "said and so". */
export interface SaidAndSo {
  speaker: string;
  /** The reporting verb of the sentence. */
  verb: string;
  /** That it was said. */
  said: string;
  /** That it is so. */
  so: string;
}

/**
 * The two claims in "S said P", from the selected words and the sentence they stand in: that S
 * said it, and P. The words may hold the whole sentence or only P. Null where the sentence names
 * nobody who says it. Where P speaks in the first person, "said that" would say another thing, so
 * the first claim keeps the quotation.
 */
export function splitSaid(words: string, sentence: string): SaidAndSo | null {
  const inWords = findReporting(words);
  const reporting = inWords ?? findReporting(sentence);
  if (!reporting) return null;
  const reported = inWords ? words.slice(0, inWords.start) + words.slice(inWords.end) : words;
  const kept = isMostlyQuoted(reported, reported) ? withoutMarks(reported) : reported;
  const so = closed(proposeStatement(withoutMarks(reported)));
  if (!/[\p{L}\p{N}]/u.test(so)) return null;
  const { speaker, verb } = reporting;
  const name = speaker.charAt(0).toUpperCase() + speaker.slice(1);
  const clause = closed(proposeStatement(tidy(kept)));
  const said = isFirstPerson(so)
    ? `${name} said: “${so}”`
    : `${name} ${takesThat(verb) ? verb : "said"} that ${lowerOpening(clause, reported)}`;
  return { speaker, verb, said, so };
}

function withoutMarks(text: string): string {
  return tidy(text.replace(/[“”„«»"]/gu, " "));
}

/** Mends the spaces and commas where a frame was taken out. */
function tidy(text: string): string {
  return text
    .replace(/\s+/gu, " ")
    .replace(/\s+(?=[,.;:?!])/gu, "")
    .replace(/,(?=[.,?!])/gu, "")
    .trim();
}

function closed(text: string): string {
  return /[\p{L}\p{N}%)]$/u.test(text) ? `${text}.` : text;
}

/** Straight marks as curly ones, and other languages' marks left as they are. */
function unifyQuotes(text: string): string {
  return text
    .replace(/(^|[\s([{—–])"/gu, "$1“")
    .replace(/"/gu, "”")
    .replace(/(^|[\s([{—–“])'/gu, "$1‘")
    .replace(/'/gu, "’");
}

/** Without the quotation marks around the whole, or the half of a pair at one end. */
function unwrap(text: string): string {
  const whole = /^[“„«]([^“”„«»]*)[”»“]?[,.]?$/u.exec(text)?.[1];
  if (whole !== undefined) return whole;
  const opened = (text.match(/[“„«]/gu) ?? []).length;
  const closed = (text.match(/[”»]/gu) ?? []).length;
  if (closed > opened) return text.replace(/[”»](?=[^”»]*$)/u, "");
  return text;
}

function asSentence(text: string): string {
  if (text === "") return "";
  const opened = text.replace(/\p{L}/u, (letter, at: number) =>
    /^[^\p{L}\p{N}]*$/u.test(text.slice(0, at)) ? letter.toUpperCase() : letter,
  );
  const isSentence = opened.split(" ").length > 3;
  return isSentence && !/[.!?…।。؟۔][”’»)]*$/u.test(opened) ? `${opened}.` : opened;
}

/**
 * A sentence as it goes on after "that": its first letter as it was within the reporting sentence,
 * and small in words that are only capital where a sentence begins.
 */
function lowerOpening(sentence: string, reported: string): string {
  const [first = ""] = /^\p{L}+/u.exec(sentence) ?? [];
  const [was = ""] = /\p{L}+/u.exec(reported) ?? [];
  const small = SMALL.has(first.toLowerCase()) || /^\p{Ll}/u.test(was);
  return small ? sentence.charAt(0).toLowerCase() + sentence.slice(1) : sentence;
}

const SMALL = new Set(
  "the a an this that these those it its he she they his her their there in on at by for from of to with without when where while if as after before during since until over under more most less fewer some many several few all both each every no not none nobody nothing one two three four five six seven eight nine ten sadly however people about around almost nearly only what who how why because although despite inaction foreign local national international human".split(
    " ",
  ),
);
