import type { TextIndex } from "./canonical";
import { sentenceSegmenter, wordSegmenter } from "./segmenter";

/** A stretch of text, in UTF-16 code units; the end is exclusive. */
export interface TextRange {
  start: number;
  end: number;
}

/**
 * The sentences of one block of text, without the space around them, in order.
 *
 * Unicode's rules (UAX #29, by Intl.Segmenter) end a sentence at every full stop before a capital;
 * pieces are joined again where the stop belongs to an abbreviation or an initial, and where what
 * follows goes on in lower case (“Why?” he asked).
 *
 * @param offset added to every range
 */
export function sentencesOf(text: string, language?: string | null, offset = 0): TextRange[] {
  const ranges: TextRange[] = [];
  let open: TextRange | null = null;
  for (const { segment, index } of sentenceSegmenter(language).segment(text)) {
    if (segment.trim() === "") continue;
    if (open && goesOn(text.slice(open.start, open.end), segment)) {
      open.end = index + segment.length;
      continue;
    }
    if (open) ranges.push(open);
    open = { start: index, end: index + segment.length };
  }
  if (open) ranges.push(open);
  return ranges.map(({ start, end }) => {
    const sentence = text.slice(start, end);
    return {
      start: offset + start + sentence.length - sentence.trimStart().length,
      end: offset + end - (sentence.length - sentence.trimEnd().length),
    };
  });
}

/** The sentences of the blocks that a range touches, of which it holds a character or the caret. */
export function sentencesIn(
  index: TextIndex,
  range: TextRange,
  language?: string | null,
): TextRange[] {
  return index
    .blocksIn(range.start, range.end)
    .flatMap((block) =>
      block.type === "image"
        ? []
        : sentencesOf(index.slice(block.start, block.end), language, block.start),
    )
    .filter((sentence) =>
      range.start === range.end
        ? sentence.start <= range.start && range.start <= sentence.end
        : sentence.start < range.end && range.start < sentence.end,
    );
}

// Before a name or a number, so never the end of a sentence.
const NEVER_LAST = new Set(
  (
    "mr mrs ms mx dr prof rev hon sen rep gov gen col lt sgt capt maj cmdr adm pres amb supt insp " +
    "st mt ft messrs mme mlle fr dott sr sra srta hr vs no nos art sec fig figs vol pp cf ca e.g i.e " +
    "jan feb mar apr jun jul aug sept sep oct nov dec approx est z.b u.a d.h bzw nr abb"
  ).split(" "),
);

// May also close a sentence: then what begins the next one decides.
const SOMETIMES_LAST = new Set(
  "u.s u.k u.n e.u d.c a.m p.m ph.d inc ltd co corp bros jr sr etc al dept univ".split(" "),
);

const SENTENCE_OPENERS = new Set(
  (
    "the a an he she it they we i you this that these those there but and or so in on at as by for " +
    "from with when while where after before if although however meanwhile his her its their our my " +
    "one two some many most all no not what who why how then now also still since until under during"
  ).split(" "),
);

const LAST_WORD = /(?:^|[\s([{“‘"'«—–-])([\p{L}\p{M}.]+)\.["'”’»)\]]*\s*$/u;

function goesOn(before: string, after: string): boolean {
  if (/\n\s*$/.test(before)) return false;
  if (/^\s*["'“”‘’«»)\]–—-]*\s*\p{Ll}/u.test(after)) return true;
  const word = LAST_WORD.exec(before)?.[1];
  if (!word) return false;
  const key = word.toLowerCase();
  if (key === "no" || key === "fig" || key === "art") return /^\s*[\d§]/.test(after);
  if (NEVER_LAST.has(key)) return true;
  const isInitial = /^\p{Lu}$/u.test(word) && word !== "I";
  if (!isInitial && !SOMETIMES_LAST.has(key) && !/^(?:\p{Lu}\.)+\p{Lu}$/u.test(word)) return false;
  const next = firstWord(after);
  return next !== null && !SENTENCE_OPENERS.has(next.toLowerCase()) && /^\p{Lu}|^\d/u.test(next);
}

function firstWord(text: string): string | null {
  for (const { segment, isWordLike } of wordSegmenter("en").segment(text.slice(0, 80))) {
    if (isWordLike) return segment;
  }
  return null;
}
