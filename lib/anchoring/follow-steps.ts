import type { StepMap } from "@tiptap/pm/transform";
import { type Move, mapPosition, moveOf } from "./map-steps";

/**
 * Ranges of a document, in its positions, that follow one step after another while it is edited: as
 * StepMapping moves them, for all of them at once and without looking at their words. What they
 * cannot know is undo: ranges that something was taken out of are named in `cut`, for whoever wants
 * to have them mapped anew by all the steps.
 */
export class FollowedRanges {
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Numbers of the ranges that lost something, those of which nothing is left included. */
  readonly cut = new Set<number>();

  constructor(ranges: readonly { from: number; to: number }[]) {
    this.from = Int32Array.from(ranges, ({ from }) => from);
    this.to = Int32Array.from(ranges, ({ to }) => to);
  }

  get size(): number {
    return this.from.length;
  }

  /** Whether nothing of a range is left. */
  isGone(index: number): boolean {
    return (this.from[index] ?? 0) >= (this.to[index] ?? 0);
  }

  set(index: number, from: number, to: number): void {
    this.from[index] = from;
    this.to[index] = to;
  }

  follow(map: StepMap): void {
    const move = moveOf(map);
    const [first] = move;
    if (!first) return;
    const [from, before, after] = first;
    // Nearly every step is of one stretch, and that is made for twenty thousand ranges at each key.
    if (move.length === 1) this.#followOne(from, before, after);
    else this.#followAll(move);
  }

  #followOne(at: number, before: number, after: number): void {
    const { from, to } = this;
    const end = at + before;
    const shift = after - before;
    for (let index = 0; index < from.length; index++) {
      const start = from[index] ?? 0;
      const stop = to[index] ?? 0;
      if (stop < at) continue;
      if (start > end) {
        from[index] = start + shift;
        to[index] = stop + shift;
        continue;
      }
      this.#followNear(index, [[at, before, after]]);
    }
  }

  #followAll(move: Move): void {
    for (let index = 0; index < this.from.length; index++) this.#followNear(index, move);
  }

  #followNear(index: number, move: Move): void {
    const start = this.from[index] ?? 0;
    const stop = this.to[index] ?? 0;
    const isTouched = move.some(([at, before]) => before > 0 && at < stop && at + before > start);
    if (isTouched) this.cut.add(index);
    const isReplaced = move.some(
      ([at, before]) => before > 0 && at <= start && stop <= at + before,
    );
    const from = mapPosition(move, start, start < stop && !isReplaced ? 1 : -1);
    const to = mapPosition(move, stop, -1);
    this.from[index] = from;
    this.to[index] = isReplaced ? from : Math.max(from, to);
  }
}
