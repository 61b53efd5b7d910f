import { beforeAll, describe, expect, test } from "vitest";
import { addArticleMember } from "@/lib/article/commands";
import { articlePage } from "@/lib/article/queries";
import type { MemberActor } from "@/lib/auth/actor";
import { startCheck } from "@/lib/check/commands";
import { planClaim } from "@/lib/claim/commands";
import { claimDetail, claimHistory } from "@/lib/claim/queries";
import { startThread } from "@/lib/comment/commands";
import { newId } from "@/lib/id";
import { requestChanges } from "@/lib/review/commands";
import { askSecondCheck } from "@/lib/second-check/commands";
import { changeWorkspace } from "@/lib/workspace/commands";
import { workspace } from "@/lib/workspace/queries";
import { testArticle } from "@/tests/support/articles";
import {
  claimAt,
  type Newsroom,
  PARAGRAPHS,
  submit,
  testClaim,
  testNewsroom,
} from "@/tests/support/claims";
import { openTestDatabase } from "@/tests/support/database";
import { testMember } from "@/tests/support/people";
import {
  assignClaims,
  giveBackClaims,
  shareOutClaims,
  takeClaims,
  takeOverClaim,
} from "./commands";
import { board, stuckCount } from "./queries";
import { boardInput, type Place } from "./schema";
import { stuckClaims } from "./stuck";

const { client } = await openTestDatabase();

let room: Newsroom;
beforeAll(async () => {
  room = await testNewsroom();
});

const refused = (code: string, reason?: string) => ({
  code,
  ...(reason && { details: expect.objectContaining({ reason }) }),
});

/** The claim in the newsroom's article, as whoever looks at it now sees it. */
async function seen(claimId: string, articleId = room.article.id): Promise<Place> {
  const { plans, check } = await claimDetail(room.admin, { claimId });
  const plan = plans.find((each) => each.articleId === articleId);
  return {
    articleId,
    claimId,
    seenAssigneeId: plan?.assignee?.id ?? null,
    seenCheckerId: check?.checker?.id ?? null,
  };
}

async function assign(claimId: string, to: MemberActor | null): Promise<void> {
  const places = [await seen(claimId)];
  await assignClaims(room.editor, { places, assigneeId: to?.memberId ?? null });
}

/** As if all of it had been done so many days ago. */
async function age(claimId: string, days: number): Promise<Date> {
  const at = new Date(Date.now() - days * 86_400_000);
  const { workspaceId } = room.admin;
  await client.event.updateMany({ where: { workspaceId, claimId }, data: { at } });
  await client.check.updateMany({ where: { workspaceId, claimId }, data: { statusAt: at } });
  await client.claim.updateMany({ where: { workspaceId, id: claimId }, data: { createdAt: at } });
  return at;
}

const isStuck = async (claimId: string) =>
  (await stuckClaims(client, room.admin.workspaceId)).some((stuck) => stuck.claimId === claimId);

async function holderOnBoard(claimId: string, actor = room.admin): Promise<string | null> {
  const { groups } = await board(actor, boardInput.parse({}));
  const group = groups.find(({ items }) => items.some((item) => item.claimId === claimId));
  return group ? (group.member?.name ?? group.kind) : null;
}

