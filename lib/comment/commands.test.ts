import { beforeAll, describe, expect, test } from "vitest";
import { createAnnotation, deleteAnnotation } from "@/lib/annotation/commands";
import { annotationHistory } from "@/lib/annotation/queries";
import { addArticleMember } from "@/lib/article/commands";
import { articleHistory, articlePage } from "@/lib/article/queries";
import type { MemberActor } from "@/lib/auth/actor";
import { removeCitation } from "@/lib/citation/commands";
import { claimHistory } from "@/lib/claim/queries";
import { newId } from "@/lib/id";
import { occurrenceOn, targetOn, testArticle } from "@/tests/support/articles";
import {
  cite,
  claimAt,
  type Newsroom,
  PARAGRAPHS,
  TEXT,
  testClaim,
  testNewsroom,
} from "@/tests/support/claims";
import { openTestDatabase } from "@/tests/support/database";
import { testMember } from "@/tests/support/people";
import {
  blockSignOff,
  deleteComment,
  editComment,
  reopenThread,
  reply,
  resolveThread,
  restoreComment,
  startThread,
} from "./commands";
import { commentPlace, commentRevisions, mentionable, threads } from "./queries";
import { startThreadInput, type ThreadSubject, type ThreadView } from "./schema";

const { client } = await openTestDatabase();

let room: Newsroom;
beforeAll(async () => {
  room = await testNewsroom();
});

const refused = (code: string, reason?: string) => ({
  code,
  ...(reason && { details: expect.objectContaining({ reason }) }),
});

async function begin(
  actor: MemberActor,
  subject: ThreadSubject,
  given: { body?: string; articleId?: string; blocksSignOff?: boolean } = {},
): Promise<ThreadView> {
  const input = startThreadInput.parse({
    id: newId(),
    commentId: newId(),
    subject,
    body: "Is this so?",
    ...given,
  });
  const { thread } = await startThread(actor, input);
  if (!thread) throw new Error("no thread was begun");
  return thread;
}

async function say(actor: MemberActor, threadId: string, body = "It is."): Promise<ThreadView> {
  const { thread } = await reply(actor, { commentId: newId(), threadId, body });
  if (!thread) throw new Error("nothing was said");
  return thread;
}

const on = {
  article: (): ThreadSubject => ({ kind: "article", id: room.article.id }),
  annotation: (): ThreadSubject => ({ kind: "annotation", id: room.annotationId }),
  claim: (): ThreadSubject => ({ kind: "claim", id: room.claimId }),
};

const readOf = async (actor: MemberActor, subject: ThreadSubject): Promise<ThreadView[]> =>
  (await threads(actor, { subjects: [subject] })).threads;

const seenThread = ({ id, revision }: ThreadView) => ({ threadId: id, revision, reason: "" });

function commentAt(thread: ThreadView | null, index: number) {
  const comment = thread?.comments[index];
  if (!comment) throw new Error("no such comment");
  return comment;
}

const seenComment = (thread: ThreadView | null, index: number) => {
  const { id, revision } = commentAt(thread, index);
  return { commentId: id, revision };
};

const said = (thread: ThreadView | null) =>
  thread?.comments.map(({ content, deletedBy }) =>
    deletedBy ? `deleted by ${deletedBy.name}` : JSON.stringify(content),
  ) ?? [];

