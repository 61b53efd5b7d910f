import { beforeEach, describe, expect, test } from "vitest";
import { createAnnotation, setTargets, updateOccurrence } from "@/lib/annotation/commands";
import { articlePage } from "@/lib/article/queries";
import { keepRawPage, sweepRawPages } from "@/lib/article/raw-page";
import type { MemberActor } from "@/lib/auth/actor";
import { claimDetail } from "@/lib/claim/queries";
import { verifyLog } from "@/lib/event/verify";
import { newId } from "@/lib/id";
import { placeTarget } from "@/lib/placement/commands";
import { confirmFits, sayStillFits } from "@/lib/review/commands";
import { reviewQueue } from "@/lib/review/queries";
import { reviewQueueInput } from "@/lib/review/schema";
import { documentOf, occurrenceOn, targetOn, testArticle } from "@/tests/support/articles";
import {
  approveIt,
  cite,
  type Newsroom,
  PARAGRAPHS,
  submit,
  TEXT,
  testClaim,
  testNewsroom,
} from "@/tests/support/claims";
import { openTestDatabase } from "@/tests/support/database";
import { longText, spansIn } from "@/tests/support/long-text";
import { testWorkspace } from "@/tests/support/people";
import {
  currentDocument,
  deleting,
  replacing,
  saveEdits,
  stepsOf,
  typing,
} from "@/tests/support/versions";
import {
  applyRemedy,
  previewReplacement,
  replaceText,
  restoreVersion,
  saveVersion,
} from "./commands";
import { lostPlaces, versionComparison, versionList, versionPage, versionRawPage } from "./queries";

const { client, reset } = await openTestDatabase();

let room: Newsroom;
let articleId: string;

beforeEach(async () => {
  await reset();
  room = await testNewsroom();
  articleId = room.article.id;
});

/** An annotation as the article page shows it, with its first target and the words it stands on. */
async function standing(annotationId = room.annotationId) {
  const { annotations, version } = await articlePage(room.editor, articleId);
  const annotation = annotations.find(({ id }) => id === annotationId);
  const target = annotation?.targets.find(({ role }) => role === "words");
  if (!annotation?.occurrence || !target) throw new Error("no such occurrence");
  const { state, start, end } = target;
  return {
    state,
    words: state === "orphaned" ? "" : version.text.slice(start, end),
    fit: annotation.occurrence.fit,
    remedyDone: annotation.occurrence.remedyDoneAt !== null,
    recheck: annotation.occurrence.recheck,
    revision: annotation.revision,
    target,
  };
}

/** Takes the newsroom's claim through its check, so that its fit is confirmed. */
async function approved(): Promise<void> {
  await cite(room.checker, room.claimId);
  await submit(room.checker, room.claimId);
  await approveIt(room.reviewer, room.claimId);
}

describe("who may save a version", () => {
  test("whoever may edit the article; to others it is forbidden, or not there", async () => {
    const { doc } = await currentDocument(room.editor, articleId);
    const input = {
      articleId,
      baseVersion: 1,
      steps: stepsOf(doc, [replacing("1932", "1933")]),
      note: "",
      merged: false,
    };
    for (const actor of [room.checker, room.viewer]) {
      await expect(saveVersion(actor, input)).rejects.toMatchObject({ code: "forbidden" });
    }
    const stranger = await testWorkspace({ name: "Elsewhere" });
    await expect(saveVersion(stranger, input)).rejects.toMatchObject({ code: "not_found" });
    expect(await client.articleVersion.count()).toBe(1);
    expect(await saveVersion(room.author, input)).toMatchObject({ number: 2 });
  });
});

describe("what the server makes of steps", () => {
  const save = (steps: object[], baseVersion = 1) =>
    saveVersion(room.editor, {
      articleId,
      baseVersion,
      steps: steps as Parameters<typeof saveVersion>[1]["steps"],
      note: "",
      merged: false,
    });

  test.each([
    [
      "a link that runs a script",
      {
        stepType: "replace",
        from: 1,
        to: 1,
        slice: {
          content: [
            {
              type: "text",
              text: "x",
              marks: [{ type: "link", attrs: { href: "javascript:alert(1)" } }],
            },
          ],
        },
      },
      "step_malformed",
    ],
    [
      "a node that the schema does not know",
      { stepType: "replace", from: 0, to: 0, slice: { content: [{ type: "script" }] } },
      "step_malformed",
    ],
    ["a place outside the text", { stepType: "replace", from: 1, to: 90_000 }, "step_failed"],
    [
      "an attribute's value that is refused",
      { stepType: "attr", pos: 0, attr: "dir", value: "x" },
      "step_failed",
    ],
  ])("%s is refused, and nothing is stored", async (_, step, reason) => {
    await expect(save([step])).rejects.toMatchObject({ code: "invalid", details: { reason } });
    expect(await client.articleVersion.count()).toBe(1);
  });

  test("steps that change nothing are refused", async () => {
    const { doc } = await currentDocument(room.editor, articleId);
    const there = stepsOf(doc, [replacing("1932", "1933"), replacing("1933", "1932")]);
    await expect(save(there)).rejects.toMatchObject({ details: { reason: "nothing_changed" } });
  });

  test("the same steps sent again answer the version that they made", async () => {
    const { doc } = await currentDocument(room.editor, articleId);
    const steps = stepsOf(doc, [replacing("1932", "1933")]);
    const first = await save(steps);
    expect(await save(steps)).toEqual(first);
    expect(await client.articleVersion.count()).toBe(2);
  });
});

