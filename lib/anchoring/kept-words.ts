import { diffArrays, diffChars } from "diff";
import type { KeptRun } from "./diff-map";
import { isOver, type TimeLimit } from "./time-limit";
import type { Token, TokenizedText } from "./tokens";

/** Past so many words put in or taken out two stretches of text have nothing to do with each other. */
const MOST_EDITS = 500;

/**
 * The words that two stretches of text, given by their tokens, keep in the same order, by Myers'
 * algorithm. Where it would take too long only what they begin and end with is found.
 */
export function keptWords(
  older: readonly Token[],
  newer: readonly Token[],
  limit: TimeLimit,
): KeptRun[] {
  const changes = diffArrays(older.map(spelling), newer.map(spelling), {
    maxEditLength: isOver(limit) ? 0 : MOST_EDITS,
  });
  const kept: KeptRun[] = [];
  const keep = (from: number, to: number, count: number) => {
    for (let i = 0; i < count; i++) {
      const a = older[from + i];
      const b = newer[to + i];
      if (a && b) kept.push({ oldStart: a.start, newStart: b.start, length: a.end - a.start });
    }
  };
  if (!changes) {
    const shorter = Math.min(older.length, newer.length);
    let head = 0;
    while (head < shorter && older[head]?.spelling === newer[head]?.spelling) head += 1;
    let tail = 0;
    while (tail < shorter - head && older.at(-1 - tail)?.spelling === newer.at(-1 - tail)?.spelling)
      tail += 1;
    keep(0, 0, head);
    keep(older.length - tail, newer.length - tail, tail);
    return kept;
  }
  let from = 0;
  let to = 0;
  for (const { added, removed, count } of changes) {
    if (!added && !removed) keep(from, to, count);
    if (!added) from += count;
    if (!removed) to += count;
  }
  return kept;
}

function spelling(token: Token): number {
  return token.spelling;
}

/** Joins neighbouring runs that have the same space between them in both texts. */
export function joinRuns(older: string, newer: string, runs: readonly KeptRun[]): KeptRun[] {
  const joined: KeptRun[] = [];
  for (const run of runs) {
    const last = joined.at(-1);
    const gap = last ? run.oldStart - last.oldStart - last.length : -1;
    if (
      last &&
      gap >= 0 &&
      run.newStart - last.newStart - last.length === gap &&
      commonSpace(older, newer, endsOf(last), 1, gap) === gap
    ) {
      joined[joined.length - 1] = { ...last, length: last.length + gap + run.length };
    } else joined.push(run);
  }
  return joined;
}

/** Runs that ascend in both texts, grown by the space around them that is in both. */
export function withSpace(older: string, newer: string, runs: readonly KeptRun[]): KeptRun[] {
  const grown: KeptRun[] = [];
  runs.forEach((run, index) => {
    const last = grown.at(-1);
    const [oldFrom, newFrom] = last ? endsOf(last) : [0, 0];
    const next = runs[index + 1] ?? { oldStart: older.length, newStart: newer.length };
    const [oldEnd, newEnd] = endsOf(run);
    const before = Math.min(run.oldStart - oldFrom, run.newStart - newFrom);
    const after = Math.min(next.oldStart - oldEnd, next.newStart - newEnd);
    const back = commonSpace(older, newer, [run.oldStart - 1, run.newStart - 1], -1, before);
    const ahead = commonSpace(older, newer, [oldEnd, newEnd], 1, after);
    grown.push({
      oldStart: run.oldStart - back,
      newStart: run.newStart - back,
      length: back + run.length + ahead,
    });
  });
  return grown;
}

function endsOf({ oldStart, newStart, length }: KeptRun): [number, number] {
  return [oldStart + length, newStart + length];
}

/** How much equal space, at most `most`, lies from two places on, forwards or backwards. */
function commonSpace(
  older: string,
  newer: string,
  [old, neu]: readonly [number, number],
  step: 1 | -1,
  most: number,
): number {
  let count = 0;
  while (count < most) {
    const unit = older.charAt(old + count * step);
    if (unit !== newer.charAt(neu + count * step) || unit.trim() !== "") break;
    count += 1;
  }
  return count;
}

/** Stretches longer than this are not compared letter by letter. */
const LONGEST_CHANGE = 200;

/** The letters kept inside words that changed, for changes of as many words into as many. */
export function keptLetters(
  older: TokenizedText,
  newer: TokenizedText,
  change: { oldStart: number; oldEnd: number; newStart: number; newEnd: number },
): KeptRun[] {
  const { oldStart, oldEnd, newStart, newEnd } = change;
  if (Math.max(oldEnd - oldStart, newEnd - newStart) > LONGEST_CHANGE) return [];
  const before = older.text.slice(oldStart, oldEnd);
  const after = newer.text.slice(newStart, newEnd);
  const from = wordsOf(before);
  const to = wordsOf(after);
  if (from.length !== to.length) return [];
  return from.flatMap((word, index) => {
    const other = to[index];
    if (!other) return [];
    const kept: KeptRun[] = [];
    let a = oldStart + word.index;
    let b = newStart + other.index;
    let total = 0;
    for (const { value, added, removed } of diffChars(word.text, other.text)) {
      if (!added && !removed) {
        kept.push({ oldStart: a, newStart: b, length: value.length });
        total += value.length;
      }
      if (!added) a += value.length;
      if (!removed) b += value.length;
    }
    return total * 2 >= Math.max(word.text.length, other.text.length) ? kept : [];
  });
}

function wordsOf(text: string): { text: string; index: number }[] {
  return Array.from(text.matchAll(/\S+/gu), (match) => ({ text: match[0], index: match.index }));
}
