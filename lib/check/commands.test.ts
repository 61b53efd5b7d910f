import { beforeAll, describe, expect, test } from "vitest";
import type { MemberActor } from "@/lib/auth/actor";
import { claimDetail } from "@/lib/claim/queries";
import { newId } from "@/lib/id";
import {
  approveIt,
  checkIdOf,
  cite,
  claimAt,
  type Newsroom,
  submit,
  testClaim,
  testNewsroom,
} from "@/tests/support/claims";
import { openTestDatabase } from "@/tests/support/database";
import {
  confirmStillHolds,
  reopenCheck,
  sayStillHolds,
  startCheck,
  submitCheck,
  withdrawSubmission,
} from "./commands";
import { submitCheckInput } from "./schema";

const { client } = await openTestDatabase();

let room: Newsroom;
beforeAll(async () => {
  room = await testNewsroom();
});

const refused = (code: string, reason?: string) => ({
  code,
  ...(reason && { details: expect.objectContaining({ reason }) }),
});

const statusOf = async (actor: MemberActor, claimId: string) =>
  (await claimDetail(actor, { claimId })).check?.status ?? "unchecked";

describe("starting", () => {
  test("is refused to an author and a viewer", async () => {
    const claimId = await claimAt(room, "unchecked");
    for (const actor of [room.author, room.viewer]) {
      await expect(startCheck(actor, { id: newId(), claimId })).rejects.toMatchObject(
        refused("forbidden", "may_not"),
      );
    }
    expect(await statusOf(room.checker, claimId)).toBe("unchecked");
  });

  test("makes the member its checker; a repeated request is recognised", async () => {
    const claimId = await claimAt(room, "unchecked");
    const input = { id: newId(), claimId };
    const { claim } = await startCheck(room.checker, input);
    expect(claim.check).toMatchObject({
      id: input.id,
      round: 1,
      status: "in_progress",
      checker: { id: room.checker.memberId, name: room.checker.name },
      verdict: null,
    });
    expect((await startCheck(room.checker, input)).claim).toEqual(claim);
    expect(await client.check.count({ where: { claimId } })).toBe(1);
  });

  test("conflicts with another's start, and shows it", async () => {
    const claimId = await claimAt(room, "unchecked");
    await startCheck(room.checker, { id: newId(), claimId });
    await expect(startCheck(room.reviewer, { id: newId(), claimId })).rejects.toMatchObject({
      code: "conflict",
      details: {
        reason: "not_from_here",
        claim: { check: { checker: { id: room.checker.memberId } } },
      },
    });
  });

  test("a stale check is a new round; the old one stays", async () => {
    const claimId = await claimAt(room, "stale");
    const { claim } = await startCheck(room.reviewer, { id: newId(), claimId });
    expect(claim.check).toMatchObject({
      round: 2,
      status: "in_progress",
      checker: { id: room.reviewer.memberId },
    });
    const { checks } = await claimDetail(room.checker, { claimId });
    expect(checks.map(({ round, status }) => [round, status])).toEqual([
      [2, "in_progress"],
      [1, "stale"],
    ]);
    expect(checks[0]?.transitions).toMatchObject([
      { from: "stale", to: "in_progress", move: "start" },
    ]);
    expect(checks[1]?.submissions).toHaveLength(1);
  });
});

