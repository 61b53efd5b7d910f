import { createHash } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import type { MemberActor } from "@/lib/auth/actor";
import { verifyLog } from "@/lib/event/verify";
import { newId } from "@/lib/id";
import { documentOf, testArticle } from "@/tests/support/articles";
import { openTestDatabase } from "@/tests/support/database";
import { testMember, testWorkspace } from "@/tests/support/people";
import {
  addArticleMember,
  createArticle,
  deleteArticle,
  planArticle,
  removeArticleMember,
  restoreArticle,
  updateArticle,
} from "./commands";
import { articleHistory, articleList, articlePage } from "./queries";
import { type CreateArticle, createArticleInput } from "./schema";

const { client, reset } = await openTestDatabase();

let admin: MemberActor;
let editor: MemberActor;
let checker: MemberActor;
let author: MemberActor;
let viewer: MemberActor;

beforeEach(async () => {
  await reset();
  admin = await testWorkspace();
  editor = await testMember(admin, "editor");
  checker = await testMember(admin, "checker");
  author = await testMember(admin, "author");
  viewer = await testMember(admin, "viewer");
});

function input(given: Record<string, unknown> = {}): CreateArticle {
  return createArticleInput.parse({
    id: newId(),
    headline: "The bridge",
    language: "en",
    direction: "ltr",
    document: documentOf("The bridge", "It opened in 1932.", "Six people died."),
    ...given,
  });
}

const refused = (code: string, details: object = {}) => ({
  code,
  details: expect.objectContaining(details),
});

describe("creating an article", () => {
  test("is for editors and admins", async () => {
    for (const actor of [checker, author, viewer]) {
      await expect(createArticle(actor, input())).rejects.toMatchObject({ code: "forbidden" });
    }
    expect(await client.article.count()).toBe(0);
  });

  test("stores the fields, version 1 with its canonical text, and what happened", async () => {
    const made = await createArticle(editor, input({ publishedOn: "2026-03-04", origin: "file" }));
    expect(made).toMatchObject({ headline: "The bridge", publishedOn: "2026-03-04", revision: 1 });
    expect(made.can).toMatchObject({ edit: true, assign: true, delete: true, annotate: true });
    const { version } = await articlePage(editor, made.id);
    expect(version).toMatchObject({
      number: 1,
      text: "The bridge\n\nIt opened in 1932.\n\nSix people died.",
    });
    const { entries } = await articleHistory(editor, { articleId: made.id });
    expect(entries).toMatchObject([
      {
        type: "article.created",
        actor: { id: editor.memberId, name: editor.name },
        payload: { headline: "The bridge", origin: "file" },
      },
    ]);
    expect(await verifyLog(admin.workspaceId)).toMatchObject({ fault: null });
  });

  test("twice with the same id makes one; another's id is a conflict", async () => {
    const given = input();
    const first = await createArticle(editor, given);
    expect(await createArticle(editor, given)).toEqual(first);
    await expect(createArticle(admin, given)).rejects.toMatchObject({ code: "conflict" });
    const stranger = await testWorkspace({ name: "Elsewhere" });
    await expect(createArticle(stranger, given)).rejects.toMatchObject({ code: "conflict" });
    expect(await client.article.count()).toBe(1);
  });

  test("refuses a document that the schema does not know, or without text", async () => {
    const foreign = { type: "doc", content: [{ type: "script" }] };
    const link = documentOf("x");
    Object.assign(link, {
      content: [
        {
          type: "paragraph",
          content: [
            {
              type: "text",
              text: "click",
              marks: [{ type: "link", attrs: { href: "javascript:alert(1)" } }],
            },
          ],
        },
      ],
    });
    for (const document of [foreign, link]) {
      await expect(createArticle(editor, input({ document }))).rejects.toMatchObject(
        refused("invalid", { reason: "document" }),
      );
    }
    await expect(
      createArticle(editor, input({ document: documentOf("  ") })),
    ).rejects.toMatchObject(refused("invalid", { reason: "empty" }));
    expect(await client.article.count()).toBe(0);
  });

  test("refuses more text than the workspace allows", async () => {
    await client.workspace.update({
      where: { id: admin.workspaceId },
      data: { settings: { importLimitBytes: 65_536 } },
    });
    const document = documentOf("Long", "ä".repeat(40_000));
    await expect(createArticle(editor, input({ document }))).rejects.toMatchObject(
      refused("invalid", { reason: "too_large", limit: 65_536 }),
    );
  });

  test("keeps the file's comments as notes on their words", async () => {
    const notes = [{ author: "Rosa", body: "Which year?", start: 12, end: 31 }];
    const { id } = await createArticle(editor, input({ notes }));
    const { annotations } = await articlePage(checker, id);
    expect(annotations).toMatchObject([
      {
        kind: "note",
        body: "Which year?",
        importedFrom: "Rosa",
        targets: [{ exact: "It opened in 1932.", start: 12, end: 30 }],
      },
    ]);
    const outside = [{ author: "", body: "?", start: 900, end: 901 }];
    await expect(createArticle(editor, input({ notes: outside }))).rejects.toMatchObject(
      refused("invalid", { reason: "note_place" }),
    );
  });
});

