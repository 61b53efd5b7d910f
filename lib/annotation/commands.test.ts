import { beforeEach, describe, expect, test } from "vitest";
import { addArticleMember, createArticle, deleteArticle } from "@/lib/article/commands";
import { articleHistory, articlePage } from "@/lib/article/queries";
import { type ArticleChange, createArticleInput } from "@/lib/article/schema";
import type { MemberActor } from "@/lib/auth/actor";
import { verifyLog } from "@/lib/event/verify";
import { newId } from "@/lib/id";
import { occurrenceOn, targetOn, testArticle } from "@/tests/support/articles";
import { openTestDatabase } from "@/tests/support/database";
import { testMember, testWorkspace } from "@/tests/support/people";
import { deleting, saveEdits, typing } from "@/tests/support/versions";
import {
  createAnnotation,
  createOccurrences,
  deleteAnnotation,
  restoreAnnotation,
  saidAndSo,
  setTargets,
  updateNote,
  updateOccurrence,
} from "./commands";
import { annotationHistory } from "./queries";
import { createAnnotationInput, type SetTargets, saidAndSoInput } from "./schema";

const { client, reset } = await openTestDatabase();

const PARAGRAPHS = [
  "The bridge",
  "It opened in 1932 😀. “It will never fall,” Smith said, “not in my day.”",
  "Six people died in 1932.",
] as const;
const TEXT = PARAGRAPHS.join("\n\n");

let admin: MemberActor;
let checker: MemberActor;
let author: MemberActor;
let viewer: MemberActor;
let articleId: string;

beforeEach(async () => {
  await reset();
  admin = await testWorkspace();
  checker = await testMember(admin, "checker");
  author = await testMember(admin, "author");
  viewer = await testMember(admin, "viewer");
  ({ id: articleId } = await testArticle(admin, ...PARAGRAPHS));
});

const refused = (code: string, details: object = {}) => ({
  code,
  details: expect.objectContaining(details),
});

function note(given: Record<string, unknown> = {}) {
  return createAnnotationInput.parse({
    kind: "note",
    id: newId(),
    articleId,
    madeVersion: 1,
    targets: [targetOn(TEXT, "1932")],
    body: "Which month?",
    ...given,
  });
}

function only<T>(rows: readonly T[]): T {
  const [row] = rows;
  if (rows.length !== 1 || row === undefined) throw new Error(`${rows.length} rows, not one`);
  return row;
}

const annotationOf = (change: ArticleChange) => only(change.annotations);
const occurrenceOf = (change: ArticleChange) => {
  const { occurrence } = annotationOf(change);
  if (!occurrence) throw new Error("no occurrence");
  return occurrence;
};

async function typesOf(annotationId: string) {
  const { entries } = await annotationHistory(checker, { annotationId });
  return entries.map(({ type }) => type).reverse();
}

/** As a check that has begun leaves it. */
async function beginCheck(claimId: string, status: "in_progress" | "approved" = "in_progress") {
  const id = newId();
  const { workspaceId, memberId } = checker;
  await client.check.create({
    data: { id, workspaceId, claimId, round: 1, status, checkerId: memberId },
  });
  await client.claim.update({ where: { id: claimId }, data: { currentCheckId: id } });
}

/** As an approval leaves an occurrence. */
async function confirmFit(annotationId: string) {
  await client.occurrence.update({
    where: { annotationId },
    data: { fit: "confirmed", fitById: admin.memberId, fitAt: new Date() },
  });
}

