/** Where a query stands; `no_answer`: none came by the date, or a person expects none. */
export const QUERY_STATUSES = ["asked", "no_answer", "answered", "ruled"] as const;
export type QueryStatus = (typeof QUERY_STATUSES)[number];

export interface QueryFacts {
  /** As it is stored, where `no_answer` is what a person said. */
  status: QueryStatus;
  wantedBy: string | Date;
}

/** Where a query stands at a moment: one that is asked has no answer once its date has come. */
export function standingOf({ status, wantedBy }: QueryFacts, now: Date): QueryStatus {
  return status === "asked" && isPast(wantedBy, now) ? "no_answer" : status;
}

/** Whether an answer that comes now comes after the date by which it was wanted. */
export function isPast(wantedBy: string | Date, now: Date): boolean {
  return new Date(wantedBy).getTime() <= now.getTime();
}

/**
 * What can be done with a query, by where it stands. An answer is taken late as well, and more can
 * be said until the ruling. Nobody rules while an answer can still come in time: whoever does not
 * expect one says so first.
 */
const MOVES = {
  answer: ["asked", "no_answer", "answered"],
  give_up: ["asked"],
  wait_on: ["no_answer"],
  reword: ["asked", "no_answer"],
  postpone: ["asked", "no_answer", "answered"],
  withdraw: ["asked", "no_answer", "answered"],
  link: ["asked", "no_answer", "answered"],
  rule: ["no_answer", "answered"],
  reopen: ["ruled"],
} as const satisfies Record<string, readonly QueryStatus[]>;
export type QueryMove = keyof typeof MOVES;

export function isPossible(move: QueryMove, facts: QueryFacts, now: Date): boolean {
  const from: readonly QueryStatus[] = MOVES[move];
  if (move === "wait_on") return facts.status === "no_answer";
  return from.includes(standingOf(facts, now));
}

/** An open query is one that nobody has ruled on. */
export function isOpen({ status }: Pick<QueryFacts, "status">): boolean {
  return status !== "ruled";
}
