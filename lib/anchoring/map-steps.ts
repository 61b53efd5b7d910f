import type { Node } from "@tiptap/pm/model";
import type { StepMap } from "@tiptap/pm/transform";
import { textIndexOf } from "@/lib/document/canonical";
import type { TextRange } from "@/lib/document/sentences";

/** The steps that lead from one document to another. */
export interface StepsTaken {
  readonly steps: readonly { getMap(): StepMap }[];
  /** The document before each step, and last the one that results. */
  readonly docs: readonly Node[];
}

/** Where a range of the old text lies after the steps. */
export interface MappedRange extends TextRange {
  /**
   * Nothing of the range survived: these are the edges of what now stands in its place, empty
   * where nothing does. Such a range grows with what is put into it, since what was deleted may be
   * typed anew, or undone.
   */
  readonly isGap: boolean;
}

/** A change of positions without its document: [from, length before, length after], ascending. */
export type Move = readonly (readonly [from: number, before: number, after: number])[];

/**
 * Maps ranges of a document's canonical text through the steps of an editor. What is typed at the
 * edge of a range does not become part of it. Steps that lead back to a document that was there
 * before (undo) are taken as if they and what they undo had never been made, so that ranges in what
 * was deleted and restored are restored, too.
 */
export class StepMapping {
  readonly #moves: readonly Move[];
  readonly #before: Node;
  readonly #after: Node;

  constructor({ steps, docs }: StepsTaken) {
    const [before] = docs;
    const after = docs.at(-1);
    if (!before || !after) throw new RangeError("steps without a document");
    this.#before = before;
    this.#after = after;
    this.#moves = effectiveMoves(steps, docs);
  }

  /**
   * @param range of the old text; `isGap` where its words are gone already and it is the place
   *   where they stood
   */
  map(range: TextRange & { isGap?: boolean }): MappedRange {
    const index = textIndexOf(this.#before);
    let isGap = range.isGap ?? range.start === range.end;
    let start = index.positionAt(range.start, 1);
    let end = Math.max(start, index.positionAt(range.end, -1));
    for (const move of this.#moves) {
      if (!isGap && !isReplaced(move, start, end)) {
        const from = mapPosition(move, start, 1);
        const to = mapPosition(move, end, -1);
        if (from < to) {
          start = from;
          end = to;
          continue;
        }
      }
      isGap = true;
      start = mapPosition(move, start, -1);
      end = Math.max(start, mapPosition(move, end, 1));
    }
    const text = textIndexOf(this.#after);
    const from = text.offsetAt(start, 1);
    const to = text.offsetAt(end, -1);
    // Of a range whose blocks alone survived nothing is left.
    if (!isGap && from >= to) isGap = true;
    return { start: Math.min(from, to), end: Math.max(from, to), isGap };
  }

  /** Stretches of the new text that the steps brought, in order, apart from one another. */
  inserted(): TextRange[] {
    let ranges: [number, number][] = [];
    for (const move of this.#moves) {
      ranges = ranges.flatMap(([start, end]): [number, number][] => {
        const from = mapPosition(move, start, 1);
        const to = mapPosition(move, end, -1);
        return from < to ? [[from, to]] : [];
      });
      let shift = 0;
      for (const [from, before, after] of move) {
        if (after > 0) ranges.push([from + shift, from + shift + after]);
        shift += after - before;
      }
    }
    const text = textIndexOf(this.#after);
    const merged: TextRange[] = [];
    for (const [from, to] of ranges.sort((a, b) => a[0] - b[0])) {
      const range = { start: text.offsetAt(from, 1), end: text.offsetAt(to, -1) };
      if (range.start >= range.end) continue;
      const last = merged.at(-1);
      if (last && range.start <= last.end) last.end = Math.max(last.end, range.end);
      else merged.push(range);
    }
    return merged;
  }
}

/** The moves of the steps, without those that were taken back. */
function effectiveMoves(steps: StepsTaken["steps"], docs: readonly Node[]): Move[] {
  const moves: Move[] = [];
  // The document before each move that still counts, and after the last.
  const states: Node[] = docs[0] ? [docs[0]] : [];
  const bySize = new Map<number, number[]>();
  const remember = (doc: Node, depth: number) => {
    const depths = bySize.get(doc.content.size);
    if (depths) depths.push(depth);
    else bySize.set(doc.content.size, [depth]);
  };
  if (states[0]) remember(states[0], 0);
  for (const [at, step] of steps.entries()) {
    const doc = docs[at + 1];
    if (!doc) throw new RangeError("a step without the document that it led to");
    const move = moveOf(step.getMap());
    if (move.length === 0) {
      // Marks and attributes move nothing.
      states[states.length - 1] = doc;
      continue;
    }
    const known = (bySize.get(doc.content.size) ?? []).findLast((depth) => states[depth]?.eq(doc));
    if (known !== undefined) {
      moves.length = known;
      for (const dropped of states.splice(known + 1)) {
        bySize.get(dropped.content.size)?.pop();
      }
      continue;
    }
    moves.push(move);
    states.push(doc);
    remember(doc, states.length - 1);
  }
  return moves;
}

export function moveOf(map: StepMap): Move {
  const ranges: [number, number, number][] = [];
  map.forEach((oldStart, oldEnd, newStart, newEnd) => {
    ranges.push([oldStart, oldEnd - oldStart, newEnd - newStart]);
  });
  return ranges;
}

/** Whether one stretch that the move takes out holds all of a range. */
function isReplaced(move: Move, start: number, end: number): boolean {
  return move.some(([from, before]) => before > 0 && from <= start && end <= from + before);
}

/** As ProseMirror's StepMap.map, without making an object for each of thousands of calls. */
export function mapPosition(move: Move, position: number, bias: -1 | 1): number {
  let shift = 0;
  for (const [from, before, after] of move) {
    if (from > position) break;
    const end = from + before;
    if (position <= end) {
      const side = before === 0 ? bias : position === from ? -1 : position === end ? 1 : bias;
      return from + shift + (side < 0 ? 0 : after);
    }
    shift += after - before;
  }
  return position + shift;
}
