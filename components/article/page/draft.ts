import type { NewTarget } from "@/lib/annotation/schema";
import { sentencesOf, type TextRange } from "@/lib/document/sentences";
import { newId } from "@/lib/id";

const PICTURE = "\uFFFC";
const BLANK_LINE = "\n\n";
const CARRIES_MEANING = /[\p{L}\p{N}]/u;

/** Whether a span is a picture. */
export function isPicture(text: string, span: TextRange): boolean {
  return text.slice(span.start, span.end) === PICTURE;
}

/** The words of a span as a person would write them down: one line, single spaces. */
export function wordsOf(text: string, span: TextRange): string {
  return text.slice(span.start, span.end).replaceAll(PICTURE, " ").replace(/\s+/gu, " ").trim();
}

/** The text block around a span; over several blocks, from the first's start to the last's end. */
function blockAround(text: string, { start, end }: TextRange): TextRange {
  const before = text.lastIndexOf(BLANK_LINE, start - 1);
  const after = text.indexOf(BLANK_LINE, end);
  return {
    start: before < 0 ? 0 : before + BLANK_LINE.length,
    end: after < 0 ? text.length : after,
  };
}

/** The sentences that a span touches, from the first one's start to the last one's end. */
export function sentenceAround(text: string, span: TextRange, language: string): TextRange {
  const block = blockAround(text, span);
  const touched = sentencesOf(text.slice(block.start, block.end), language, block.start).filter(
    (sentence) => sentence.start < span.end && span.start < sentence.end,
  );
  return {
    start: Math.min(span.start, ...touched.map(({ start }) => start)),
    end: Math.max(span.end, ...touched.map(({ end }) => end)),
  };
}

/** The targets of a new annotation: the words, and by default the rest of their sentence. */
export function draftTargets(text: string, span: TextRange, language: string): NewTarget[] {
  const words: NewTarget = { id: newId(), role: "words", ...span };
  if (isPicture(text, span)) return [words];
  const sentence = sentenceAround(text, span, language);
  const rest = [
    { start: sentence.start, end: span.start },
    { start: span.end, end: sentence.end },
  ].flatMap((range) => trimmed(text, range) ?? []);
  return [words, ...rest.map((range): NewTarget => ({ id: newId(), role: "context", ...range }))];
}

function trimmed(text: string, { start, end }: TextRange): TextRange | null {
  const slice = text.slice(start, end);
  if (!CARRIES_MEANING.test(slice)) return null;
  return {
    start: start + slice.length - slice.trimStart().length,
    end: end - (slice.length - slice.trimEnd().length),
  };
}