describe("pictures", () => {
  const png = Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
    "base64",
  );
  const shaOf = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

  const showing = (sha256: string) => ({
    type: "doc",
    content: [
      { type: "paragraph", content: [{ type: "text", text: "A picture" }] },
      { type: "figure", content: [{ type: "image", attrs: { src: `picture:${sha256}` } }] },
    ],
  });

  test("are stored once, by what their bytes are", async () => {
    const sha256 = shaOf(png);
    for (let i = 0; i < 2; i += 1) {
      await createArticle(editor, input({ document: showing(sha256) }), [{ sha256, bytes: png }]);
    }
    const stored = await client.picture.findMany({ include: { articles: true } });
    expect(stored).toMatchObject([{ sha256, mediaType: "image/png", width: 1, height: 1 }]);
    expect(stored[0]?.articles).toHaveLength(2);
  });

  test("are refused where missing, altered, or no pictures", async () => {
    const sha256 = shaOf(png);
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>');
    const attempt = (document: object, pictures: { sha256: string; bytes: Uint8Array }[]) =>
      createArticle(editor, input({ document }), pictures);
    await expect(attempt(showing(sha256), [])).rejects.toMatchObject(
      refused("invalid", { reason: "picture_missing" }),
    );
    await expect(attempt(showing(sha256), [{ sha256, bytes: svg }])).rejects.toMatchObject(
      refused("invalid", { reason: "picture_altered" }),
    );
    await expect(
      attempt(showing(shaOf(svg)), [{ sha256: shaOf(svg), bytes: svg }]),
    ).rejects.toMatchObject(refused("invalid", { reason: "picture_kind" }));
    expect(await client.picture.count()).toBe(0);
  });
});

