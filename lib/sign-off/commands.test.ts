import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { addArticleMember } from "@/lib/article/commands";
import { articleHistory } from "@/lib/article/queries";
import type { MemberActor } from "@/lib/auth/actor";
import { startThread } from "@/lib/comment/commands";
import { startThreadInput } from "@/lib/comment/schema";
import { verifyLog } from "@/lib/event/verify";
import { clearFlag, raiseFlag } from "@/lib/flag/commands";
import { newId } from "@/lib/id";
import { testArticle } from "@/tests/support/articles";
import {
  approveIt,
  cite,
  type Newsroom,
  PARAGRAPHS,
  submit,
  testClaim,
  testNewsroom,
} from "@/tests/support/claims";
import { openTestDatabase } from "@/tests/support/database";
import { testMember } from "@/tests/support/people";
import { replacing, saveEdits } from "@/tests/support/versions";
import { signOff, withdrawSignOff } from "./commands";
import { closing } from "./queries";
import { type Closing, signOffInput } from "./schema";

const { client } = await openTestDatabase();

let room: Newsroom;
let articleId: string;
let annotationId: string;
let claimId: string;
beforeAll(async () => {
  room = await testNewsroom();
});
beforeEach(async () => {
  ({ id: articleId } = await testArticle(room.editor, ...PARAGRAPHS));
  ({ annotationId, claimId } = await testClaim(room.checker, articleId, "opened in 1932"));
});

const sign = (actor: MemberActor, given: object = {}) =>
  signOff(actor, signOffInput.parse({ id: newId(), articleId, version: 1, ...given }));
const standing = async () => (await closing(room.editor, { articleId })).standing?.state ?? null;
const kinds = ({ blockers }: Closing) => blockers.map(({ kind }) => kind);
const blocking = async (actor = room.editor) => kinds(await closing(actor, { articleId }));

async function makeGreen(): Promise<void> {
  await cite(room.checker, claimId);
  await submit(room.checker, claimId);
  await approveIt(room.reviewer, claimId);
}

