import { describe, expect, test } from "vitest";
import { type RemedyProposal, remedyProblem } from "@/lib/annotation/remedy";

const quotation: RemedyProposal = {
  voice: "quotation",
  remedy: "fix",
  wording: "",
  words: "“The people of Iran have been let down,”",
  records: [
    "Then he rose. “The people of Iran have been failed – for four decades – by all of us,” he said.",
  ],
};

const cases: [string, Partial<RemedyProposal>, string | null][] = [
  ["a fix without wording", { voice: "own" }, "wording_missing"],
  ["a fix of our own words", { voice: "own", wording: "some 1,500 people" }, null],
  ["a quotation matched to its record", { wording: "“The people of Iran have been failed”" }, null],
  [
    "matched with straight marks and a hyphen",
    { wording: '"have been failed - for four decades"' },
    null,
  ],
  [
    "matched with an ellipsis",
    { wording: "“The people of Iran have been failed … by all of us,”" },
    null,
  ],
  [
    "parts in the wrong order",
    { wording: "“by all of us … The people of Iran”" },
    "quotation_reworded",
  ],
  ["reworded", { wording: "“The people of Iran were failed”" }, "quotation_reworded"],
  ["matched to no record", { wording: "“have been failed”", records: [] }, "quotation_reworded"],
  ["paraphrased", { wording: "that the world had failed Iranians," }, null],
  [
    "reworded within the marks",
    { words: "have been let down", wording: "were let down" },
    "quotation_reworded",
  ],
  ["matched within the marks", { words: "have been let down", wording: "have been failed" }, null],
  ["cut", { remedy: "cut" }, null],
  ["left to the author", { remedy: "left_to_author" }, null],
  ["attributed", { remedy: "attribute", wording: "McCabe said: “… have been let down.”" }, null],
  ["attributed without saying how", { remedy: "attribute" }, null],
  [
    "attributed and reworded",
    { remedy: "attribute", wording: "McCabe: “were let down”" },
    "quotation_reworded",
  ],
];

describe("remedies", () => {
  test.each(cases)("%s", (_, change, problem) => {
    expect(remedyProblem({ ...quotation, ...change })).toBe(problem);
  });
});