describe("creating an annotation", () => {
  test("is not for authors and viewers, who see the article only if it is theirs", async () => {
    await addArticleMember(admin, { articleId, memberId: author.memberId, relation: "author" });
    await expect(createAnnotation(author, note())).rejects.toMatchObject({ code: "forbidden" });
    await expect(createAnnotation(viewer, note())).rejects.toMatchObject({ code: "not_found" });
    expect(await client.annotation.count()).toBe(0);
  });

  test("makes a note that remembers its words and their surroundings", async () => {
    const change = await createAnnotation(checker, note());
    expect(annotationOf(change)).toMatchObject({
      kind: "note",
      body: "Which month?",
      revision: 1,
      createdById: checker.memberId,
      targets: [{ role: "words", exact: "1932", state: "placed", start: TEXT.indexOf("1932") }],
      occurrence: null,
      can: { edit: true, delete: true },
    });
    expect(await client.target.findFirst()).toMatchObject({
      prefix: "The bridge\n\nIt opened in ",
      suffix: " 😀. “It will never fall,” Smith",
      madeVersion: 1,
    });
    expect(await typesOf(annotationOf(change).id)).toEqual(["annotation.created"]);
  });

  test('makes "nothing to check" with its reason', async () => {
    const change = await createAnnotation(
      checker,
      note({ kind: "nothing", nothingReason: "opinion", body: "" }),
    );
    expect(annotationOf(change)).toMatchObject({ kind: "nothing", nothingReason: "opinion" });
  });

  test("makes an occurrence and its claim at once, unconfirmed and unchecked", async () => {
    const given = occurrenceOn(articleId, TEXT, "Six people died in 1932.", {
      speaker: "Smith",
      voice: "paraphrase",
    });
    const change = await createAnnotation(checker, given);
    expect(occurrenceOf(change)).toMatchObject({
      claimId: given.claim.id,
      speaker: "Smith",
      voice: "paraphrase",
      fit: "unconfirmed",
      remedy: "none",
    });
    expect(only(change.claims)).toMatchObject({
      id: given.claim.id,
      number: 1,
      statement: "Six people died in 1932.",
      sourcing: "unsourced",
      check: null,
      elsewhere: 0,
      can: { edit: true, cite: true },
    });
    const moves = only(change.claims).moves.map(({ move }) => move);
    expect(moves).toEqual(["start", "submit"]);
    const { entries } = await articleHistory(checker, { articleId });
    expect(entries.map(({ type }) => type)).toEqual([
      "annotation.created",
      "claim.created",
      "article.created",
    ]);
    expect(await verifyLog(admin.workspaceId)).toMatchObject({ fault: null });
  });

  test("links an existing claim, whose check it leaves alone", async () => {
    const first = occurrenceOn(articleId, TEXT, "opened in 1932");
    await createAnnotation(checker, first);
    await beginCheck(first.claim.id, "approved");
    await confirmFit(first.id);
    const { id: other } = await testArticle(admin, ...PARAGRAPHS);
    const change = await createAnnotation(checker, {
      ...occurrenceOn(other, TEXT, "in 1932"),
      claim: { from: "existing", id: first.claim.id },
    });
    expect(occurrenceOf(change)).toMatchObject({ claimId: first.claim.id, fit: "unconfirmed" });
    expect(only(change.claims)).toMatchObject({ check: { status: "approved" }, elsewhere: 1 });
    const page = await articlePage(checker, articleId);
    expect(occurrenceOf({ annotations: page.annotations, claims: [] })).toMatchObject({
      fit: "confirmed",
    });
  });

  test("refuses a claim that the workspace does not have", async () => {
    const stranger = await testWorkspace({ name: "Elsewhere" });
    const { id: foreign } = await testArticle(stranger, ...PARAGRAPHS);
    const theirs = occurrenceOn(foreign, TEXT, "opened in 1932");
    await createAnnotation(stranger, theirs);
    for (const id of [newId(), theirs.claim.id]) {
      const given = occurrenceOn(articleId, TEXT, "died", { claim: { from: "existing", id } });
      await expect(createAnnotation(checker, given)).rejects.toMatchObject({ code: "not_found" });
    }
    expect(await client.annotation.count({ where: { articleId } })).toBe(0);
  });

  test("has several targets, words and context, across paragraphs", async () => {
    const start = TEXT.indexOf("not in");
    const change = await createAnnotation(
      checker,
      note({
        targets: [
          targetOn(TEXT, "“It will never fall,”"),
          { id: newId(), role: "words", start, end: TEXT.indexOf("people") },
          targetOn(TEXT, "Smith said", "context"),
        ],
      }),
    );
    expect(annotationOf(change).targets.map(({ role, exact }) => [role, exact])).toEqual([
      ["words", "“It will never fall,”"],
      ["words", "not in my day.”\n\nSix "],
      ["context", "Smith said"],
    ]);
  });

  test("refuses what is no span of the text", async () => {
    const emoji = TEXT.indexOf("😀");
    const cases = [
      [emoji + 1, emoji + 4, "cuts_character"],
      [emoji, emoji + 1, "cuts_character"],
      [TEXT.length - 1, TEXT.length + 1, "outside_text"],
      [10, 12, "no_words"],
    ] as const;
    for (const [start, end, reason] of cases) {
      const targets = [{ id: newId(), role: "words" as const, start, end }];
      await expect(createAnnotation(checker, note({ targets }))).rejects.toMatchObject(
        refused("invalid", { reason }),
      );
    }
    expect(createAnnotationInput.safeParse({ ...note(), targets: [] }).success).toBe(false);
    const backwards = [{ id: newId(), role: "words", start: 9, end: 9 }];
    expect(createAnnotationInput.safeParse({ ...note(), targets: backwards }).success).toBe(false);
    const context = [targetOn(TEXT, "Smith", "context")];
    expect(createAnnotationInput.safeParse({ ...note(), targets: context }).success).toBe(false);
  });

  test("marks a picture by exactly its one character", async () => {
    const made = await createArticle(
      admin,
      createArticleInput.parse({
        id: newId(),
        headline: "A picture",
        language: "en",
        direction: "ltr",
        document: {
          type: "doc",
          content: [
            { type: "paragraph", content: [{ type: "text", text: "Above" }] },
            { type: "figure", content: [{ type: "image" }] },
          ],
        },
      }),
    );
    const at = "Above\n\n".length;
    const on = (start: number, end: number) =>
      note({ articleId: made.id, targets: [{ id: newId(), role: "words", start, end }] });
    await expect(createAnnotation(checker, on(at - 1, at + 1))).rejects.toMatchObject(
      refused("invalid", { reason: "picture_not_alone" }),
    );
    const change = await createAnnotation(checker, on(at, at + 1));
    expect(annotationOf(change).targets).toMatchObject([{ exact: "\uFFFC" }]);
  });

  test("is recognised when repeated, and refused under an id that is taken", async () => {
    const given = occurrenceOn(articleId, TEXT, "Six people died");
    const first = await createAnnotation(checker, given);
    expect(await createAnnotation(checker, given)).toEqual(first);
    expect(await client.claim.count()).toBe(1);
    expect(await client.event.count({ where: { type: "annotation.created" } })).toBe(1);
    await expect(createAnnotation(admin, given)).rejects.toMatchObject({ code: "conflict" });
  });

  test("is refused on a deleted article and on a version that is not there", async () => {
    await expect(createAnnotation(checker, note({ madeVersion: 2 }))).rejects.toMatchObject(
      refused("invalid", { reason: "no_such_version" }),
    );
    await deleteArticle(admin, { articleId, revision: 1 });
    await expect(createAnnotation(checker, note())).rejects.toMatchObject({ code: "not_found" });
  });

  test("on an older version is placed where its words now stand, or refused where they are gone", async () => {
    await saveEdits(admin, articleId, typing("A new line. ", { before: "It opened" }));
    const given = note();
    const change = await createAnnotation(checker, given);
    const [made] = given.targets;
    expect(annotationOf(change).targets).toMatchObject([
      { madeVersion: 1, state: "placed", start: (made?.start ?? 0) + "A new line. ".length },
    ]);
    await saveEdits(admin, articleId, deleting(TEXT.slice(made?.start, made?.end)));
    await expect(createAnnotation(checker, note())).rejects.toMatchObject(
      refused("conflict", { reason: "version_outdated", currentVersion: 3 }),
    );
  });

  test("refuses a remedy that the voice does not allow", async () => {
    const given = occurrenceOn(articleId, TEXT, "“It will never fall,”", { voice: "quotation" });
    await expect(
      createAnnotation(checker, { ...given, remedy: "fix", remedyWording: "“It may fall,”" }),
    ).rejects.toMatchObject(refused("invalid", { reason: "quotation_reworded" }));
    await expect(
      createAnnotation(checker, { ...given, voice: "own", remedy: "fix" }),
    ).rejects.toMatchObject(refused("invalid", { reason: "wording_missing" }));
    expect(await client.claim.count()).toBe(0);
  });
});

