import { beforeAll, describe, expect, test } from "vitest";
import { newId } from "@/lib/id";
import { changeWorkspace } from "@/lib/workspace/commands";
import { workspace } from "@/lib/workspace/queries";
import { testArticle } from "@/tests/support/articles";
import {
  cite,
  claimAt,
  type Newsroom,
  PARAGRAPHS,
  testClaim,
  testNewsroom,
} from "@/tests/support/claims";
import { openTestDatabase } from "@/tests/support/database";
import { testMember } from "@/tests/support/people";
import {
  clearUnsourced,
  editClaim,
  leaveUnchecked,
  markUnsourced,
  planClaim,
  setReports,
} from "./commands";
import { claimDetail, claimHistory, likelyClaims, searchClaims } from "./queries";

const { client } = await openTestDatabase();

let room: Newsroom;
beforeAll(async () => {
  room = await testNewsroom();
});

const refused = (code: string, reason?: string) => ({
  code,
  ...(reason && { details: expect.objectContaining({ reason }) }),
});

describe("a new claim", () => {
  test("is unchecked and unsourced, and has the next number", async () => {
    const one = await claimDetail(room.checker, { claimId: await claimAt(room, "unchecked") });
    const two = await claimDetail(room.checker, { claimId: await claimAt(room, "unchecked") });
    expect(two.number).toBe(one.number + 1);
    expect(one).toMatchObject({
      statement: "opened in 1932",
      revision: 1,
      sourcing: "unsourced",
      sourcingReason: { code: "no_citations" },
      check: null,
      checks: [],
      revisions: [{ revision: 1, cause: "created" }],
    });
  });
});