describe("highlights follow their words", () => {
  test("moved: placed, and nothing is rechecked", async () => {
    await approved();
    const { effect } = await saveEdits(
      room.editor,
      articleId,
      typing("At last! ", { before: "The bridge opened" }),
      deleting("Six people died building it."),
    );
    expect(effect).toMatchObject({ kept: 1, recheck: 0, orphaned: 0 });
    expect(await standing()).toMatchObject({
      state: "placed",
      words: "opened in 1932",
      fit: "confirmed",
    });
  });

  test("edited inside: changed, rechecked with what it said before, the claim's check untouched", async () => {
    await approved();
    const { effect } = await saveEdits(room.editor, articleId, replacing("in 1932", "in 1933"));
    expect(effect).toMatchObject({ kept: 0, recheck: 1 });
    expect(await standing()).toMatchObject({
      state: "changed",
      words: "opened in 1933",
      fit: "recheck",
      recheck: {
        cause: "words",
        from: { words: ["opened in 1932"] },
        to: { words: ["opened in 1933"] },
      },
    });
    const { claims } = await articlePage(room.editor, articleId);
    expect(claims[0]?.check?.status).toBe("approved");
  });

  test("a word put before it in its sentence is a change of its context", async () => {
    await approved();
    await saveEdits(room.editor, articleId, typing("allegedly ", { before: "opened" }));
    expect(await standing()).toMatchObject({
      state: "placed",
      words: "opened in 1932",
      fit: "recheck",
      recheck: { cause: "context" },
    });
  });

  test("one kind of mark for another is no change; a hyphen is", async () => {
    const { annotationId } = await testClaim(room.checker, articleId, "cost £4 million");
    await saveEdits(room.editor, articleId, replacing("£4 million", "£4\u00a0million"));
    expect(await standing(annotationId)).toMatchObject({ state: "changed", fit: "unconfirmed" });
    await saveEdits(room.editor, articleId, replacing("£4\u00a0million", "£4-million"));
    expect(await standing(annotationId)).toMatchObject({ state: "changed", fit: "recheck" });
  });

  test("typing at its edges does not make it longer", async () => {
    await saveEdits(
      room.editor,
      articleId,
      typing("re", { before: "opened in" }),
      typing("5", { behind: "opened in 1932" }),
    );
    expect(await standing()).toMatchObject({ state: "placed", words: "opened in 1932" });
  });

  test("deleted and undone, in one version and over three", async () => {
    await approved();
    await saveEdits(
      room.editor,
      articleId,
      deleting("The bridge opened in 1932."),
      typing("The bridge opened in 1932.", { before: " It cost" }),
      replacing("Six people", "Some six people"),
    );
    expect(await standing()).toMatchObject({ state: "placed", fit: "confirmed" });

    const gone = await saveEdits(room.editor, articleId, deleting("The bridge opened in 1932."));
    expect(gone.effect).toMatchObject({ orphaned: 1, recheck: 0 });
    expect(await standing()).toMatchObject({ state: "orphaned", fit: "recheck" });
    await saveEdits(room.editor, articleId, replacing("six people", "seven people"));
    expect(await standing()).toMatchObject({ state: "orphaned" });
    const back = await saveEdits(
      room.editor,
      articleId,
      typing("The bridge opened in 1932.", { before: " It cost" }),
    );
    expect(back.effect).toMatchObject({ orphaned: 0, restored: 1 });
    expect(await standing()).toMatchObject({
      state: "placed",
      words: "opened in 1932",
      fit: "confirmed",
    });
  });

  test("overwritten whole: it is on what was put there", async () => {
    const { annotationId } = await testClaim(room.checker, articleId, "£4 million");
    await saveEdits(
      room.editor,
      articleId,
      deleting("£4 million"),
      typing("£5 million", { behind: "It cost " }),
    );
    expect(await standing(annotationId)).toMatchObject({
      state: "changed",
      words: "£5 million",
      fit: "recheck",
    });
  });

  test("a paragraph cut and pasted elsewhere takes its highlights along", async () => {
    await saveEdits(room.editor, articleId, (transform) => {
      const paragraph = transform.doc.child(1);
      const from = transform.doc.child(0).nodeSize;
      transform.delete(from, from + paragraph.nodeSize);
      transform.insert(transform.doc.content.size, paragraph);
    });
    const { text } = await currentDocument(room.editor, articleId);
    expect(text.endsWith("the council said.")).toBe(true);
    expect(await standing()).toMatchObject({ state: "placed", words: "opened in 1932" });
  });

  test("a look-alike that stood elsewhere before is never taken for what was deleted", async () => {
    await saveEdits(
      room.editor,
      articleId,
      typing(" It opened in 1932 too.", { behind: "died building it." }),
    );
    await saveEdits(room.editor, articleId, deleting("The bridge opened in 1932. "));
    expect(await standing()).toMatchObject({ state: "orphaned" });
  });
});

