import { beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { updateOccurrence } from "@/lib/annotation/commands";
import { addArticleMember } from "@/lib/article/commands";
import type { MemberActor } from "@/lib/auth/actor";
import { reopenCheck, startCheck, withdrawSubmission } from "@/lib/check/commands";
import { markUnsourced } from "@/lib/claim/commands";
import { claimDetail } from "@/lib/claim/queries";
import type { ClaimDetail } from "@/lib/claim/schema";
import type { ClaimChange } from "@/lib/claim/schema-summary";
import { isAppError } from "@/lib/errors";
import { verifyLog } from "@/lib/event/verify";
import { newId } from "@/lib/id";
import {
  approval,
  approveIt,
  cite,
  claimAt,
  type Newsroom,
  submit,
  testClaim,
  testNewsroom,
} from "@/tests/support/claims";
import { openTestDatabase } from "@/tests/support/database";
import { testMember } from "@/tests/support/people";
import { adjudicate, approve, confirmFits, dispute, requestChanges } from "./commands";
import { reviewQueue } from "./queries";

const { client } = await openTestDatabase();

let room: Newsroom;
beforeAll(async () => {
  room = await testNewsroom();
});

const refused = (code: string, reason?: string) => ({
  code,
  ...(reason && { details: expect.objectContaining({ reason }) }),
});

async function setRules(settings: object) {
  await client.workspace.update({
    where: { id: room.admin.workspaceId },
    data: { settings: { ...settings } },
  });
}
beforeEach(() => setRules({}));

describe("approving", () => {
  test("is refused to whoever may not review or is not independent", async () => {
    const claimId = await claimAt(room, "in_review");
    const read = await claimDetail(room.reviewer, { claimId });
    // A checker who is an author of the article is its author all the same.
    const insider = await testMember(room.admin, "checker");
    const { memberId } = insider;
    const articleId = room.article.id;
    await addArticleMember(room.editor, { articleId, memberId, relation: "author" });
    for (const [actor, reason] of [
      [room.author, "may_not"],
      [room.viewer, "may_not"],
      [room.checker, "submitted_this_round"],
      [insider, "author_of_article"],
    ] as const) {
      await expect(approve(actor, approval(read))).rejects.toMatchObject(
        refused("forbidden", reason),
      );
    }
    expect(await client.review.count({ where: { check: { claimId } } })).toBe(0);
  });

  test("an admin who submitted is no exception", async () => {
    const { claimId } = await testClaim(room.checker, room.article.id, "opened in 1932");
    await cite(room.admin, claimId);
    await submit(room.admin, claimId);
    await expect(approveIt(room.admin, claimId)).rejects.toMatchObject(
      refused("forbidden", "submitted_this_round"),
    );
  });

  test("by the strict rule, who wrote the statement or a citation is bound", async () => {
    const { claimId } = await testClaim(room.editor, room.article.id, "opened in 1932");
    await cite(room.checker, claimId);
    await cite(room.admin, claimId);
    await submit(room.checker, claimId);
    await setRules({ strictIndependence: true });
    await expect(approveIt(room.editor, claimId)).rejects.toMatchObject(
      refused("forbidden", "wrote_statement"),
    );
    await expect(approveIt(room.admin, claimId)).rejects.toMatchObject(
      refused("forbidden", "wrote_citation"),
    );
    const { claim } = await approveIt(room.reviewer, claimId);
    expect(claim.check?.status).toBe("approved");
  });

  test("approves, confirms the fit of what was shown, and is recognised when repeated", async () => {
    const claimId = await claimAt(room, "in_review");
    const { annotationId: unseen } = await testClaim(
      room.checker,
      room.article.id,
      "Six people died building it",
      claimId,
    );
    const read = await claimDetail(room.reviewer, { claimId });
    const shown = read.occurrences.filter(({ annotationId }) => annotationId !== unseen);
    const input = {
      ...approval(read),
      occurrences: shown.map(({ annotationId, revision }) => ({ annotationId, revision })),
    };
    const done = await approve(room.reviewer, input);
    expect(done.claim.check).toMatchObject({ status: "approved", approvals: 1 });
    expect(done.occurrences).toMatchObject([
      { fit: "confirmed", fitById: room.reviewer.memberId, remedyApproved: null },
    ]);
    expect((await approve(room.reviewer, input)).claim).toEqual(done.claim);
    const after = await claimDetail(room.reviewer, { claimId });
    expect(after.occurrences.find(({ annotationId }) => annotationId === unseen)?.fit).toBe(
      "unconfirmed",
    );
    expect(after.checks[0]?.submissions[0]?.reviews).toMatchObject([
      { decision: "approve", by: { id: room.reviewer.memberId }, occurrences: [{}] },
    ]);
    expect(await verifyLog(room.admin.workspaceId)).toMatchObject({ fault: null });
  });

  test("conflicts with an outdated revision, submission or occurrence, and shows the newer", async () => {
    const claimId = await claimAt(room, "in_review");
    const read = await claimDetail(room.reviewer, { claimId });
    await cite(room.editor, claimId);
    await expect(approve(room.reviewer, approval(read))).rejects.toMatchObject({
      code: "conflict",
      details: {
        reason: "revision_outdated",
        claim: { revision: read.revision + 1, check: { status: "in_review" } },
      },
    });
    const newer = await claimDetail(room.reviewer, { claimId });
    await expect(
      approve(room.reviewer, { ...approval(newer), submissionId: newId() }),
    ).rejects.toMatchObject(refused("conflict", "submission_outdated"));
    const [occurrence] = newer.occurrences;
    await updateOccurrence(room.editor, {
      annotationId: occurrence?.annotationId ?? "",
      revision: occurrence?.revision ?? 0,
      speaker: "The council",
      reason: null,
    });
    await expect(approve(room.reviewer, approval(newer))).rejects.toMatchObject(
      refused("conflict", "occurrence_outdated"),
    );
    const { claim } = await approveIt(room.reviewer, claimId);
    expect(claim.check?.status).toBe("approved");
    await expect(approveIt(room.editor, claimId)).rejects.toMatchObject(refused("conflict"));
  });

  test("needs as many members as the workspace asks", async () => {
    await setRules({ approvalsNeeded: 2 });
    const claimId = await claimAt(room, "in_review");
    const first = await approveIt(room.reviewer, claimId);
    expect(first.claim.check).toMatchObject({
      status: "in_review",
      approvals: 1,
      approvalsNeeded: 2,
    });
    await expect(approveIt(room.reviewer, claimId)).rejects.toMatchObject(
      refused("conflict", "already_approved"),
    );
    const second = await approveIt(room.editor, claimId);
    expect(second.claim.check).toMatchObject({ status: "approved", approvals: 2 });
  });

  test("is refused where a member has since marked the claim unsourced", async () => {
    const claimId = await claimAt(room, "in_review");
    const { revision } = await claimDetail(room.editor, { claimId });
    await markUnsourced(room.editor, { claimId, revision, reason: "The page is a forgery." });
    await expect(approveIt(room.reviewer, claimId)).rejects.toMatchObject(
      refused("invalid", "unsourced"),
    );
  });
});

describe("requesting changes", () => {
  test("sends the check back with reasons, and the verdict stands no longer", async () => {
    const claimId = await claimAt(room, "in_review");
    const { id, submissionId } = approval(await claimDetail(room.reviewer, { claimId }));
    const input = {
      id,
      claimId,
      submissionId,
      reasons: ["quote_does_not_match"],
      comment: "Which page?",
    };
    for (const actor of [room.author, room.viewer, room.checker]) {
      await expect(requestChanges(actor, input)).rejects.toMatchObject(refused("forbidden"));
    }
    await expect(
      requestChanges(room.reviewer, { ...input, reasons: ["made_up"] }),
    ).rejects.toMatchObject(refused("invalid", "not_on_list"));
    const { claim } = await requestChanges(room.reviewer, input);
    expect(claim.check).toMatchObject({ status: "in_progress", verdict: null });
    await expect(requestChanges(room.editor, { ...input, id: newId() })).rejects.toMatchObject(
      refused("conflict", "not_from_here"),
    );
    const again = await submit(room.checker, claimId);
    expect(again.claim.check).toMatchObject({ status: "in_review", approvals: 0 });
    await expect(requestChanges(room.editor, { ...input, id: newId() })).rejects.toMatchObject(
      refused("conflict", "submission_outdated"),
    );
  });
});

describe("disputing and adjudicating", () => {
  test("an independent editor who did not dispute it settles it", async () => {
    const claimId = await claimAt(room, "in_review");
    const read = await claimDetail(room.editor, { claimId });
    const { id, submissionId, claimRevision } = approval(read);
    const input = {
      id,
      claimId,
      submissionId,
      claimRevision,
      verdict: "false",
      comment: "It opened in 1933.",
    };
    for (const actor of [room.author, room.viewer, room.checker]) {
      await expect(dispute(actor, input)).rejects.toMatchObject(refused("forbidden"));
    }
    await expect(dispute(room.editor, { ...input, verdict: "true" })).rejects.toMatchObject(
      refused("invalid", "same_verdict"),
    );
    await expect(
      dispute(room.editor, { ...input, claimRevision: claimRevision - 1 }),
    ).rejects.toMatchObject(refused("conflict", "revision_outdated"));
    const { claim } = await dispute(room.editor, input);
    expect(claim.check?.status).toBe("disputed");

    const settled = {
      ...approval(await claimDetail(room.editor, { claimId })),
      outcome: "approved" as const,
      namedCitations: [],
      reason: "The register was right.",
    };
    for (const actor of [room.author, room.viewer, room.checker, room.reviewer]) {
      await expect(adjudicate(actor, settled)).rejects.toMatchObject(refused("forbidden"));
    }
    await expect(adjudicate(room.editor, settled)).rejects.toMatchObject(
      refused("forbidden", "disputed_it"),
    );
    await expect(
      adjudicate(room.admin, { ...settled, claimRevision: claimRevision - 1 }),
    ).rejects.toMatchObject(refused("conflict", "revision_outdated"));
    const done = await adjudicate(room.admin, settled);
    expect(done.claim.check?.status).toBe("approved");
    expect(done.occurrences).toMatchObject([{ fit: "confirmed" }]);
    await expect(adjudicate(room.admin, { ...settled, id: newId() })).rejects.toMatchObject(
      refused("conflict", "not_from_here"),
    );
  });

  test("or sends it back", async () => {
    const claimId = await claimAt(room, "disputed");
    const { claim } = await adjudicate(room.editor, {
      ...approval(await claimDetail(room.editor, { claimId })),
      outcome: "returned",
      namedCitations: [],
      reason: "Ask the museum.",
    });
    expect(claim.check).toMatchObject({ status: "in_progress", verdict: null });
  });
});

describe("an adjudication for another verdict", () => {
  /** Disputed by the reviewer for "false", with one citation that supports the claim. */
  async function ruling(given: object = {}) {
    const claimId = await claimAt(room, "disputed");
    const read = await claimDetail(room.editor, { claimId });
    return {
      read,
      input: {
        ...approval(read),
        outcome: "approved" as const,
        verdict: "false",
        namedCitations: read.citations.map(({ id }) => id),
        reason: "The register names the wrong bridge.",
        ...given,
      },
    };
  }

  test("is proposed in the editor’s name, and approved with it", async () => {
    const { read, input } = await ruling();
    const { claim } = await adjudicate(room.editor, input);
    expect(claim.check).toMatchObject({ status: "approved", verdict: "false" });
    const after = await claimDetail(room.reviewer, { claimId: read.id });
    const [first, second] = after.checks[0]?.submissions ?? [];
    expect(first).toMatchObject({ verdict: "true", reviews: [{ settles: false }] });
    expect(second).toMatchObject({
      verdict: "false",
      rationale: input.reason,
      by: { id: room.editor.memberId },
      reviews: [{ decision: "approve", settles: true }],
    });
    // Said once more, it is the same.
    expect((await adjudicate(room.editor, input)).claim).toEqual(claim);
    expect(await client.submission.count({ where: { check: { claimId: read.id } } })).toBe(2);
  });

  test("is held to what a submission is held to", async () => {
    const { read, input } = await ruling();
    const wrong: [object, string][] = [
      [{ verdict: "no_such_verdict" }, "verdict_unknown"],
      [{ namedCitations: [newId()] }, "not_cited"],
    ];
    for (const [given, reason] of wrong) {
      await expect(adjudicate(room.editor, { ...input, ...given })).rejects.toMatchObject(
        refused("invalid", reason),
      );
    }
    await markUnsourced(room.reviewer, {
      claimId: read.id,
      revision: read.revision,
      reason: "It is another bridge.",
    });
    await expect(adjudicate(room.editor, input)).rejects.toMatchObject(
      refused("invalid", "unsourced"),
    );
    const after = await claimDetail(room.editor, { claimId: read.id });
    expect(after.check).toMatchObject({ status: "disputed", verdict: "true" });
    expect(after.checks[0]?.submissions).toHaveLength(1);
  });

  test("waits for editors who are neither, and for nobody else", async () => {
    const { read } = await ruling();
    const waits = async (actor: MemberActor) =>
      (await reviewQueue(actor, { limit: 200, cursor: null })).items.find(
        ({ claimId }) => claimId === read.id,
      );
    expect(await waits(room.editor)).toMatchObject({
      kind: "dispute",
      by: { id: room.reviewer.memberId },
    });
    expect(await waits(room.reviewer)).toBeUndefined();
    expect(await waits(room.checker)).toBeUndefined();
    const checkerOnly = await testMember(room.admin, "checker");
    expect(await waits(checkerOnly)).toBeUndefined();
  });
});

describe("confirming that words say an approved claim", () => {
  test("several at once, by an independent member, as they were shown", async () => {
    const claimId = await claimAt(room, "approved");
    const other = await claimAt(room, "approved");
    const link = (words: string, to: string) =>
      testClaim(room.checker, room.article.id, words, to).then(({ annotationId }) => ({
        annotationId,
        revision: 1,
      }));
    const first = await link("The bridge opened", claimId);
    const second = await link("Six people", other);
    const occurrences = [first, second];
    for (const [actor, reason] of [
      [room.author, "may_not"],
      [room.viewer, "may_not"],
      [room.checker, "submitted_this_round"],
    ] as const) {
      await expect(confirmFits(actor, { occurrences })).rejects.toMatchObject(
        refused("forbidden", reason),
      );
    }
    await expect(
      confirmFits(room.reviewer, { occurrences: [first, { ...second, revision: 2 }] }),
    ).rejects.toMatchObject(refused("conflict", "occurrence_outdated"));
    await expect(
      confirmFits(room.reviewer, { occurrences: [first, { annotationId: newId(), revision: 1 }] }),
    ).rejects.toMatchObject({ code: "not_found" });
    const done = await confirmFits(room.reviewer, { occurrences });
    expect(done.occurrences.map(({ fit }) => fit)).toEqual(["confirmed", "confirmed"]);
  });

  test("not before the claim is approved", async () => {
    const claimId = await claimAt(room, "in_review");
    const { occurrences } = approval(await claimDetail(room.reviewer, { claimId }));
    await expect(confirmFits(room.reviewer, { occurrences })).rejects.toMatchObject(
      refused("conflict", "not_approved"),
    );
  });
});

describe("two at once", () => {
  test("an approval never wins against a new contradicting citation", {
    timeout: 180_000,
  }, async () => {
    const { checker, reviewer, editor } = room;
    const claimId = await claimAt(room, "in_review");
    for (let run = 0; run < 30; run += 1) {
      const read = await claimDetail(reviewer, { claimId });
      expect(read.check?.status).toBe("in_review");
      const [approved, cited] = await Promise.allSettled([
        approve(reviewer, approval(read)),
        cite(editor, claimId, { stance: "contradicts" }),
      ]);
      expect(cited.status).toBe("fulfilled");
      const { check, revision } = await claimDetail(reviewer, { claimId });
      expect(revision).toBe(read.revision + 1);
      if (approved.status === "fulfilled") {
        // The approval came first, and the citation has made it stale.
        expect(check?.status).toBe("stale");
        await startCheck(checker, { id: newId(), claimId });
      } else {
        expect(isAppError(approved.reason) && approved.reason.code).toBe("conflict");
        expect(check?.status).toBe("in_progress");
      }
      await submit(checker, claimId);
    }
    expect(await verifyLog(room.admin.workspaceId)).toMatchObject({ fault: null });
  });

  /** Transactions of the embedded database follow one another: there is less to try. */
  const runs = inject("databaseTemplate").kind === "server" ? 100 : 15;
  const bare = ({ comment: _, occurrences: __, ...decision }: ReturnType<typeof approval>) =>
    decision;
  const race = {
    "two reviewers approving": (read: ClaimDetail) => [
      approve(room.reviewer, approval(read)),
      approve(room.editor, approval(read)),
    ],
    "an approval while the checker withdraws": (read: ClaimDetail) => [
      approve(room.reviewer, approval(read)),
      withdrawSubmission(room.checker, { claimId: read.id, checkId: read.check?.id ?? "" }),
    ],
    "an approval and changes requested": (read: ClaimDetail) => [
      approve(room.reviewer, approval(read)),
      requestChanges(room.editor, { ...bare(approval(read)), reasons: ["other"], comment: "" }),
    ],
    "two adjudications": (read: ClaimDetail) => [
      adjudicate(room.editor, {
        ...approval(read),
        outcome: "approved",
        namedCitations: [],
        reason: "It stands.",
      }),
      adjudicate(room.admin, {
        ...approval(read),
        outcome: "approved",
        verdict: "false",
        namedCitations: read.citations.map(({ id }) => id),
        reason: "It does not.",
      }),
    ],
  } satisfies Record<string, (read: ClaimDetail) => Promise<ClaimChange>[]>;

  test.each(Object.entries(race))(
    "of %s exactly one wins, and the other is told",
    {
      timeout: 300_000,
    },
    async (name, both) => {
      const { checker, reviewer } = room;
      const claimId = await claimAt(room, "in_review");
      const reviews = () => client.review.count({ where: { check: { claimId } } });
      for (let run = 0; run < runs; run += 1) {
        if (name === "two adjudications") {
          const read = await claimDetail(reviewer, { claimId });
          const verdict = read.check?.verdict === "false" ? "true" : "false";
          await dispute(reviewer, { ...bare(approval(read)), verdict, comment: "No." });
        }
        const read = await claimDetail(reviewer, { claimId });
        const before = await reviews();
        const results = await Promise.allSettled(both(read));
        expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
        const lost = results.find(({ status }) => status === "rejected");
        expect(lost).toMatchObject({ reason: { code: "conflict" } });
        const { check } = await claimDetail(reviewer, { claimId });
        expect(check?.status).toMatch(/approved|in_progress/);
        const isWithdrawn = name.endsWith("withdraws") && check?.status === "in_progress";
        expect(await reviews()).toBe(before + (isWithdrawn ? 0 : 1));
        if (check?.status === "approved") {
          await reopenCheck(checker, { claimId, checkId: check.id, reason: "Once more." });
          await startCheck(checker, { id: newId(), claimId });
        }
        await submit(checker, claimId);
      }
      expect(await verifyLog(room.admin.workspaceId)).toMatchObject({ fault: null });
    },
  );
});
