import { spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { addArticleMember, removeArticleMember, updateArticle } from "@/lib/article/commands";
import type { MemberActor } from "@/lib/auth/actor";
import { startThread } from "@/lib/comment/commands";
import { childEnvironment, projectRoot } from "@/lib/env";
import { newId } from "@/lib/id";
import { createSource } from "@/lib/source/commands";
import { createSourceInput } from "@/lib/source/schema";
import { testArticle } from "@/tests/support/articles";
import { cite, type Newsroom, testClaim, testNewsroom } from "@/tests/support/claims";
import { openTestDatabase } from "@/tests/support/database";
import { Listening } from "@/tests/support/live";
import { testMember, testPerson, testWorkspace } from "@/tests/support/people";
import { lookAt } from "./commands";

const { client, connection } = await openTestDatabase();

let room: Newsroom;
beforeAll(async () => {
  room = await testNewsroom();
});

const source = (actor: MemberActor, title = "A page") =>
  createSource(actor, createSourceInput.parse({ id: newId(), title }));

async function headOf({ workspaceId }: MemberActor): Promise<string> {
  const { sequence } = await client.logHead.findUniqueOrThrow({ where: { workspaceId } });
  return sequence.toString();
}

/** Waits until a stream has been told of everything up to the end of the log that concerns it. */
async function sync(listening: Listening, actor: MemberActor, mark: () => Promise<unknown>) {
  await mark();
  const head = await headOf(actor);
  await listening.until(
    () => listening.lastId !== null && BigInt(listening.lastId) >= BigInt(head),
  );
}

/** Something that everybody who may read the newsroom's article hears of. */
const mark = async () => {
  const { revision } = await client.article.findUniqueOrThrow({ where: { id: room.article.id } });
  await updateArticle(room.editor, {
    articleId: room.article.id,
    revision,
    headline: `Marked ${newId()}`,
  });
};

describe("a stream", () => {
  test("tells what changed by its subject alone, and goes on from where it was", async () => {
    const first = await Listening.caughtUp(room.checker);
    const { citation } = await cite(room.checker, room.claimId);
    await first.until(() => first.of("changed").some(({ data }) => isAbout(data, citation?.id)));
    const [message] = first.of("changed").filter(({ data }) => isAbout(data, citation?.id));
    expect(message?.data).toEqual({
      subject: "citation",
      id: citation?.id,
      articleId: null,
      claimId: room.claimId,
    });
    await sync(first, room.checker, mark);
    await first.cut();
    const lastId = first.lastId;
    await source(room.checker);
    await source(room.editor);
    const second = await Listening.caughtUp(room.checker, { after: lastId });
    expect(second.of("changed").map(({ data }) => (data as { subject: string }).subject)).toEqual([
      "source",
      "source",
    ]);
    await second.cut();
  });

  test("says so where more was missed than is told one by one, or the log is another", async () => {
    const head = BigInt(await headOf(room.admin));
    for (const after of [head + 5n]) {
      const listening = await Listening.caughtUp(room.admin, { after: after.toString() });
      expect(listening.of("reset")).toMatchObject([{ id: head.toString() }]);
      await listening.cut();
    }
  });

  test("ends with the session, and with the member's place", async () => {
    const gone = await testMember(room.admin, "editor", {
      person: await testPerson({ name: "Gone" }),
    });
    const listening = await Listening.caughtUp(gone);
    await client.session.updateMany({
      where: { userId: gone.userId },
      data: { revokedAt: new Date() },
    });
    await source(room.editor, "SECRET");
    await listening.done;
    expect(listening.heard.at(-1)).toMatchObject({ event: "ended" });
    expect(listening.of("changed")).toEqual([]);

    const demoted = await testMember(room.admin, "editor");
    const other = await Listening.caughtUp(demoted);
    await client.member.update({ where: { id: demoted.memberId }, data: { role: "viewer" } });
    await source(room.editor);
    await other.done;
    expect(other.of("changed")).toEqual([]);
    expect(other.heard.at(-1)).toMatchObject({ event: "ended" });
  });
});

function isAbout(data: unknown, id: string | undefined): boolean {
  return typeof data === "object" && data !== null && "id" in data && data.id === id;
}

describe("who hears of what", () => {
  test("nobody of another workspace", async () => {
    const elsewhere = await testWorkspace();
    const listening = await Listening.caughtUp(elsewhere);
    await source(room.editor);
    await mark();
    await source(elsewhere);
    await listening.until(() => listening.of("changed").length > 0);
    expect(listening.of("changed")).toHaveLength(1);
    await listening.cut();
  });

  test("an author and a viewer of their articles only", async () => {
    const other = await testArticle(room.editor, "Another", "Nobody shared this one.");
    const listening = await Promise.all(
      [room.author, room.viewer, room.checker].map((actor) => Listening.caughtUp(actor)),
    );
    const [author, viewer, checker] = listening as [Listening, Listening, Listening];
    const hidden = newId();
    await startThread(room.checker, {
      id: hidden,
      commentId: newId(),
      subject: { kind: "article", id: other.id },
      articleId: other.id,
      body: "Not for everybody.",
      blocksSignOff: false,
    });
    await source(room.editor);
    // Of a claim that they may see, what is said beside another article.
    const { claimId } = await testClaim(room.checker, room.article.id, "Six people");
    await cite(room.checker, claimId);
    await mark();
    await sync(author, room.author, mark);
    await sync(viewer, room.viewer, mark);
    await sync(checker, room.checker, mark);
    for (const listener of [author, viewer]) {
      const told = listener
        .of("changed")
        .map(({ data }) => data as { subject: string; id: string });
      expect(JSON.stringify(told)).not.toContain(other.id);
      expect(told.map(({ id }) => id)).not.toContain(hidden);
      expect(told.map(({ subject }) => subject)).not.toContain("source");
      expect(told.map(({ subject }) => subject)).toContain("citation");
    }
    expect(checker.of("changed").map(({ data }) => (data as { id: string }).id)).toContain(hidden);
    // Shared now, and no longer.
    const shared = {
      articleId: other.id,
      memberId: room.viewer.memberId,
      relation: "viewer",
    } as const;
    await addArticleMember(room.editor, shared);
    await sync(viewer, room.viewer, mark);
    expect(JSON.stringify(viewer.heard)).toContain(other.id);
    await removeArticleMember(room.editor, shared);
    const before = viewer.heard.length;
    await updateArticle(room.editor, {
      articleId: other.id,
      revision: other.revision,
      headline: "Yet another",
    });
    await sync(viewer, room.viewer, mark);
    expect(JSON.stringify(viewer.heard.slice(before))).not.toContain(other.id);
    await Promise.all(listening.map((each) => each.cut()));
  });
});

test("a stream that is cut a hundred times loses nothing and repeats nothing", async () => {
  const writer = room.checker;
  const cuts = 100;
  const after = await headOf(writer);
  let isWriting = true;
  const writing = (async () => {
    while (isWriting) await source(writer);
  })();
  const heard: string[] = [];
  let lastId = after;
  const [plan] = fc.sample(
    fc.array(fc.record({ messages: fc.nat({ max: 6 }), early: fc.boolean() }), {
      minLength: cuts,
      maxLength: cuts,
    }),
    1,
  );
  for (const { messages, early } of plan ?? []) {
    const listening = await Listening.open(room.editor, { after: lastId });
    // Some are cut before they have been told anything.
    if (!early) await listening.until(() => listening.of("changed").length >= messages);
    await listening.cut();
    heard.push(...listening.of("changed").map(({ id }) => id ?? ""));
    lastId = listening.lastId ?? lastId;
  }
  isWriting = false;
  await writing;
  const last = await Listening.caughtUp(room.editor, { after: lastId });
  await last.cut();
  heard.push(...last.of("changed").map(({ id }) => id ?? ""));
  const logged = await client.event.findMany({
    where: { workspaceId: writer.workspaceId, sequence: { gt: BigInt(after) } },
    orderBy: { sequence: "asc" },
    select: { sequence: true },
  });
  expect(logged.length).toBeGreaterThan(50);
  expect(heard).toEqual(logged.map(({ sequence }) => sequence.toString()));
});

describe("who is looking", () => {
  const lookers = (listening: Listening) =>
    (listening.of("lookers").at(-1)?.data ?? []) as { memberId: string; claimId: string | null }[];

  test("is told to whoever may read the article, and no longer once the tab is gone", async () => {
    const elsewhere = await testWorkspace();
    const articleId = room.article.id;
    const unshared = await testArticle(room.editor, "Unshared");
    await expect(
      lookAt(elsewhere, { tab: newId(), articleId, claimId: null }),
    ).rejects.toMatchObject({ code: "not_found" });
    await expect(
      lookAt(room.viewer, { tab: newId(), articleId: unshared.id, claimId: null }),
    ).rejects.toMatchObject({ code: "not_found" });
    await expect(
      lookAt(room.checker, { tab: newId(), articleId: unshared.id, claimId: room.claimId }),
    ).rejects.toMatchObject({ code: "not_found" });

    const tab = newId();
    const [editor, viewer, stranger, checker] = (await Promise.all([
      Listening.caughtUp(room.editor),
      Listening.caughtUp(room.viewer),
      Listening.caughtUp(elsewhere),
      Listening.caughtUp(room.checker, { tab }),
    ])) as [Listening, Listening, Listening, Listening];
    await lookAt(room.checker, { tab, articleId, claimId: room.claimId });
    const isThere = (listening: Listening) =>
      lookers(listening).some(
        ({ memberId, claimId }) => memberId === room.checker.memberId && claimId === room.claimId,
      );
    await editor.until(() => isThere(editor));
    await viewer.until(() => isThere(viewer));
    await lookAt(room.editor, { tab: newId(), articleId: unshared.id, claimId: null });
    await editor.until(() => lookers(editor).length === 2);
    await viewer.until(() => viewer.of("lookers").length > 2);
    expect(lookers(viewer)).toHaveLength(1);
    expect(lookers(stranger)).toEqual([]);
    // Closed without a word.
    await checker.cut();
    await editor.until(() => !isThere(editor));
    await Promise.all([editor, viewer, stranger].map((each) => each.cut()));
  });
});

test.runIf(connection.kind === "server")("several processes are one", async () => {
  const { rows } = await connection.pool.query<{ name: string }>(
    "select current_database() as name",
  );
  const url = new URL(connection.pool.options.connectionString ?? "");
  url.pathname = `/${rows[0]?.name}`;
  const child = spawn(
    process.execPath,
    ["--import", "tsx", path.join(projectRoot, "tests/support/other-process.ts")],
    {
      cwd: projectRoot,
      env: childEnvironment({
        TSX_TSCONFIG_PATH: path.join(projectRoot, "tsconfig.cli.json"),
        DATABASE_URL: url.toString(),
      }),
      stdio: ["pipe", "pipe", "inherit"],
    },
  );
  try {
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const tell = async (told: object) => {
      child.stdin.write(`${JSON.stringify(told)}\n`);
      await lines.next();
    };
    expect((await lines.next()).value).toBe("ready");
    const listening = await Listening.caughtUp(room.editor);
    const tab = newId();
    const began = performance.now();
    await tell({ actor: room.checker, source: "From the other process" });
    await listening.until(() => listening.of("changed").length > 0);
    expect(performance.now() - began).toBeLessThan(5_000);
    await tell({
      actor: room.checker,
      look: { tab, articleId: room.article.id, claimId: room.claimId },
    });
    await listening.until(() =>
      JSON.stringify(listening.of("lookers").at(-1)).includes(room.claimId),
    );
    // The line breaks; what is committed meanwhile is heard of when it is whole again.
    await connection.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and query like 'listen%'`,
    );
    const before = listening.of("changed").length;
    await tell({ actor: room.checker, source: "While nobody listened" });
    await listening.until(() => listening.of("changed").length > before);
    await tell({ actor: room.checker, look: { tab, articleId: null, claimId: null } });
    await listening.until(() => !JSON.stringify(listening.of("lookers").at(-1)).includes(tab));
    await listening.cut();
  } finally {
    child.kill("SIGKILL");
  }
});
