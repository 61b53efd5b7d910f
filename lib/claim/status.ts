import { z } from "zod";
import type { Dependence, Independence } from "@/lib/claim/independence";
import type { Stance } from "@/lib/source/schema-enums";

export const CHECK_STATUSES = [
  "unchecked",
  "in_progress",
  "in_review",
  "approved",
  "disputed",
  "stale",
] as const;

export const checkStatusSchema = z.enum(CHECK_STATUSES);
export type CheckStatus = z.infer<typeof checkStatusSchema>;

/** What a member does to a check. */
export const MEMBER_MOVES = [
  "start",
  "submit",
  "withdraw",
  "approve",
  "request_changes",
  "dispute",
  "submit_blind_second",
  "adjudicate",
  "reopen",
  "still_holds",
  "confirm_still_holds",
] as const;

/** What a change of the claim's evidence does to its check, by the server. */
export const EVIDENCE_MOVES = [
  "statement_changed",
  "citation_added_supporting",
  "citation_added_other",
  "citation_changed",
  "citation_removed",
  "source_drifted",
] as const;

export const MOVES = [...MEMBER_MOVES, ...EVIDENCE_MOVES] as const;

export const moveSchema = z.enum(MOVES);
export type Move = z.infer<typeof moveSchema>;
export type MemberMove = (typeof MEMBER_MOVES)[number];
export type EvidenceMove = (typeof EVIDENCE_MOVES)[number];

/** What a move takes with it. `revision` is the claim's revision that the member saw. */
export const NEEDS = ["revision", "verdict", "reason", "reasons", "outcome"] as const;
export type Need = (typeof NEEDS)[number];