describe("assigning claims", () => {
  test("is refused to all but editors, to and for whoever does not check; then done; then in conflict", async () => {
    const claimIds = [await claimAt(room, "unchecked"), await claimAt(room, "unchecked")];
    const places = await Promise.all(claimIds.map((claimId) => seen(claimId)));
    const assigneeId = room.reviewer.memberId;
    for (const actor of [room.checker, room.author, room.viewer]) {
      await expect(assignClaims(actor, { places, assigneeId })).rejects.toMatchObject(
        refused("forbidden"),
      );
    }
    await expect(
      assignClaims(room.editor, { places, assigneeId: room.viewer.memberId }),
    ).rejects.toMatchObject(refused("invalid", "does_not_check"));
    await expect(assignClaims(room.editor, { places, assigneeId: newId() })).rejects.toMatchObject(
      refused("not_found"),
    );
    const nowhere = { ...(places[0] as Place), claimId: newId() };
    await expect(
      assignClaims(room.editor, { places: [...places, nowhere], assigneeId }),
    ).rejects.toMatchObject(refused("not_found"));

    const { assigned } = await assignClaims(room.editor, { places, assigneeId });
    expect(assigned.map(({ plan }) => plan.assignee?.id)).toEqual([assigneeId, assigneeId]);
    for (const claimId of claimIds) expect(await holderOnBoard(claimId)).toBe("Rob Reviewer");

    const one = [await seen(claimIds[0] ?? ""), places[1] as Place];
    await expect(
      assignClaims(room.admin, { places: one, assigneeId: room.checker.memberId }),
    ).rejects.toMatchObject({
      code: "conflict",
      details: {
        reason: "assignee_outdated",
        places: [{ claimId: claimIds[1], plan: { assignee: { id: assigneeId } } }],
      },
    });
    // All of them, or none.
    expect(await holderOnBoard(claimIds[0] ?? "")).toBe("Rob Reviewer");
  });

  test("passes a check in progress on, and to nobody gives it back", async () => {
    const claimId = await claimAt(room, "in_progress");
    await assign(claimId, room.reviewer);
    const passed = await claimDetail(room.admin, { claimId });
    expect(passed.check).toMatchObject({
      status: "in_progress",
      checker: { id: room.reviewer.memberId },
    });
    await expect(submit(room.checker, claimId)).rejects.toMatchObject(
      refused("forbidden", "not_its_checker"),
    );
    await assign(claimId, null);
    expect((await claimDetail(room.admin, { claimId })).check?.checker).toBeNull();
    expect(await holderOnBoard(claimId)).toBe("nobody");
    const { entries } = await claimHistory(room.admin, { claimId });
    expect(entries.slice(0, 4).map(({ type }) => type)).toEqual([
      "check.passed_on",
      "claim.assigned",
      "check.passed_on",
      "claim.assigned",
    ]);
  });

  test("sees a check that began meanwhile as a conflict", async () => {
    const claimId = await claimAt(room, "unchecked");
    const places = [await seen(claimId)];
    await startCheck(room.checker, { id: newId(), claimId });
    await expect(
      assignClaims(room.editor, { places, assigneeId: room.reviewer.memberId }),
    ).rejects.toMatchObject(refused("conflict", "assignee_outdated"));
  });

  test("passes one check on once, where a claim stands in two articles", async () => {
    const claimId = await claimAt(room, "in_progress");
    const other = await testArticle(room.editor, ...PARAGRAPHS);
    await testClaim(room.checker, other.id, "opened in 1932", claimId);
    const places = [await seen(claimId), await seen(claimId, other.id)];
    const { assigned } = await assignClaims(room.editor, {
      places,
      assigneeId: room.reviewer.memberId,
    });
    expect(assigned.map(({ plan }) => plan.assignee?.id)).toEqual([
      room.reviewer.memberId,
      room.reviewer.memberId,
    ]);
    const { entries } = await claimHistory(room.admin, { claimId });
    expect(entries.filter(({ type }) => type === "check.passed_on")).toHaveLength(1);
  });
});