describe("submitting", () => {
  test("is refused to whoever is not its checker", async () => {
    const claimId = await claimAt(room, "in_progress");
    for (const [actor, reason] of [
      [room.author, "may_not"],
      [room.viewer, "may_not"],
      [room.reviewer, "not_its_checker"],
      [room.admin, "not_its_checker"],
    ] as const) {
      await expect(submit(actor, claimId)).rejects.toMatchObject(refused("forbidden", reason));
    }
    expect(await client.submission.count({ where: { check: { claimId } } })).toBe(0);
  });

  test("puts the check under review with its verdict", async () => {
    const claimId = await claimAt(room, "in_progress");
    const id = newId();
    const { claim } = await submit(room.checker, claimId, { id });
    expect(claim.check).toMatchObject({
      status: "in_review",
      submissionId: id,
      verdict: "true",
      approvals: 0,
      approvalsNeeded: 1,
    });
    const { checks } = await claimDetail(room.reviewer, { claimId });
    expect(checks[0]?.submissions).toMatchObject([
      { ordinal: 1, rationale: "The register says so.", by: { id: room.checker.memberId } },
    ]);
    const again = await submit(room.checker, claimId, { id });
    expect(again.claim).toEqual(claim);
  });

  test("conflicts with a newer revision, and shows it", async () => {
    const claimId = await claimAt(room, "in_progress");
    const { revision } = await claimDetail(room.checker, { claimId });
    await cite(room.reviewer, claimId);
    await expect(submit(room.checker, claimId, { claimRevision: revision })).rejects.toMatchObject({
      code: "conflict",
      details: { reason: "revision_outdated", claim: { revision: revision + 1 } },
    });
    expect(await statusOf(room.checker, claimId)).toBe("in_progress");
  });

  test("starts an unchecked claim, too", async () => {
    const claimId = await claimAt(room, "unchecked");
    const { claim } = await submit(room.reviewer, claimId, { verdict: "cannot_be_verified" });
    expect(claim.check).toMatchObject({
      round: 1,
      status: "in_review",
      checker: { id: room.reviewer.memberId },
    });
  });

  test.each([
    ["a verdict of no scale", { verdict: "half_true" }, "verdict_unknown"],
    [
      "no rationale for a worse verdict",
      { verdict: "misleading", rationale: "" },
      "rationale_missing",
    ],
    ["a citation that is not the claim's", { namedCitations: [newId()] }, "not_cited"],
  ])("refuses %s", async (_, given, reason) => {
    const claimId = await claimAt(room, "in_progress");
    await expect(submit(room.checker, claimId, given)).rejects.toMatchObject(
      refused("invalid", reason),
    );
    expect(await statusOf(room.checker, claimId)).toBe("in_progress");
  });

  test("needs no rationale for the best verdict with a quoted source", async () => {
    const claimId = await claimAt(room, "in_progress");
    const { claim } = await submit(room.checker, claimId, { rationale: "" });
    expect(claim.check?.status).toBe("in_review");
  });

  test("refuses an unsourced claim, unless nothing can verify it or its words go", async () => {
    const { annotationId, claimId } = await testClaim(
      room.checker,
      room.article.id,
      "Six people died building it",
    );
    await cite(room.checker, claimId, {}, { primacy: "secondary" });
    await expect(submit(room.checker, claimId)).rejects.toMatchObject(
      refused("invalid", "unsourced"),
    );
    const remedies = [{ annotationId, remedy: "cut" }];
    const { claim, occurrences } = await submit(room.checker, claimId, { remedies });
    expect(claim.check?.status).toBe("in_review");
    expect(occurrences).toMatchObject([{ annotationId, remedy: "cut", revision: 2 }]);
  });

  test("stores remedies with their wording, which an approval then covers", async () => {
    const { annotationId, claimId } = await testClaim(
      room.checker,
      room.article.id,
      "It cost £4 million",
    );
    await cite(room.checker, claimId, { stance: "contradicts" });
    const wording = "It cost £6 million";
    await expect(
      submitCheck(room.checker, {
        ...submitCheckInput.parse({
          id: newId(),
          claimId,
          claimRevision: 2,
          verdict: "false",
          rationale: "The accounts say six.",
        }),
        remedies: [{ annotationId: room.annotationId, remedy: "cut", wording: "" }],
      }),
    ).rejects.toMatchObject({ code: "not_found" });
    await submit(room.checker, claimId, {
      verdict: "false",
      remedies: [{ annotationId, remedy: "fix", wording }],
    });
    const { occurrences } = await approveIt(room.reviewer, claimId);
    expect(occurrences).toMatchObject([
      { remedy: "fix", remedyWording: wording, remedyApproved: wording, fit: "confirmed" },
    ]);
  });
});