describe("a thread", () => {
  test("is begun by nobody who only reads", async () => {
    const stranger = await testMember(room.admin, "author");
    for (const subject of [on.article(), on.annotation(), on.claim()]) {
      await expect(begin(room.viewer, subject)).rejects.toMatchObject(refused("forbidden"));
      await expect(begin(stranger, subject)).rejects.toMatchObject(refused("not_found"));
      await expect(readOf(stranger, subject)).rejects.toMatchObject(refused("not_found"));
    }
  });

  test("is begun by staff and by the article’s author, on each thing", async () => {
    const { citation } = await cite(room.checker, room.claimId);
    const onCitation: ThreadSubject = { kind: "citation", id: citation?.id ?? "" };
    for (const subject of [on.article(), on.annotation(), on.claim(), onCitation]) {
      for (const actor of [room.admin, room.editor, room.checker, room.author]) {
        const thread = await begin(actor, subject);
        expect(thread).toMatchObject({
          subject,
          revision: 1,
          resolvedAt: null,
          createdBy: { id: actor.memberId },
          can: { add: true, block: true },
          comments: [{ by: { name: actor.name }, body: "Is this so?", can: { edit: true } }],
        });
        const [read] = (await readOf(room.viewer, subject)).filter(({ id }) => id === thread.id);
        expect(read).toMatchObject({
          can: { add: false, block: false },
          comments: [{ body: null, can: { edit: false, delete: false } }],
        });
      }
    }
    const onClaim = await readOf(room.checker, on.claim());
    expect(onClaim.some(({ subject }) => subject.kind === "citation")).toBe(true);
  });

  test("takes the same ids from the same member for a repeated request", async () => {
    const input = startThreadInput.parse({
      id: newId(),
      commentId: newId(),
      subject: on.article(),
      body: "Once.",
    });
    const first = await startThread(room.checker, input);
    expect(await startThread(room.checker, input)).toEqual(first);
    await expect(startThread(room.editor, input)).rejects.toMatchObject(refused("conflict"));
    const again = { commentId: newId(), threadId: input.id, body: "Once more." };
    const second = await reply(room.editor, again);
    expect(await reply(room.editor, again)).toEqual(second);
    await expect(reply(room.checker, again)).rejects.toMatchObject(refused("conflict"));
    expect(second.thread?.comments).toHaveLength(2);
  });

  test("on a claim, begun beside an article, is read by that article’s people only", async () => {
    const other = await testArticle(room.editor, ...PARAGRAPHS);
    await testClaim(room.checker, other.id, "opened in 1932", room.claimId);
    const elsewhere = await begin(room.checker, on.claim(), { articleId: other.id });
    const here = await begin(room.checker, on.claim(), { articleId: room.article.id });
    const bare = await begin(room.checker, on.claim());
    const ids = async (actor: MemberActor) => (await readOf(actor, on.claim())).map(({ id }) => id);
    expect(await ids(room.reviewer)).toEqual(
      expect.arrayContaining([elsewhere.id, here.id, bare.id]),
    );
    const toAuthor = await ids(room.author);
    expect(toAuthor).toEqual(expect.arrayContaining([here.id, bare.id]));
    expect(toAuthor).not.toContain(elsewhere.id);
    await expect(say(room.author, elsewhere.id)).rejects.toMatchObject(refused("not_found"));
    await expect(
      commentPlace(room.author, { commentId: commentAt(elsewhere, 0).id }),
    ).rejects.toMatchObject(refused("not_found"));
    await expect(
      commentRevisions(room.author, { commentId: commentAt(elsewhere, 0).id }),
    ).rejects.toMatchObject(refused("not_found"));
    const page = await articlePage(room.author, room.article.id);
    const toStaff = await articlePage(room.checker, room.article.id);
    const open = (view: typeof page) => view.threads[room.claimId]?.open ?? 0;
    expect(open(toStaff) - open(page)).toBe(1);
    // A claim that does not occur there is not talked about there.
    const apart = await testArticle(room.editor, ...PARAGRAPHS);
    await expect(begin(room.checker, on.claim(), { articleId: apart.id })).rejects.toMatchObject(
      refused("not_found"),
    );
  });

  test("goes with what it is about, and is counted while it is open", async () => {
    const input = occurrenceOn(room.article.id, TEXT, "£4 million");
    await createAnnotation(room.checker, input);
    const subject: ThreadSubject = { kind: "annotation", id: input.id };
    const counted = async () =>
      (await articlePage(room.checker, room.article.id)).threads[input.id] ?? null;
    expect(await counted()).toBeNull();
    const thread = await begin(room.checker, subject, { blocksSignOff: true });
    await begin(room.checker, subject);
    expect(await counted()).toEqual({ open: 2, blocking: 1 });
    await resolveThread(room.author, seenThread(thread));
    expect(await counted()).toEqual({ open: 1, blocking: 0 });
    await deleteAnnotation(room.checker, { annotationId: input.id, revision: 1, reason: null });
    expect(await counted()).toBeNull();
    await expect(say(room.checker, thread.id)).rejects.toMatchObject(refused("not_found"));

    const claimId = await claimAt(room, "unchecked");
    const { citation } = await cite(room.checker, claimId);
    if (!citation) throw new Error("not cited");
    await begin(room.checker, { kind: "citation", id: citation.id });
    expect(await readOf(room.checker, { kind: "claim", id: claimId })).toHaveLength(1);
    await removeCitation(room.checker, { citationId: citation.id, revision: citation.revision });
    expect(await readOf(room.checker, { kind: "claim", id: claimId })).toHaveLength(0);
  });
});

