import { beforeEach, describe, expect, test } from "vitest";
import { createAnnotation, deleteAnnotation } from "@/lib/annotation/commands";
import { addArticleMember } from "@/lib/article/commands";
import type { MemberActor } from "@/lib/auth/actor";
import { sayStillHolds } from "@/lib/check/commands";
import { planClaim } from "@/lib/claim/commands";
import { claimDetail } from "@/lib/claim/queries";
import { makeClaims } from "@/tests/bench/newsroom-rows";
import { occurrenceOn, testArticle } from "@/tests/support/articles";
import {
  approval,
  approveIt,
  checkIdOf,
  cite,
  claimAt,
  type Newsroom,
  PARAGRAPHS,
  submit,
  TEXT,
  testClaim,
  testNewsroom,
} from "@/tests/support/claims";
import { openTestDatabase } from "@/tests/support/database";
import { requestChanges } from "./commands";
import { mySentBack, reviewCount, reviewQueue } from "./queries";
import { MOST_COUNTED, reviewQueueInput } from "./schema";

const { client, reset } = await openTestDatabase();

let room: Newsroom;
beforeEach(async () => {
  await reset();
  room = await testNewsroom();
});

const queue = (actor: MemberActor, given: object = {}) =>
  reviewQueue(actor, reviewQueueInput.parse(given));

async function waiting(actor: MemberActor) {
  const { items } = await queue(actor);
  expect(await reviewCount(actor)).toBe(items.length);
  return items.map(({ kind, claimId }) => [kind, claimId]);
}

const setRules = (settings: object) =>
  client.workspace.update({
    where: { id: room.admin.workspaceId },
    data: { settings: { ...settings } },
  });

describe("what waits for a reviewer", () => {
  test("is counted as far as anybody reads the number", async () => {
    const { citation } = await cite(room.checker, room.claimId);
    await makeClaims(client, {
      checker: room.checker,
      articleId: room.article.id,
      sourceId: citation?.source.id ?? "",
      claims: MOST_COUNTED + 51,
      status: "in_review",
      text: TEXT,
    });
    expect(await reviewCount(room.reviewer)).toBe(MOST_COUNTED + 1);
    expect(await reviewCount(room.checker)).toBe(0);
  });

  test("is what others submitted, the oldest first, with what the list shows", async () => {
    const first = await claimAt(room, "in_review");
    const second = await claimAt(room, "in_review");
    await claimAt(room, "in_progress");
    const deadline = "2026-12-01T12:00:00.000Z";
    await planClaim(room.editor, {
      articleId: room.article.id,
      claimId: first,
      priority: 3,
      deadline,
    });
    const { items } = await queue(room.reviewer);
    expect(items).toMatchObject([
      {
        kind: "submission",
        claimId: first,
        statement: "opened in 1932",
        sourcing: "sourced",
        round: 1,
        verdict: "true",
        by: { id: room.checker.memberId, name: room.checker.name },
        priority: 3,
        deadline,
        articles: [{ id: room.article.id, headline: "The bridge", deadline: null }],
        fits: [],
      },
      { kind: "submission", claimId: second, priority: 0, deadline: null },
    ]);
    expect(await waiting(room.editor)).toHaveLength(2);
    for (const actor of [room.checker, room.author, room.viewer]) {
      expect(await waiting(actor)).toEqual([]);
    }
  });

  test("never an article's to its author, nor by the strict rule one's own words", async () => {
    const claimId = await claimAt(room, "in_review");
    const { memberId } = room.editor;
    const articleId = room.article.id;
    await cite(room.admin, claimId);
    expect(await waiting(room.editor)).toEqual([["submission", claimId]]);
    await addArticleMember(room.admin, { articleId, memberId, relation: "author" });
    expect(await waiting(room.editor)).toEqual([]);
    await setRules({ strictIndependence: true });
    expect(await waiting(room.admin)).toEqual([]);
    expect(await waiting(room.reviewer)).toEqual([["submission", claimId]]);
  });

  test("agrees with the rule of independence about everybody", async () => {
    for (const strictIndependence of [false, true]) {
      await setRules({ strictIndependence });
      const claimId = await claimAt(room, "in_review");
      for (const actor of [room.admin, room.editor, room.checker, room.reviewer]) {
        const { can } = await claimDetail(actor, { claimId });
        const listed = (await waiting(actor)).some(([, id]) => id === claimId);
        expect([actor.role, listed]).toEqual([actor.role, can.moves.approve.ok]);
      }
    }
  });

  test("leaves out what the member approved while another approval is missing", async () => {
    await setRules({ approvalsNeeded: 2 });
    const claimId = await claimAt(room, "in_review");
    await approveIt(room.reviewer, claimId);
    expect(await waiting(room.reviewer)).toEqual([]);
    expect(await waiting(room.editor)).toEqual([["submission", claimId]]);
  });

  test("has unconfirmed words of approved claims, and another's “still holds”", async () => {
    const approved = await claimAt(room, "approved");
    const { annotationId } = await testClaim(
      room.checker,
      room.article.id,
      "Six people died",
      approved,
    );
    const stale = await claimAt(room, "stale");
    const { revision: claimRevision } = await claimDetail(room.editor, { claimId: stale });
    const checkId = await checkIdOf(room.editor, stale);
    await sayStillHolds(room.editor, { claimId: stale, checkId, claimRevision, reason: "So." });
    const { items } = await queue(room.reviewer);
    expect(items).toMatchObject([
      {
        kind: "fits",
        claimId: approved,
        by: null,
        verdict: "true",
        fits: [{ annotationId, revision: 1, words: "Six people died" }],
      },
      { kind: "still_holds", claimId: stale, by: { id: room.editor.memberId } },
    ]);
    // Who submitted may confirm another's word, and not the fit of new words.
    expect(await waiting(room.checker)).toEqual([["still_holds", stale]]);
    expect(await waiting(room.editor)).toEqual([["fits", approved]]);
    await deleteAnnotation(room.checker, { annotationId, revision: 1, reason: "Not the same." });
    expect(await waiting(room.editor)).toEqual([]);
  });

  test("comes in pages without a gap or a repetition", async () => {
    const claimIds: string[] = [];
    for (let n = 0; n < 5; n += 1) claimIds.push(await claimAt(room, "in_review"));
    // Two that wait since the same moment.
    await client.check.updateMany({ data: { statusAt: new Date("2026-01-01") } });
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof queue>> = await queue(room.reviewer, {
        limit: 2,
        cursor,
      });
      seen.push(...page.items.map(({ claimId }) => claimId));
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen.toSorted()).toEqual(claimIds.toSorted());
    await expect(queue(room.reviewer, { cursor: "x" })).rejects.toMatchObject({ code: "invalid" });
  });

  test("knows only this workspace", async () => {
    await claimAt(room, "in_review");
    const other = await testNewsroom();
    expect(await waiting(other.reviewer)).toEqual([]);
    expect(await mySentBack(other.checker)).toEqual([]);
  });
});

