import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { independence } from "@/lib/claim/independence";
import {
  CHECK_STATUSES,
  type CheckFacts,
  type CheckStatus,
  citationAddedMove,
  EVIDENCE_MOVES,
  type Given,
  MEMBER_MOVES,
  MOVES,
  type Move,
  type MoveContext,
  possibleMoves,
  TABLE,
  transition,
} from "@/lib/claim/status";
import { STANCES } from "@/lib/source/schema-enums";

const check = (status: CheckStatus, change: Partial<CheckFacts> = {}): CheckFacts => ({
  status,
  checkerId: "checker",
  revision: 4,
  approvalsNeeded: 1,
  approvedBy: [],
  disputedById: null,
  stillHoldsById: null,
  secondCheckerId: null,
  ...change,
});

const someone: MoveContext = {
  actorId: "someone",
  mayCheck: true,
  mayReview: true,
  editorsReview: false,
  mayAdjudicate: true,
  independence: { ok: true },
};
const checker: MoveContext = {
  ...someone,
  actorId: "checker",
  independence: { ok: false, reason: "submitted_this_round" },
};
const reader: MoveContext = {
  ...someone,
  actorId: "reader",
  mayCheck: false,
  mayReview: false,
  mayAdjudicate: false,
};
const author: MoveContext = {
  ...someone,
  actorId: "author",
  independence: { ok: false, reason: "author_of_article" },
};

const everything: Given = {
  revision: 4,
  verdict: "true",
  reason: "It reads so.",
  reasons: ["locator_missing"],
};

/** Where each move leads when everyone may and everything is given; what is absent is refused. */
const LEADS: Record<CheckStatus, Partial<Record<Move, CheckStatus>>> = {
  unchecked: {
    start: "in_progress",
    submit: "in_review",
    citation_added_supporting: "in_progress",
    citation_added_other: "in_progress",
    citation_changed: "unchecked",
    citation_removed: "unchecked",
    statement_changed: "unchecked",
    source_drifted: "unchecked",
  },
  in_progress: {
    submit: "in_review",
    citation_added_supporting: "in_progress",
    citation_added_other: "in_progress",
    citation_changed: "in_progress",
    citation_removed: "in_progress",
    statement_changed: "in_progress",
    source_drifted: "in_progress",
  },
  in_review: {
    withdraw: "in_progress",
    approve: "approved",
    request_changes: "in_progress",
    dispute: "disputed",
    submit_blind_second: "approved",
    citation_added_supporting: "in_review",
    citation_added_other: "in_progress",
    citation_changed: "in_progress",
    citation_removed: "in_progress",
    statement_changed: "in_progress",
    source_drifted: "in_review",
  },
  disputed: {
    adjudicate: "approved",
    citation_added_supporting: "disputed",
    citation_added_other: "in_progress",
    citation_changed: "in_progress",
    citation_removed: "in_progress",
    statement_changed: "in_progress",
    source_drifted: "disputed",
  },
  approved: {
    reopen: "stale",
    citation_added_supporting: "approved",
    citation_added_other: "stale",
    citation_changed: "stale",
    citation_removed: "stale",
    statement_changed: "stale",
    source_drifted: "stale",
  },
  stale: {
    start: "in_progress",
    confirm_still_holds: "approved",
    citation_added_supporting: "stale",
    citation_added_other: "stale",
    citation_changed: "stale",
    citation_removed: "stale",
    statement_changed: "stale",
    source_drifted: "stale",
  },
};

const bestActor = (move: Move) => (move === "submit" || move === "withdraw" ? checker : someone);
const bestGiven = (move: Move): Given => ({
  ...everything,
  ...(move === "submit_blind_second" && { outcome: "equal" }),
  ...(move === "adjudicate" && { outcome: "approved" }),
});

describe("every status with every move", () => {
  for (const status of CHECK_STATUSES) {
    for (const move of MOVES) {
      const to = LEADS[status][move];
      test(`${status}, ${move}: ${to ?? "refused"}`, () => {
        const facts = check(status, {
          secondCheckerId: move === "submit_blind_second" ? "someone" : null,
          stillHoldsById: move === "confirm_still_holds" ? "another" : null,
        });
        const done = transition(facts, move, bestActor(move), bestGiven(move));
        if (status === "stale" && move === "still_holds") {
          expect(done).toEqual({ ok: true, to: "stale", effects: ["store_still_holds"] });
        } else if (to) {
          expect(done).toMatchObject({ ok: true, to });
        } else {
          expect(done).toEqual({ ok: false, reason: "not_from_here" });
        }
      });
    }
  }
});