describe("remedies", () => {
  async function withRemedy(remedy: "fix" | "cut", remedyWording: string): Promise<void> {
    await cite(room.checker, room.claimId);
    const { revision } = await standing();
    await updateOccurrence(room.checker, {
      annotationId: room.annotationId,
      revision,
      remedy,
      remedyWording,
      reason: null,
    });
    await submit(room.checker, room.claimId, {
      verdict: "false",
      rationale: "The register has 1933.",
    });
    await approveIt(room.reviewer, room.claimId);
  }

  test("words that become what was approved carry it out, and nothing is rechecked", async () => {
    await withRemedy("fix", "opened in 1933");
    const { effect } = await saveEdits(room.author, articleId, replacing("1932", "1933"));
    expect(effect).toMatchObject({ remedied: 1, recheck: 0 });
    expect(await standing()).toMatchObject({ fit: "confirmed", remedyDone: true });

    await saveEdits(room.author, articleId, replacing("1933", "1932"));
    expect(await standing()).toMatchObject({ fit: "confirmed", remedyDone: false });
  });

  test("other words do not", async () => {
    await withRemedy("fix", "opened in 1933");
    await saveEdits(room.author, articleId, replacing("1932", "1934"));
    expect(await standing()).toMatchObject({ fit: "recheck", remedyDone: false });
  });

  test("are applied in one step, by whoever may edit", async () => {
    await withRemedy("fix", "opened in 1933");
    const { revision } = await standing();
    const input = { annotationId: room.annotationId, revision, baseVersion: 1 };
    await expect(applyRemedy(room.checker, input)).rejects.toMatchObject({ code: "forbidden" });
    await expect(applyRemedy(room.author, { ...input, revision: 99 })).rejects.toMatchObject({
      code: "conflict",
    });
    expect(await applyRemedy(room.author, input)).toMatchObject({ effect: { remedied: 1 } });
    expect(await standing()).toMatchObject({ words: "opened in 1933", remedyDone: true });
  });

  test("a cut takes one of the spaces along", async () => {
    await withRemedy("cut", "");
    const { revision } = await standing();
    await applyRemedy(room.author, { annotationId: room.annotationId, revision, baseVersion: 1 });
    const { text } = await currentDocument(room.editor, articleId);
    expect(text).toContain("The bridge. It cost");
    expect(await standing()).toMatchObject({ remedyDone: true, fit: "confirmed" });
  });
});

