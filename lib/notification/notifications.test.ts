import { setTimeout as pause } from "node:timers/promises";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { assignClaims, takeOverClaim } from "@/lib/assignment/commands";
import type { MemberActor } from "@/lib/auth/actor";
import { sayStillHolds } from "@/lib/check/commands";
import { planClaim } from "@/lib/claim/commands";
import { claimDetail } from "@/lib/claim/queries";
import { deleteComment, reply, startThread } from "@/lib/comment/commands";
import { newId } from "@/lib/id";
import { answerQuery, askQuery } from "@/lib/query/commands";
import { answerSchema } from "@/lib/query/schema";
import { adjudicate, dispute, requestChanges } from "@/lib/review/commands";
import { askSecondCheck } from "@/lib/second-check/commands";
import { changeWorkspace } from "@/lib/workspace/commands";
import { workspace } from "@/lib/workspace/queries";
import {
  approval,
  approveIt,
  checkIdOf,
  cite,
  claimAt,
  type Newsroom,
  submit,
  testNewsroom,
} from "@/tests/support/claims";
import { openTestDatabase } from "@/tests/support/database";
import { Listening } from "@/tests/support/live";
import { testMember, testWorkspace } from "@/tests/support/people";
import { markRead, setPreferences } from "./commands";
import { readOn } from "./log-reader";
import { preferencesSchema } from "./preferences";
import { notificationSettings, notifications, unreadCount } from "./queries";
import { notificationsInput } from "./schema";
import { sweep } from "./sweep";
import { wake } from "./tell";

const { client, connection } = await openTestDatabase();

let room: Newsroom;
let second: MemberActor;
beforeAll(async () => {
  room = await testNewsroom();
  second = await testMember(room.admin, "checker", { name: "Sam Second" });
  const { revision } = await workspace(room.admin);
  await changeWorkspace(room.admin, { revision, settings: { blindSecondChecks: true } });
});

const DAY_MS = 86_400_000;
const list = async (actor: MemberActor, given: object = {}) =>
  (await notifications(actor, notificationsInput.parse(given))).items;
/** Reads the log on, and clears what there was before. */
const clear = async () => {
  await readOn(room.admin.workspaceId);
  await client.notification.deleteMany({});
};
/** Whom something was told of, by name, with its kind. */
async function told(): Promise<string[]> {
  await readOn(room.admin.workspaceId);
  const rows = await client.notification.findMany({
    select: { kind: true, member: { select: { user: { select: { name: true } } } } },
  });
  return rows.map(({ kind, member }) => `${member.user.name}: ${kind}`).sort();
}
beforeEach(clear);

const assign = async (claimIds: string[], from: MemberActor | null, to: MemberActor | null) =>
  assignClaims(room.editor, {
    places: claimIds.map((claimId) => ({
      articleId: room.article.id,
      claimId,
      seenAssigneeId: from?.memberId ?? null,
      seenCheckerId: null,
    })),
    assigneeId: to?.memberId ?? null,
  });

const comment = async (actor: MemberActor, body: string, given: object = {}) => {
  const input = {
    id: newId(),
    commentId: newId(),
    subject: { kind: "annotation" as const, id: room.annotationId },
    articleId: null,
    body,
    blocksSignOff: false,
    ...given,
  };
  await startThread(actor, input);
  return input;
};

