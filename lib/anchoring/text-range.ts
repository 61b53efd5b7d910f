import type { TextRange } from "@/lib/document/sentences";

/** A range without the space at its edges. */
export function trimmed(text: string, { start, end }: TextRange): TextRange {
  const words = text.slice(start, end);
  const from = start + words.length - words.trimStart().length;
  return { start: from, end: Math.max(from, start + words.trimEnd().length) };
}

export function countOf(text: string, words: string): number {
  return text.split(words).length - 1;
}

/** The first index, up to `length`, from which on a condition holds. */
export function firstIndex(length: number, holds: (index: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