describe("replying", () => {
  test("is refused to who only reads; then done; then in conflict with a resolution", async () => {
    const thread = await begin(room.checker, on.annotation());
    await expect(say(room.viewer, thread.id)).rejects.toMatchObject(refused("forbidden"));
    const replied = await say(room.author, thread.id, "Yes, *see*\n\n- <b>here</b>");
    expect(said(replied)).toEqual([
      '[{"type":"paragraph","content":[{"type":"text","text":"Is this so?"}]}]',
      expect.stringContaining('"<b>here</b>"'),
    ]);
    await resolveThread(room.checker, seenThread(thread));
    await expect(say(room.author, thread.id)).rejects.toMatchObject({
      code: "conflict",
      details: {
        reason: "thread_resolved",
        thread: { id: thread.id, resolvedAt: expect.any(String) },
      },
    });
  });

  test("by many at once loses nothing", async () => {
    const thread = await begin(room.checker, on.article());
    const people = [room.admin, room.editor, room.checker, room.reviewer, room.author];
    await Promise.all(people.map((actor) => say(actor, thread.id, actor.name)));
    const [read] = (await readOf(room.viewer, on.article())).filter(({ id }) => id === thread.id);
    expect(
      read?.comments
        .slice(1)
        .map(({ by }) => by.name)
        .toSorted(),
    ).toEqual(people.map(({ name }) => name).toSorted());
  });
});

describe("mentions", () => {
  test("are those who may read it, and keep to a renamed member", async () => {
    const outsider = await testMember(room.admin, "author", { name: "Olaf Outsider" });
    const named = await testMember(room.admin, "checker", { name: "Nia Named" });
    const subject = on.annotation();
    const offered = await mentionable(room.author, { subject, articleId: null });
    const names = offered.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(["Nia Named", "Audra Author", "Vic Viewer"]));
    expect(names).not.toContain("Olaf Outsider");
    await expect(mentionable(room.viewer, { subject, articleId: null })).rejects.toMatchObject(
      refused("forbidden"),
    );
    await expect(
      begin(room.checker, subject, { body: `@[${outsider.memberId}] look` }),
    ).rejects.toMatchObject(refused("invalid", "mention_unknown"));
    await expect(
      begin(room.checker, subject, { body: `@[${newId()}] look` }),
    ).rejects.toMatchObject(refused("invalid", "mention_unknown"));

    const thread = await begin(room.checker, subject, { body: `@[${named.memberId}] look` });
    expect(commentAt(thread, 0).mentions).toEqual([{ id: named.memberId, name: "Nia Named" }]);
    await client.user.update({ where: { id: named.userId }, data: { name: "Nia Newname" } });
    const [read] = (await readOf(room.checker, subject)).filter(({ id }) => id === thread.id);
    expect(read && commentAt(read, 0).mentions[0]?.name).toBe("Nia Newname");

    // Whoever was named once is not told again, whatever becomes of the words.
    const edit = async (body: string) => {
      const now = (await readOf(room.checker, subject)).find(({ id }) => id === thread.id) ?? null;
      return editComment(room.checker, { ...seenComment(now, 0), body });
    };
    await edit("Nobody.");
    await addArticleMember(room.editor, {
      articleId: room.article.id,
      memberId: outsider.memberId,
      relation: "viewer",
    });
    const last = await edit(`@[${named.memberId}] and @[${outsider.memberId}]`);
    expect(commentAt(last.thread, 0).mentions).toHaveLength(2);
    const { entries } = await annotationHistory(room.checker, {
      annotationId: room.annotationId,
    });
    const mentioned = entries
      .filter(({ subjectId }) => subjectId === thread.id)
      .map(({ type, payload }) => [type, (payload as { mentioned?: string[] }).mentioned]);
    expect(mentioned).toEqual([
      ["comment.edited", [outsider.memberId]],
      ["comment.edited", []],
      ["comment.added", [named.memberId]],
    ]);
  });
});

