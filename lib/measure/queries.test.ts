import { beforeAll, describe, expect, test } from "vitest";
import { claimDetail } from "@/lib/claim/queries";
import { newId } from "@/lib/id";
import { requestChanges } from "@/lib/review/commands";
import { askSecondCheck, submitSecondCheck } from "@/lib/second-check/commands";
import { submitSecondInput } from "@/lib/second-check/schema";
import { changeWorkspace } from "@/lib/workspace/commands";
import { workspace } from "@/lib/workspace/queries";
import { approveIt, claimAt, type Newsroom, submit, testNewsroom } from "@/tests/support/claims";
import { openTestDatabase } from "@/tests/support/database";
import { measures } from "./queries";
import { measuresInput } from "./schema";

const { client } = await openTestDatabase();

const HOUR = 3_600_000;
const ANY_TIME = measuresInput.parse({});

let room: Newsroom;
beforeAll(async () => {
  room = await testNewsroom();
  const { revision } = await workspace(room.admin);
  await changeWorkspace(room.admin, { revision, settings: { blindSecondChecks: true } });
});

/** Puts the moves of a claim's first check so many hours after the claim was made. */
async function movedAfter(claimId: string, hours: readonly number[]): Promise<void> {
  const { workspaceId } = room.admin;
  const made = new Date("2026-01-01T00:00:00Z");
  await client.claim.updateMany({
    where: { workspaceId, id: claimId },
    data: { createdAt: made },
  });
  const moves = await client.checkTransition.findMany({
    where: { workspaceId, check: { claimId } },
    orderBy: [{ at: "asc" }, { id: "asc" }],
  });
  for (const [index, { id }] of moves.entries()) {
    const at = new Date(made.getTime() + (hours[index] ?? 0) * HOUR);
    await client.checkTransition.update({ where: { id }, data: { at } });
  }
}

test("are for those who check, and each sees their own where the workspace says so", async () => {
  for (const actor of [room.author, room.viewer]) {
    await expect(measures(actor, ANY_TIME)).rejects.toMatchObject({ code: "forbidden" });
  }
  await claimAt(room, "in_progress");
  expect(await measures(room.editor, ANY_TIME)).toMatchObject({ scope: "all" });
  const own = await measures(room.checker, ANY_TIME);
  expect(own.scope).toBe("own");
  expect(own.load.map(({ member }) => member.id)).toEqual([room.checker.memberId]);

  const { revision } = await workspace(room.admin);
  await changeWorkspace(room.admin, { revision, settings: { measuresSeenBy: "staff" } });
  const all = await measures(room.reviewer, ANY_TIME);
  expect(all.scope).toBe("all");
  expect(all.load.length).toBeGreaterThan(1);
});

describe("time in each status", () => {
  test("is told by median and 90th percentile, of stays that ended in the period", async () => {
    for (const hours of [1, 2, 3]) {
      const claimId = await claimAt(room, "in_review");
      // Begun after ten hours, under review after some more, approved a day later.
      await approveIt(room.reviewer, claimId);
      const { workspaceId } = room.admin;
      const moves = await client.checkTransition.findMany({
        where: { workspaceId, check: { claimId } },
        orderBy: [{ at: "asc" }, { id: "asc" }],
        select: { from: true, to: true },
      });
      expect(moves.filter(({ from, to }) => from !== to)).toHaveLength(3);
      let time = 0;
      await movedAfter(
        claimId,
        moves.map(({ from, to }) => {
          if (from === "unchecked") time = 10;
          else if (to === "in_review" && from === "in_progress") time = 10 + hours;
          else if (to === "approved") time = 10 + hours + 24;
          return time;
        }),
      );
    }
    const { stays, byKind, byArticle, byPerson } = await measures(room.editor, {
      from: "2026-01-01",
      to: "2026-01-03",
    });
    expect(stays).toEqual([
      { status: "unchecked", count: 3, median: 10, p90: 10 },
      { status: "in_progress", count: 3, median: 2, p90: 2.8 },
      { status: "in_review", count: 3, median: 24, p90: 24 },
    ]);
    expect(byKind).toEqual([{ key: "other", stays }]);
    expect(byArticle).toEqual([
      { key: { id: room.article.id, headline: room.article.headline }, stays },
    ]);
    expect(byPerson).toEqual([
      { key: { id: room.checker.memberId, name: room.checker.name }, stays },
    ]);
    expect((await measures(room.editor, { from: "2026-01-02", to: null })).stays).not.toEqual(
      stays,
    );
    expect((await measures(room.editor, { from: null, to: "2025-12-31" })).stays).toEqual([]);
  });
});