describe("rechecks", () => {
  test("words said to fit still are confirmed by another", async () => {
    await approved();
    await saveEdits(room.editor, articleId, replacing("1932", "1932,"));
    const before = await standing();
    const input = {
      annotationId: room.annotationId,
      revision: before.revision,
      reason: "A comma.",
    };
    await expect(sayStillFits(room.viewer, input)).rejects.toMatchObject({ code: "forbidden" });
    await sayStillFits(room.reviewer, input);
    const { revision, fit } = await standing();
    expect(fit).toBe("recheck");
    const confirmation = { occurrences: [{ annotationId: room.annotationId, revision }] };
    await expect(confirmFits(room.reviewer, confirmation)).rejects.toMatchObject({
      code: "forbidden",
      details: { reason: "said_so_yourself" },
    });
    await confirmFits(room.editor, confirmation);
    expect(await standing()).toMatchObject({ fit: "confirmed", recheck: null });
  });

  test("wait with what differs and why, but not for whoever said that the words fit", async () => {
    await approved();
    await saveEdits(room.editor, articleId, replacing("1932", "1933"));
    const { annotationId } = room;
    const asked = await standing();
    const said = await sayStillFits(room.reviewer, {
      annotationId,
      revision: asked.revision,
      reason: "Both years are right.",
    });
    expect(said.occurrences).toMatchObject([
      {
        fit: "recheck",
        recheck: { cause: "words", version: 2 },
        stillFitsById: room.reviewer.memberId,
        stillFitsReason: "Both years are right.",
      },
    ]);
    const shownTo = async (actor: MemberActor) => {
      const { occurrences } = await claimDetail(actor, { claimId: room.claimId });
      return occurrences.find((occurrence) => occurrence.annotationId === annotationId);
    };
    const wait = async (actor: MemberActor) =>
      (await reviewQueue(actor, reviewQueueInput.parse({}))).items.map(({ fits }) => fits);
    expect(await shownTo(room.editor)).toMatchObject({
      recheck: { cause: "words", version: 2 },
      stillFits: { by: { id: room.reviewer.memberId }, reason: "Both years are right." },
      can: { confirmFit: { ok: true } },
    });
    expect(await wait(room.editor)).toMatchObject([[{ annotationId }]]);
    expect(await shownTo(room.reviewer)).toMatchObject({
      can: { confirmFit: { ok: false, reason: "said_so_yourself" } },
    });
    expect(await wait(room.reviewer)).toEqual([]);
    // Other words are another thing to have said it of.
    await saveEdits(room.editor, articleId, replacing("1933", "1934"));
    expect(await shownTo(room.reviewer)).toMatchObject({
      stillFits: null,
      can: { confirmFit: { ok: true } },
    });
  });

  test("words that are gone neither fit nor wait to be confirmed", async () => {
    await approved();
    const { target } = await standing();
    await saveEdits(room.editor, articleId, deleting(target.exact));
    const { revision, state } = await standing();
    expect(state).toBe("orphaned");
    const { annotationId } = room;
    const gone = { code: "conflict", details: { reason: "not_in_text" } };
    await expect(
      sayStillFits(room.reviewer, { annotationId, revision, reason: "It is meant." }),
    ).rejects.toMatchObject(gone);
    await expect(
      confirmFits(room.editor, { occurrences: [{ annotationId, revision }] }),
    ).rejects.toMatchObject(gone);
    expect((await reviewQueue(room.editor, reviewQueueInput.parse({}))).items).toEqual([]);
  });

  test("of a claim that is not approved become unconfirmed", async () => {
    await saveEdits(room.editor, articleId, replacing("1932", "1933"));
    const { revision } = await standing();
    await sayStillFits(room.checker, {
      annotationId: room.annotationId,
      revision,
      reason: "The claim was changed, too.",
    });
    expect(await standing()).toMatchObject({ fit: "unconfirmed" });
  });
});

describe("two editors", () => {
  test("edits of other blocks are rebased, and saved once they were looked at", async () => {
    const { doc } = await currentDocument(room.editor, articleId);
    await saveEdits(room.author, articleId, replacing("Six people", "Seven people"));
    const mine = {
      articleId,
      baseVersion: 1,
      steps: stepsOf(doc, [replacing("£4 million", "£5 million")]),
      note: "",
      merged: false,
    };
    const refusal = await saveVersion(room.editor, mine).catch((error: unknown) => error);
    expect(refusal).toMatchObject({
      code: "conflict",
      details: { reason: "version_outdated", currentVersion: 2, merge: { clean: true } },
    });
    const { merge } = (refusal as { details: { merge: { steps: typeof mine.steps } } }).details;
    await saveVersion(room.editor, { ...mine, baseVersion: 2, steps: merge.steps, merged: true });
    const { text } = await currentDocument(room.editor, articleId);
    expect(text).toContain("£5 million");
    expect(text).toContain("Seven people");
  });

  test("edits of the same block are refused with the newer text, and nothing is stored", async () => {
    const { doc } = await currentDocument(room.editor, articleId);
    await saveEdits(room.author, articleId, replacing("1932", "1933"));
    await expect(
      saveVersion(room.editor, {
        articleId,
        baseVersion: 1,
        steps: stepsOf(doc, [replacing("£4 million", "£5 million")]),
        note: "",
        merged: false,
      }),
    ).rejects.toMatchObject({
      code: "conflict",
      details: {
        merge: { clean: false, problem: "same_block" },
        current: { type: "doc" },
      },
    });
    expect(await client.articleVersion.count()).toBe(2);
  });
});