describe("who is told of what", () => {
  test("of a claim that is assigned, and taken away again", async () => {
    const claimId = await claimAt(room, "unchecked");
    await clear();
    await assign([claimId], null, room.reviewer);
    expect(await told()).toEqual(["Rob Reviewer: assigned"]);
    const [item] = await list(room.reviewer);
    expect(item).toMatchObject({
      kind: "assigned",
      read: false,
      by: { name: "Edith Editor" },
      count: 1,
      article: { id: room.article.id, headline: "The bridge" },
      claim: { id: claimId },
      annotationId: expect.any(String),
    });
    await clear();
    await assign([claimId], room.reviewer, second);
    expect(await told()).toEqual(["Rob Reviewer: handed_over", "Sam Second: assigned"]);
  });

  test("of many at once as of one", async () => {
    const claimIds = [await claimAt(room, "unchecked"), await claimAt(room, "unchecked")];
    await clear();
    await assign(claimIds, null, room.reviewer);
    await told();
    expect(await list(room.reviewer)).toMatchObject([{ kind: "assigned", count: 2 }]);
    expect(await unreadCount(room.reviewer)).toBe(1);
  });

  test("of being mentioned rather than of a comment, and nobody of their own", async () => {
    await clear();
    const { id } = await comment(room.editor, `@[${room.reviewer.memberId}] **Is** this so?`);
    expect(await told()).toEqual(["Rob Reviewer: mentioned"]);
    expect(await list(room.reviewer)).toMatchObject([{ words: "@Rob Reviewer Is this so?" }]);
    await clear();
    await reply(room.reviewer, {
      commentId: newId(),
      threadId: id,
      body: `@[${second.memberId}] knows.`,
    });
    expect(await told()).toEqual(["Edith Editor: commented", "Sam Second: mentioned"]);
  });

  test("of a comment on a claim that they check; no longer when it is deleted", async () => {
    const claimId = await claimAt(room, "in_progress");
    await clear();
    const { commentId } = await comment(room.editor, "Look at the register.", {
      subject: { kind: "claim", id: claimId },
    });
    expect(await told()).toEqual(["Cleo Checker: commented"]);
    expect(await unreadCount(room.checker)).toBe(1);
    await deleteComment(room.editor, { commentId, revision: 1 });
    expect(await list(room.checker)).toEqual([]);
    expect(await unreadCount(room.checker)).toBe(0);
  });

  test("of what becomes of a check", async () => {
    const claimId = await claimAt(room, "in_review");
    const read = approval(await claimDetail(room.reviewer, { claimId }));
    await clear();
    await requestChanges(room.reviewer, {
      id: newId(),
      claimId,
      submissionId: read.submissionId,
      reasons: ["other"],
      comment: "Why?",
    });
    expect(await told()).toEqual(["Cleo Checker: sent_back"]);
    await submit(room.checker, claimId);
    await clear();
    await approveIt(room.reviewer, claimId);
    expect(await told()).toEqual(["Cleo Checker: approved"]);
    await clear();
    await cite(second, claimId, { stance: "contradicts" });
    expect(await told()).toEqual(["Cleo Checker: stale"]);
    await clear();
    await sayStillHolds(room.checker, {
      claimId,
      checkId: await checkIdOf(room.checker, claimId),
      claimRevision: (await claimDetail(room.checker, { claimId })).revision,
      reason: "The other register is a copy.",
    });
    expect(await told()).toEqual([]);
  });

  test("of a dispute, and how it ends", async () => {
    const claimId = await claimAt(room, "in_review");
    await clear();
    const {
      comment: _,
      occurrences: __,
      ...read
    } = approval(await claimDetail(room.reviewer, { claimId }));
    await dispute(room.reviewer, { ...read, verdict: "false", comment: "In 1933." });
    expect(await told()).toEqual([
      "Ann Admin: disputed",
      "Cleo Checker: disputed",
      "Edith Editor: disputed",
    ]);
    await clear();
    const { comment: ___, ...shown } = approval(await claimDetail(room.editor, { claimId }));
    await adjudicate(room.editor, {
      ...shown,
      outcome: "approved",
      verdict: "false",
      namedCitations: [],
      reason: "The Gazette.",
    });
    expect(await told()).toEqual(["Cleo Checker: approved", "Rob Reviewer: approved"]);
  });

  test("of queries: an author of the question, whoever asked of the answer", async () => {
    const asked = {
      id: newId(),
      articleId: room.article.id,
      annotationId: room.annotationId,
      addressee: { kind: "author" as const, memberId: room.author.memberId },
      question: "Which register?",
      wantedBy: new Date(Date.now() + DAY_MS).toISOString(),
    };
    await askQuery(room.editor, asked);
    expect(await told()).toEqual(["Audra Author: asked"]);
    expect(await list(room.author)).toMatchObject([
      { kind: "asked", words: "Which register?", wantedBy: asked.wantedBy },
    ]);
    await clear();
    await answerQuery(room.author, {
      id: newId(),
      queryId: asked.id,
      revision: 1,
      answer: answerSchema.parse({ body: "The city's." }),
    });
    expect(await told()).toEqual(["Edith Editor: answered"]);
  });

  test("whoever checks a claim blind of that alone, until they are done", async () => {
    const claimId = await claimAt(room, "in_progress");
    await submit(room.checker, claimId, { rationale: "SECRET" });
    await clear();
    const checkId = await checkIdOf(room.editor, claimId);
    await askSecondCheck(room.editor, { claimId, checkId, memberId: second.memberId });
    await comment(room.editor, `SECRET @[${second.memberId}]`, {
      subject: { kind: "claim", id: claimId },
    });
    await told();
    const items = await list(second);
    expect(items).toMatchObject([{ kind: "second_check", claim: { id: claimId } }]);
    expect(JSON.stringify(items)).not.toContain("SECRET");
    expect(await unreadCount(second)).toBe(1);
    // Marking what is there as read leaves what is hidden for later.
    await markRead(second, { groups: null, read: true });
    await client.check.updateMany({ where: { id: checkId }, data: { secondDoneAt: new Date() } });
    expect(await list(second, { unread: true })).toMatchObject([{ kind: "mentioned" }]);
  });

  test("nobody of another workspace, nobody who left, nobody of what they may not read", async () => {
    const elsewhere = await testWorkspace();
    const gone = await testMember(room.admin, "editor", { name: "Gone" });
    const stranger = await testMember(room.admin, "author", { name: "Stranger" });
    await comment(room.editor, `@[${gone.memberId}] @[${room.author.memberId}] look`);
    await client.member.update({ where: { id: gone.memberId }, data: { removedAt: new Date() } });
    expect(await told()).toEqual(["Audra Author: mentioned"]);
    await client.articleMember.deleteMany({ where: { memberId: room.author.memberId } });
    expect(await list(room.author)).toEqual([]);
    await client.articleMember.create({
      data: {
        workspaceId: room.admin.workspaceId,
        articleId: room.article.id,
        memberId: room.author.memberId,
        relation: "author",
      },
    });
    expect(await list(room.author)).toHaveLength(1);
    const [{ group } = { group: "" }] = await list(room.author);
    for (const other of [elsewhere, stranger, room.editor]) {
      await markRead(other, { groups: [group], read: true });
      expect(await list(other)).toEqual([]);
    }
    expect(await unreadCount(room.author)).toBe(1);
  });
});