describe("the sign-off", () => {
  test("is an editor's who is not an author of the article; others are refused", async () => {
    await makeGreen();
    const stranger = await testMember(room.admin, "author");
    const writing = await testMember(room.admin, "editor");
    await addArticleMember(room.editor, {
      articleId,
      memberId: writing.memberId,
      relation: "author",
    });
    for (const actor of [room.checker, room.reviewer, writing]) {
      await expect(sign(actor)).rejects.toMatchObject({ code: "forbidden" });
    }
    for (const actor of [room.author, room.viewer, stranger]) {
      await expect(sign(actor)).rejects.toMatchObject({ code: "not_found" });
    }
    await addArticleMember(room.editor, {
      articleId,
      memberId: room.author.memberId,
      relation: "author",
    });
    await expect(sign(room.author)).rejects.toMatchObject({ code: "forbidden" });
    await expect(closing(room.author, { articleId })).rejects.toMatchObject({ code: "forbidden" });
    expect((await closing(room.checker, { articleId })).can.signOff).toBe(false);
    expect((await closing(room.editor, { articleId })).can.signOff).toBe(true);
  });

  test("is refused while anything stands in the way, and given when nothing does", async () => {
    await expect(sign(room.editor)).rejects.toMatchObject({
      code: "conflict",
      details: {
        reason: "blocked",
        blockers: [`check:${annotationId}`, `sourcing:${annotationId}`],
      },
    });
    await makeGreen();
    const id = newId();
    const signed = await sign(room.editor, { id });
    expect(signed).toMatchObject({
      blockers: [],
      occurrences: { total: 1, green: 1 },
      standing: { version: 1, state: "current", by: { name: "Edith Editor" } },
    });
    expect(signed.signOffs).toMatchObject([{ id, version: 1, exceptions: [], withdrawn: null }]);
    // Repeated, it is the same one; another's id is nobody else's.
    expect((await sign(room.editor, { id })).signOffs).toHaveLength(1);
    await expect(sign(room.admin, { id })).rejects.toMatchObject({ code: "conflict" });
    const { entries } = await articleHistory(room.editor, { articleId });
    expect(entries.map(({ type }) => type)).toContain("article.signed_off");
    const { headSequence, headHash } = await client.signOff.findUniqueOrThrow({ where: { id } });
    const head = await client.event.findFirstOrThrow({
      where: { workspaceId: room.admin.workspaceId, sequence: headSequence },
    });
    expect(headHash).toBe(head.hash);
    expect(await verifyLog(room.admin.workspaceId)).toMatchObject({ fault: null });
  });

  test("covers the version that was seen: a newer one is a conflict, and outdates it", async () => {
    await makeGreen();
    await sign(room.editor);
    const { number } = await saveEdits(room.editor, articleId, replacing("Six", "Seven"));
    expect(number).toBe(2);
    expect(await standing()).toBe("new_version");
    await expect(sign(room.editor)).rejects.toMatchObject({
      code: "conflict",
      details: { reason: "version_outdated", currentVersion: 2 },
    });
    expect((await sign(room.editor, { version: 2 })).standing?.state).toBe("current");
  });

  test("is told to be another's no longer when evidence changes after it", async () => {
    await makeGreen();
    await sign(room.editor);
    await cite(room.checker, claimId, { stance: "contradicts" }, { title: "Another register" });
    expect(await standing()).toBe("changed");
    expect(await blocking()).toContain("check");
  });

  test("lets pass what an editor excepts, one by one, and keeps the reasons for ever", async () => {
    await cite(room.checker, claimId);
    await submit(room.checker, claimId);
    expect(await blocking()).toEqual(["check"]);
    const exception = { kind: "check", subjectId: annotationId, reason: "Single-checked" };
    const none = { kind: "sourcing", subjectId: annotationId, reason: "Unsourced, attributed" };
    const { signOffs } = await sign(room.editor, { exceptions: [exception, none] });
    // What did not stand in the way is not in the sign-off.
    expect(signOffs[0]?.exceptions).toEqual([
      {
        ...exception,
        annotationId,
        claimId,
        words: ["opened in 1932"],
        statement: expect.any(String),
      },
    ]);
  });

  test("lets pass no unfinished work, no flag, no thread", async () => {
    const passing = (kind: string, subjectId: string) =>
      sign(room.editor, { exceptions: [{ kind, subjectId, reason: "It is late." }] });
    await expect(passing("check", annotationId)).rejects.toMatchObject({ code: "conflict" });
    await makeGreen();
    const flagId = newId();
    await raiseFlag(room.checker, {
      id: flagId,
      subject: { kind: "claim", id: claimId },
      articleId,
      kind: "legal",
      reason: "The lawyer has to see it.",
    });
    expect(await blocking()).toEqual(["flag"]);
    await expect(passing("flag", flagId)).rejects.toMatchObject({ code: "conflict" });
    await clearFlag(room.editor, { flagId, revision: 1, reason: "She has seen it." });
    const threadId = newId();
    await startThread(
      room.checker,
      startThreadInput.parse({
        id: threadId,
        commentId: newId(),
        subject: { kind: "article", id: articleId },
        body: "Not before the answer is here.",
        blocksSignOff: true,
      }),
    );
    const { blockers } = await closing(room.editor, { articleId });
    expect(blockers).toMatchObject([
      { kind: "thread", comment: "Not before the answer is here.", start: null },
    ]);
    await expect(passing("thread", threadId)).rejects.toMatchObject({ code: "conflict" });
  });

  test("is withdrawn with a reason, once, and stays to be read", async () => {
    await makeGreen();
    const { signOffs } = await sign(room.editor);
    const signOffId = signOffs[0]?.id ?? "";
    const withdraw = (actor: MemberActor) =>
      withdrawSignOff(actor, { signOffId, reason: "Too soon." });
    await expect(withdraw(room.checker)).rejects.toMatchObject({ code: "forbidden" });
    await expect(withdraw(room.author)).rejects.toMatchObject({ code: "not_found" });
    const after = await withdraw(room.admin);
    expect(after.standing).toBeNull();
    expect(after.signOffs).toMatchObject([{ id: signOffId, withdrawn: { reason: "Too soon." } }]);
    await expect(withdraw(room.admin)).rejects.toMatchObject({ code: "conflict" });
  });

  test("at the same moment as a citation that contradicts: it never stands over it", async () => {
    for (let round = 0; round < 5; round++) {
      ({ id: articleId } = await testArticle(room.editor, ...PARAGRAPHS));
      ({ annotationId, claimId } = await testClaim(room.checker, articleId, "opened in 1932"));
      await makeGreen();
      const [signed] = await Promise.allSettled([
        sign(room.editor),
        cite(room.checker, claimId, { stance: "contradicts" }, { title: `Register ${round}` }),
      ]);
      expect(await standing()).toBe(signed.status === "fulfilled" ? "changed" : null);
    }
  });
});
