import { findReporting, isMostlyQuoted } from "@/lib/claim/reporting";
import type { ClaimKind } from "@/lib/claim/schema-enums";

const CAUSE =
  /\b(?:because|caused? by|causes|caused|led to|leads to|due to|owing to|thanks to|as a (?:direct )?result|result(?:ed|s|ing) (?:in|from)|prompt(?:ed|s|ing)|trigger(?:ed|s|ing)|blam(?:ed|es|ing)\b.*\b(?:for|on)|attributed to|in response to|stems? from|stemmed from|responsible for|contribut(?:ed|es|ing) to|sparked|drove|driven by|so that|in order to)\b/iu;
const COMPARISON =
  /\b(?:(?:more|less|fewer|greater|higher|lower|larger|bigger|smaller|older|younger|longer|shorter|faster|slower|better|worse|rather|\p{L}{2,}er)\b(?:\s+\p{L}+){0,4}\s+than(?!\s+(?:[\p{Sc}]|\p{Nd}|half|one|two|three|four|five|six|seven|eight|nine|ten|a (?:dozen|hundred|thousand|million|billion|third|quarter|year|week|month|day|decade|century)))|(?:twice|three times|four times|\p{Nd}+ times) (?:as|more|the)|as \p{L}+ as (?!\p{Nd}|\p{Sc})|compared (?:with|to)|the (?:most|least|first|last|only|second|third|fourth|fifth)(?! (?:week|month|day|year|decade|decades|weeks|months|days|years|few|quarter|half|night|time)\b) [\p{L}-]+|one of the (?:most|least)|(?:largest|biggest|highest|lowest|oldest|youngest|longest|shortest|smallest|tallest|fastest|slowest|richest|poorest|greatest|worst|best|deadliest|busiest|wealthiest|heaviest|hottest|coldest|driest|wettest|strongest|weakest|deepest|earliest|latest)\b|record (?:high|low|number|level|profits?|breaking)|unprecedented|outnumber(?:s|ed)?)/iu;

const MONTH =
  "(?:January|February|March|April|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)(?!\\p{L})\\.?";
/** "May" is a month beside a number or after such words; alone it is mostly a verb. */
const MAY =
  "May(?=,? \\d)|(?<=\\d(?:st|nd|rd|th)? (?:of )?|\\b(?:in|of|since|by|last|until|from|during|early|late|mid|this|next)[ -])May(?!\\p{L})";
/** Four digits before what is counted are none: "2000 people". */
const YEAR =
  "(?:1[5-9]|20)\\d\\d(?!\\d|[.,]\\d|%| (?:people|men|women|children|prisoners|workers|jobs|homes|deaths|cases|years|miles|metres|km|kg|tonnes|pages|pounds|euros|dollars))";
/** Whole expressions of time, so that what is left of a phrase shows whether it holds a number. */
const DATES = new RegExp(
  `(?<![\\p{L}\\d])(?:${[
    "\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}",
    "\\d{1,2}[-/.]\\d{1,2}[-/.](?:\\d{4}|\\d\\d)(?!\\d)",
    `\\d{1,2}\\.? (?:de )?\\p{L}{3,}\\.? (?:de )?${YEAR}`,
    `(?:\\d{1,2}(?:st|nd|rd|th)? (?:of )?)?(?:${MONTH}|${MAY})(?: \\d{1,2}(?:st|nd|rd|th)?(?![\\d%]))?(?:,? ${YEAR})?`,
    "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?",
    `${YEAR}(?:s|[-–]\\d\\d(?:\\d\\d)?)?`,
    "\\d{1,2}(?:[.:]\\d\\d)? ?(?:am|pm|a\\.m\\.|p\\.m\\.)",
    "\\d{1,2}(?:st|nd|rd|th)[ -]century",
    "(?:[Ll]ast|[Nn]ext|[Tt]his) (?:week|month|year|night|spring|summer|autumn|winter|decade|century)",
    "[Yy]esterday|[Tt]omorrow|midnight|noon",
    "(?:\\d+|\\p{L}+) (?:days|weeks|months|years|decades|hours) ago",
  ].join("|")})`,
  "gu",
);
const AGE =
  /\b(?:aged|age of|at the age)\b|\b[\p{L}\p{N}]+-(?:year|month|week|day)s?-old\b|\b\p{Nd}{1,3} years old\b|,\s\p{Nd}{1,3}(?:,|$)|\bborn\b|\b(?:in (?:his|her|their)|early|mid|late)[ -](?:twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties|teens)\b|\b(?:turned|turns) \p{Nd}{1,3}\b/iu;
/** What one asks of when it was. */
const DATED =
  /\b(?:born|died|founded|established|dates? (?:from|back)|dated|since|until|began|begins|started|starts|ended|ends|opened|opens|expires?|due|scheduled|took office|came into force|in force|first published|published (?:in|on)|lasted|between)\b/iu;

const NUMBER_WORDS =
  /\b(?:hundreds?|thousands?|millions?|billions?|trillions?|dozens?|scores of|two-thirds|three-quarters|a (?:third|quarter|fifth|tenth) of|half (?:of|the|a)|one in (?:\p{L}+|\p{Nd}+)|per cent|percent|percentage|doubled|tripled|trebled|quadrupled|halved|(?<!\b(?:the|those|these|his|her|their|its|our) )(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety))\b/iu;

