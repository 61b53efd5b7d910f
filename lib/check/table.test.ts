import { beforeAll, describe, expect, test } from "vitest";
import type { MemberActor } from "@/lib/auth/actor";
import { editCitation, removeCitation } from "@/lib/citation/commands";
import { editClaim } from "@/lib/claim/commands";
import { claimDetail } from "@/lib/claim/queries";
import type { ClaimSummary } from "@/lib/claim/schema-summary";
import { CHECK_STATUSES, MOVES, type Move, TABLE, transition } from "@/lib/claim/status";
import { contextOf, factsOf, loadClaim } from "@/lib/claim/ties";
import { newId } from "@/lib/id";
import { adjudicate, approve, dispute, requestChanges } from "@/lib/review/commands";
import {
  approval,
  cite,
  claimAt,
  type Newsroom,
  submit,
  testNewsroom,
} from "@/tests/support/claims";
import { openTestDatabase } from "@/tests/support/database";
import {
  confirmStillHolds,
  reopenCheck,
  sayStillHolds,
  startCheck,
  withdrawSubmission,
} from "./commands";

const { client } = await openTestDatabase();

let room: Newsroom;
beforeAll(async () => {
  room = await testNewsroom();
});

/** Blind second checks and drifting sources have no commands yet. */
const WITHOUT_COMMAND: readonly Move[] = ["submit_blind_second", "source_drifted"];

/** Who makes each move in this walk: somebody whom the table lets. */
function actorOf(move: Move): MemberActor {
  switch (move) {
    case "submit":
    case "withdraw":
      return room.checker;
    case "adjudicate":
      return room.editor;
    default:
      return room.reviewer;
  }
}

/** The command of each move, with everything that it needs. */
async function perform(move: Move, claimId: string): Promise<ClaimSummary> {
  const actor = actorOf(move);
  const read = await claimDetail(actor, { claimId });
  const checkId = read.check?.id ?? newId();
  const { revision: claimRevision } = read;
  const [citation] = read.citations;
  const { id: citationId = newId(), revision = 1 } = citation ?? {};
  const decision = approval(read);
  const { comment: _, occurrences: __, ...bare } = decision;
  switch (move) {
    case "start":
      return (await startCheck(actor, { id: newId(), claimId })).claim;
    case "submit":
      return (await submit(actor, claimId, { verdict: "cannot_be_verified" })).claim;
    case "withdraw":
      return (await withdrawSubmission(actor, { claimId, checkId })).claim;
    case "approve":
      return (await approve(actor, decision)).claim;
    case "request_changes":
      return (await requestChanges(actor, { ...bare, reasons: ["other"], comment: "" })).claim;
    case "dispute":
      return (await dispute(actor, { ...bare, verdict: "false", comment: "No." })).claim;
    case "adjudicate":
      return (
        await adjudicate(actor, {
          ...decision,
          outcome: "approved",
          namedCitations: [],
          reason: "So it is.",
        })
      ).claim;
    case "reopen":
      return (await reopenCheck(actor, { claimId, checkId, reason: "A letter came." })).claim;
    case "still_holds":
      return (await sayStillHolds(actor, { claimId, checkId, claimRevision, reason: "So." })).claim;
    case "confirm_still_holds":
      return (await confirmStillHolds(actor, { claimId, checkId, claimRevision })).claim;
    case "statement_changed":
      return editClaim(actor, { claimId, revision: claimRevision, statement: `Not so ${newId()}` });
    case "citation_added_supporting":
      return (await cite(actor, claimId)).claim;
    case "citation_added_other":
      return (await cite(actor, claimId, { stance: "context" })).claim;
    case "citation_changed":
      return (await editCitation(actor, { citationId, revision, quote: "Another passage." })).claim;
    case "citation_removed":
      return (await removeCitation(actor, { citationId, revision })).claim;
    default:
      throw new Error(`no command makes the move ${move}`);
  }
}

const everything = { verdict: "any", reason: "any", outcome: "approved" } as const;

describe("the table, walked through the commands", () => {
  for (const status of CHECK_STATUSES) {
    for (const move of MOVES.filter((move) => !WITHOUT_COMMAND.includes(move))) {
      // An unchecked claim has no citation that could be changed.
      if (status === "unchecked" && /^citation_(?:changed|removed)$/.test(move)) continue;

      test(`${status}, ${move}`, async () => {
        const actor = actorOf(move);
        const claimId = await claimAt(room, status);
        const before = await loadClaim(client, actor, claimId);
        const facts = factsOf(before);
        expect(facts.status).toBe(status);
        const said = transition(facts, move, contextOf(before, actor), {
          ...everything,
          revision: facts.revision,
        });
        const count = () => client.checkTransition.count({ where: { check: { claimId } } });
        const transitions = await count();
        if (!said.ok) {
          await expect(perform(move, claimId)).rejects.toMatchObject({
            name: "AppError",
            code: expect.stringMatching(/^(?:forbidden|conflict)$/),
          });
          expect(factsOf(await loadClaim(client, actor, claimId))).toEqual(facts);
          expect(await count()).toBe(transitions);
          return;
        }
        const answered = await perform(move, claimId);
        const after = factsOf(await loadClaim(client, actor, claimId));
        expect(after.status).toBe(said.to);
        expect(answered.check?.status ?? "unchecked").toBe(said.to);
        expect(after.revision - facts.revision).toBe(
          said.effects.includes("raise_revision") ? 1 : 0,
        );
        if (said.effects.includes("take_check")) expect(after.checkerId).toBe(actor.memberId);
        if (said.to !== status) {
          const last = await client.checkTransition.findFirst({
            where: { check: { claimId } },
            orderBy: [{ at: "desc" }, { id: "desc" }],
          });
          expect(last).toMatchObject({ from: status, to: said.to, move, byId: actor.memberId });
          expect(await count()).toBe(transitions + 1);
        }
      });
    }
  }

  test("every move of the table is walked", () => {
    const moves = new Set(TABLE.map(({ move }) => move));
    expect([...moves].filter((move) => !WITHOUT_COMMAND.includes(move)).length).toBe(
      MOVES.length - WITHOUT_COMMAND.length,
    );
  });
});