describe("rows of one status and move", () => {
  test("ask for the same people and the same things", () => {
    for (const row of TABLE) {
      for (const twin of TABLE.filter(({ from, move }) => from === row.from && move === row.move)) {
        expect(twin.who).toBe(row.who);
        expect(twin.needs).toEqual(row.needs);
      }
    }
  });

  test("evidence is nobody's to refuse, and every status takes every kind of it", () => {
    for (const status of CHECK_STATUSES) {
      for (const move of EVIDENCE_MOVES) {
        expect(transition(check(status), move, reader).ok).toBe(true);
        expect(transition(check(status), move, author).ok).toBe(true);
      }
    }
  });

  test("every change of statement or citations raises the revision, and nothing else does", () => {
    for (const { move, effects } of TABLE) {
      const raises = EVIDENCE_MOVES.some((m) => m === move) && move !== "source_drifted";
      expect(effects?.includes("raise_revision") ?? false).toBe(raises);
    }
  });
});

const REFUSED: [string, CheckFacts, Move, MoveContext, Given, string][] = [
  ["a reader starts", check("unchecked"), "start", reader, {}, "may_not"],
  ["another submits", check("in_progress"), "submit", someone, everything, "not_its_checker"],
  [
    "a checker demoted submits",
    check("in_progress"),
    "submit",
    { ...checker, mayCheck: false },
    everything,
    "may_not",
  ],
  [
    "without a verdict",
    check("in_progress"),
    "submit",
    checker,
    { revision: 4 },
    "verdict_missing",
  ],
  [
    "without a revision",
    check("in_progress"),
    "submit",
    checker,
    { verdict: "true" },
    "revision_missing",
  ],
  [
    "an older revision",
    check("in_progress"),
    "submit",
    checker,
    { ...everything, revision: 3 },
    "revision_outdated",
  ],
  ["another withdraws", check("in_review"), "withdraw", someone, {}, "not_its_checker"],
  [
    "who submitted approves",
    check("in_review"),
    "approve",
    checker,
    everything,
    "submitted_this_round",
  ],
  ["an author approves", check("in_review"), "approve", author, everything, "author_of_article"],
  ["a reader approves", check("in_review"), "approve", reader, everything, "may_not"],
  [
    "approves an older revision",
    check("in_review"),
    "approve",
    someone,
    { revision: 3 },
    "revision_outdated",
  ],
  [
    "approves twice",
    check("in_review", { approvalsNeeded: 2, approvedBy: ["someone"] }),
    "approve",
    someone,
    everything,
    "already_approved",
  ],
  [
    "changes without a reason",
    check("in_review"),
    "request_changes",
    someone,
    { reasons: [], reason: " " },
    "reason_missing",
  ],
  [
    "dispute without a verdict",
    check("in_review"),
    "dispute",
    someone,
    { revision: 4 },
    "verdict_missing",
  ],
  [
    "dispute of an older revision",
    check("in_review"),
    "dispute",
    someone,
    { ...everything, revision: 2 },
    "revision_outdated",
  ],
  [
    "an unasked second check",
    check("in_review"),
    "submit_blind_second",
    someone,
    { ...everything, outcome: "equal" },
    "blind_second_not_asked",
  ],
  [
    "a second check of one's own",
    check("in_review", { secondCheckerId: "checker" }),
    "submit_blind_second",
    checker,
    { ...everything, outcome: "equal" },
    "submitted_this_round",
  ],
  [
    "a second check not compared",
    check("in_review", { secondCheckerId: "someone" }),
    "submit_blind_second",
    someone,
    everything,
    "outcome_missing",
  ],
  [
    "a second check compared to an adjudication's end",
    check("in_review", { secondCheckerId: "someone" }),
    "submit_blind_second",
    someone,
    { ...everything, outcome: "returned" },
    "outcome_missing",
  ],
  [
    "a checker adjudicates",
    check("disputed"),
    "adjudicate",
    { ...someone, mayAdjudicate: false },
    { ...everything, outcome: "approved" },
    "may_not",
  ],
  [
    "an editor who wrote it adjudicates",
    check("disputed"),
    "adjudicate",
    author,
    { ...everything, outcome: "approved" },
    "author_of_article",
  ],
  [
    "who disputed adjudicates",
    check("disputed", { disputedById: "someone" }),
    "adjudicate",
    someone,
    { ...everything, outcome: "approved" },
    "disputed_it",
  ],
  [
    "adjudication without a reason",
    check("disputed"),
    "adjudicate",
    someone,
    { revision: 4, outcome: "returned" },
    "reason_missing",
  ],
  ["reopen without a reason", check("approved"), "reopen", someone, {}, "reason_missing"],
  ["a reader reopens", check("approved"), "reopen", reader, everything, "may_not"],
  [
    "still holds without a reason",
    check("stale"),
    "still_holds",
    someone,
    { revision: 4 },
    "reason_missing",
  ],
  [
    "still holds twice",
    check("stale", { stillHoldsById: "another" }),
    "still_holds",
    someone,
    everything,
    "still_holds_said",
  ],
  [
    "confirming nothing",
    check("stale"),
    "confirm_still_holds",
    someone,
    everything,
    "still_holds_not_said",
  ],
  [
    "confirming oneself",
    check("stale", { stillHoldsById: "someone" }),
    "confirm_still_holds",
    someone,
    everything,
    "said_still_holds",
  ],
  [
    "an author confirms",
    check("stale", { stillHoldsById: "another" }),
    "confirm_still_holds",
    author,
    everything,
    "author_of_article",
  ],
  [
    "confirming an older revision",
    check("stale", { stillHoldsById: "another" }),
    "confirm_still_holds",
    someone,
    { revision: 3 },
    "revision_outdated",
  ],
];