describe("reading the log", () => {
  test("tells of an event once, whoever reads it and however often", async () => {
    await comment(room.editor, `@[${room.reviewer.memberId}]`);
    const { workspaceId } = room.admin;
    await Promise.all([readOn(workspaceId), readOn(workspaceId), readOn(workspaceId)]);
    expect(await client.notification.count()).toBe(1);
    // As after a restore of an older place.
    await client.notificationCursor.update({ where: { workspaceId }, data: { sequence: 0n } });
    await readOn(workspaceId);
    const again = await client.notification.findMany({
      where: {
        memberId: room.reviewer.memberId,
        kind: "mentioned",
        event: { at: { gt: new Date(Date.now() - 60_000) } },
      },
      select: { key: true },
    });
    expect(new Set(again.map(({ key }) => key)).size).toBe(again.length);
  });

  test("goes through a log longer than one reading", async () => {
    const other = await testNewsroom();
    for (let index = 0; index < 70; index += 1) {
      await startThread(other.editor, {
        id: newId(),
        commentId: newId(),
        subject: { kind: "article", id: other.article.id },
        articleId: null,
        body: `@[${other.reviewer.memberId}] @[${other.checker.memberId}] ${index}`,
        blocksSignOff: false,
      });
    }
    await readOn(other.admin.workspaceId);
    expect(await unreadCount(other.reviewer)).toBe(70);
    const first = await notifications(other.reviewer, notificationsInput.parse({}));
    expect(first.items).toHaveLength(50);
    const rest = await notifications(
      other.reviewer,
      notificationsInput.parse({ cursor: first.nextCursor }),
    );
    expect(rest).toMatchObject({ nextCursor: null });
    expect(rest.items).toHaveLength(20);
    const groups = [...first.items, ...rest.items].map(({ group }) => group);
    expect(new Set(groups).size).toBe(70);
    expect(first.items[0]?.words).toContain("69");
  });
});