describe("sharing claims out", () => {
  test("goes by what everybody holds, and passes over authors", async () => {
    const own = await testNewsroom();
    const { article, editor, checker, reviewer } = own;
    const claimIds: string[] = [];
    for (let count = 0; count < 4; count += 1) claimIds.push(await claimAt(own, "unchecked"));
    const held = await claimAt(own, "in_progress");
    const writer = await testMember(own.admin, "checker", { name: "Wanda Writer" });
    await addArticleMember(editor, {
      articleId: article.id,
      memberId: writer.memberId,
      relation: "author",
    });
    const places = claimIds.map((claimId) => ({
      articleId: article.id,
      claimId,
      seenAssigneeId: null,
      seenCheckerId: null,
    }));
    const memberIds = [checker, reviewer, writer].map(({ memberId }) => memberId);
    for (const actor of [checker, own.author, own.viewer]) {
      await expect(shareOutClaims(actor, { places, memberIds })).rejects.toMatchObject(
        refused("forbidden"),
      );
    }
    const { assigned, left } = await shareOutClaims(editor, { places, memberIds });
    expect(left).toEqual([]);
    const to = assigned.map(({ plan }) => plan.assignee?.name);
    // The checker holds one already.
    expect(to.filter((name) => name === "Rob Reviewer")).toHaveLength(to.length === 4 ? 2 : 0);
    expect(to).not.toContain("Wanda Writer");
    expect(new Set(to)).toEqual(new Set(["Rob Reviewer", "Cleo Checker"]));
    expect(held).not.toBe("");

    await expect(shareOutClaims(editor, { places, memberIds })).rejects.toMatchObject(
      refused("conflict", "assignee_outdated"),
    );
    const [first] = places;
    if (!first) throw new Error("no claim");
    const now = { ...first, seenAssigneeId: assigned[0]?.plan.assignee?.id ?? null };
    const none = await shareOutClaims(editor, { places: [now], memberIds: [writer.memberId] });
    expect(none).toEqual({
      assigned: [],
      left: [{ articleId: article.id, claimId: first.claimId }],
    });
  });
});

describe("taking and giving back", () => {
  test("is refused to who does not check; then done; then in conflict", async () => {
    const claimId = await claimAt(room, "unchecked");
    const places = [await seen(claimId)];
    for (const actor of [room.author, room.viewer]) {
      await expect(takeClaims(actor, { places })).rejects.toMatchObject(refused("forbidden"));
    }
    await takeClaims(room.reviewer, { places });
    expect(await holderOnBoard(claimId)).toBe("Rob Reviewer");
    await expect(takeClaims(room.checker, { places })).rejects.toMatchObject(
      refused("conflict", "assignee_outdated"),
    );
    const held = [await seen(claimId)];
    await expect(takeClaims(room.checker, { places: held })).rejects.toMatchObject(
      refused("conflict", "held"),
    );

    for (const actor of [room.author, room.viewer]) {
      await expect(giveBackClaims(actor, { places: held })).rejects.toMatchObject(
        refused("forbidden"),
      );
    }
    await expect(giveBackClaims(room.checker, { places: held })).rejects.toMatchObject(
      refused("conflict", "not_held"),
    );
    await giveBackClaims(room.reviewer, { places: held });
    expect(await holderOnBoard(claimId)).toBe("nobody");
    const { entries } = await claimHistory(room.admin, { claimId });
    expect(entries.map(({ type }) => type).slice(0, 2)).toEqual([
      "claim.given_back",
      "claim.taken",
    ]);
  });

  test("a check that was begun waits for another checker, who goes on with it", async () => {
    const claimId = await claimAt(room, "in_progress");
    await giveBackClaims(room.checker, { places: [await seen(claimId)] });
    await expect(submit(room.checker, claimId)).rejects.toMatchObject(
      refused("forbidden", "not_its_checker"),
    );
    await takeClaims(room.reviewer, { places: [await seen(claimId)] });
    await submit(room.reviewer, claimId);
    await expect(
      giveBackClaims(room.reviewer, { places: [await seen(claimId)] }),
    ).rejects.toMatchObject(refused("conflict", "not_in_hands"));
  });

  test("what a member held who left is anybody's", async () => {
    const leaver = await testMember(room.admin, "checker", { name: "Lea Leaver" });
    const claimId = await claimAt(room, "unchecked");
    await assign(claimId, leaver);
    await client.member.updateMany({
      where: { workspaceId: leaver.workspaceId, id: leaver.memberId },
      data: { removedAt: new Date() },
    });
    expect(await holderOnBoard(claimId)).toBe("nobody");
    await takeClaims(room.reviewer, { places: [await seen(claimId)] });
    expect(await holderOnBoard(claimId)).toBe("Rob Reviewer");
  });
});