describe("a text without steps", () => {
  test("is compared with the one before", async () => {
    const { effect } = await replaceText(room.editor, {
      articleId,
      baseVersion: 1,
      document: documentOf("The bridge", "Six people died building it.", PARAGRAPHS[1] ?? ""),
      note: "The desk's file",
    });
    expect(effect).toMatchObject({ kept: 1, orphaned: 0 });
    expect(await standing()).toMatchObject({ state: "placed", words: "opened in 1932" });
    await expect(
      replaceText(room.editor, {
        articleId,
        baseVersion: 1,
        document: documentOf("x"),
        note: "",
      }),
    ).rejects.toMatchObject({ code: "conflict" });
  });

  test("what it would do is told before, and nothing is stored", async () => {
    const input = {
      articleId,
      baseVersion: 1,
      document: documentOf("The bridge", "Six people died building it.", PARAGRAPHS[1] ?? ""),
    };
    await expect(previewReplacement(room.checker, input)).rejects.toMatchObject({
      code: "forbidden",
    });
    const preview = await previewReplacement(room.editor, input);
    expect(preview.rows.some(({ change }) => change !== "none")).toBe(true);
    expect(await client.articleVersion.count()).toBe(1);
    expect(await standing()).toMatchObject({ state: "placed", words: "opened in 1932" });
    expect(await verifyLog(room.admin.workspaceId)).toMatchObject({ fault: null });
    // Told as it is then done.
    const { effect } = await replaceText(room.editor, { ...input, note: "" });
    expect(preview.effect).toEqual(effect);
    await expect(previewReplacement(room.editor, input)).rejects.toMatchObject({
      code: "conflict",
      details: { reason: "version_outdated", currentVersion: 2 },
    });
    const same = await previewReplacement(room.editor, { ...input, baseVersion: 2 });
    expect(same.effect).toBeNull();
    expect(same.rows.every(({ change }) => change === "none")).toBe(true);
  });

  test("is linked to the page that it was read from, by whoever fetched that", async () => {
    const fetched = {
      url: "https://example.org/a",
      finalUrl: "https://example.org/b",
      mediaType: "text/html",
      sha256: "5".repeat(64),
      bytes: new Uint8Array([1, 2, 3]),
      fetchedAt: new Date(),
    };
    const rawPageId = await keepRawPage(room.editor, fetched);
    const input = { articleId, baseVersion: 1, document: documentOf("The bridge"), note: "" };
    await expect(replaceText(room.admin, { ...input, rawPageId })).rejects.toMatchObject({
      code: "not_found",
      details: { reason: "page_gone" },
    });
    expect(await client.articleVersion.count()).toBe(1);
    await replaceText(room.editor, { ...input, rawPageId });
    const { versions } = await versionList(room.viewer, articleId);
    expect(versions.map(({ rawPage }) => rawPage?.url ?? null)).toEqual([
      "https://example.org/b",
      null,
    ]);
    const page = await versionRawPage(room.viewer, articleId, 2);
    expect([...page.bytes]).toEqual([1, 2, 3]);
    await expect(versionRawPage(room.viewer, articleId, 1)).rejects.toMatchObject({
      code: "not_found",
    });

    // After a day, pages are let go of which nothing was made; the others stay.
    const unused = await keepRawPage(room.editor, fetched);
    await client.rawPage.updateMany({
      data: { fetchedAt: new Date(Date.now() - 25 * 60 * 60 * 1000) },
    });
    const later = await keepRawPage(room.editor, fetched);
    expect(await sweepRawPages()).toBe(1);
    const kept = await client.rawPage.findMany({ select: { id: true } });
    expect(kept.map(({ id }) => id).sort()).toEqual([rawPageId, later].sort());
    expect(kept).not.toContainEqual({ id: unused });
  });

  test("restoring brings back the text and every highlight where it stood", async () => {
    await approved();
    await saveEdits(room.editor, articleId, deleting("The bridge opened in 1932. "));
    expect(await standing()).toMatchObject({ state: "orphaned" });
    await expect(
      restoreVersion(room.checker, { articleId, number: 1, baseVersion: 2 }),
    ).rejects.toMatchObject({ code: "forbidden" });
    const { number } = await restoreVersion(room.editor, { articleId, number: 1, baseVersion: 2 });
    expect(number).toBe(3);
    expect((await currentDocument(room.editor, articleId)).text).toBe(TEXT);
    expect(await standing()).toMatchObject({ state: "placed", fit: "confirmed" });
  });
});

describe("targets made on an older version", () => {
  test("are mapped forward, or refused where their words are gone", async () => {
    await saveEdits(
      room.editor,
      articleId,
      typing("Long ago. ", { before: "The bridge opened" }),
      deleting("Six people died building it."),
    );
    const { revision } = await standing();
    const add = (words: string, seen: number) =>
      setTargets(room.checker, {
        annotationId: room.annotationId,
        revision: seen,
        madeVersion: 1,
        targets: [targetOn(TEXT, words)],
      });
    await expect(add("Six people", revision)).rejects.toMatchObject({ code: "conflict" });
    await add("£4 million", revision);
    expect(await standing()).toMatchObject({ words: "£4 million", state: "placed" });
  });
});