describe("what time does", () => {
  test("a deadline is told when it is a day away, again when it was moved, and once", async () => {
    const claimId = await claimAt(room, "unchecked");
    await assign([claimId], null, room.reviewer);
    await clear();
    const { workspaceId } = room.admin;
    const plan = async (days: number) => {
      const deadline = new Date(Date.now() + days * DAY_MS).toISOString();
      await planClaim(room.editor, { claimId, articleId: room.article.id, deadline });
      return deadline;
    };
    await plan(3);
    await sweep(workspaceId);
    expect(await list(room.reviewer)).toEqual([]);
    const deadline = await plan(0.5);
    await sweep(workspaceId);
    await sweep(workspaceId);
    expect(await list(room.reviewer)).toMatchObject([
      { kind: "deadline", by: null, claim: { id: claimId }, wantedBy: deadline },
    ]);
    await plan(0.75);
    await sweep(workspaceId);
    expect(await list(room.reviewer)).toHaveLength(2);
  });

  test("stuck work is told to its holder and the editors, again when it is stuck anew", async () => {
    await client.claimInArticle.updateMany({ data: { deadline: null } });
    const claimId = await claimAt(room, "unchecked");
    await assign([claimId], null, room.reviewer);
    await clear();
    const { workspaceId } = room.admin;
    const age = async (days: number) => {
      const at = new Date(Date.now() - days * DAY_MS);
      await client.event.updateMany({ where: { workspaceId, claimId }, data: { at } });
      await client.claim.update({ where: { id: claimId }, data: { createdAt: at } });
    };
    await age(4);
    await sweep(workspaceId);
    await sweep(workspaceId, new Date(Date.now() + 1_000));
    expect(await told()).toEqual(
      ["Rob Reviewer: stuck", "Ann Admin: stuck", "Edith Editor: stuck"].sort(),
    );
    await takeOverClaim(room.editor, {
      articleId: room.article.id,
      claimId,
      seenAssigneeId: room.reviewer.memberId,
      seenCheckerId: null,
    });
    expect(await told()).toContain("Rob Reviewer: handed_over");
    await age(5);
    await sweep(workspaceId);
    expect((await list(room.editor)).filter(({ kind }) => kind === "stuck")).toHaveLength(2);
  });
});

describe("what the member decides", () => {
  test("a kind that is turned off is not told; the rest is", async () => {
    await setPreferences(room.reviewer, preferencesSchema.parse({ off: ["mentioned"] }));
    await comment(room.editor, `@[${room.reviewer.memberId}]`);
    const claimId = await claimAt(room, "unchecked");
    await assign([claimId], null, room.reviewer);
    expect(await told()).toEqual(["Rob Reviewer: assigned"]);
    const { preferences } = await notificationSettings(room.reviewer);
    expect(preferences).toMatchObject({ off: ["mentioned"], mail: "at_once" });
    expect((await notificationSettings(second)).preferences.off).toEqual([]);
    await setPreferences(room.reviewer, preferencesSchema.parse({}));
  });

  test("read and unread again; everything at once", async () => {
    await comment(room.editor, `@[${room.reviewer.memberId}] one`);
    await comment(room.editor, `@[${room.reviewer.memberId}] two`);
    await told();
    const [newest] = await list(room.reviewer);
    const group = newest?.group ?? "";
    await markRead(room.reviewer, { groups: [group], read: true });
    expect(await unreadCount(room.reviewer)).toBe(1);
    expect((await list(room.reviewer, { unread: true }))[0]?.words).toContain("one");
    await markRead(room.reviewer, { groups: [group], read: false });
    expect(await unreadCount(room.reviewer)).toBe(2);
    await markRead(room.reviewer, { groups: null, read: true });
    expect(await unreadCount(room.reviewer)).toBe(0);
    expect(await list(room.reviewer)).toMatchObject([{ read: true }, { read: true }]);
  });

  test("their open pages hear of it at once, and nobody else's", async () => {
    const mine = await Listening.caughtUp(room.reviewer);
    const other = await Listening.caughtUp(second);
    // On a server each word comes twice once this process listens to itself, too; until then anything
    // may be said to everybody.
    if (connection.kind === "server") {
      const heard = async () => {
        const before = other.of("notified").length;
        await wake(second.workspaceId, [second.memberId]);
        await pause(100);
        return other.of("notified").length - before;
      };
      await expect.poll(heard).toBe(2);
    }
    const [before, others] = [mine, other].map((one) => one.of("notified").length);
    await comment(room.editor, `@[${room.reviewer.memberId}]`);
    await told();
    await mine.until(() => mine.of("notified").length > (before ?? 0));
    expect(mine.of("notified").at(-1)).toMatchObject({ data: {} });
    expect(other.of("notified")).toHaveLength(others ?? 0);
    await mine.cut();
    await other.cut();
  });
});
