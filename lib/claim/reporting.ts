/** The part of a sentence that says who says the rest: “…,” *McCabe told the BBC*. */
export interface Reporting {
  /** As the sentence names them, without what is set beside the name. */
  speaker: string;
  /** The reporting verb as it stands; "according to" where there is none. */
  verb: string;
  /** Where the frame lies in the sentence, in UTF-16 code units; the end is exclusive. */
  start: number;
  end: number;
}

/** Verbs after which "that …" can stand. */
const THAT_VERBS =
  "said|says|say|claimed|claims|claim|added|adds|argued|argues|insisted|insists|stated|states|announced|announces|warned|warns|explained|explains|noted|notes|highlighted|highlights|emphasi[sz]ed|emphasi[sz]es|stressed|stresses|pointed out|points out|confirmed|confirms|denied|denies|suggested|suggests|wrote|writes|tweeted|posted|replied|admitted|admits|declared|declares|estimated|estimates|testified|alleged|alleges|believed|believes|reported|reports|acknowledged|acknowledges|promised|promises|predicted|predicts|reiterated|reiterates|recalled|recalls|concluded|concludes|maintained|maintains|revealed|reveals|told|tells|asserted|asserts|conceded|concedes|complained|remarked|observed|reaffirmed|reaffirms";
/** Verbs that only set off a quotation. */
const QUOTE_VERBS = "asked|asks|urged|joked|called|described|continued|went on|shouted|commented";

/** Verbs that newspapers follow with a clause and no "that". */
const BARE_THAT = /^(?:said|says|added|adds|insisted|insists|argued|argues|claimed|claims)$/u;
const PARTICIPLE =
  /,\s+(?<verb>saying|adding|claiming|arguing|insisting|noting|warning|stating|stressing|explaining|alleging)\s+that(?![\p{L}])/u;

const TOKEN = "\\p{Lu}[\\p{L}\\p{M}’'.-]*";
const LINK = "(?:of|for|the|and|de|da|del|der|van|von|bin|ibn|al|el|la|le|du)";
const NAME = `${TOKEN}(?:\\s+(?:${LINK}\\s+){0,2}${TOKEN})*`;
const DESCRIPTION =
  "(?:[Tt]he|[Aa]n?|[Oo]ne|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Aa]nother|[Ss]ome|[Mm]any|[Ss]everal|[Oo]fficials|[Pp]olice|[Cc]ritics|[Ee]xperts|[Rr]esearchers|[Ss]cientists|[Cc]ampaigners|[Ww]itnesses|[Ll]awyers|[Dd]octors)(?:\\s+(?!(?:that|which|who|whom)\\b)[\\p{L}’'-]+){0,5}";
const PRONOUN = "[Hh]e|[Ss]he|[Tt]hey|[Ii]t|I|[Ww]e";
const SPEAKER = `(?:${PRONOUN}|${NAME}|${DESCRIPTION})`;
const ADVERB = "(?:also|later|then|once|since|still|even|have|has|had|\\p{Ll}+ly)";

const LEFT = new RegExp(
  `(?:^|[\\s(“"‘’”,;:—–])(?<speaker>${SPEAKER})(?:,\\s[^,“”"]{2,80},|\\s\\([^)]{1,40}\\))?\\s+(?:${ADVERB}\\s+)*$`,
  "u",
);
const VERB = new RegExp(`(?<![\\p{L}’'-])(?:${THAT_VERBS}|${QUOTE_VERBS})(?![\\p{L}’'-])`, "gu");
const RIGHT = new RegExp(`^\\s+(?<speaker>${SPEAKER})`, "u");
const SUBJECT = new RegExp(`^(?<speaker>${PRONOUN}|${NAME})\\s+(?:${ADVERB}\\s+)*\\p{Ll}+`, "u");
const ACCORDING = new RegExp(`(?<![\\p{L}])[Aa]ccording to (?<speaker>${SPEAKER})`, "u");
/** "that", or a colon; before it, whom it was told to and when. */
const AFTER_VERB = new RegExp(
  `^(?:\\s+(?:to\\s+)?(?:${NAME}|the\\s+[\\p{L}-]+|him|her|them|us|me|reporters|journalists|parliament|lawmakers))?(?:\\s+(?:on|in|at|last|this|during|yesterday|today)(?:\\s+[\\p{L}\\p{N}-]+){0,4})?\\s*(?:,?\\s*that\\b|:|,(?=\\s*[“"‘]))`,
  "u",
);
const OPENERS =
  /^(?:As|But|And|When|While|Yet|However|So|Then|After|Although|Because|If|Since|Where|What|That|In|On|At|For|Now|Today|Yesterday|Last)\s+(?=\p{Lu})/u;

/**
 * Who says what a sentence says, in English: "S said that P", "S said: “P”", "“P,” said S",
 * "“P,” S said, “P”", "P, S said", "according to S". Null where no such frame is found, so also in
 * other languages. What stands in quotation marks is never taken for a frame.
 */
