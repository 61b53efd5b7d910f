import fc from "fast-check";
import { expect, test } from "vitest";
import { sourceWords, wordsOf, wordsQuery } from "./words";

test("a source is found by its title, names, date, publisher, address and numbers", () => {
  const words = sourceWords({
    title: "Über Brücken: ein Zensus",
    addressKey: "stats.example.gov/census?y=2021",
    publisher: "Statistics Office",
    csl: {
      author: [{ family: "Ng", given: "Amélie" }],
      issued: { "date-parts": [[2021, 5, 12]] },
      DOI: "10.1000/182",
    },
  });
  expect(words).toBe(
    "uber brucken ein zensus ng amelie 12 may 2021 stats example gov census y statistics office 10 1000 182",
  );
});

test.each([
  ["Brücken, ng", "'brucken':* & 'ng':*"],
  ["O'Neil & \\ | ! (x) <-> :*", "'o':* & 'neil':* & 'x':*"],
  ["…", null],
  ["橋の歴史", "'橋の歴史':*"],
])("%s is asked for as %s", (typed, query) => {
  expect(wordsQuery(typed)).toBe(query);
});

test("scripts without spaces are found by what begins anywhere in them", () => {
  const words = wordsOf("東京の橋").split(" ");
  expect(words).toEqual(["東京の橋", "京の橋", "の橋", "橋"]);
});

test("no text makes a query that the database would read otherwise, nor a word it cannot hold", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      const query = wordsQuery(text);
      if (query !== null) expect(query).toMatch(/^(?:'[^'\\\s]+':\*(?: & |$))+$/);
      const words = wordsOf(text);
      if (words !== "") for (const word of words.split(" ")) expect(word).toMatch(/^[^'\\\s]+$/);
    }),
  );
});
