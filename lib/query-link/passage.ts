import type { PlacementState, TargetRole } from "@/lib/annotation/schema-enums";
import { PICTURE_CHARACTER } from "@/lib/document/canonical";
import { sentencesOf, type TextRange } from "@/lib/document/sentences";
import type { PassagePiece } from "./schema";

interface ShownTarget {
  role: TargetRole;
  state: PlacementState;
  start: number;
  end: number;
  /** The words as they were when they were marked. */
  exact: string;
}

/**
 * What somebody outside is shown of an article: the sentences in which the words stand, and not a
 * word more. Words that lost their place are shown as they were marked.
 *
 * @param text the current version's canonical text; offsets are in UTF-16 code units
 */
export function shownPassage(
  text: string,
  targets: readonly ShownTarget[],
  language: string,
): PassagePiece[] {
  const words = targets.filter(({ role }) => role === "words");
  const placed = words.filter(({ state }) => state !== "orphaned");
  const sentences = placed.flatMap((target) => sentencesAround(text, target, language));
  const ranges = merged(sentences, (start, end) => /^[^\S\n]*$/u.test(text.slice(start, end)));
  const lost = words
    .filter(({ state }) => state === "orphaned")
    .map(({ exact }) => ({ text: exact, marks: [{ start: 0, end: exact.length }] }));
  return [...ranges.map((range) => piece(text, range, placed)), ...lost].filter(
    (shown) => shown.text.trim() !== "" && shown.text !== PICTURE_CHARACTER,
  );
}

/** The sentences of its block that a target touches; the target itself where it is in none. */
function sentencesAround(text: string, target: TextRange, language: string): TextRange[] {
  const before = text.lastIndexOf("\n\n", Math.max(target.start - 1, 0));
  const start = before === -1 ? 0 : before + 2;
  const after = text.indexOf("\n\n", target.end);
  const end = after === -1 ? text.length : after;
  const touched = sentencesOf(text.slice(start, end), language, start).filter(
    (sentence) => sentence.start < target.end && target.start < sentence.end,
  );
  return touched.length > 0 ? touched : [{ start: target.start, end: target.end }];
}

/** In the order of the text; those that overlap, or have nothing between them, are one. */
function merged(
  ranges: readonly TextRange[],
  isNothing: (start: number, end: number) => boolean,
): TextRange[] {
  const joined: TextRange[] = [];
  for (const { start, end } of ranges.toSorted((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last && (start <= last.end || isNothing(last.end, start))) {
      last.end = Math.max(last.end, end);
    } else joined.push({ start, end });
  }
  return joined;
}

function piece(text: string, range: TextRange, targets: readonly TextRange[]): PassagePiece {
  const marks = targets
    .filter(({ start, end }) => start < range.end && range.start < end)
    .map(({ start, end }) => ({
      start: Math.max(start, range.start) - range.start,
      end: Math.min(end, range.end) - range.start,
    }))
    .toSorted((a, b) => a.start - b.start);
  return { text: text.slice(range.start, range.end), marks: merged(marks, () => false) };
}