/** How a blind second submission or an adjudication came out. */
export const OUTCOMES = ["equal", "different", "approved", "returned"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/**
 * What else the command does in the same transaction:
 * - take_check: the actor becomes the check's checker
 * - new_round: the row belongs to a new check of the claim, one round later
 * - store_submission, store_review, store_still_holds: keep what was given
 * - confirm_fit: the occurrences that the reviewer was shown get their fit confirmed; a blind
 *   second checker was not shown what should happen to the words, and confirms those that stay
 * - void_still_holds: an open "still holds" no longer counts, its evidence having changed
 * - raise_revision: the claim's revision goes up
 * - notify: the checker and the reviewers are told that the check went back
 */
export const EFFECTS = [
  "take_check",
  "new_round",
  "store_submission",
  "store_review",
  "store_still_holds",
  "confirm_fit",
  "void_still_holds",
  "raise_revision",
  "notify",
] as const;
export type Effect = (typeof EFFECTS)[number];

export type Who =
  | "one_who_checks"
  | "its_checker"
  | "its_second_checker"
  | "independent_member"
  | "independent_editor"
  | "another_member"
  | "server";

export type Guard =
  | "may_check"
  | "may_not_check"
  | "not_yet_approved_by_actor"
  | "approvals_missing"
  | "approvals_enough"
  | "no_blind_second_asked"
  | "not_its_disputer"
  | "no_open_still_holds"
  | "open_still_holds";

export interface Row {
  from: CheckStatus;
  move: Move;
  to: CheckStatus;
  who: Who;
  when?: readonly Guard[];
  /** Where the move itself says how it came out. */
  outcome?: Outcome;
  needs?: readonly Need[];
  effects?: readonly Effect[];
}

const evidence = (
  from: CheckStatus,
  to: CheckStatus,
  moves: readonly EvidenceMove[],
  effects: readonly Effect[] = [],
  when: readonly Guard[] = [],
): Row[] =>
  moves.map((move) => ({
    from,
    move,
    to,
    who: "server",
    when,
    // A drifted source is another text under the same citation: the claim's row is as it was.
    effects: move === "source_drifted" ? effects : ["raise_revision", ...effects],
  }));

const CITATION_ADDED = ["citation_added_supporting", "citation_added_other"] as const;
/** What unsettles a proposal under review: every change of evidence but one more supporting citation. */
const UNSETTLING = [
  "statement_changed",
  "citation_added_other",
  "citation_changed",
  "citation_removed",
] as const;

/**
 * The whole life of a check. Rows of the same status and move ask for the same people and differ
 * by their guards or outcome, of which at most one row's hold. What stands in no row is refused.
 * A row that stays where it is keeps an evidence change from being an error there.
 */
export const TABLE: readonly Row[] = [
  {
    from: "unchecked",
    move: "start",
    to: "in_progress",
    who: "one_who_checks",
    effects: ["take_check"],
  },
  // The first verdict starts the check as well as submitting it.
  {
    from: "unchecked",
    move: "submit",
    to: "in_review",
    who: "one_who_checks",
    needs: ["revision", "verdict"],
    effects: ["take_check", "store_submission"],
  },
  // The first citation starts it, too, unless an author proposed it.
  ...evidence("unchecked", "in_progress", CITATION_ADDED, ["take_check"], ["may_check"]),
  ...evidence("unchecked", "unchecked", CITATION_ADDED, [], ["may_not_check"]),
  ...evidence("unchecked", "unchecked", [
    "statement_changed",
    "citation_changed",
    "citation_removed",
    "source_drifted",
  ]),

  {
    from: "in_progress",
    move: "submit",
    to: "in_review",
    who: "its_checker",
    needs: ["revision", "verdict"],
    effects: ["store_submission"],
  },
  ...evidence("in_progress", "in_progress", EVIDENCE_MOVES),

  { from: "in_review", move: "withdraw", to: "in_progress", who: "its_checker" },
  {
    from: "in_review",
    move: "approve",
    to: "in_review",
    who: "independent_member",
    when: ["no_blind_second_asked", "not_yet_approved_by_actor", "approvals_missing"],
    needs: ["revision"],
    effects: ["store_review", "confirm_fit"],
  },
  {
    from: "in_review",
    move: "approve",
    to: "approved",
    who: "independent_member",
    when: ["no_blind_second_asked", "not_yet_approved_by_actor", "approvals_enough"],
    needs: ["revision"],
    effects: ["store_review", "confirm_fit"],
  },
  {
    from: "in_review",
    move: "request_changes",
    to: "in_progress",
    who: "independent_member",
    needs: ["reasons"],
    effects: ["store_review", "notify"],
  },
  {
    from: "in_review",
    move: "dispute",
    to: "disputed",
    who: "independent_member",
    needs: ["revision", "verdict"],
    effects: ["store_review", "notify"],
  },
  {
    from: "in_review",
    move: "submit_blind_second",
    to: "approved",
    who: "its_second_checker",
    outcome: "equal",
    needs: ["revision", "verdict"],
    effects: ["store_submission", "confirm_fit"],
  },
  {
    from: "in_review",
    move: "submit_blind_second",
    to: "disputed",
    who: "its_second_checker",
    outcome: "different",
    needs: ["revision", "verdict"],
    effects: ["store_submission", "notify"],
  },
  ...evidence("in_review", "in_progress", UNSETTLING, ["notify"]),
  ...evidence("in_review", "in_review", ["citation_added_supporting", "source_drifted"]),

  {
    from: "disputed",
    move: "adjudicate",
    to: "approved",
    who: "independent_editor",
    when: ["not_its_disputer"],
    outcome: "approved",
    needs: ["revision", "reason"],
    effects: ["store_review", "confirm_fit"],
  },
  {
    from: "disputed",
    move: "adjudicate",
    to: "in_progress",
    who: "independent_editor",
    when: ["not_its_disputer"],
    outcome: "returned",
    needs: ["revision", "reason"],
    effects: ["store_review", "notify"],
  },
  ...evidence("disputed", "in_progress", UNSETTLING, ["notify"]),
  ...evidence("disputed", "disputed", ["citation_added_supporting", "source_drifted"]),

  {
    from: "approved",
    move: "reopen",
    to: "stale",
    who: "one_who_checks",
    needs: ["reason"],
    effects: ["notify"],
  },
  ...evidence("approved", "stale", [...UNSETTLING, "source_drifted"], ["notify"]),
  ...evidence("approved", "approved", ["citation_added_supporting"]),

  {
    from: "stale",
    move: "still_holds",
    to: "stale",
    who: "one_who_checks",
    when: ["no_open_still_holds"],
    needs: ["revision", "reason"],
    effects: ["store_still_holds"],
  },
  {
    from: "stale",
    move: "confirm_still_holds",
    to: "approved",
    who: "another_member",
    when: ["open_still_holds"],
    needs: ["revision"],
  },
  {
    from: "stale",
    move: "start",
    to: "in_progress",
    who: "one_who_checks",
    effects: ["new_round", "take_check"],
  },
  ...evidence("stale", "stale", [...UNSETTLING, "source_drifted"], ["void_still_holds"]),
  ...evidence("stale", "stale", ["citation_added_supporting"]),
];

/** The table's rows by status and move; a page asks for every move of a thousand checks. */
const ROWS: ReadonlyMap<string, readonly Row[]> = new Map(
  TABLE.map(({ from, move }) => [
    `${from} ${move}`,
    TABLE.filter((row) => row.from === from && row.move === move),
  ]),
);

/** A check as its moves see it. */
export interface CheckFacts {
  status: CheckStatus;
  checkerId: string | null;
  /** The claim's revision now. */
  revision: number;
  approvalsNeeded: number;
  /** Who approved the submission now under review; of earlier submissions nothing counts. */
  approvedBy: readonly string[];
  disputedById: string | null;
  stillHoldsById: string | null;
  /** Who was asked for a blind second submission that is outstanding. */
  secondCheckerId: string | null;
}

/** The member whose doing it is. */
export interface MoveContext {
  actorId: string;
  /** By role: may start and submit checks and change claims. */
  mayCheck: boolean;
  /** By role: may review another's check. */
  mayReview: boolean;
  /** The workspace leaves reviewing to editors, of whom the actor is none. */
  editorsReview: boolean;
  mayAdjudicate: boolean;
  independence: Independence;
}

/** What came with the move. */
export interface Given {
  revision?: number;
  verdict?: string;
  reason?: string;
  reasons?: readonly string[];
  outcome?: Outcome;
}

export type Refusal =
  | "not_from_here"
  | "may_not"
  | "not_its_checker"
  | Dependence
  | "already_approved"
  | "blind_second_not_asked"
  | "blind_second_open"
  | "not_second_checker"
  | "editors_review"
  | "blind"
  | "disputed_it"
  | "still_holds_said"
  | "still_holds_not_said"
  | "said_still_holds"
  | "revision_missing"
  | "revision_outdated"
  | "verdict_missing"
  | "reason_missing"
  | "outcome_missing";

export type Transition =
  | { ok: true; to: CheckStatus; effects: readonly Effect[] }
  | { ok: false; reason: Refusal };

export interface PossibleMove {
  move: MemberMove;
  /** More than one where the move itself says how it came out. */
  to: readonly CheckStatus[];
  needs: readonly Need[];
}

/**
 * One move of a check: the row of the table that applies, or why none does. Refuses a revision
 * that is no longer the claim's (`revision_outdated`, a conflict); the command's guarded write
 * still has to refuse one that changes meanwhile.
 */
export function transition(
  check: CheckFacts,
  move: Move,
  context: MoveContext,
  given: Given = {},
): Transition {
  const open = openRows(check, move, context);
  if (!Array.isArray(open)) return { ok: false, reason: open };
  const row = open.find(({ outcome }) => outcome === undefined || outcome === given.outcome);
  if (!row) return { ok: false, reason: "outcome_missing" };
  const missing = (row.needs ?? []).map((need) => lack(need, check, given)).find(Boolean);
  if (missing) return { ok: false, reason: missing };
  return { ok: true, to: row.to, effects: row.effects ?? [] };
}

/** What this member may do with the check now, provided each move brings what it needs. */
export function possibleMoves(check: CheckFacts, context: MoveContext): PossibleMove[] {
  return MEMBER_MOVES.flatMap((move) => {
    const rows = openRows(check, move, context);
    const first = Array.isArray(rows) ? rows[0] : undefined;
    if (!Array.isArray(rows) || !first) return [];
    const needs: Need[] = [...(first.needs ?? []), ...(first.outcome ? ["outcome" as const] : [])];
    return [{ move, to: rows.map(({ to }) => to), needs }];
  });
}

/** Whether adding this citation is a supporting addition, or one that unsettles a review. */
export function citationAddedMove(stance: Stance): EvidenceMove {
  return stance === "supports" ? "citation_added_supporting" : "citation_added_other";
}

function openRows(check: CheckFacts, move: Move, context: MoveContext): Row[] | Refusal {
  const rows = ROWS.get(`${check.status} ${move}`) ?? [];
  const [first] = rows;
  if (!first) return "not_from_here";
  const refused = refusePerson(first.who, check, context);
  if (refused) return refused;
  const failing = (row: Row) => (row.when ?? []).find((guard) => !GUARDS[guard](check, context));
  const open = rows.filter((row) => failing(row) === undefined);
  if (open.length > 0) return open;
  const guard = rows.map(failing).at(-1);
  return (guard && REFUSED_BY[guard]) ?? "not_from_here";
}

function refusePerson(who: Who, check: CheckFacts, context: MoveContext): Refusal | null {
  const { independence } = context;
  switch (who) {
    case "server":
      return null;
    case "one_who_checks":
      return context.mayCheck ? null : "may_not";
    case "its_checker":
      if (!context.mayCheck) return "may_not";
      return check.checkerId === context.actorId ? null : "not_its_checker";
    case "its_second_checker":
      if (check.secondCheckerId === null) return "blind_second_not_asked";
      if (check.secondCheckerId !== context.actorId) return "not_second_checker";
      return independence.ok ? null : independence.reason;
    case "independent_member":
      if (!context.mayReview) return mayNotReview(context);
      return independence.ok ? null : independence.reason;
    case "independent_editor":
      if (!context.mayAdjudicate) return "may_not";
      return independence.ok ? null : independence.reason;
    case "another_member":
      // Confirming puts the tick back, so an author may not; who submitted may, for the word
      // confirmed is another member's.
      if (!context.mayReview) return mayNotReview(context);
      if (check.stillHoldsById === context.actorId) return "said_still_holds";
      return independence.ok || independence.reason === "submitted_this_round"
        ? null
        : independence.reason;
  }
}

function mayNotReview({ editorsReview }: MoveContext): Refusal {
  return editorsReview ? "editors_review" : "may_not";
}

const GUARDS: Record<Guard, (check: CheckFacts, context: MoveContext) => boolean> = {
  may_check: (_, { mayCheck }) => mayCheck,
  may_not_check: (_, { mayCheck }) => !mayCheck,
  not_yet_approved_by_actor: ({ approvedBy }, { actorId }) => !approvedBy.includes(actorId),
  approvals_missing: (check, { actorId }) => approvalsWith(check, actorId) < check.approvalsNeeded,
  approvals_enough: (check, { actorId }) => approvalsWith(check, actorId) >= check.approvalsNeeded,
  no_blind_second_asked: ({ secondCheckerId }) => secondCheckerId === null,
  not_its_disputer: ({ disputedById }, { actorId }) => disputedById !== actorId,
  no_open_still_holds: ({ stillHoldsById }) => stillHoldsById === null,
  open_still_holds: ({ stillHoldsById }) => stillHoldsById !== null,
};

/** Guards that choose between rows refuse nothing. */
const REFUSED_BY: Partial<Record<Guard, Refusal>> = {
  not_yet_approved_by_actor: "already_approved",
  no_blind_second_asked: "blind_second_open",
  not_its_disputer: "disputed_it",
  no_open_still_holds: "still_holds_said",
  open_still_holds: "still_holds_not_said",
};

function approvalsWith({ approvedBy }: CheckFacts, actorId: string): number {
  return new Set([...approvedBy, actorId]).size;
}

function lack(need: Need, check: CheckFacts, given: Given): Refusal | null {
  switch (need) {
    case "revision":
      if (given.revision === undefined) return "revision_missing";
      return given.revision === check.revision ? null : "revision_outdated";
    case "verdict":
      return given.verdict ? null : "verdict_missing";
    case "reason":
      return given.reason?.trim() ? null : "reason_missing";
    case "reasons":
      return given.reasons?.length || given.reason?.trim() ? null : "reason_missing";
    case "outcome":
      return given.outcome ? null : "outcome_missing";
  }
}