describe("orphans", () => {
  test("are put on words that a person chooses, and taken off again", async () => {
    await saveEdits(room.editor, articleId, deleting("The bridge opened in 1932. "));
    const { text } = await currentDocument(room.editor, articleId);
    const orphan = await standing();
    const start = text.indexOf("It cost");
    const input = {
      annotationId: room.annotationId,
      revision: orphan.revision,
      targetId: orphan.target.id,
      madeVersion: 2,
      place: { start, end: start + "It cost".length },
    };
    await expect(placeTarget(room.viewer, input)).rejects.toMatchObject({ code: "forbidden" });
    await expect(placeTarget(room.checker, { ...input, revision: 77 })).rejects.toMatchObject({
      code: "conflict",
    });
    await expect(placeTarget(room.checker, { ...input, targetId: newId() })).rejects.toMatchObject({
      code: "not_found",
    });
    await placeTarget(room.checker, input);
    const placed = await standing();
    expect(placed).toMatchObject({ state: "changed", words: "It cost", fit: "recheck" });
    await placeTarget(room.checker, { ...input, revision: placed.revision, place: null });
    expect(await standing()).toMatchObject({ state: "orphaned" });
  });

  test("tell what stood around them and their likely places, also after one was taken back", async () => {
    expect((await standing()).target.lost).toBeUndefined();
    await saveEdits(room.editor, articleId, deleting("The bridge opened in 1932. "));
    const { text } = await currentDocument(room.editor, articleId);
    const orphan = await standing();
    const start = text.indexOf("It cost");
    const place = { start, end: start + "It cost".length };
    const proposals = [{ ...place, likeness: 0.8 }];
    await client.target.updateMany({ where: { id: orphan.target.id }, data: { proposals } });
    const lost = { prefix: "The bridge\n\nThe bridge ", proposals };
    expect((await standing()).target.lost).toMatchObject(lost);
    const input = {
      annotationId: room.annotationId,
      targetId: orphan.target.id,
      madeVersion: 2,
    };
    const put = async (at: typeof place | null) => {
      const { revision } = await standing();
      await placeTarget(room.checker, { ...input, revision, place: at });
      return (await standing()).target.lost;
    };
    expect(await put(place)).toBeUndefined();
    expect(await put(null)).toMatchObject(lost);
    // Of another text they would be other places.
    await put(place);
    await saveEdits(room.editor, articleId, replacing("Six people", "Seven people"));
    expect(await put(null)).toMatchObject({ proposals: [] });
  });
});

test("versions are listed, shown as they stood, and compared; the log is whole", async () => {
  await saveEdits(room.editor, articleId, replacing("in 1932", "in the year 1932"));
  const { versions, can } = await versionList(room.viewer, articleId);
  expect(can.edit).toBe(false);
  expect(versions).toMatchObject([
    { number: 2, origin: "edit", effect: { recheck: 1, unmarked: 0 } },
    { number: 1, origin: "import", effect: null },
  ]);
  const old = await versionPage(room.viewer, articleId, 1);
  const [stood] = old.annotations;
  const [place] = stood?.targets ?? [];
  expect(TEXT.slice(place?.start, place?.end)).toBe("opened in 1932");
  expect(stood).toMatchObject({ kind: "occurrence", stateNow: "unchecked" });
  const { rows } = await versionComparison(room.viewer, articleId, { from: 1, to: 2 });
  const added = rows.flatMap(({ parts }) => parts.filter((part) => part.in === "newer"));
  expect(added.map(({ text }) => text.trim())).toEqual(["the year"]);
  const stranger = await testWorkspace({ name: "Elsewhere" });
  for (const read of [
    () => versionList(stranger, articleId),
    () => versionPage(stranger, articleId, 1),
    () => versionComparison(stranger, articleId, { from: 1, to: 2 }),
  ]) {
    await expect(read()).rejects.toMatchObject({ code: "not_found" });
  }
  expect(await verifyLog(room.admin.workspaceId)).toMatchObject({ fault: null });
});

