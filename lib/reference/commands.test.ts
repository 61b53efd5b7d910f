import { beforeAll, describe, expect, test } from "vitest";
import type { MemberActor } from "@/lib/auth/actor";
import { newId } from "@/lib/id";
import { libraryInput } from "@/lib/source/schema-library";
import { type Newsroom, testNewsroom } from "@/tests/support/claims";
import { openTestDatabase } from "@/tests/support/database";
import { importReferences } from "./commands";
import { exportReferences, readReferences } from "./queries";
import type { ReadReferencesView } from "./schema";

const { client } = await openTestDatabase();

let room: Newsroom;
beforeAll(async () => {
  room = await testNewsroom();
});

/** A list of its own, whose entries nothing else has. */
function listOf(word: string): string {
  return [
    `@article{a, title = {Rain ${word}}, author = {M{\\"u}ller, J.}, year = 2019, doi = {10.5555/${word}}}`,
    `@online{b, title = {Page ${word}}, url = {https://example.org/${word}?utm_source=x}}`,
    `@misc{c, author = {Nobody}}`,
  ].join("\n");
}

const sourcesOf = ({ references }: ReadReferencesView) =>
  references.flatMap(({ fields }) => (fields ? [{ id: newId(), ...fields }] : []));

const exported = (actor: MemberActor, word: string, format: "bibtex" | "ris" | "csl") =>
  exportReferences(actor, libraryInput.parse({ query: word }), format);

describe("a list of references", () => {
  test("is closed to authors and viewers", async () => {
    for (const actor of [room.author, room.viewer]) {
      const refusal = { code: "forbidden" };
      await expect(readReferences(actor, { text: listOf("x") })).rejects.toMatchObject(refusal);
      await expect(exported(actor, "x", "ris")).rejects.toMatchObject(refusal);
      const read = await readReferences(room.checker, { text: listOf("x") });
      await expect(importReferences(actor, { sources: sourcesOf(read) })).rejects.toMatchObject(
        refusal,
      );
    }
  });

  test("in no known format is refused", async () => {
    await expect(
      readReferences(room.checker, { text: "<p>Doe, J. (2019).</p>" }),
    ).rejects.toMatchObject({
      code: "invalid",
      details: { reason: "unknown_format" },
    });
  });

  test("makes sources, which it is told to be there when it is read again", async () => {
    const word = `w${newId().slice(-8)}`;
    const read = await readReferences(room.checker, { text: listOf(word) });
    expect(read.known).toEqual([]);
    expect(read.references.map(({ problems }) => problems.map(({ code }) => code))).toEqual([
      [],
      [],
      ["no_title"],
    ]);
    const sources = sourcesOf(read);
    expect(await importReferences(room.checker, { sources })).toEqual({ made: 2 });
    // Sent once more, as after an answer that was lost, it makes nothing anew.
    await importReferences(room.checker, { sources });
    const rows = await client.source.findMany({
      where: { workspaceId: room.checker.workspaceId, title: { contains: word } },
    });
    expect(rows.map(({ title }) => title).toSorted()).toEqual([`Page ${word}`, `Rain ${word}`]);
    const events = await client.event.findMany({
      where: { subjectId: { in: sources.map(({ id }) => id) }, type: "source.created" },
    });
    expect(events).toHaveLength(2);

    const again = await readReferences(room.checker, { text: listOf(word) });
    expect(again.known.map(({ index }) => index)).toEqual([0, 1]);
    const twice = sourcesOf(again).slice(1);
    expect(await importReferences(room.checker, { sources: twice })).toEqual({ made: 0 });
  });

  test.each(["bibtex", "ris", "csl"] as const)(
    "goes out as %s and comes in again",
    async (format) => {
      const word = `w${newId().slice(-8)}`;
      const text = JSON.stringify([
        {
          type: "article-journal",
          title: `Größe & 10 % of ${word}`,
          author: [{ family: "Müller", given: "Jörg" }, { literal: "World Health Organization" }],
          issued: { "date-parts": [[2019, 5, 12]] },
          "container-title": "Water Research",
          volume: "12",
          page: "112-134",
          DOI: `10.5555/${word}`,
          URL: `https://example.org/${word}_a`,
        },
      ]);
      const read = await readReferences(room.checker, { text });
      await importReferences(room.checker, { sources: sourcesOf(read) });
      const file = await exported(room.checker, word, format);
      const back = await readReferences(room.checker, { text: file });
      expect(back.references).toHaveLength(1);
      expect(back.references[0]?.fields).toMatchObject({
        type: "article-journal",
        title: `Größe & 10 % of ${word}`,
        url: `https://example.org/${word}_a`,
        csl: {
          author: [{ family: "Müller", given: "Jörg" }, { literal: "World Health Organization" }],
          issued: { "date-parts": [[2019, 5, 12]] },
          "container-title": "Water Research",
          volume: "12",
          page: "112-134",
          DOI: `10.5555/${word}`,
        },
      });
      expect(back.references[0]?.problems).toEqual([]);
      expect(back.known).toHaveLength(1);
    },
  );
});
