import { beforeAll, describe, expect, test } from "vitest";
import type { MemberActor } from "@/lib/auth/actor";
import { addCitation, removeCitation } from "@/lib/citation/commands";
import { addCitationInput } from "@/lib/citation/schema";
import { claimDetail, claimHistory } from "@/lib/claim/queries";
import { newId } from "@/lib/id";
import { askSecondCheck } from "@/lib/second-check/commands";
import { changeWorkspace } from "@/lib/workspace/commands";
import { checkIdOf, claimAt, type Newsroom, submit, testNewsroom } from "@/tests/support/claims";
import { openTestDatabase } from "@/tests/support/database";
import { createSource, editSource, mergeSources } from "./commands";
import { mergedFields, mergedOrigin } from "./merging";
import {
  library,
  libraryChoices,
  mergedInto,
  mergePreview,
  sourceDetail,
  sourceHistory,
  sourcePage,
} from "./queries";
import { createSourceInput } from "./schema";
import { libraryInput } from "./schema-library";

const { client } = await openTestDatabase();

let room: Newsroom;
beforeAll(async () => {
  room = await testNewsroom();
});

async function make(given: object) {
  const input = createSourceInput.parse({ id: newId(), title: "A page", ...given });
  return (await createSource(room.checker, input)).source;
}

const read = (actor: MemberActor, given: object = {}) => library(actor, libraryInput.parse(given));
const seen = ({ id, revision }: { id: string; revision: number }) => ({ id, revision });

async function citing(claimId: string, sourceId: string, given: object = {}) {
  const source = { from: "existing", id: sourceId };
  const input = addCitationInput.parse({ id: newId(), claimId, source, ...given });
  return addCitation(room.checker, input);
}

describe("the library", () => {
  test("is closed to authors and viewers", async () => {
    for (const actor of [room.author, room.viewer]) {
      await expect(read(actor)).rejects.toMatchObject({ code: "forbidden" });
      await expect(libraryChoices(actor)).rejects.toMatchObject({ code: "forbidden" });
    }
  });

  test("is searched, narrowed and sorted", async () => {
    const word = `w${newId().slice(-8)}`;
    const one = await make({
      title: `B ${word} Größe`,
      type: "report",
      primacy: "primary",
      publisher: "Library One",
      language: "de",
    });
    const two = await make({ title: `A ${word}`, csl: { author: [{ literal: "Zoë" }] } });
    const ids = async (given: object) =>
      (await read(room.checker, given)).sources.map(({ id }) => id);
    expect(await ids({ query: word })).toEqual([two.id, one.id]);
    expect(await ids({ query: word, sort: "title" })).toEqual([two.id, one.id]);
    expect(await ids({ query: `${word} zoe` })).toEqual([two.id]);
    expect(await ids({ query: `${word} GRÖSSE`.replace("SS", "ß") })).toEqual([one.id]);
    expect(await ids({ query: word, type: "report" })).toEqual([one.id]);
    expect(await ids({ query: word, primacy: "primary" })).toEqual([one.id]);
    expect(await ids({ query: word, language: "de" })).toEqual([one.id]);
    expect(await ids({ query: word, publisherId: one.publisher?.id })).toEqual([one.id]);
    expect(await ids({ query: `${word} nothing` })).toEqual([]);
    expect(await ids({ query: "?!" })).toEqual([]);

    const claimId = await claimAt(room, "unchecked");
    const { citation } = await citing(claimId, one.id);
    expect(await ids({ query: word })).toEqual([one.id, two.id]);
    expect(await ids({ query: word, sort: "added" })).toEqual([two.id, one.id]);
    expect(await ids({ query: word, uncited: true })).toEqual([two.id]);
    const view = await read(room.checker, { query: word });
    expect(view).toMatchObject({ total: 2, isMore: false, pages: 1 });
    expect(view.sources.map(({ claims }) => claims)).toEqual([1, 0]);
    const choices = await libraryChoices(room.checker);
    expect(choices.publishers.map(({ name }) => name)).toContain("Library One");
    expect(choices.languages).toContain("de");
    await removeCitation(room.checker, { citationId: citation?.id ?? "", revision: 1 });
    expect(await ids({ query: word, uncited: true })).toEqual([one.id, two.id]);
  });

  test("is shown page by page, each source once", async () => {
    const word = `p${newId().slice(-8)}`;
    for (let at = 0; at < 41; at += 1) await make({ title: `${word} ${at}` });
    const pages = await Promise.all(
      [1, 2].map((page) => read(room.checker, { query: word, page })),
    );
    expect(pages.map(({ sources }) => sources.length)).toEqual([40, 1]);
    expect(new Set(pages.flatMap(({ sources }) => sources.map(({ id }) => id))).size).toBe(41);
    expect(pages[0]).toMatchObject({ total: 41, pages: 2 });
  });

  test("finds what a publisher's later name says", async () => {
    const early = await make({ url: "https://renamed.example.dev/a", title: "Early" });
    await make({
      url: "https://renamed.example.dev/b",
      title: "Late",
      publisher: "Zephyr Gazette",
    });
    const { sources } = await read(room.checker, { query: "zephyr early" });
    expect(sources.map(({ id }) => id)).toEqual([early.id]);
  });
});