describe("the same words elsewhere", () => {
  test("become occurrences of one claim, all or none", async () => {
    const first = occurrenceOn(articleId, TEXT, "opened in 1932");
    await createAnnotation(checker, first);
    const second = TEXT.lastIndexOf("in 1932");
    const given = (start: number, end: number) => ({
      articleId,
      claimId: first.claim.id,
      madeVersion: 1,
      speaker: "",
      saidOn: "",
      voice: "own" as const,
      occurrences: [
        { id: newId(), targets: [targetOn(TEXT, "in 1932")] },
        { id: newId(), targets: [{ id: newId(), role: "words" as const, start, end }] },
      ],
    });
    await addArticleMember(admin, { articleId, memberId: author.memberId, relation: "author" });
    await expect(createOccurrences(author, given(second, second + 7))).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(createOccurrences(checker, given(0, 9_999))).rejects.toMatchObject({
      code: "invalid",
    });
    expect(await client.occurrence.count()).toBe(1);
    const change = await createOccurrences(checker, given(second, second + 7));
    expect(change.annotations.map(({ occurrence }) => occurrence?.claimId)).toEqual([
      first.claim.id,
      first.claim.id,
    ]);
    expect(await client.occurrence.count()).toBe(3);
  });
});

describe("said and so", () => {
  const words = "“It will never fall,”";
  function input(given: { so?: object; said?: object } = {}) {
    return saidAndSoInput.parse({
      articleId,
      madeVersion: 1,
      speaker: "Smith",
      said: {
        id: newId(),
        targets: [targetOn(TEXT, words)],
        claim: {
          from: "new",
          id: newId(),
          statement: "Smith said that the bridge will never fall.",
          kind: "quotation",
        },
        ...given.said,
      },
      so: {
        id: newId(),
        targets: [targetOn(TEXT, words)],
        claim: { from: "new", id: newId(), statement: "The bridge will never fall." },
        ...given.so,
      },
    });
  }

  test("makes two claims, the first reporting the second, on the same words", async () => {
    await expect(saidAndSo(viewer, input())).rejects.toMatchObject({ code: "not_found" });
    const given = input();
    const change = await saidAndSo(checker, given);
    const said = change.claims.find(({ id }) => id === given.said.claim.id);
    const so = change.claims.find(({ id }) => id === given.so.claim.id);
    expect(said).toMatchObject({ kind: "quotation", reportsId: so?.id });
    expect(so).toMatchObject({ reportsId: null, unchecked: null });
    expect(change.annotations).toHaveLength(2);
    for (const { occurrence, targets } of change.annotations) {
      expect(occurrence).toMatchObject({ speaker: "Smith", voice: "quotation" });
      expect(targets).toMatchObject([{ exact: words }]);
    }
    expect(await saidAndSo(checker, given)).toEqual(change);
    expect(await client.claim.count()).toBe(2);
  });

  test("may report a claim that the workspace has", async () => {
    const known = occurrenceOn(articleId, TEXT, "The bridge");
    await createAnnotation(checker, known);
    const given = input({ so: { claim: { from: "existing", id: known.claim.id } } });
    const change = await saidAndSo(checker, given);
    expect(change.claims.find(({ id }) => id === given.said.claim.id)).toMatchObject({
      reportsId: known.claim.id,
    });
    expect(await client.claim.count()).toBe(2);
  });

  test("leaves P unchecked only with a reason", async () => {
    const given = input({ so: { leftUnchecked: "A boast about the future." } });
    const change = await saidAndSo(checker, given);
    expect(change.claims.find(({ id }) => id === given.so.claim.id)).toMatchObject({
      unchecked: "A boast about the future.",
    });
    const blank = { ...input(), so: { ...input().so, leftUnchecked: " " } };
    expect(saidAndSoInput.safeParse(blank).success).toBe(false);
  });
});

