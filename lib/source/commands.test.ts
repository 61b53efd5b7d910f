import { beforeAll, describe, expect, test } from "vitest";
import type { MemberActor } from "@/lib/auth/actor";
import { claimDetail } from "@/lib/claim/queries";
import { newId } from "@/lib/id";
import { cite, claimAt, type Newsroom, testNewsroom } from "@/tests/support/claims";
import { openTestDatabase } from "@/tests/support/database";
import { createSource, editSource } from "./commands";
import { searchSources, sourceDetail, suggestFor } from "./queries";
import { createSourceInput, searchSourcesInput } from "./schema";

const { client } = await openTestDatabase();

let room: Newsroom;
beforeAll(async () => {
  room = await testNewsroom();
});

const make = (actor: MemberActor, given: object) =>
  createSource(actor, createSourceInput.parse({ id: newId(), title: "A page", ...given }));

describe("making a source", () => {
  test("is refused to a viewer; an author may bring one", async () => {
    await expect(make(room.viewer, {})).rejects.toMatchObject({ code: "forbidden" });
    expect((await make(room.author, {})).existing).toBe(false);
  });

  test("keeps the address without what tracks, and finds its publisher by domain", async () => {
    const { source } = await make(room.checker, {
      url: "https://www.the-times.example.co.uk:443/a?id=1&utm_source=x#top",
    });
    expect(source).toMatchObject({
      url: "https://www.the-times.example.co.uk/a?id=1",
      host: "the-times.example.co.uk",
      publisher: { name: "example.co.uk", domain: "example.co.uk", reliability: "unrated" },
      primacy: "secondary",
    });
    expect(await sourceDetail(room.checker, { sourceId: source.id })).toEqual({
      source,
      origin: null,
      claims: 0,
    });
    const next = await make(room.checker, {
      url: "https://example.co.uk/b",
      publisher: "The Times",
    });
    expect(next.source.publisher).toMatchObject({
      id: source.publisher?.id,
      name: "The Times",
      domain: "example.co.uk",
    });
    const third = await make(room.checker, { url: "https://other.example.co.uk/c" });
    expect(third.source.publisher?.name).toBe("The Times");
    const named = await make(room.checker, { publisher: "the times" });
    expect(named.source.publisher?.id).toBe(source.publisher?.id);
    const hosted = await make(room.checker, {
      url: "https://example.co.uk/d",
      publisher: "A columnist",
    });
    expect(hosted.source.publisher?.id).not.toBe(source.publisher?.id);
  });

  test("proposes the one of the same address, unless told that it is another", async () => {
    const url = "https://example.net/report.pdf";
    const first = await make(room.checker, { url });
    const count = await client.source.count();
    const again = await make(room.reviewer, { url: "http://www.example.net/report.pdf/" });
    expect(again).toEqual({ existing: true, source: first.source });
    expect(await client.source.count()).toBe(count);
    const other = await make(room.reviewer, { url, sameAddress: true });
    expect(other.existing).toBe(false);
  });

  test("repeated with its id it is one; another's id is a conflict", async () => {
    const input = createSourceInput.parse({ id: newId(), title: "A letter" });
    const first = await createSource(room.checker, input);
    expect(await createSource(room.checker, input)).toEqual(first);
    await expect(createSource(room.reviewer, input)).rejects.toMatchObject({ code: "conflict" });
  });

  test("refuses what is no address, and an origin that is not there", async () => {
    await expect(make(room.checker, { originId: newId() })).rejects.toMatchObject({
      code: "not_found",
    });
    expect(
      createSourceInput.safeParse({ id: newId(), title: "x", url: "javascript:1" }).success,
    ).toBe(false);
  });
});

