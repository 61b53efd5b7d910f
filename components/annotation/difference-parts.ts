import { diffTexts } from "@/lib/anchoring/diff-texts";

/** A stretch of one of two texts, and whether the other has it. */
export interface DifferencePart {
  start: number;
  text: string;
  differs: boolean;
}

/** Two short texts cut where they differ, by whole words. Joined, the parts are the texts again. */
export function differenceParts(
  before: string,
  after: string,
  language?: string,
): { before: DifferencePart[]; after: DifferencePart[] } {
  const { changes } = diffTexts(before, after, { language });
  return {
    before: cut(
      before,
      changes.map(({ oldStart, oldEnd }) => [oldStart, oldEnd]),
    ),
    after: cut(
      after,
      changes.map(({ newStart, newEnd }) => [newStart, newEnd]),
    ),
  };
}

function cut(text: string, differing: readonly (readonly [number, number])[]): DifferencePart[] {
  const parts: DifferencePart[] = [];
  const add = (start: number, end: number, differs: boolean) => {
    if (start < end) parts.push({ start, text: text.slice(start, end), differs });
  };
  let at = 0;
  for (const [start, end] of differing) {
    add(at, start, false);
    add(start, end, true);
    at = end;
  }
  add(at, text.length, false);
  return parts;
}