describe("targets", () => {
  test("are added, removed, change roles, and come back", async () => {
    const given = note();
    const [first] = given.targets;
    if (!first) throw new Error("no target");
    await createAnnotation(checker, given);
    const second = targetOn(TEXT, "Smith said", "context");
    const set = (actor: MemberActor, revision: number, targets: SetTargets["targets"]) =>
      setTargets(actor, {
        annotationId: given.id,
        revision,
        madeVersion: 1,
        targets,
      });
    await addArticleMember(admin, { articleId, memberId: author.memberId, relation: "author" });
    await expect(set(author, 1, [first, second])).rejects.toMatchObject({ code: "forbidden" });

    const added = await set(checker, 1, [{ id: first.id, role: "words" }, second]);
    expect(annotationOf(added)).toMatchObject({
      revision: 2,
      targets: [{ id: first.id }, { id: second.id, role: "context", exact: "Smith said" }],
    });
    const removed = await set(checker, 2, [{ id: second.id, role: "words" }]);
    expect(annotationOf(removed).targets).toMatchObject([{ id: second.id, role: "words" }]);
    const undone = await set(checker, 3, [{ id: first.id, role: "words" }]);
    expect(annotationOf(undone).targets).toMatchObject([{ id: first.id, exact: "1932" }]);

    await expect(set(checker, 3, [first])).rejects.toMatchObject(
      refused("conflict", { current: undone }),
    );
    await expect(set(checker, 4, [first, { id: newId(), role: "words" }])).rejects.toMatchObject(
      refused("invalid", { reason: "no_such_target" }),
    );
    await expect(set(checker, 4, [first, first])).rejects.toMatchObject(
      refused("invalid", { reason: "target_twice" }),
    );
    expect(await typesOf(given.id)).toEqual([
      "annotation.created",
      "annotation.targets_changed",
      "annotation.targets_changed",
      "annotation.targets_changed",
    ]);
  });

  test("of a confirmed occurrence want a recheck when they change", async () => {
    const given = occurrenceOn(articleId, TEXT, "Six people died in 1932.");
    await createAnnotation(checker, given);
    await confirmFit(given.id);
    const same = await setTargets(checker, {
      annotationId: given.id,
      revision: 1,
      madeVersion: 1,
      targets: given.targets,
    });
    expect(occurrenceOf(same).fit).toBe("confirmed");
    const change = await setTargets(checker, {
      annotationId: given.id,
      revision: 2,
      madeVersion: 1,
      targets: [targetOn(TEXT, "Six people died")],
    });
    expect(occurrenceOf(change)).toMatchObject({
      fit: "recheck",
      fitById: null,
      recheck: {
        cause: "targets",
        from: { words: ["Six people died in 1932."] },
        to: { words: ["Six people died"] },
      },
    });
  });
});

