import { RELATIVE_DATES } from "@/lib/claim/relative-date";
import { blankQuoted } from "@/lib/claim/reporting";

/** Why a statement may not stand alone. */
export const STANDALONE_WARNINGS = [
  /** "he", "it", "they": nobody named before it. */
  "pronoun",
  /** "we", "you": whoever speaks. */
  "speaker",
  /** "last week", "now": counted from a day that the statement does not name. */
  "time",
  /** "here", "locally". */
  "place",
  /** "the company", "this law", "the latter": named somewhere else. */
  "reference",
  /** A quantity that changes, with no date for it. */
  "no_as_of",
] as const;

export interface StandaloneWarning {
  code: (typeof STANDALONE_WARNINGS)[number];
  word: string;
  /** Where the word stands in the statement, in UTF-16 code units; the end is exclusive. */
  start: number;
  end: number;
}

const word = (alternatives: string) =>
  new RegExp(`(?<![\\p{L}\\p{N}’'-])(?:${alternatives})(?![\\p{L}\\p{N}-])`, "giu");

const PRONOUN = word(
  "he|she|him|her|hers|his|they|them|their|theirs|it|its|himself|herself|themselves|itself",
);
/** "It is likely that …", "it took two years to …": this "it" stands for nothing. */
const EXPLETIVE =
  /^it (?:is|was|has been|will be|would be|became|took|takes|emerged|appears|seems|rained|rains|snowed|turned out)\b(?=.*\b(?:that|to|who|when|whether)\b|.*\b(?:ed|s) in\b)/iu;
const SPEAKER = word("I|we|you|me|us|my|our|your|ourselves|yourself");

const TIME = word(
  [
    RELATIVE_DATES,
    "now|nowadays|currently|recently|lately|soon|so far|to date|these days|presently|at present|at the moment|until now|up to now|just now",
    "earlier|the day before|the following (?:day|week|month|year)|the previous (?:day|week|month|year)",
  ].join("|"),
);
const PLACE = word(
  "here|nearby|locally|hereabouts|this (?:country|city|town|region|area|village|county|state)|there(?! (?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|appears?|seems?|remains?|exists?)\\b)",
);

/** Nouns that stand for somebody or something named before; others after "the" name a kind. */
const REFERENT =
  "company|firm|business|minister|ministry|president|prime minister|government|opposition|party|report|study|survey|article|agency|organi[sz]ation|group|charity|bank|court|judge|council|university|school|club|team|campaign|committee|commission|conference|incident|attack|accident|crash|deal|bill|law|act|project|programme|program|regime|country|city|town|region|man|woman|boy|girl|couple|victim|suspect|defendant|author|spokes(?:man|woman|person)|actor|singer|player|MP|senator|mayor|official|department|institution|newspaper|website|app|film|book";
/** Capitals tell here, so cases are spelled out: "the Bank of England", "the law Britain passed". */
const REFERENCE = new RegExp(
  `(?<![\\p{L}\\p{N}’'-])(?:[Tt]he (?:former|latter|same|aforementioned)(?![\\p{L}-]| \\p{L}*\\p{Lu})|(?:[Tt]he|[Tt]hat|[Tt]his|[Tt]hese|[Tt]hose|[Ss]uch a) (?:${REFERENT})s?(?![\\p{L}-])(?! (?:of|for|in|on|at|that|which|who|whose|called|named|known|between|against|with|by|from|to)\\b)(?! \\p{Lu}))`,
  "gu",
);

/** What is said of a quantity as it stands, not as it was on some day. */
const STANDING =
  /\b(?:has|have|is|are|employs?|costs?|earns?|owns?|lives?|live in|stands? at|numbers?|totals?|counts?|remains?|runs?|serves?|operates?|exceeds?|amounts? to|makes? up|accounts? for)\b/iu;
const QUANTITY =
  /(?:[\p{Sc}]\s?)?\p{Nd}+(?:[.,]\p{Nd}+)*(?:\s?%| per cent| percent|\s?(?:m|bn|k|million|billion)\b)?|\b(?:hundreds|thousands|millions|billions|dozens|million|billion|half|two-thirds|three-quarters)\b/gu;