describe("refused", () => {
  test.each(REFUSED)("%s", (_, facts, move, context, given, reason) => {
    expect(transition(facts, move, context, given)).toEqual({ ok: false, reason });
  });
});

describe("what comes of it", () => {
  test("an author's citation does not start a check, a checker's does", () => {
    const proposed = transition(check("unchecked"), "citation_added_supporting", reader);
    expect(proposed).toMatchObject({ to: "unchecked", effects: ["raise_revision"] });
    const cited = transition(check("unchecked"), "citation_added_other", someone);
    expect(cited).toMatchObject({ to: "in_progress", effects: ["raise_revision", "take_check"] });
  });

  test("the second of two approvals approves", () => {
    const first = transition(
      check("in_review", { approvalsNeeded: 2 }),
      "approve",
      someone,
      everything,
    );
    expect(first).toMatchObject({ ok: true, to: "in_review" });
    const facts = check("in_review", { approvalsNeeded: 2, approvedBy: ["another"] });
    expect(transition(facts, "approve", someone, everything)).toMatchObject({ to: "approved" });
  });

  test("one approver named twice is one", () => {
    const facts = check("in_review", { approvalsNeeded: 3, approvedBy: ["another", "another"] });
    expect(transition(facts, "approve", someone, everything)).toMatchObject({ to: "in_review" });
  });

  test("different blind verdicts are a dispute, and an adjudication may return it", () => {
    const second = check("in_review", { secondCheckerId: "someone" });
    const given: Given = { ...everything, outcome: "different" };
    expect(transition(second, "submit_blind_second", someone, given)).toMatchObject({
      to: "disputed",
    });
    const ruled = transition(check("disputed"), "adjudicate", someone, {
      ...everything,
      outcome: "returned",
    });
    expect(ruled).toMatchObject({ to: "in_progress" });
  });

  test("who submitted may confirm another member's still holds", () => {
    const facts = check("stale", { stillHoldsById: "another" });
    expect(transition(facts, "confirm_still_holds", checker, everything)).toMatchObject({
      to: "approved",
    });
  });

  test("starting over is a new round, and new evidence voids a still holds", () => {
    expect(transition(check("stale"), "start", someone)).toMatchObject({
      effects: ["new_round", "take_check"],
    });
    expect(transition(check("stale"), "citation_removed", someone)).toMatchObject({
      effects: ["raise_revision", "void_still_holds"],
    });
  });

  test("going back to work gives notice", () => {
    expect(transition(check("in_review"), "statement_changed", reader)).toMatchObject({
      effects: ["raise_revision", "notify"],
    });
  });

  test("only a supporting stance is a supporting citation", () => {
    expect(citationAddedMove("supports")).toBe("citation_added_supporting");
    for (const stance of STANCES.filter((stance) => stance !== "supports")) {
      expect(citationAddedMove(stance)).toBe("citation_added_other");
    }
  });
});

