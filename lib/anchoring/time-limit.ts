/** When to stop looking; the clock is the caller's, so that a test decides what time it is. */
export interface TimeLimit {
  /** Milliseconds on any clock that does not go back. */
  readonly now: () => number;
  readonly until: number;
}

export const NO_LIMIT: TimeLimit = { now: () => 0, until: Number.POSITIVE_INFINITY };

export function isOver({ now, until }: TimeLimit): boolean {
  return now() >= until;
}