describe("stuck work", () => {
  test("is what its holder has not moved for longer than the workspace allows", async () => {
    const claimId = await claimAt(room, "in_progress");
    expect(await isStuck(claimId)).toBe(false);
    await age(claimId, 2);
    expect(await isStuck(claimId)).toBe(false);
    const since = await age(claimId, 4);
    const [stuck] = (await stuckClaims(client, room.admin.workspaceId)).filter(
      (each) => each.claimId === claimId,
    );
    expect(stuck).toMatchObject({
      articleId: room.article.id,
      holderId: room.checker.memberId,
      standing: "checking",
      since,
    });
    const { claims } = await articlePage(room.editor, room.article.id);
    expect(claims.find(({ id }) => id === claimId)?.stuckSince).toBe(since.toISOString());
    expect(await stuckCount(room.checker)).toBeGreaterThan(0);
    expect(await stuckCount(room.author)).toBe(0);

    await planClaim(room.editor, { articleId: room.article.id, claimId, priority: 2 });
    expect(await isStuck(claimId)).toBe(true);
    const { revision } = await workspace(room.admin);
    await changeWorkspace(room.admin, { revision, settings: { stuckAfterDays: 5 } });
    expect(await isStuck(claimId)).toBe(false);
    await changeWorkspace(room.admin, { revision: revision + 1, settings: { stuckAfterDays: 3 } });
    expect(await isStuck(claimId)).toBe(true);
  });

  test("moves again when something is said about its words", async () => {
    const { annotationId, claimId } = await testClaim(room.checker, room.article.id, "£4 million");
    await assign(claimId, room.reviewer);
    await age(claimId, 9);
    expect(await isStuck(claimId)).toBe(true);
    await startThread(room.reviewer, {
      id: newId(),
      commentId: newId(),
      subject: { kind: "annotation", id: annotationId },
      articleId: null,
      body: "I have written to the council.",
      blocksSignOff: false,
    });
    expect(await isStuck(claimId)).toBe(false);
  });

  test("is not what nobody holds, nor what is done; a review that nobody makes is", async () => {
    const [free, review, done] = [
      await claimAt(room, "unchecked"),
      await claimAt(room, "in_review"),
      await claimAt(room, "approved"),
    ];
    for (const claimId of [free, review, done]) await age(claimId, 9);
    expect(await isStuck(free)).toBe(false);
    expect(await isStuck(done)).toBe(false);
    expect(await isStuck(review)).toBe(true);
    expect(await holderOnBoard(review)).toBe("review");
  });

  test("is not taken over from who moves it, nor by who does not check; then it is; then in conflict", async () => {
    const claimId = await claimAt(room, "in_progress");
    const place = await seen(claimId);
    await expect(takeOverClaim(room.reviewer, place)).rejects.toMatchObject(
      refused("conflict", "not_stuck"),
    );
    const since = await age(claimId, 4);
    for (const actor of [room.author, room.viewer]) {
      await expect(takeOverClaim(actor, place)).rejects.toMatchObject(refused("forbidden"));
    }
    const { assigned } = await takeOverClaim(room.reviewer, place);
    expect(assigned).toMatchObject([
      {
        plan: { assignee: { id: room.reviewer.memberId } },
        claim: { check: { status: "in_progress", checker: { id: room.reviewer.memberId } } },
      },
    ]);
    expect(await isStuck(claimId)).toBe(false);
    await expect(takeOverClaim(room.editor, place)).rejects.toMatchObject(
      refused("conflict", "assignee_outdated"),
    );
    const { entries } = await claimHistory(room.admin, { claimId });
    expect(entries.find(({ type }) => type === "claim.taken_over")).toMatchObject({
      actor: { id: room.reviewer.memberId },
      payload: { from: room.checker.memberId, since: since.toISOString() },
    });
  });

  test("whoever submitted in the round does not become independent by losing the check", async () => {
    const claimId = await claimAt(room, "in_review");
    const read = await claimDetail(room.reviewer, { claimId });
    await requestChanges(room.reviewer, {
      id: newId(),
      claimId,
      submissionId: read.check?.submissionId ?? "",
      reasons: ["needs_primary_source"],
      comment: "",
    });
    await age(claimId, 4);
    await takeOverClaim(room.editor, await seen(claimId));
    await submit(room.editor, claimId);
    const moves = async (actor: MemberActor) =>
      (await claimDetail(actor, { claimId })).can.moves.approve;
    expect(await moves(room.checker)).toEqual({ ok: false, reason: "submitted_this_round" });
    expect(await moves(room.editor)).toEqual({ ok: false, reason: "submitted_this_round" });
    expect(await moves(room.reviewer)).toEqual({ ok: true });
  });
});