describe("what is possible", () => {
  const named = (facts: CheckFacts, context: MoveContext) =>
    possibleMoves(facts, context).map(({ move }) => move);

  test("for each in turn", () => {
    expect(named(check("unchecked"), someone)).toEqual(["start", "submit"]);
    expect(named(check("unchecked"), reader)).toEqual([]);
    expect(named(check("in_progress"), checker)).toEqual(["submit"]);
    expect(named(check("in_progress"), someone)).toEqual([]);
    expect(named(check("in_review"), checker)).toEqual(["withdraw"]);
    expect(named(check("in_review"), someone)).toEqual(["approve", "request_changes", "dispute"]);
    expect(named(check("approved"), author)).toEqual(["reopen"]);
    expect(named(check("stale"), someone)).toEqual(["start", "still_holds"]);
    expect(named(check("stale", { stillHoldsById: "another" }), someone)).toEqual([
      "start",
      "confirm_still_holds",
    ]);
  });

  test("says where it leads and what it needs", () => {
    expect(possibleMoves(check("disputed"), someone)).toEqual([
      {
        move: "adjudicate",
        to: ["approved", "in_progress"],
        needs: ["revision", "reason", "outcome"],
      },
    ]);
    expect(possibleMoves(check("in_review"), someone)[0]).toEqual({
      move: "approve",
      to: ["approved"],
      needs: ["revision"],
    });
  });
});

const PEOPLE = ["ada", "ben", "cleo", "dora", "author"] as const;

/** A claim's check, its facts kept the way commands keep them. */
class Simulation {
  facts = check("unchecked", { checkerId: null, revision: 1 });
  round = 1;
  submitters = new Set<string>();

  constructor(approvalsNeeded: number) {
    this.facts.approvalsNeeded = approvalsNeeded;
  }

  context(actorId: string): MoveContext {
    return {
      actorId,
      mayCheck: true,
      mayReview: true,
      editorsReview: false,
      mayAdjudicate: actorId === "ada" || actorId === "ben" || actorId === "author",
      independence: independence({
        actorId,
        submitterIds: [...this.submitters],
        authorIds: ["author"],
        statementById: "ada",
        citationByIds: [],
        strict: false,
      }),
    };
  }

  do(move: Move, actorId: string, given: Given) {
    const done = transition(this.facts, move, this.context(actorId), given);
    if (!done.ok) return done;
    const { facts } = this;
    if (move === "approve") facts.approvedBy = [...facts.approvedBy, actorId];
    if (move === "dispute") facts.disputedById = actorId;
    if (done.effects.includes("take_check")) facts.checkerId = actorId;
    if (done.effects.includes("raise_revision")) facts.revision += 1;
    if (done.effects.includes("store_submission")) {
      if (move === "submit") facts.approvedBy = [];
      this.submitters.add(actorId);
    }
    if (done.effects.includes("store_still_holds")) facts.stillHoldsById = actorId;
    if (done.effects.includes("void_still_holds")) facts.stillHoldsById = null;
    if (done.effects.includes("new_round")) {
      this.round += 1;
      this.submitters.clear();
      facts.approvedBy = [];
      facts.stillHoldsById = null;
    }
    if (done.to === "approved") facts.stillHoldsById = null;
    facts.status = done.to;
    return done;
  }
}

describe("any sequence of moves", () => {
  const step = fc.record({
    move: fc.constantFrom(...MOVES),
    who: fc.constantFrom(...PEOPLE),
    outcome: fc.constantFrom("equal", "different", "approved", "returned", undefined),
    late: fc.integer({ min: 0, max: 9 }).map((n) => (n === 0 ? 1 : 0)),
  });

  test("stays in the table, counts no one twice, lets no submitter or author approve", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3 }),
        fc.array(step, { maxLength: 80 }),
        (needed, steps) => {
          const simulation = new Simulation(needed);
          for (const { move, who, outcome, late } of steps) {
            const before = { ...simulation.facts };
            const submitted = simulation.submitters.has(who);
            const possible = possibleMoves(before, simulation.context(who));
            const done = simulation.do(move, who, {
              ...everything,
              revision: before.revision - late,
              ...(outcome && { outcome }),
            });
            if (!done.ok) {
              expect(simulation.facts).toEqual(before);
              continue;
            }
            expect(
              TABLE.some((r) => r.from === before.status && r.move === move && r.to === done.to),
            ).toBe(true);
            if (MEMBER_MOVES.some((m) => m === move)) {
              expect(possible.find((p) => p.move === move)?.to).toContain(done.to);
            }
            if (move === "approve") {
              expect(submitted).toBe(false);
              expect(who).not.toBe("author");
              expect(late).toBe(0);
              expect(new Set(simulation.facts.approvedBy).size).toBe(
                simulation.facts.approvedBy.length,
              );
              expect(done.to === "approved").toBe(simulation.facts.approvedBy.length >= needed);
            }
            if (move === "confirm_still_holds") {
              expect(before.stillHoldsById).not.toBe(who);
              expect(who).not.toBe("author");
            }
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