describe("likely places of what lost its own", () => {
  /** So many spans that the search for those that are lost takes longer than a save waits. */
  const MARKED = 2_000;
  const ORPHAN = "It cost £4 million, the council said.";

  /** The search's answer once it is over. */
  async function searched(version: number, actor = room.viewer) {
    const { annotations } = await articlePage(actor, articleId);
    const ask = () =>
      lostPlaces(actor, {
        articleId,
        version,
        annotationIds: annotations.map(({ id }) => id),
        again: false,
      });
    await expect.poll(async () => (await ask()).left, { timeout: 60_000 }).toBe(0);
    return ask();
  }

  /** As a server leaves it that ends between the saving of a version and the end of the search. */
  async function leftUnsearched(): Promise<void> {
    const document = documentOf(
      "The bridge",
      `${ORPHAN.replace("cost", "was built for")} Nobody knows.`,
    );
    await replaceText(room.editor, { articleId, baseVersion: 1, document, note: "" });
    expect(await standing()).toMatchObject({ state: "orphaned" });
    await client.$executeRaw`UPDATE "Target" SET "proposals" = NULL WHERE "state" = 'orphaned'`;
  }

  test("are proposed at once where they are found in time", async () => {
    const document = documentOf(
      "The bridge",
      "At last, in the year of 1932, it was opened. Nobody knows.",
    );
    await replaceText(room.editor, { articleId, baseVersion: 1, document, note: "" });
    const { target } = await standing();
    expect(target.lost).toMatchObject({ isSought: false });
  });

  test("are looked for behind the save where it would have to wait, and shown when they come", async () => {
    const before = longText(1);
    const article = await testArticle(room.editor, "Before", ...before);
    articleId = article.id;
    const text = ["Before", ...before].join("\n\n");
    const spans = spansIn(text, MARKED);
    for (let from = 0; from < MARKED; from += 50) {
      await createAnnotation(room.checker, {
        id: newId(),
        articleId,
        madeVersion: 1,
        kind: "note",
        body: "Who says so?",
        targets: spans
          .slice(from, from + 50)
          .map((span) => ({ ...span, id: newId(), role: "words" as const })),
      });
    }
    const document = documentOf("After", ...longText(2));
    const { effect } = await replaceText(room.editor, {
      articleId,
      baseVersion: 1,
      document,
      note: "",
    });
    expect(effect.orphaned).toBe(MARKED / 50);
    const page = await articlePage(room.reviewer, articleId);
    const orphaned = page.annotations.flatMap(({ targets }) =>
      targets.filter(({ state }) => state === "orphaned"),
    );
    expect(orphaned.some(({ lost }) => lost?.isSought)).toBe(true);
    const { annotations } = await searched(2, room.reviewer);
    const lost = annotations.flatMap(({ targets }) => targets.flatMap(({ lost }) => lost ?? []));
    expect(lost).toHaveLength(orphaned.length);
    expect(lost.some(({ isSought }) => isSought)).toBe(false);
    expect(lost.every(({ proposals }) => proposals.length > 0)).toBe(true);
  });

  test("are looked for again after a restart, by whoever opens the article", async () => {
    await leftUnsearched();
    const before = await standing();
    expect(before.target.lost).toMatchObject({ isSought: true, proposals: [] });
    const stranger = await testWorkspace({ name: "Elsewhere" });
    const input = { articleId, version: 2, annotationIds: [room.annotationId], again: false };
    await expect(lostPlaces(stranger, input)).rejects.toMatchObject({ code: "not_found" });
    expect(await lostPlaces(room.viewer, input)).toMatchObject({ left: 1, annotations: [] });
    const { annotations, isStopped } = await searched(2);
    expect(isStopped).toBe(false);
    const found = annotations.find(({ id }) => id === room.annotationId);
    expect(found?.targets[0]?.lost).toMatchObject({ isSought: false });
    expect(found?.revision).toBe(before.revision);
  });

  test("are given up where they cannot be read, and looked for again when asked to", async () => {
    await leftUnsearched();
    const of = { workspaceId: room.admin.workspaceId, articleId, number: 1 };
    const { placements } = await client.articleVersion.findFirstOrThrow({ where: of });
    await client.articleVersion.updateMany({
      where: of,
      data: { placements: new Uint8Array([1, 2, 3]) },
    });
    const ask = (again: boolean) =>
      lostPlaces(room.viewer, {
        articleId,
        version: 2,
        annotationIds: [room.annotationId],
        again,
      });
    await expect.poll(async () => (await ask(false)).isStopped, { timeout: 60_000 }).toBe(true);
    await client.articleVersion.updateMany({ where: of, data: { placements } });
    expect(await ask(false)).toMatchObject({ left: 1, isStopped: true });
    expect(await ask(true)).toMatchObject({ left: 1, isStopped: false });
    const { annotations } = await searched(2);
    expect(annotations[0]?.targets[0]?.lost).toMatchObject({ isSought: false });
  });

  test("are looked for in the newest text, from where the words stood last", async () => {
    const { annotationId } = await testClaim(room.checker, articleId, "the council said");
    const document = documentOf("The bridge", "Nobody knows anything of it.");
    await replaceText(room.editor, { articleId, baseVersion: 1, document, note: "" });
    expect(await standing(annotationId)).toMatchObject({ state: "orphaned" });
    const again = documentOf("The bridge", "Nobody knows. So the council said of it, once.");
    await replaceText(room.editor, { articleId, baseVersion: 2, document: again, note: "" });
    await searched(3);
    const { target } = await standing(annotationId);
    const { text } = await currentDocument(room.editor, articleId);
    const words = target.lost?.proposals.map(({ start, end }) => text.slice(start, end));
    expect(words?.[0]).toBe("the council said");
  });

  test("are not shown in a text that they are no places of", async () => {
    await leftUnsearched();
    await saveEdits(room.editor, articleId, typing("So ", { before: "Nobody" }));
    await searched(3);
    const old = await lostPlaces(room.viewer, {
      articleId,
      version: 2,
      annotationIds: [room.annotationId],
      again: false,
    });
    expect(old).toMatchObject({ currentVersion: 3, annotations: [] });
  });
});