describe("a note", () => {
  test("is edited by staff, on the revision they saw", async () => {
    const given = note();
    await createAnnotation(checker, given);
    const change = { annotationId: given.id, revision: 1, body: "March?" };
    await expect(updateNote(viewer, change)).rejects.toMatchObject({ code: "not_found" });
    await addArticleMember(admin, { articleId, memberId: viewer.memberId, relation: "viewer" });
    await expect(updateNote(viewer, change)).rejects.toMatchObject({ code: "forbidden" });
    const updated = await updateNote(admin, change);
    expect(annotationOf(updated)).toMatchObject({ body: "March?", revision: 2 });
    await expect(updateNote(checker, { ...change, body: "May?" })).rejects.toMatchObject(
      refused("conflict", { current: updated }),
    );
    await expect(updateNote(checker, { ...change, revision: 2, body: "" })).rejects.toMatchObject(
      refused("invalid", { reason: "empty" }),
    );
  });

  test("does not become an occurrence, nor the other way round", async () => {
    const occurrence = occurrenceOn(articleId, TEXT, "Six people");
    await createAnnotation(checker, occurrence);
    await expect(
      updateNote(checker, { annotationId: occurrence.id, revision: 1, body: "x" }),
    ).rejects.toMatchObject(refused("invalid", { reason: "kind" }));
    const given = note();
    await createAnnotation(checker, given);
    await expect(
      updateOccurrence(checker, {
        annotationId: given.id,
        revision: 1,
        speaker: "x",
        reason: null,
      }),
    ).rejects.toMatchObject(refused("invalid", { reason: "kind" }));
  });
});