const TITLE =
  /\b(?:minister|president(?:-elect)?|MPs?|MEP|Sir|Dame|Dr|Prof|professor|senator|chancellor|director|chief executive|chair(?:man|woman|person)?|secretary|adviser|advisor|judge|justice|spokes(?:man|woman|person)|mayor|governor|ambassador|general|colonel|captain|bishop|archbishop|pope|king|queen|prince(?:ss)?|editor|leader|head of|CEO|candidate|commissioner|founder|councillor|lord|baroness)\b/iu;
const COPULA =
  /(?:\b(?:is|was|became|becomes|remains|serves? as|served as|appointed|elected|named|known as|called|entitled|formerly|works as|worked as)\b)/iu;

const PLACE =
  /\b(?:located|situated|based in|headquarter(?:s|ed)|lies (?:in|on|near|between)|lived? (?:in|at|on)|lives (?:in|at|on)|(?:north|south|east|west)(?:ern)? of|north-?east|north-?west|south-?east|south-?west|on the (?:banks?|coast|outskirts|border|edge) of|(?:miles|kilomet(?:re|er)s|km) (?:from|north|south|east|west)|the (?:capital|town|city|village|province|suburb|district|county|port) of|(?:Street|Road|Avenue|Square|Lane|Bridge|Airport|Station|River|Lake|Island|Mountains?)\b|took place (?:in|at)|held in|runs through|borders)\b/u;
const PLACE_BEFORE = /\b(?:in|at|near|from|to|outside|around|across|inside|into)(?: the)?\s*$/iu;

const EVENT =
  /\b(?:held|signed|launched|resigned|was (?:elected|arrested|killed|shot|appointed|sacked|fired|jailed|convicted|charged|released|injured|attacked|sentenced|executed)|were (?:elected|arrested|killed|shot|jailed|convicted|charged|released|injured|attacked|sentenced|executed|evacuated)|has been (?:expanding|arrested|killed|charged|banned|closed)|arrested|killed|attacked|met|voted|died|won|lost|opened|closed|published|ordered|passed|approved|rejected|banned|invaded|bombed|collapsed|crashed|exploded|erupted|broke out|protested|marched|struck|took place|happened|visited|travelled|traveled|announced|introduced|withdrew|joined|left|agreed|merged|acquired|bought|sold|sued|ruled|fled|escaped|burned|burnt|flooded|hit|destroyed|damaged|evacuated|rescued|found|discovered|began|started|ended|fell|rose|elections?|conference|protests?|massacre|earthquake|war)\b/iu;

/** Words that are capital for being a name, or small links between such. */
const NAME_ONLY =
  /^(?:(?:the|former|then|late|acting|deputy|vice|of|for|and|de|da|van|von|bin|al|el|du|to)\s+|[\p{Lu}][\p{L}\p{M}’'.-]*,?\s+)*[\p{Lu}][\p{L}\p{M}’'.-]*[.,]?$/u;

/** Digits of any script, as ASCII, so that one set of patterns sees them. */
function asciiDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    if (code < 128) return digit;
    let zero = code;
    while (/^\p{Nd}$/u.test(String.fromCodePoint(zero - 1)) && code - zero < 9) zero -= 1;
    return String(code - zero);
  });
}

/**
 * What kind of claim the words make: the part of them that would be looked up. English, by its
 * words; of other languages pictures, quotations, dates and numbers are told by their marks, and
 * names, where letters have case, by theirs. "other" where nothing speaks for a kind.
 *
 * @param surroundings the text right before and after the words, as far as the sentence goes
 */
export function guessKind(
  words: string,
  surroundings: { before?: string; after?: string } = {},
): ClaimKind {
  const { before = "", after = "" } = surroundings;
  const text = asciiDigits(words.trim());
  if (/^\ufffc+$/u.test(text)) return "image";
  if (!/[\p{L}\p{N}]/u.test(text)) return "other";
  if (isMostlyQuoted(words, before + words + after)) return "quotation";
  const reporting = findReporting(text);
  if (reporting && reporting.end - reporting.start < text.length) return "attribution";
  if (CAUSE.test(text)) return "cause";
  if (COMPARISON.test(text)) return "comparison";

  const isShort = text.split(/\s+/u).length <= 6;
  if (AGE.test(text)) return "date";
  const withoutDates = text.replace(DATES, " ");
  const isDate = withoutDates !== text;
  if (/\p{Nd}/u.test(withoutDates) || NUMBER_WORDS.test(withoutDates)) return "number";
  if (isDate && (isShort || DATED.test(text))) return "date";
  if (NAME_ONLY.test(text)) {
    const isPlace = PLACE.test(text) || (PLACE_BEFORE.test(before) && !TITLE.test(text));
    return isPlace ? "place" : "name";
  }
  if (TITLE.test(text) && COPULA.test(text)) return "name";
  if (PLACE.test(text)) return "place";
  if (EVENT.test(text)) return "event";
  if (isDate) return "date";
  return TITLE.test(text) && isShort ? "name" : "other";
}