describe("a source's page", () => {
  test("shows what rests on it, through what repeats it, too, and the articles it reaches", async () => {
    const origin = await make({ title: "Agency report" });
    const repeat = await make({ title: "Reprint", originId: origin.id });
    const claimId = await claimAt(room, "unchecked");
    await citing(claimId, repeat.id, { quote: "so", stance: "contradicts" });
    const page = await sourcePage(room.checker, { sourceId: origin.id });
    expect(page).toMatchObject({
      repeats: [{ id: repeat.id }],
      citations: [
        { claim: { id: claimId }, quote: "so", stance: "contradicts", through: { id: repeat.id } },
      ],
      articles: [{ id: room.article.id, claims: 1 }],
      can: { edit: true, merge: true },
    });
  });

  test("is an author's and a viewer's through their article only, without notes", async () => {
    const source = await make({ title: "Shared", notes: "Off the record" });
    for (const actor of [room.author, room.viewer]) {
      await expect(sourcePage(actor, { sourceId: source.id })).rejects.toMatchObject({
        code: "not_found",
      });
    }
    const claimId = await claimAt(room, "unchecked");
    await citing(claimId, source.id);
    for (const actor of [room.author, room.viewer]) {
      const page = await sourcePage(actor, { sourceId: source.id });
      expect(page).toMatchObject({
        source: { notes: "" },
        citations: [{ claim: { id: claimId } }],
        articles: [{ id: room.article.id }],
        can: { edit: false, merge: false, history: false },
      });
      const detail = await claimDetail(actor, { claimId });
      expect(JSON.stringify(detail)).not.toContain("Off the record");
    }
    await expect(sourceHistory(room.author, { sourceId: source.id })).rejects.toMatchObject({
      code: "forbidden",
    });
    const entries = (await sourceHistory(room.checker, { sourceId: source.id })).entries;
    expect(entries.map(({ type }) => type)).toEqual(["source.created"]);
  });

  test("tells nothing of a claim to whoever checks it blind", async () => {
    const { revision } = await client.workspace.findUniqueOrThrow({
      where: { id: room.admin.workspaceId },
    });
    await changeWorkspace(room.admin, { revision, settings: { blindSecondChecks: true } });
    const source = await make({ title: "Seen by the first" });
    const claimId = await claimAt(room, "in_progress");
    await citing(claimId, source.id, { quote: "so" });
    await submit(room.checker, claimId);
    await askSecondCheck(room.editor, {
      claimId,
      checkId: await checkIdOf(room.editor, claimId),
      memberId: room.reviewer.memberId,
    });
    const page = await sourcePage(room.reviewer, { sourceId: source.id });
    expect(page).toMatchObject({ citations: [], articles: [] });
    expect((await sourcePage(room.editor, { sourceId: source.id })).citations).toHaveLength(1);
  });

  test("points to others that may be the same", async () => {
    const title = `Twin ${newId().slice(-8)}`;
    const one = await make({ title, csl: { DOI: "10.1/twin" } });
    const two = await make({ title: title.toUpperCase() });
    await make({ title: `${title} of another kind` });
    expect((await sourcePage(room.checker, { sourceId: one.id })).likely).toMatchObject([
      { id: two.id },
    ]);
  });
});

