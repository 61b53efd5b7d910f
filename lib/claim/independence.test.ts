import { describe, expect, test } from "vitest";
import { type IndependenceFacts, independence } from "@/lib/claim/independence";

const facts: IndependenceFacts = {
  actorId: "me",
  submitterIds: ["her"],
  authorIds: ["writer"],
  statementById: "her",
  citationByIds: ["her", "him"],
  strict: false,
};

const cases: [string, Partial<IndependenceFacts>, string | null][] = [
  ["someone who did nothing", {}, null],
  ["someone who did nothing, strictly", { strict: true }, null],
  ["who submitted", { submitterIds: ["her", "me"] }, "submitted_this_round"],
  ["an author of any article with the claim", { authorIds: ["a", "me"] }, "author_of_article"],
  ["who wrote the statement", { statementById: "me" }, null],
  ["who wrote the statement, strictly", { statementById: "me", strict: true }, "wrote_statement"],
  ["who wrote a citation", { citationByIds: ["me"] }, null],
  ["who wrote a citation, strictly", { citationByIds: ["me"], strict: true }, "wrote_citation"],
  [
    "an author who submitted: the bond that nothing lifts is told",
    { authorIds: ["me"], submitterIds: ["me"] },
    "author_of_article",
  ],
];

describe("independence", () => {
  test.each(cases)("%s", (_, change, reason) => {
    expect(independence({ ...facts, ...change })).toEqual(
      reason ? { ok: false, reason } : { ok: true },
    );
  });
});