describe("withdrawing", () => {
  test("is its checker's", async () => {
    const claimId = await claimAt(room, "in_review");
    const checkId = await checkIdOf(room.checker, claimId);
    for (const actor of [room.author, room.viewer, room.reviewer, room.admin]) {
      await expect(withdrawSubmission(actor, { claimId, checkId })).rejects.toMatchObject(
        refused("forbidden"),
      );
    }
    const { claim } = await withdrawSubmission(room.checker, { claimId, checkId });
    expect(claim.check).toMatchObject({ status: "in_progress", verdict: null, submissionId: null });
    await expect(withdrawSubmission(room.checker, { claimId, checkId })).rejects.toMatchObject(
      refused("conflict", "not_from_here"),
    );
    await submit(room.checker, claimId);
    const { checks } = await claimDetail(room.checker, { claimId });
    expect(checks[0]?.submissions.map(({ withdrawnAt }) => withdrawnAt === null)).toEqual([
      false,
      true,
    ]);
  });
});

describe("reopening and “still holds”", () => {
  test("reopening makes stale, with the reason", async () => {
    const claimId = await claimAt(room, "approved");
    const checkId = await checkIdOf(room.checker, claimId);
    const input = { claimId, checkId, reason: "A letter came." };
    for (const actor of [room.author, room.viewer]) {
      await expect(reopenCheck(actor, input)).rejects.toMatchObject(refused("forbidden"));
    }
    const { claim } = await reopenCheck(room.editor, input);
    expect(claim.check).toMatchObject({
      status: "stale",
      stale: { cause: "reopen", reason: "A letter came." },
    });
    await expect(reopenCheck(room.editor, input)).rejects.toMatchObject(refused("conflict"));
  });

  test("one member says it holds, another confirms", async () => {
    const claimId = await claimAt(room, "stale");
    const checkId = await checkIdOf(room.checker, claimId);
    const { revision: claimRevision } = await claimDetail(room.checker, { claimId });
    const said = { claimId, checkId, claimRevision, reason: "I rang them." };
    const confirmed = { claimId, checkId, claimRevision };
    for (const actor of [room.author, room.viewer]) {
      await expect(sayStillHolds(actor, said)).rejects.toMatchObject(refused("forbidden"));
      await expect(confirmStillHolds(actor, confirmed)).rejects.toMatchObject(refused("forbidden"));
    }
    await expect(confirmStillHolds(room.editor, confirmed)).rejects.toMatchObject(
      refused("conflict", "still_holds_not_said"),
    );
    const { claim } = await sayStillHolds(room.editor, said);
    expect(claim.check).toMatchObject({
      status: "stale",
      stillHolds: { by: { id: room.editor.memberId }, reason: "I rang them." },
    });
    await expect(sayStillHolds(room.reviewer, said)).rejects.toMatchObject(
      refused("conflict", "still_holds_said"),
    );
    await expect(confirmStillHolds(room.editor, confirmed)).rejects.toMatchObject(
      refused("forbidden", "said_still_holds"),
    );
    const done = await confirmStillHolds(room.checker, confirmed);
    expect(done.claim.check).toMatchObject({
      status: "approved",
      stale: null,
      stillHolds: null,
      verdict: "true",
    });
  });

  test("new evidence voids an open “still holds”", async () => {
    const claimId = await claimAt(room, "stale");
    const checkId = await checkIdOf(room.checker, claimId);
    const { revision } = await claimDetail(room.checker, { claimId });
    await sayStillHolds(room.editor, {
      claimId,
      checkId,
      claimRevision: revision,
      reason: "I rang them.",
    });
    const { claim } = await cite(room.checker, claimId, { stance: "contradicts" });
    expect(claim.check?.stillHolds).toBeNull();
    await expect(
      confirmStillHolds(room.checker, { claimId, checkId, claimRevision: revision + 1 }),
    ).rejects.toMatchObject(refused("conflict", "still_holds_not_said"));
  });

  test("a check of an earlier round is out of date", async () => {
    const claimId = await claimAt(room, "stale");
    const old = await checkIdOf(room.checker, claimId);
    await startCheck(room.checker, { id: newId(), claimId });
    await expect(
      sayStillHolds(room.editor, { claimId, checkId: old, claimRevision: 2, reason: "So." }),
    ).rejects.toMatchObject(refused("conflict", "check_outdated"));
  });
});
