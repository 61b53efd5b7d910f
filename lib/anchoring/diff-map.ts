import { z } from "zod";

/** Text that is in both, letter for letter, in UTF-16 code units. */
export interface KeptRun {
  readonly oldStart: number;
  readonly newStart: number;
  readonly length: number;
}

const runs = z.array(z.int().nonnegative()).refine((flat) => flat.length % 3 === 0);

/**
 * What a version's text kept of the one before. Runs are stored flat, as `oldStart, newStart,
 * length, …`, ascending by `oldStart`: `kept` ascends in both texts, `moved` stands elsewhere.
 * What no run covers was deleted from the old text or is new.
 */
export const diffMapSchema = z.object({
  oldLength: z.int().nonnegative(),
  newLength: z.int().nonnegative(),
  kept: runs,
  moved: runs,
});

export type DiffMap = z.infer<typeof diffMapSchema>;

export function packRuns(list: readonly KeptRun[]): number[] {
  return list.flatMap(({ oldStart, newStart, length }) => [oldStart, newStart, length]);
}

/**
 * Where an offset of the old text lies in the new one. Where text was put in or taken out at the
 * offset, the bias chooses the end of what stands before it (-1) or the start of what stands
 * after it (1), so that a span mapped by 1 at its start and -1 at its end does not grow.
 */
export function mapOffset(map: DiffMap, offset: number, bias: -1 | 1): number {
  const character = bias === 1 ? offset : offset - 1;
  const moved = runAt(map.moved, character);
  if (moved) return offset + moved.newStart - moved.oldStart;
  if (bias === 1) {
    const after = runFrom(map.kept, character);
    return after ? after.newStart + Math.max(0, offset - after.oldStart) : map.newLength;
  }
  const before = runUpTo(map.kept, character);
  return before ? before.newStart + Math.min(before.length, offset - before.oldStart) : 0;
}

/** What is left of a range of the old text, or null where nothing is. */
export function mapRange(
  map: DiffMap,
  range: { start: number; end: number },
): { start: number; end: number } | null {
  const start = mapOffset(map, range.start, 1);
  const end = mapOffset(map, range.end, -1);
  return start < end ? { start, end } : null;
}

function runAt(flat: readonly number[], character: number): KeptRun | null {
  const run = runUpTo(flat, character);
  return run && character < run.oldStart + run.length ? run : null;
}

/** The last run that begins at or before a character. */
function runUpTo(flat: readonly number[], character: number): KeptRun | null {
  return runNumber(flat, runsBegunBy(flat, character) - 1);
}

/** The first run that ends after a character. */
function runFrom(flat: readonly number[], character: number): KeptRun | null {
  return runAt(flat, character) ?? runNumber(flat, runsBegunBy(flat, character));
}

function runsBegunBy(flat: readonly number[], character: number): number {
  let low = 0;
  let high = flat.length / 3;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((flat[middle * 3] ?? 0) <= character) low = middle + 1;
    else high = middle;
  }
  return low;
}

function runNumber(flat: readonly number[], index: number): KeptRun | null {
  const [oldStart, newStart, length] = flat.slice(Math.max(0, index) * 3, index * 3 + 3);
  if (oldStart === undefined || newStart === undefined || length === undefined) return null;
  return { oldStart, newStart, length };
}