describe("changing a source", () => {
  test("is refused to an author and a viewer; then done; then in conflict", async () => {
    const { source } = await make(room.checker, {});
    const input = { sourceId: source.id, revision: 1, title: "Another title" };
    for (const actor of [room.author, room.viewer]) {
      await expect(editSource(actor, input)).rejects.toMatchObject({ code: "forbidden" });
    }
    const edited = await editSource(room.reviewer, input);
    expect(edited).toMatchObject({ source: { title: "Another title", revision: 2 }, claims: [] });
    expect((await sourceDetail(room.checker, input)).source).toEqual(edited.source);
    await expect(editSource(room.checker, { ...input, title: "No" })).rejects.toMatchObject({
      code: "conflict",
      details: { reason: "revision_outdated", source: { title: "Another title" } },
    });
  });

  test("judges the claims that rest on it anew, through what repeats it, too", async () => {
    const claimId = await claimAt(room, "unchecked");
    const one = await cite(room.checker, claimId, {}, { primacy: "secondary", publisher: "One" });
    const two = await cite(room.checker, claimId, {}, { primacy: "secondary", publisher: "Two" });
    expect(two.claim.sourcing).toBe("sourced");
    const originId = one.citation?.source.id ?? "";
    const sourceId = two.citation?.source.id ?? "";
    expect((await sourceDetail(room.checker, { sourceId: originId })).claims).toBe(1);
    const repeats = await editSource(room.checker, { sourceId, revision: 1, originId });
    expect(await sourceDetail(room.checker, { sourceId })).toMatchObject({
      origin: { id: originId },
      claims: 1,
    });
    expect(repeats.claims).toMatchObject([
      { id: claimId, sourcing: "unsourced", sourcingReason: { code: "one_origin" } },
    ]);
    const primary = await editSource(room.checker, {
      sourceId: originId,
      revision: 1,
      primacy: "primary",
    });
    expect(primary.claims).toMatchObject([{ id: claimId, sourcing: "sourced" }]);
    const stored = await claimDetail(room.checker, { claimId });
    expect(stored).toMatchObject({ sourcing: "sourced", revision: two.claim.revision });
    await expect(
      editSource(room.checker, { sourceId: originId, revision: 2, originId: sourceId }),
    ).rejects.toMatchObject({ code: "invalid" });
  });
});

describe("finding sources", () => {
  test("by title, author, publisher and address; the last used first", async () => {
    const find = (query: string) =>
      searchSources(room.checker, searchSourcesInput.parse({ query, limit: 3 }));
    const first = await make(room.checker, {
      title: "Census of bridges",
      csl: { author: [{ family: "Ng", given: "Amy" }] },
      url: "https://stats.example.gov/census?y=2021",
      publisher: "Statistics Office",
    });
    const second = await make(room.checker, { title: "Census of tunnels" });
    const title = (await find("census")).map(({ id }) => id);
    expect(title).toEqual([second.source.id, first.source.id]);
    for (const query of ["ng bridges", "statistics census", "stats.example.gov", "100%_"]) {
      const found = await find(query);
      expect(found.map(({ id }) => id)).toEqual(query === "100%_" ? [] : [first.source.id]);
    }
    const pasted = await find("http://stats.example.gov/census/?y=2021&utm_medium=mail");
    expect(pasted[0]?.id).toBe(first.source.id);
    const claimId = await claimAt(room, "unchecked");
    await cite(room.checker, claimId, { source: { from: "existing", id: first.source.id } });
    expect((await find(""))[0]?.id).toBe(first.source.id);
    for (const actor of [room.author, room.viewer]) {
      await expect(searchSources(actor, searchSourcesInput.parse({}))).rejects.toMatchObject({
        code: "forbidden",
      });
      await expect(sourceDetail(actor, { sourceId: first.source.id })).rejects.toMatchObject({
        code: "forbidden",
      });
    }
  });

  test("tells what is known of an address", async () => {
    const url = "https://en.wikipedia.org/wiki/Bridge?utm_source=x";
    expect(await suggestFor(room.checker, { url })).toEqual({
      url: "https://en.wikipedia.org/wiki/Bridge",
      existing: null,
      publisher: null,
      domain: "wikipedia.org",
      encyclopaedia: true,
    });
    const { source } = await make(room.checker, { url, encyclopaedia: true, primacy: "tertiary" });
    expect(await suggestFor(room.checker, { url })).toMatchObject({
      existing: { id: source.id },
      publisher: { domain: "wikipedia.org" },
    });
    expect(await suggestFor(room.author, { url })).toMatchObject({
      existing: null,
      publisher: null,
    });
    expect(await suggestFor(room.checker, { url: "not an address" })).toMatchObject({ url: null });
    await expect(suggestFor(room.viewer, { url })).rejects.toMatchObject({ code: "forbidden" });
  });
});
