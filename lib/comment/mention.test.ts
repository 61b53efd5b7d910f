import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { newId } from "@/lib/id";
import {
  mentionBefore,
  mentionedIn,
  mentionLabels,
  mentionMatches,
  toStored,
  toTyped,
} from "./mention";

const ann = { id: newId(), name: "Ann Lee" };
const annOnly = { id: newId(), name: "Ann" };
const other = { id: newId(), name: "Ann Lee" };
const odd = { id: newId(), name: "O’Neil (Desk) *" };
const members = [ann, annOnly, other, odd];

describe("mentions as they are stored", () => {
  test.each([
    ["@Ann Lee, look", `@[${ann.id}], look`],
    ["@Ann look", `@[${annOnly.id}] look`],
    ["@Annabel looks", "@Annabel looks"],
    ["@Ann Lee (2) too", `@[${other.id}] too`],
    ["(@Ann)", `(@[${annOnly.id}])`],
    ["mail@Ann", "mail@Ann"],
    ["@O’Neil (Desk) *", `@[${odd.id}]`],
    ["@Nobody", "@Nobody"],
  ])("%s", (typed, stored) => {
    expect(toStored(typed, members)).toBe(stored);
    expect(toTyped(stored, members)).toBe(typed);
  });

  test("come back as they were after editing", () => {
    const part = fc.oneof(
      fc.constantFrom(...members.map(({ id }) => `@[${id}]`)),
      fc.constantFrom("and", "see", "https://a.example", "**so**", "…", "\n"),
    );
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const body = parts.join(" ");
        expect(toStored(toTyped(body, members), members)).toBe(body);
      }),
    );
  });

  test("name each person once; whoever is unknown stays as stored", () => {
    const body = `@[${ann.id}] @[${odd.id}] @[${ann.id}] @[x]`;
    expect(mentionedIn(body)).toEqual([ann.id, odd.id]);
    expect(toTyped(body, [ann])).toBe(`@Ann Lee @[${odd.id}] @Ann Lee @[x]`);
  });

  test("tell two people of one name apart", () => {
    expect([...mentionLabels(members).values()]).toEqual([
      "Ann Lee",
      "Ann",
      "Ann Lee (2)",
      "O’Neil (Desk) *",
    ]);
  });
});

describe("the word after an “@”", () => {
  test.each([
    ["Ask @an|", { start: 4, query: "an" }],
    ["@|", { start: 0, query: "" }],
    ["@Ann L| and", { start: 0, query: "Ann L" }],
    ["(@é|", { start: 1, query: "é" }],
    ["mail@ex|", null],
    ["@Ann Lee is |", null],
    ["@ann\n|", null],
    ["no|", null],
  ])("%s", (marked, expected) => {
    const caret = marked.indexOf("|");
    expect(mentionBefore(marked.replace("|", ""), caret)).toEqual(expected);
  });

  test("finds names by their beginnings, without accents, whole names first", () => {
    const found = (query: string) =>
      mentionMatches(
        [
          { id: "1", name: "Inès Léa" },
          { id: "2", name: "Lea Ines" },
          { id: "3", name: "Tomas" },
        ],
        query,
        5,
      ).map(({ id }) => id);
    expect(found("ines")).toEqual(["1", "2"]);
    expect(found("LE")).toEqual(["2", "1"]);
    expect(found("")).toHaveLength(3);
    expect(found("x")).toEqual([]);
  });
});