describe("a text of nearly 5 MB, the most that is taken by default", () => {
  const LIMIT = 5 * 1024 * 1024;
  const SENTENCES = 8_040;
  const KEPT = "The bridge was opened in the year 1932, and the mayor cut the ribbon.";
  const CHANGED = "It cost the city 4 million pounds, as the council said at the time.";
  const LOST = "Six people died while it was being built.";

  /** The three sentences at the beginning, in the middle and at the end; a target on each. */
  async function longArticle() {
    const [lines, more] = [longText(3, SENTENCES / 2), longText(4, SENTENCES / 2)];
    const before = ["A long text", KEPT, ...lines, CHANGED, ...more, LOST];
    const article = await testArticle(room.editor, ...before);
    articleId = article.id;
    const text = before.join("\n\n");
    const size = Buffer.byteLength(text);
    expect(size).toBeGreaterThan(0.98 * LIMIT);
    expect(size).toBeLessThan(LIMIT);
    const made: string[] = [];
    for (const words of [KEPT, CHANGED, LOST]) {
      const id = newId();
      made.push(id);
      await createAnnotation(room.checker, occurrenceOn(articleId, text, words, { id }));
    }
    const [kept = "", changed = "", lost = ""] = made;
    return { before, kept, changed, lost };
  }

  const edited = (before: readonly string[]) =>
    before.flatMap((line) => {
      if (line === LOST) return [];
      return [line === CHANGED ? line.replace("4 million", "5 million") : line];
    });

  test("is saved with an editor's steps", async () => {
    const { before, kept, changed, lost } = await longArticle();
    const saved = await saveEdits(
      room.editor,
      articleId,
      typing("Once ", { before: "A long text" }),
      replacing("4 million", "5 million"),
      deleting(LOST),
    );
    expect(saved).toMatchObject({ number: 2, effect: { kept: 1, recheck: 1, orphaned: 1 } });
    const { text } = await currentDocument(room.editor, articleId);
    expect(text).toBe(["Once A long text", ...edited(before).slice(1), ""].join("\n\n"));
    expect(await standing(kept)).toMatchObject({ state: "placed", words: KEPT });
    expect(await standing(changed)).toMatchObject({ state: "changed", fit: "recheck" });
    expect(await standing(lost)).toMatchObject({ state: "orphaned" });
  });

  test("is put in the place of another, and refused where it is more", async () => {
    const { before, kept, changed, lost } = await longArticle();
    const replace = (...lines: string[]) =>
      replaceText(room.editor, {
        articleId,
        baseVersion: 1,
        document: documentOf(...lines),
        note: "",
      });
    const tooMuch = longText(5, SENTENCES / 20);
    await expect(replace(...before, ...tooMuch)).rejects.toMatchObject({
      code: "invalid",
      details: { reason: "too_large", limit: LIMIT },
    });
    const [headline = "", ...rest] = edited(before);
    const saved = await replace(headline, "New at the top.", ...rest);
    expect(saved).toMatchObject({ number: 2, effect: { kept: 1, recheck: 1, orphaned: 1 } });
    expect(await standing(kept)).toMatchObject({ state: "placed", words: KEPT });
    expect(await standing(changed)).toMatchObject({ state: "changed", fit: "recheck" });
    expect(await standing(lost)).toMatchObject({ state: "orphaned" });
  });

  test("is put in the place of one that has hardly a word in common, within its time", async () => {
    const { kept, changed, lost } = await longArticle();
    const document = documentOf("Another text", ...longText(6, SENTENCES));
    const saved = await replaceText(room.editor, {
      articleId,
      baseVersion: 1,
      document,
      note: "",
    });
    expect(saved).toMatchObject({ number: 2, effect: { kept: 0, recheck: 0, orphaned: 3 } });
    for (const id of [kept, changed, lost])
      expect(await standing(id)).toMatchObject({ state: "orphaned" });
  });
});