test("what was sent back, and why", async () => {
  const own = await testNewsroom();
  const claimId = await claimAt(own, "in_review");
  await claimAt(own, "in_review");
  await claimAt(own, "approved");
  const read = await claimDetail(own.reviewer, { claimId });
  await requestChanges(own.reviewer, {
    id: newId(),
    claimId,
    submissionId: read.check?.submissionId ?? "",
    reasons: ["needs_primary_source", "locator_missing"],
    comment: "",
  });
  const { sentBack, load } = await measures(own.editor, ANY_TIME);
  expect(sentBack).toEqual({
    // The one that nobody has decided on yet is not counted.
    submissions: 2,
    sentBack: 1,
    reasons: [
      { key: "locator_missing", count: 1 },
      { key: "needs_primary_source", count: 1 },
    ],
    people: [
      {
        member: { id: own.checker.memberId, name: own.checker.name },
        submissions: 2,
        sentBack: 1,
      },
    ],
  });
  expect(load.find(({ member }) => member.id === own.checker.memberId)).toMatchObject({
    held: 1,
    submitted: 3,
    reviewed: 0,
  });
});

test("agreement is told of blind second checks alone, once they are made", async () => {
  const verdicts = [
    ["true", "true"],
    ["true", "false"],
    ["false", "false"],
  ] as const;
  for (const [one, other] of verdicts) {
    const claimId = await claimAt(room, "in_progress");
    await submit(room.checker, claimId, { verdict: one });
    const read = await claimDetail(room.admin, { claimId });
    await askSecondCheck(room.editor, {
      claimId,
      checkId: read.check?.id ?? "",
      memberId: room.reviewer.memberId,
    });
    const before = await measures(room.editor, ANY_TIME);
    const blind = await claimDetail(room.reviewer, { claimId });
    await submitSecondCheck(
      room.reviewer,
      submitSecondInput.parse({
        id: newId(),
        claimId,
        verdict: other,
        rationale: "So says the register.",
        claimRevision: blind.revision,
        evidence: blind.sources.map(({ id: sourceId }) => ({
          sourceId,
          stance: other === "true" ? "supports" : "contradicts",
          quote: "opened to traffic on 19 March 1932",
          locator: null,
        })),
        occurrences: [],
      }),
    );
    const after = await measures(room.editor, ANY_TIME);
    expect(after.agreement.items).toBe(before.agreement.items + 1);
  }
  const { agreement } = await measures(room.editor, ANY_TIME);
  expect(agreement.items).toBe(3);
  const observed = agreement.coefficients.find(({ name }) => name === "observed");
  expect(observed?.estimate?.value).toBeCloseTo(2 / 3, 10);
  expect(agreement.pairs).toMatchObject([{ items: 3 }]);
  // Of three: both true, both false, and one of each: .667 observed, .444 by chance.
  expect(agreement.pairs[0]?.cohen?.value).toBeCloseTo(0.4, 10);
  const [yes, no] = ["true", "false"].map((key) => agreement.verdicts.indexOf(key));
  expect(agreement.confusion[yes ?? -1]?.[no ?? -1]).toBe(1);
  expect(agreement.confusion[no ?? -1]?.[yes ?? -1]).toBe(0);
});