describe("merging", () => {
  test("is refused to authors and viewers, and of what was changed meanwhile", async () => {
    const [one, two] = [await make({ title: "One" }), await make({ title: "Two" })];
    const input = { keep: seen(one), merged: [seen(two)] };
    for (const actor of [room.author, room.viewer]) {
      await expect(mergeSources(actor, input)).rejects.toMatchObject({ code: "forbidden" });
      await expect(mergePreview(actor, { sourceIds: [one.id] })).rejects.toMatchObject({
        code: "forbidden",
      });
    }
    await editSource(room.checker, { sourceId: two.id, revision: 1, title: "Two, changed" });
    await expect(mergeSources(room.checker, input)).rejects.toMatchObject({
      code: "conflict",
      details: { reason: "revision_outdated", source: { title: "Two, changed" } },
    });
    expect(await mergedInto(room.checker, { sourceId: two.id })).toBeNull();
  });

  test("moves citations, fills what is lacking, and to the claims is a changed citation", async () => {
    const keep = await make({ title: "Kept", csl: { volume: "1" }, primacy: "secondary" });
    const other = await make({
      title: "Duplicate",
      url: `https://merge.example.org/${newId()}`,
      publisher: "Merged Press",
      primacy: "primary",
      csl: { volume: "2", DOI: "10.1/merged" },
      language: "fr",
    });
    const repeating = await make({ title: "Repeats", originId: other.id });
    const claimId = await claimAt(room, "unchecked");
    const cited = await citing(claimId, other.id, { quote: "so" });
    const removed = await citing(claimId, other.id, { quote: "else" });
    await removeCitation(room.checker, { citationId: removed.citation?.id ?? "", revision: 1 });
    expect(cited.claim.sourcing).toBe("sourced");
    const approved = await claimAt(room, "approved");
    const before = await claimDetail(room.checker, { claimId: approved });
    const evidence = before.citations[0]?.source;
    expect(before.check?.status).toBe("approved");
    expect(await mergePreview(room.checker, { sourceIds: [other.id, evidence?.id ?? ""] })).toEqual(
      { claims: 2, unsettled: 1 },
    );

    const merged = await mergeSources(room.checker, {
      keep: seen(keep),
      merged: [seen(other), { id: evidence?.id ?? "", revision: evidence?.revision ?? 0 }],
    });
    expect(merged).toMatchObject({
      claims: 2,
      source: {
        title: "Kept",
        url: other.url,
        publisher: { name: "Merged Press" },
        language: "fr",
        csl: { volume: "1", DOI: "10.1/merged" },
        revision: 2,
      },
    });
    const stored = await sourceDetail(room.checker, { sourceId: keep.id });
    expect(stored.source).toEqual(merged.source);
    const claim = await claimDetail(room.checker, { claimId });
    expect(claim.citations).toMatchObject([{ source: { id: keep.id }, quote: "so", revision: 2 }]);
    expect(claim).toMatchObject({ sourcing: "unsourced" });
    expect(claim.revisions[0]).toMatchObject({ cause: "citation_changed" });
    const stale = await claimDetail(room.checker, { claimId: approved });
    expect(stale.check?.status).toBe("stale");
    expect(stale.revision).toBe(before.revision + 1);
    expect((await sourceDetail(room.checker, { sourceId: repeating.id })).source.originId).toBe(
      keep.id,
    );
    expect(await client.citation.count({ where: { sourceId: other.id } })).toBe(0);

    await expect(sourceDetail(room.checker, { sourceId: other.id })).rejects.toMatchObject({
      code: "not_found",
    });
    expect(await mergedInto(room.checker, { sourceId: other.id })).toBe(keep.id);
    const { sources } = await read(room.checker, { query: "duplicate" });
    expect(sources).toEqual([]);
    const told = (await sourceHistory(room.checker, { sourceId: keep.id })).entries;
    expect(told.filter(({ type }) => type === "source.merged")).toHaveLength(2);
    expect(told.find(({ payload }) => JSON.stringify(payload).includes("Duplicate"))).toMatchObject(
      {
        payload: { mergedId: other.id, title: "Duplicate", citations: 2 },
      },
    );
    const history = await claimHistory(room.checker, { claimId });
    expect(history.entries.map(({ type }) => type)).toContain("citation.changed");

    // Whoever had chosen the duplicate before cites the one that was kept.
    const late = await citing(claimId, other.id, { quote: "late" });
    expect(late.citation?.source.id).toBe(keep.id);
    const third = await make({ title: "Third" });
    await mergeSources(room.checker, { keep: seen(third), merged: [{ id: keep.id, revision: 2 }] });
    expect(await mergedInto(room.checker, { sourceId: other.id })).toBe(third.id);
  });

  test("leaves no source that repeats itself", () => {
    expect(mergedOrigin([], new Set(["m"]))).toBeNull();
    expect(mergedOrigin(["a", "b"], new Set(["m"]))).toBe("a");
    expect(mergedOrigin(["a", "m", "b"], new Set(["m"]))).toBe("b");
    expect(mergedOrigin(["m"], new Set(["m"]))).toBeNull();
  });

  test("keeps the kept one's fields, and notes of all", () => {
    const none = { url: null, host: null, publisher: null, language: "", notes: "", csl: {} };
    expect(
      mergedFields({ ...none, notes: "a", csl: { volume: "1" } }, [
        { ...none, notes: "b", csl: { type: "thesis", volume: "2", issue: "3" } },
        { ...none, notes: "a", csl: { issue: "4" } },
      ]),
    ).toMatchObject({ notes: "a\n\nb", csl: { volume: "1", issue: "3" } });
  });
});