describe("editing a comment", () => {
  test("is its writer’s alone, leaves what it said, and minds what was seen", async () => {
    const thread = await begin(room.checker, on.annotation());
    const input = { ...seenComment(thread, 0), body: "Is this really so?" };
    for (const actor of [room.admin, room.editor, room.reviewer, room.author, room.viewer]) {
      await expect(editComment(actor, input)).rejects.toMatchObject(refused("forbidden"));
    }
    const edited = await editComment(room.checker, input);
    expect(commentAt(edited.thread, 0)).toMatchObject({
      body: "Is this really so?",
      revision: 2,
      editedAt: expect.any(String),
    });
    expect(await commentRevisions(room.viewer, { commentId: input.commentId })).toMatchObject([
      { revision: 1, content: [{ content: [{ text: "Is this so?" }] }] },
    ]);
    await expect(editComment(room.checker, input)).rejects.toMatchObject({
      code: "conflict",
      details: {
        reason: "revision_outdated",
        thread: { comments: [{ revision: 2, body: "Is this really so?" }] },
      },
    });
    const same = { ...input, revision: 2 };
    expect(await editComment(room.checker, same)).toEqual(edited);
  });
});

describe("deleting a comment", () => {
  test("leaves its trace where others follow, and is taken back by who did it", async () => {
    const thread = await begin(room.checker, on.annotation());
    const replied = await say(room.author, thread.id);
    const first = seenComment(replied, 0);
    for (const actor of [room.reviewer, room.author, room.viewer]) {
      await expect(deleteComment(actor, first)).rejects.toMatchObject(refused("forbidden"));
    }
    const deleted = await deleteComment(room.editor, first);
    expect(said(deleted.thread)).toEqual([
      "deleted by Edith Editor",
      expect.stringContaining("It is."),
    ]);
    expect(JSON.stringify(deleted)).not.toContain("Is this so?");
    await expect(
      commentRevisions(room.checker, { commentId: first.commentId }),
    ).rejects.toMatchObject(refused("not_found"));
    await expect(deleteComment(room.editor, first)).rejects.toMatchObject(
      refused("conflict", "revision_outdated"),
    );
    await expect(
      editComment(room.checker, { ...first, revision: 2, body: "x" }),
    ).rejects.toMatchObject(refused("conflict", "revision_outdated"));
    // Its writer did not delete it.
    await expect(
      restoreComment(room.checker, { commentId: first.commentId }),
    ).rejects.toMatchObject(refused("forbidden"));

    // The last one goes without a trace, and with it a thread of nothing else.
    const none = await deleteComment(room.author, seenComment(replied, 1));
    expect(none.thread).toBeNull();
    const back = await restoreComment(room.author, { commentId: commentAt(replied, 1).id });
    expect(said(back.thread)).toHaveLength(2);
    const both = await restoreComment(room.admin, { commentId: first.commentId });
    expect(said(both.thread)[0]).toContain("Is this so?");
    expect(await restoreComment(room.admin, { commentId: first.commentId })).toEqual(both);
  });
});

describe("resolving and reopening", () => {
  test("is for whoever may comment, with a reason, and minds what was seen", async () => {
    const thread = await begin(room.checker, on.claim());
    const input = { ...seenThread(thread), reason: "The register says so." };
    await expect(resolveThread(room.viewer, input)).rejects.toMatchObject(refused("forbidden"));
    await expect(reopenThread(room.viewer, input)).rejects.toMatchObject(refused("forbidden"));
    const { thread: resolved } = await resolveThread(room.author, input);
    expect(resolved).toMatchObject({
      resolvedAt: expect.any(String),
      revision: 2,
      transitions: [
        { resolved: true, reason: "The register says so.", by: { name: "Audra Author" } },
      ],
    });
    await expect(resolveThread(room.checker, input)).rejects.toMatchObject(
      refused("conflict", "revision_outdated"),
    );
    const { thread: open } = await reopenThread(room.reviewer, {
      ...input,
      revision: 2,
      reason: "",
    });
    expect(open).toMatchObject({ resolvedAt: null, revision: 3 });
    expect(open?.transitions).toHaveLength(2);
    await expect(reopenThread(room.checker, input)).rejects.toMatchObject(
      refused("conflict", "revision_outdated"),
    );
  });

  test("at the same moment is done by one, and the other is told", async () => {
    const thread = await begin(room.checker, on.article());
    const outcomes = await Promise.allSettled(
      [room.editor, room.reviewer].map((actor) => resolveThread(actor, seenThread(thread))),
    );
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    const [read] = (await readOf(room.viewer, on.article())).filter(({ id }) => id === thread.id);
    expect(read?.transitions).toHaveLength(1);
  });
});