describe("editing what a claim says", () => {
  test("is refused to an author and a viewer; then done; then in conflict", async () => {
    const claimId = await claimAt(room, "unchecked");
    const input = { claimId, revision: 1, statement: "The bridge opened in March 1932." };
    for (const actor of [room.author, room.viewer]) {
      await expect(editClaim(actor, input)).rejects.toMatchObject(refused("forbidden"));
    }
    const claim = await editClaim(room.reviewer, input);
    expect(claim).toMatchObject({ revision: 2, statement: input.statement });
    await expect(
      editClaim(room.checker, { ...input, statement: "It opened in 1933." }),
    ).rejects.toMatchObject({
      code: "conflict",
      details: { reason: "revision_outdated", claim: { statement: input.statement } },
    });
    const { revisions, statementBy } = await claimDetail(room.checker, { claimId });
    expect(statementBy.id).toBe(room.reviewer.memberId);
    expect(revisions).toMatchObject([
      { revision: 2, statement: input.statement, cause: "statement" },
      { revision: 1, statement: "opened in 1932", cause: "created" },
    ]);
  });

  test("sends a submission back and makes an approval stale; the kind does neither", async () => {
    const inReview = await claimAt(room, "in_review");
    const approved = await claimAt(room, "approved");
    const { revision } = await claimDetail(room.editor, { claimId: inReview });
    const kind = await editClaim(room.editor, { claimId: inReview, revision, kind: "date" });
    expect(kind).toMatchObject({
      kind: "date",
      revision: revision + 1,
      check: { status: "in_review" },
    });
    const asOf = await editClaim(room.editor, {
      claimId: inReview,
      revision: revision + 1,
      asOf: "2026",
    });
    expect(asOf.check?.status).toBe("in_progress");
    const restated = await editClaim(room.editor, {
      claimId: approved,
      revision,
      statement: "No.",
    });
    expect(restated.check).toMatchObject({
      status: "stale",
      stale: { cause: "statement_changed" },
    });
  });

  test("of two at once one wins and the other is told", async () => {
    const claimId = await claimAt(room, "unchecked");
    const say = (statement: string) => editClaim(room.editor, { claimId, revision: 1, statement });
    const results = await Promise.allSettled([say("One."), say("Two.")]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect((await claimDetail(room.editor, { claimId })).revision).toBe(2);
  });
});

describe("assigning and planning", () => {
  test("is for editors; priority and deadline are kept", async () => {
    const claimId = await claimAt(room, "unchecked");
    const at = { articleId: room.article.id, claimId };
    const deadline = "2026-12-01T12:00:00.000Z";
    for (const actor of [room.checker, room.author, room.viewer]) {
      await expect(planClaim(actor, { ...at, priority: 3 })).rejects.toMatchObject(
        refused("forbidden"),
      );
    }
    const plan = await planClaim(room.editor, { ...at, priority: 3, deadline });
    expect(plan).toMatchObject({ assignee: null, priority: 3, deadline });
    const { plans } = await claimDetail(room.editor, { claimId });
    expect(plans).toEqual([plan]);
  });

  test("a claim that does not occur in the article is not found there", async () => {
    const { id: articleId } = room.article;
    const claimId = newId();
    await expect(planClaim(room.editor, { articleId, claimId, priority: 1 })).rejects.toMatchObject(
      refused("not_found"),
    );
  });
});

describe("marking unsourced", () => {
  test("stands whatever the rule says, until it is cleared", async () => {
    const claimId = await claimAt(room, "in_progress");
    const { revision } = await claimDetail(room.editor, { claimId });
    const input = { claimId, revision, reason: "The page is a forgery." };
    for (const actor of [room.author, room.viewer]) {
      await expect(markUnsourced(actor, input)).rejects.toMatchObject(refused("forbidden"));
      await expect(clearUnsourced(actor, { claimId })).rejects.toMatchObject(refused("forbidden"));
    }
    await expect(markUnsourced(room.editor, { ...input, revision: 1 })).rejects.toMatchObject(
      refused("conflict", "revision_outdated"),
    );
    const marked = await markUnsourced(room.editor, input);
    expect(marked).toMatchObject({
      sourcing: "unsourced",
      sourcingReason: { code: "marked" },
      unsourcedMark: { reason: input.reason, by: { id: room.editor.memberId } },
    });
    await expect(
      markUnsourced(room.checker, { ...input, reason: "Not so." }),
    ).rejects.toMatchObject(refused("conflict", "marked_already"));
    const cleared = await clearUnsourced(room.checker, { claimId });
    expect(cleared).toMatchObject({ sourcing: "sourced", unsourcedMark: null });
    await markUnsourced(room.editor, input);
    const cited = await cite(room.checker, claimId);
    expect(cited.claim).toMatchObject({ sourcing: "sourced", unsourcedMark: null });
  });
});

describe("another rule of sourcing", () => {
  test("judges every claim anew", async () => {
    const claimId = await claimAt(room, "in_progress");
    const change = async (primarySuffices: boolean) => {
      const { revision } = await workspace(room.admin);
      await changeWorkspace(room.admin, {
        revision,
        settings: { sourcingRule: { primarySuffices, publishersNeeded: 2 } },
      });
      return (await claimDetail(room.editor, { claimId })).sourcing;
    };
    expect(await change(false)).toBe("unsourced");
    expect(await change(true)).toBe("sourced");
  });
});

describe("leaving a claim unchecked", () => {
  test("needs a reason, can be taken back, and ends when somebody checks it", async () => {
    const claimId = await claimAt(room, "unchecked");
    const input = { claimId, reason: "The agency is answerable for it." };
    for (const actor of [room.author, room.viewer]) {
      await expect(leaveUnchecked(actor, input)).rejects.toMatchObject(refused("forbidden"));
    }
    expect((await leaveUnchecked(room.editor, input)).unchecked).toBe(input.reason);
    await expect(
      leaveUnchecked(room.checker, { ...input, reason: "Another." }),
    ).rejects.toMatchObject(refused("conflict", "left_already"));
    expect((await leaveUnchecked(room.checker, { claimId, reason: null })).unchecked).toBeNull();
    await leaveUnchecked(room.editor, input);
    expect((await cite(room.checker, claimId)).claim.unchecked).toBeNull();
    await expect(leaveUnchecked(room.editor, input)).rejects.toMatchObject(
      refused("conflict", "check_begun"),
    );
  });
});

describe("what a claim reports", () => {
  test("is another claim of the workspace, never itself in the end", async () => {
    const said = await claimAt(room, "unchecked");
    const so = await claimAt(room, "unchecked");
    const input = { claimId: said, reportsId: so, seenReportsId: null };
    for (const actor of [room.author, room.viewer]) {
      await expect(setReports(actor, input)).rejects.toMatchObject(refused("forbidden"));
    }
    await expect(setReports(room.checker, { ...input, reportsId: newId() })).rejects.toMatchObject(
      refused("not_found"),
    );
    expect((await setReports(room.checker, input)).reportsId).toBe(so);
    await expect(
      setReports(room.checker, { claimId: so, reportsId: said, seenReportsId: null }),
    ).rejects.toMatchObject(refused("invalid", "reports_itself"));
    await expect(
      setReports(room.editor, { ...input, reportsId: await claimAt(room, "unchecked") }),
    ).rejects.toMatchObject(refused("conflict", "reports_outdated"));
    expect(await claimDetail(room.checker, { claimId: said })).toMatchObject({
      reports: { id: so, status: "unchecked" },
    });
    expect(await claimDetail(room.checker, { claimId: so })).toMatchObject({
      reports: null,
      reportedBy: [{ id: said }],
    });
  });

  test("a speaker's own channel carries that it was said", async () => {
    const said = await claimAt(room, "unchecked");
    const so = await claimAt(room, "unchecked");
    const { claim } = await cite(room.checker, said, { relation: "own_channel" });
    expect(claim.sourcing).toBe("unsourced");
    const reports = await setReports(room.checker, {
      claimId: said,
      reportsId: so,
      seenReportsId: null,
    });
    expect(reports).toMatchObject({
      sourcing: "sourced",
      sourcingReason: { code: "own_channel" },
    });
  });
});

describe("reading a claim", () => {
  test("an author and a viewer see it only through articles they may read", async () => {
    const claimId = await claimAt(room, "in_review");
    const elsewhere = await testArticle(room.editor, ...PARAGRAPHS);
    const { annotationId } = await testClaim(
      room.checker,
      elsewhere.id,
      "The bridge opened",
      claimId,
    );
    const { claimId: only } = await testClaim(room.checker, elsewhere.id, "£4 million");
    await setReports(room.checker, { claimId, reportsId: only, seenReportsId: null });
    await planClaim(room.editor, { articleId: elsewhere.id, claimId, priority: 2 });

    const staff = await claimDetail(room.reviewer, { claimId, articleId: elsewhere.id });
    expect(staff.occurrences.map(({ articleId }) => articleId)).toEqual([
      elsewhere.id,
      room.article.id,
    ]);
    expect(staff.reports?.id).toBe(only);
    expect(staff.can).toMatchObject({
      edit: true,
      cite: "add",
      moves: { approve: { ok: true }, submit: { ok: false, reason: "not_from_here" } },
    });
    expect(staff.occurrences[0]?.passage).toMatchObject({
      text: "The bridge opened in 1932. It cost £4 million, the council said.",
    });

    for (const actor of [room.author, room.viewer]) {
      const seen = await claimDetail(actor, { claimId });
      expect(seen.occurrences.map(({ articleId }) => articleId)).toEqual([room.article.id]);
      expect(seen.plans.map(({ articleId }) => articleId)).toEqual([room.article.id]);
      expect(seen.reports).toBeNull();
      expect(JSON.stringify(seen)).not.toContain(annotationId);
      expect(JSON.stringify(seen)).not.toContain(elsewhere.id);
      expect(seen.can.moves.approve).toEqual({ ok: false, reason: "may_not" });
      const { entries } = await claimHistory(actor, { claimId });
      expect(entries.length).toBeGreaterThan(0);
      expect(entries.some(({ articleId }) => articleId === elsewhere.id)).toBe(false);
      await expect(claimDetail(actor, { claimId: only })).rejects.toMatchObject(
        refused("not_found"),
      );
      await expect(claimHistory(actor, { claimId: only })).rejects.toMatchObject(
        refused("not_found"),
      );
    }
    const stranger = await testMember(room.admin, "viewer");
    await expect(claimDetail(stranger, { claimId })).rejects.toMatchObject(refused("not_found"));
  });
});

describe("finding claims", () => {
  test("by words as they are typed, by number, and by the words of an article", async () => {
    const { claimId } = await testClaim(room.checker, room.article.id, "Six people died");
    const statement = "Six people died building the Harbour Bridge.";
    await editClaim(room.checker, { claimId, revision: 1, statement });
    for (const actor of [room.author, room.viewer]) {
      await expect(searchClaims(actor, { query: "six", limit: 5 })).rejects.toMatchObject(
        refused("forbidden"),
      );
      await expect(likelyClaims(actor, { words: "six", limit: 5 })).rejects.toMatchObject(
        refused("forbidden"),
      );
    }
    const typed = await searchClaims(room.checker, { query: "harb bri", limit: 5 });
    expect(typed[0]).toMatchObject({ id: claimId, statement, check: null, articles: 1 });
    const [{ number } = { number: 0 }] = typed;
    const numbered = await searchClaims(room.checker, { query: `#${number}`, limit: 5 });
    expect(numbered[0]?.id).toBe(claimId);
    const newest = await searchClaims(room.checker, { query: "", limit: 1 });
    expect(newest[0]?.id).toBe(claimId);
    const words = "six workers died as they built the Harbour Bridge";
    const likely = await likelyClaims(room.checker, { words, limit: 5 });
    expect(likely[0]?.id).toBe(claimId);
    expect(await likelyClaims(room.checker, { words: "a %_\\ b", limit: 5 })).toEqual([]);
    expect(await client.claim.count()).toBeGreaterThan(likely.length);
  });
});