describe("an occurrence", () => {
  async function confirmed() {
    const given = occurrenceOn(articleId, TEXT, "Six people died in 1932.");
    await createAnnotation(checker, given);
    await confirmFit(given.id);
    return { ...given, annotationId: given.id };
  }

  test("is changed by staff, on the revision they saw", async () => {
    const { annotationId } = await confirmed();
    const change = { annotationId, revision: 1, speaker: "Smith", reason: null };
    await addArticleMember(admin, { articleId, memberId: author.memberId, relation: "author" });
    await expect(updateOccurrence(author, change)).rejects.toMatchObject({ code: "forbidden" });
    const updated = await updateOccurrence(checker, change);
    expect(annotationOf(updated).revision).toBe(2);
    const { annotations } = updated;
    await expect(updateOccurrence(admin, change)).rejects.toMatchObject(
      refused("conflict", { current: expect.objectContaining({ annotations }) }),
    );
  });

  test("loses its confirmation when what was confirmed changes", async () => {
    const { annotationId } = await confirmed();
    const same = await updateOccurrence(checker, {
      annotationId,
      revision: 1,
      speaker: "",
      reason: null,
    });
    expect(occurrenceOf(same).fit).toBe("confirmed");
    await client.occurrence.update({
      where: { annotationId },
      data: { remedy: "fix", remedyWording: "Five died.", remedyApproved: "Five died." },
    });
    const changed = await updateOccurrence(checker, {
      annotationId,
      revision: 2,
      remedyWording: "Four died.",
      reason: null,
    });
    expect(occurrenceOf(changed)).toMatchObject({
      fit: "unconfirmed",
      fitById: null,
      remedyWording: "Four died.",
      remedyApproved: null,
    });
    const { entries } = await annotationHistory(checker, { annotationId });
    expect(entries[0]).toMatchObject({
      type: "occurrence.changed",
      payload: {
        changes: {
          remedyWording: { from: "Five died.", to: "Four died." },
          fit: { from: "confirmed", to: "unconfirmed" },
        },
      },
    });
  });

  test("has its remedy carried out by those who may edit the text", async () => {
    const { annotationId } = await confirmed();
    const done = (revision: number) => ({
      annotationId,
      revision,
      remedyDone: true,
      reason: null,
    });
    await expect(updateOccurrence(checker, done(1))).rejects.toMatchObject({ code: "forbidden" });
    await expect(updateOccurrence(admin, done(1))).rejects.toMatchObject(
      refused("invalid", { reason: "no_remedy" }),
    );
    await client.occurrence.update({ where: { annotationId }, data: { remedy: "cut" } });
    const change = await updateOccurrence(admin, done(1));
    expect(occurrenceOf(change)).toMatchObject({ fit: "confirmed" });
    expect(occurrenceOf(change).remedyDoneAt).not.toBeNull();
  });

  test("moves to another claim with an unconfirmed fit, with a reason once its check began", async () => {
    const { annotationId, claim } = await confirmed();
    const other = newId();
    const relink = (reason: string | null) =>
      updateOccurrence(checker, {
        annotationId,
        revision: 1,
        claim: {
          from: "new",
          id: other,
          statement: "Six died.",
          kind: "number",
          asOf: "",
          reportsId: null,
        },
        reason,
      });
    await beginCheck(claim.id);
    await expect(relink(null)).rejects.toMatchObject(
      refused("invalid", { reason: "reason_missing" }),
    );
    const change = await relink("Not this bridge.");
    expect(occurrenceOf(change)).toMatchObject({ claimId: other, fit: "unconfirmed" });
    expect(change.claims.map(({ id }) => id).sort()).toEqual([claim.id, other].sort());
  });
});

describe("deleting and restoring", () => {
  test("takes an annotation off the text and puts it back", async () => {
    const given = note();
    await createAnnotation(checker, given);
    const gone = { annotationId: given.id, revision: 1, reason: null };
    await addArticleMember(admin, { articleId, memberId: author.memberId, relation: "author" });
    await expect(deleteAnnotation(author, gone)).rejects.toMatchObject({ code: "forbidden" });
    await updateNote(checker, { annotationId: given.id, revision: 1, body: "May?" });
    await expect(deleteAnnotation(checker, gone)).rejects.toMatchObject({ code: "conflict" });
    await deleteAnnotation(checker, { ...gone, revision: 2 });
    expect((await articlePage(checker, articleId)).annotations).toEqual([]);
    await expect(
      updateNote(checker, { annotationId: given.id, revision: 3, body: "x" }),
    ).rejects.toMatchObject({ code: "not_found" });
    await expect(restoreAnnotation(author, { annotationId: given.id })).rejects.toMatchObject({
      code: "forbidden",
    });
    const back = await restoreAnnotation(checker, { annotationId: given.id });
    expect(annotationOf(back)).toMatchObject({ deletedAt: null, body: "May?", revision: 4 });
    expect(await restoreAnnotation(checker, { annotationId: given.id })).toEqual(back);
    expect(await typesOf(given.id)).toEqual([
      "annotation.created",
      "annotation.changed",
      "annotation.deleted",
      "annotation.restored",
    ]);
  });

  test("of an occurrence whose check has begun needs a reason", async () => {
    const given = occurrenceOn(articleId, TEXT, "Six people died in 1932.");
    await createAnnotation(checker, given);
    await beginCheck(given.claim.id);
    const gone = { annotationId: given.id, revision: 1 };
    await expect(deleteAnnotation(checker, { ...gone, reason: null })).rejects.toMatchObject(
      refused("invalid", { reason: "reason_missing" }),
    );
    await deleteAnnotation(checker, { ...gone, reason: "Marked twice." });
    const { entries } = await annotationHistory(checker, { annotationId: given.id });
    expect(entries[0]?.payload).toMatchObject({ reason: "Marked twice." });
  });

  test("keeps a confirmed fit only if the claim stayed as it was", async () => {
    const given = occurrenceOn(articleId, TEXT, "Six people died in 1932.");
    await createAnnotation(checker, given);
    await confirmFit(given.id);
    await deleteAnnotation(checker, { annotationId: given.id, revision: 1, reason: null });
    expect(occurrenceOf(await restoreAnnotation(checker, { annotationId: given.id })).fit).toBe(
      "confirmed",
    );
    await deleteAnnotation(checker, { annotationId: given.id, revision: 3, reason: null });
    await client.claimRevision.create({
      data: {
        workspaceId: admin.workspaceId,
        claimId: given.claim.id,
        revision: 2,
        statement: "Seven died.",
        kind: "other",
        asOf: "",
        cause: "statement",
        byId: checker.memberId,
        at: new Date(Date.now() + 1_000),
      },
    });
    expect(occurrenceOf(await restoreAnnotation(checker, { annotationId: given.id })).fit).toBe(
      "unconfirmed",
    );
  });
});