describe("changing an article", () => {
  test("is for editors and its authors; to others of them it does not exist", async () => {
    const { id: articleId } = await testArticle(editor, "The bridge");
    const change = { articleId, revision: 1, headline: "The tunnel" };
    await expect(updateArticle(checker, change)).rejects.toMatchObject({ code: "forbidden" });
    await expect(updateArticle(author, change)).rejects.toMatchObject({ code: "not_found" });
    await addArticleMember(editor, { articleId, memberId: viewer.memberId, relation: "viewer" });
    await expect(updateArticle(viewer, change)).rejects.toMatchObject({ code: "forbidden" });
    await addArticleMember(editor, { articleId, memberId: author.memberId, relation: "author" });
    expect(await updateArticle(author, change)).toMatchObject({
      headline: "The tunnel",
      revision: 2,
    });
  });

  test("on an outdated revision is a conflict that shows the newer state", async () => {
    const { id: articleId } = await testArticle(editor, "The bridge");
    await updateArticle(editor, { articleId, revision: 1, byline: "Rosa" });
    await expect(
      updateArticle(admin, { articleId, revision: 1, byline: "Ada" }),
    ).rejects.toMatchObject(
      refused("conflict", { current: expect.objectContaining({ byline: "Rosa", revision: 2 }) }),
    );
  });

  test("records the old and the new, and nothing where nothing changed", async () => {
    const { id: articleId } = await testArticle(editor, "The bridge");
    await updateArticle(editor, { articleId, revision: 1, headline: "The bridge" });
    await planArticle(editor, { articleId, revision: 2, priority: 3 });
    const { entries } = await articleHistory(editor, { articleId });
    expect(entries.map(({ type, payload }) => [type, payload])).toEqual([
      ["article.changed", { changes: { priority: { from: 0, to: 3 } } }],
      ["article.created", { headline: "The bridge", origin: "typed" }],
    ]);
  });

  test("planning is not its author's", async () => {
    const { id: articleId } = await testArticle(editor, "The bridge");
    await addArticleMember(editor, { articleId, memberId: author.memberId, relation: "author" });
    await expect(
      planArticle(author, { articleId, revision: 1, priority: 3 }),
    ).rejects.toMatchObject({ code: "forbidden" });
    const deadline = "2026-04-01T12:00:00.000Z";
    expect(await planArticle(admin, { articleId, revision: 1, deadline })).toMatchObject({
      deadline,
      priority: 0,
    });
    await expect(
      planArticle(editor, { articleId, revision: 1, priority: 1 }),
    ).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("an article's members", () => {
  test("are added and removed by editors, once", async () => {
    const { id: articleId } = await testArticle(editor, "The bridge");
    const member = { articleId, memberId: author.memberId, relation: "author" as const };
    await expect(addArticleMember(checker, member)).rejects.toMatchObject({ code: "forbidden" });
    await expect(removeArticleMember(checker, member)).rejects.toMatchObject({ code: "forbidden" });
    await expect(articlePage(author, articleId)).rejects.toMatchObject({ code: "not_found" });
    await addArticleMember(editor, member);
    await addArticleMember(editor, member);
    const page = await articlePage(author, articleId);
    expect(page.people).toEqual([
      { memberId: author.memberId, name: author.name, ties: ["author"] },
    ]);
    expect(page.article.can).toMatchObject({
      edit: true,
      assign: false,
      delete: false,
      annotate: false,
    });
    await removeArticleMember(editor, member);
    await expect(articlePage(author, articleId)).rejects.toMatchObject({ code: "not_found" });
    const types = (await articleHistory(editor, { articleId })).entries.map(({ type }) => type);
    expect(types).toEqual(["article.member_removed", "article.member_added", "article.created"]);
  });

  test("are living members of the same workspace", async () => {
    const { id: articleId } = await testArticle(editor, "The bridge");
    const stranger = await testWorkspace({ name: "Elsewhere" });
    await client.member.updateMany({
      where: { id: viewer.memberId },
      data: { removedAt: new Date() },
    });
    for (const memberId of [stranger.memberId, viewer.memberId]) {
      await expect(
        addArticleMember(editor, { articleId, memberId, relation: "viewer" }),
      ).rejects.toMatchObject({ code: "not_found" });
    }
  });
});

describe("deleting and restoring", () => {
  test("takes the article out of sight and back", async () => {
    const { id: articleId } = await testArticle(editor, "The bridge");
    await expect(deleteArticle(checker, { articleId, revision: 1 })).rejects.toMatchObject({
      code: "forbidden",
    });
    await updateArticle(editor, { articleId, revision: 1, byline: "Rosa" });
    await expect(deleteArticle(editor, { articleId, revision: 1 })).rejects.toMatchObject({
      code: "conflict",
    });
    await deleteArticle(editor, { articleId, revision: 2 });
    await expect(articlePage(editor, articleId)).rejects.toMatchObject({ code: "not_found" });
    expect((await articleList(editor)).articles).toEqual([]);
    expect((await articleList(editor, { deleted: true })).articles).toMatchObject([
      { id: articleId },
    ]);
    await expect(articleList(checker, { deleted: true })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(restoreArticle(checker, { articleId })).rejects.toMatchObject({
      code: "forbidden",
    });
    await restoreArticle(editor, { articleId });
    await restoreArticle(editor, { articleId });
    expect((await articleList(editor)).articles).toMatchObject([{ id: articleId }]);
  });
});

test("an article of another workspace is not found, whatever is tried", async () => {
  const { id: articleId } = await testArticle(editor, "The bridge");
  const stranger = await testWorkspace({ name: "Elsewhere" });
  const attempts = [
    () => articlePage(stranger, articleId),
    () => articleHistory(stranger, { articleId }),
    () => updateArticle(stranger, { articleId, revision: 1, headline: "x" }),
    () => planArticle(stranger, { articleId, revision: 1, priority: 1 }),
    () =>
      addArticleMember(stranger, { articleId, memberId: stranger.memberId, relation: "viewer" }),
    () =>
      removeArticleMember(stranger, { articleId, memberId: author.memberId, relation: "viewer" }),
    () => deleteArticle(stranger, { articleId, revision: 1 }),
    () => restoreArticle(stranger, { articleId }),
  ];
  for (const attempt of attempts)
    await expect(attempt).rejects.toMatchObject({ code: "not_found" });
});