describe("what came back", () => {
  test("is told to its checker with why, until it is submitted again", async () => {
    const claimId = await claimAt(room, "in_review");
    const { id, submissionId } = approval(await claimDetail(room.reviewer, { claimId }));
    await requestChanges(room.reviewer, {
      id,
      claimId,
      submissionId,
      reasons: ["locator_missing"],
      comment: "Which page?",
    });
    const other = await claimAt(room, "in_review");
    await cite(room.editor, other, { stance: "context" });
    expect(await mySentBack(room.checker)).toMatchObject([
      {
        claimId: other,
        move: "citation_added_other",
        by: { id: room.editor.memberId },
        review: null,
      },
      {
        claimId,
        move: "request_changes",
        by: { id: room.reviewer.memberId, name: room.reviewer.name },
        review: { reasons: ["locator_missing"], comment: "Which page?" },
        articles: [{ id: room.article.id }],
      },
    ]);
    expect(await mySentBack(room.reviewer)).toEqual([]);
    await submit(room.checker, claimId);
    await submit(room.checker, other, { verdict: "cannot_be_verified" });
    expect(await mySentBack(room.checker)).toEqual([]);
  });
});

describe("an article that was deleted", () => {
  test("binds nobody and shows no occurrences", async () => {
    const own = await testArticle(room.editor, ...PARAGRAPHS);
    const { memberId } = room.reviewer;
    await addArticleMember(room.editor, { articleId: own.id, memberId, relation: "author" });
    const claimId = await claimAt(room, "in_review");
    await createAnnotation(room.checker, {
      ...occurrenceOn(own.id, TEXT, "opened in 1932"),
      claim: { from: "existing", id: claimId },
    });
    expect(await waiting(room.reviewer)).toEqual([]);
    await client.article.update({ where: { id: own.id }, data: { deletedAt: new Date() } });
    expect(await waiting(room.reviewer)).toEqual([["submission", claimId]]);
  });
});