describe("what authors and viewers see", () => {
  test("is their articles' annotations and claims, without other articles", async () => {
    const given = occurrenceOn(articleId, TEXT, "opened in 1932");
    await createAnnotation(checker, given);
    const { id: secret } = await testArticle(admin, ...PARAGRAPHS);
    await createAnnotation(checker, {
      ...occurrenceOn(secret, TEXT, "opened in 1932"),
      claim: { from: "existing", id: given.claim.id },
    });
    await addArticleMember(admin, { articleId, memberId: viewer.memberId, relation: "viewer" });
    const page = await articlePage(viewer, articleId);
    expect(only(page.claims)).toMatchObject({
      elsewhere: null,
      can: { edit: false, cite: false, propose: false },
      moves: [],
    });
    expect(only(page.annotations).can).toEqual({ edit: false, delete: false });
    const { entries } = await articleHistory(viewer, { articleId });
    expect(entries.some((entry) => entry.articleId === secret)).toBe(false);
    await expect(articlePage(viewer, secret)).rejects.toMatchObject({ code: "not_found" });
    const elsewhere = await client.annotation.findFirstOrThrow({ where: { articleId: secret } });
    await expect(annotationHistory(viewer, { annotationId: elsewhere.id })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

test("an erased payload is shown as a tombstone", async () => {
  const given = note();
  await createAnnotation(checker, given);
  const { id: eventId } = await client.event.findFirstOrThrow({
    where: { subjectId: given.id },
    select: { id: true },
  });
  await client.eventPayload.update({
    where: { eventId },
    data: { salt: null, text: null, erasedAt: new Date(), eraseReason: "A name by court order" },
  });
  const { entries } = await annotationHistory(checker, { annotationId: given.id });
  expect(entries).toMatchObject([
    {
      type: "annotation.created",
      payload: null,
      erased: { reason: "A name by court order" },
    },
  ]);
  expect(await verifyLog(admin.workspaceId)).toMatchObject({ fault: null });
});

test("an annotation of another workspace is not found, whatever is tried", async () => {
  const given = occurrenceOn(articleId, TEXT, "opened in 1932");
  await createAnnotation(checker, given);
  const stranger = await testWorkspace({ name: "Elsewhere" });
  const seen = { annotationId: given.id, revision: 1 };
  const attempts = [
    () => createAnnotation(stranger, note()),
    () => setTargets(stranger, { ...seen, madeVersion: 1, targets: [targetOn(TEXT, "1932")] }),
    () => updateNote(stranger, { ...seen, body: "x" }),
    () => updateOccurrence(stranger, { ...seen, speaker: "x", reason: null }),
    () => deleteAnnotation(stranger, { ...seen, reason: "x" }),
    () => restoreAnnotation(stranger, { annotationId: given.id }),
    () => annotationHistory(stranger, { annotationId: given.id }),
  ];
  for (const attempt of attempts)
    await expect(attempt()).rejects.toMatchObject({ code: "not_found" });
});