const DATED =
  /\b(?:1[0-9]|20)\d\d\b|\bas of\b|\bat the time\b|\b(?:January|February|March|April|June|July|August|September|October|November|December)\b|\bcentury\b/iu;
/** Numbers that are part of a name, an age once, a law: they do not change. */
const FIXED =
  /(?:Article|Section|Chapter|No\.?|Number|Route|Flight|Channel|Resolution|Clause|Type|Covid)[\s-]?$/u;

/**
 * What in a statement points outside it, in text order: a claim is read without its article.
 * English only; in other languages nothing is found. Warnings, not errors: the form shows them and
 * refuses nothing. Words inside quotation marks are the speaker's and are left alone.
 *
 * @param asOf when the statement holds, which answers "now" and a quantity that changes
 */
export function standaloneWarnings(
  statement: string,
  { asOf = "", language = "en" }: { asOf?: string; language?: string } = {},
): StandaloneWarning[] {
  if (!/^en\b/i.test(language)) return [];
  const text = blankQuoted(statement);
  const warnings: StandaloneWarning[] = [];
  const warn = (code: StandaloneWarning["code"], { 0: found, index }: RegExpMatchArray) => {
    const start = index ?? 0;
    const end = start + found.length;
    if (warnings.some((other) => start < other.end && end > other.start)) return;
    warnings.push({ code, word: statement.slice(start, end), start, end });
  };
  const named = (at: number) => hasName(text.slice(0, at));

  for (const found of text.matchAll(TIME)) {
    const isNow = /^(?:now|currently|today|to date|so far|at present|presently|at the moment)$/iu;
    if (!(asOf && isNow.test(found[0]))) warn("time", found);
  }
  for (const found of text.matchAll(PLACE)) {
    if (!(/^there$/iu.test(found[0]) && named(found.index))) warn("place", found);
  }
  for (const found of text.matchAll(REFERENCE)) {
    if (/^the (?:former|latter)/iu.test(found[0]) || !named(found.index)) warn("reference", found);
  }
  for (const found of text.matchAll(SPEAKER)) {
    if (
      found[0] === "US" ||
      (found[0] === "I" && /\p{Lu}\.?\s$/u.test(text.slice(0, found.index)))
    ) {
      continue;
    }
    warn("speaker", found);
  }
  for (const found of text.matchAll(PRONOUN)) {
    if (named(found.index) || EXPLETIVE.test(text.slice(found.index))) continue;
    warn("pronoun", found);
  }
  if (
    !asOf &&
    STANDING.test(text) &&
    !DATED.test(text) &&
    warnings.every((w) => w.code !== "time")
  ) {
    for (const found of text.matchAll(QUANTITY)) {
      if (FIXED.test(text.slice(0, found.index))) continue;
      warn("no_as_of", found);
      break;
    }
  }
  return warnings.sort((a, b) => a.start - b.start);
}

/**
 * Whether somebody or something is named in a text: a capital inside it, or at its beginning a
 * word that is capital for more than its place there.
 */
function hasName(text: string): boolean {
  if (/[^\p{L}]\s*\p{Lu}[\p{L}’']+/u.test(text.replace(/^[^\p{L}]*\p{L}+/u, " "))) return true;
  const [first = ""] = /\p{L}[\p{L}’'-]*/u.exec(text) ?? [];
  return first !== "" && /^\p{Lu}/u.test(first) && !ORDINARY.has(first.toLowerCase());
}

/** Words that often begin a sentence and name nobody. */
const ORDINARY = new Set(
  "the a an this that these those it he she they his her its their we i you our my your in on at by for from of to with without when where while if as after before during since until over under more most less some many few all both each every no not one two three four five nobody everybody somebody someone everyone of there here what who how why because although despite however last next now today yesterday according people police officials".split(
    " ",
  ),
);