describe("blocking sign-off", () => {
  test("is set by who began the thread and by editors, and minds what was seen", async () => {
    const thread = await begin(room.author, on.article());
    const input = { threadId: thread.id, revision: 1, blocksSignOff: true };
    for (const actor of [room.checker, room.viewer]) {
      await expect(blockSignOff(actor, input)).rejects.toMatchObject(refused("forbidden"));
    }
    const blocked = await blockSignOff(room.author, input);
    expect(blocked.thread).toMatchObject({ blocksSignOff: true, revision: 2 });
    await expect(blockSignOff(room.editor, input)).rejects.toMatchObject(
      refused("conflict", "revision_outdated"),
    );
    const free = { ...input, revision: 2, blocksSignOff: false };
    expect((await blockSignOff(room.editor, free)).thread?.blocksSignOff).toBe(false);
  });
});

describe("what the histories tell", () => {
  test("of a thread, without its words", async () => {
    const input = occurrenceOn(room.article.id, TEXT, "£4 million", {
      targets: [targetOn(TEXT, "£4 million")],
    });
    await createAnnotation(room.checker, input);
    const begun = await begin(
      room.checker,
      { kind: "claim", id: input.claim.id },
      { body: "A secret word", articleId: room.article.id },
    );
    const edited = await editComment(room.checker, { ...seenComment(begun, 0), body: "Another" });
    await say(room.author, begun.id);
    await deleteComment(room.checker, seenComment(edited.thread, 0));
    await restoreComment(room.checker, { commentId: commentAt(begun, 0).id });
    await resolveThread(room.author, { ...seenThread(begun), reason: "Settled." });
    await reopenThread(room.author, { ...seenThread(begun), revision: 2 });
    await blockSignOff(room.editor, { threadId: begun.id, revision: 3, blocksSignOff: true });
    const expected = [
      "thread.block_changed",
      "thread.reopened",
      "thread.resolved",
      "comment.restored",
      "comment.deleted",
      "comment.added",
      "comment.edited",
      "comment.added",
    ];
    for (const { entries } of [
      await claimHistory(room.author, { claimId: input.claim.id }),
      await articleHistory(room.author, { articleId: room.article.id }),
    ]) {
      const own = entries.filter(({ subjectId }) => subjectId === begun.id);
      expect(own.map(({ type }) => type)).toEqual(expected);
      expect(own.every(({ payload }) => payload !== null)).toBe(true);
      expect(JSON.stringify(own)).not.toContain("secret");
      expect(JSON.stringify(own)).toContain("Settled.");
    }
  });
});

describe("a comment’s link", () => {
  test("leads to where it is read", async () => {
    const place = async (thread: ThreadView, actor = room.author) =>
      commentPlace(actor, { commentId: commentAt(thread, 0).id });
    const articleId = room.article.id;
    expect(await place(await begin(room.checker, on.article()))).toEqual({
      on: "article",
      articleId,
      annotationId: null,
    });
    expect(await place(await begin(room.checker, on.annotation()))).toEqual({
      on: "article",
      articleId,
      annotationId: room.annotationId,
    });
    expect(await place(await begin(room.checker, on.claim(), { articleId }))).toEqual({
      on: "article",
      articleId,
      annotationId: room.annotationId,
    });
    expect(await place(await begin(room.checker, on.claim()))).toEqual({
      on: "claim",
      claimId: room.claimId,
    });
  });
});