describe("a blind second check", () => {
  test("is the second checker's on the board, tells them no status, and is nobody's to take", async () => {
    const own = await testNewsroom();
    const { revision } = await workspace(own.admin);
    await changeWorkspace(own.admin, { revision, settings: { blindSecondChecks: true } });
    const claimId = await claimAt(own, "in_review");
    const read = await claimDetail(own.admin, { claimId });
    const second = await testMember(own.admin, "editor", { name: "Sam Second" });
    await askSecondCheck(own.editor, {
      claimId,
      checkId: read.check?.id ?? "",
      memberId: second.memberId,
    });
    const find = async (actor: MemberActor) =>
      (await board(actor, boardInput.parse({}))).groups.flatMap(({ member, items }) =>
        items.filter((item) => item.claimId === claimId).map((item) => ({ member, item })),
      );
    expect(await find(second)).toMatchObject([
      {
        member: { name: "Sam Second" },
        item: { standing: "second_check", status: "unchecked", checkerId: null },
      },
    ]);
    expect(await find(own.checker)).toMatchObject([
      { member: { name: "Sam Second" }, item: { status: "in_review" } },
    ]);
    const place = {
      articleId: own.article.id,
      claimId,
      seenAssigneeId: null,
      seenCheckerId: own.checker.memberId,
    };
    await expect(takeClaims(second, { places: [place] })).rejects.toMatchObject(
      refused("forbidden"),
    );
    await expect(
      assignClaims(second, { places: [place], assigneeId: own.reviewer.memberId }),
    ).rejects.toMatchObject(refused("forbidden"));
    await expect(
      assignClaims(own.editor, { places: [place], assigneeId: second.memberId }),
    ).rejects.toMatchObject(refused("invalid", "does_not_check"));
    await expect(takeClaims(own.reviewer, { places: [place] })).rejects.toMatchObject(
      refused("conflict", "not_in_hands"),
    );
    // Sent back meanwhile, it is not on their board at all.
    await requestChanges(own.reviewer, {
      id: newId(),
      claimId,
      submissionId: read.check?.submissionId ?? "",
      reasons: ["other"],
      comment: "",
    });
    expect(await find(second)).toEqual([]);
    expect(await find(own.editor)).toMatchObject([{ member: { name: "Cleo Checker" } }]);
  });
});

test("the board is for those who check", async () => {
  for (const actor of [room.author, room.viewer]) {
    await expect(board(actor, boardInput.parse({}))).rejects.toMatchObject(refused("forbidden"));
  }
  const { groups, can } = await board(room.checker, {
    articleId: room.article.id,
    memberId: room.checker.memberId,
  });
  expect(groups.map(({ kind }) => kind)).toEqual(["mine"]);
  expect(can.assign).toBe(false);
});