export function findReporting(sentence: string): Reporting | null {
  const open = blankQuoted(sentence);
  const according = ACCORDING.exec(open);
  if (according?.groups?.speaker) {
    const speaker = cutSpeaker(according.groups.speaker);
    const start = according.index;
    const from = start + "according to ".length + speaker.length;
    return { speaker, verb: "according to", start, end: frameEnd(open, start, from) };
  }
  const participle = PARTICIPLE.exec(open);
  const subject = participle && SUBJECT.exec(open)?.groups?.speaker;
  if (subject && participle?.groups?.verb) {
    const end = participle.index + participle[0].length;
    return { speaker: subject, verb: participle.groups.verb, start: 0, end };
  }
  for (const match of open.matchAll(VERB)) {
    const [verb] = match;
    const before = open.slice(0, match.index);
    const after = open.slice(match.index + verb.length);
    const left = LEFT.exec(before);
    if (left?.groups?.speaker && !isClauseInside(before, left.index)) {
      const raw = left.groups.speaker;
      const speaker = raw.replace(OPENERS, "");
      const start = left.index + left[0].indexOf(raw) + raw.length - speaker.length;
      const from = match.index + verb.length;
      const lead = open.slice(0, start);
      const headed = AFTER_VERB.exec(after)?.[0];
      if (headed?.endsWith("that") || headed?.endsWith(":")) {
        return { speaker, verb, start: 0, end: from + headed.length };
      }
      if (/^As\s$/u.test(lead)) return { speaker, verb, start: 0, end: frameEnd(open, 0, from) };
      if (hasContent(lead)) {
        if (endsClause(lead)) return { speaker, verb, start, end: frameEnd(open, start, from) };
      } else if (headed !== undefined) {
        return { speaker, verb, start: 0, end: from + headed.length };
      }
      if (BARE_THAT.test(verb) && /^\s+[\p{L}\p{N}]/u.test(after)) {
        return { speaker, verb, start: 0, end: from };
      }
    }
    const right = RIGHT.exec(after);
    if (right?.groups?.speaker && /[,”"?!…—–]\s*$/u.test(before)) {
      const speaker = cutSpeaker(right.groups.speaker);
      const from = match.index + verb.length + right[0].indexOf(speaker) + speaker.length;
      return { speaker, verb, start: match.index, end: frameEnd(open, match.index, from) };
    }
  }
  return null;
}

/** Whether "that …" may follow this verb ("told" needs a listener, "called" an object). */
export function takesThat(verb: string): boolean {
  return new RegExp(`^(?:${THAT_VERBS})$`, "u").test(verb) && !/^tell|^told/.test(verb);
}

/** Whether a text speaks in the first person outside any quotation. */
export function isFirstPerson(text: string): boolean {
  return /(?<![\p{L}’'])(?:I|we|my|our|me|us|mine|ours|We|My|Our)(?![\p{L}])/u.test(text);
}

/** Whether most of the words' characters lie in quotation marks, their own or the sentence's. */
export function isMostlyQuoted(words: string, sentence: string): boolean {
  const at = sentence.indexOf(words);
  const from = at < 0 ? words : sentence;
  const start = Math.max(at, 0);
  const outside = findReporting(from);
  let quoted = 0;
  let plain = 0;
  const blanked = blankQuoted(from);
  for (let i = start; i < start + words.length; i++) {
    if (outside && i >= outside.start && i < outside.end) continue;
    if (blanked.charAt(i) === BLANK) quoted += 1;
    else if (/[\p{L}\p{N}]/u.test(blanked.charAt(i))) plain += 1;
  }
  return quoted > plain;
}

/** What stands for a quoted character: private use, so that no text has it. */
const BLANK = "\ue000";

/** The text with everything inside quotation marks made blank, offsets unchanged. */
export function blankQuoted(text: string): string {
  const blank = (all: string, inside: string) =>
    all.replace(
      inside,
      inside.replace(/[^\s]/gu, (char) => BLANK.repeat(char.length)),
    );
  return text
    .replace(/[“„«]([^“”„«»]*)(?:[”»“]|$)/gu, blank)
    .replace(/"([^"]*)(?:"|$)/gu, blank)
    .replace(/(?<![\p{L}\p{N}])‘([^‘]*?)’(?![\p{L}])/gu, blank);
}

/** A speaker as far as the name or noun: not the sentence's stop, nor what follows a preposition. */
function cutSpeaker(speaker: string): string {
  return speaker
    .replace(/(?<=\p{L}{4})\.$/u, "")
    .replace(
      /\s+(?:in|on|at|by|from|with|who|that|which|during|after|before|published|released)\s.*$/u,
      "",
    );
}

/** Where a frame after or between content ends: at the next quotation, or the sentence's end. */
function frameEnd(open: string, start: number, from: number): number {
  const rest = open.slice(from);
  if (!hasContent(open.slice(0, start))) {
    const comma = rest.indexOf(",");
    return comma < 0 ? from : from + comma + 1;
  }
  const quotation = rest.search(/[“„«"]/u);
  return quotation < 0 ? open.length : from + quotation;
}

/** Whether what stands before a frame is more than an opening like "Yesterday," or a quotation mark. */
function hasContent(before: string): boolean {
  return (before.match(/[\p{L}\p{N}]+|\ue000+/gu) ?? []).length >= 2 || /\ue000/u.test(before);
}

function endsClause(before: string): boolean {
  return (
    /[,”"?!…—–]\s*$/u.test(before) &&
    !/^(?:\p{L}+ing|After|Before|When|While|In|On|At|During|Over|For|By|With|As|Although|Despite|Last|This|Next|Earlier|Later|Yesterday|Today|Now|Meanwhile|However)\b/u.test(
      before.trim(),
    )
  );
}

/** "…, a report that he said …": a relative clause names no speaker of the sentence. */
function isClauseInside(before: string, at: number): boolean {
  return /\b(?:that|which|whom|what)\s*$/u.test(before.slice(0, at + 1));
}
