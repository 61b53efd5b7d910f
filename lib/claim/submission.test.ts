import { describe, expect, test } from "vitest";
import { type SubmissionFacts, submissionProblems } from "@/lib/claim/submission";
import { ratingScalePresets } from "@/lib/workspace/rating-scale";

const quoted = { stance: "supports", quote: "the passage" } as const;
const good: SubmissionFacts = {
  scale: ratingScalePresets.before_publication,
  verdict: "true",
  rationale: "",
  sourcing: "sourced",
  citations: [quoted],
  wordsAreGivenUp: false,
};

const cases: [string, Partial<SubmissionFacts>, string[]][] = [
  ["true, sourced and quoted", {}, []],
  ["a verdict of another scale", { verdict: "refuted" }, ["verdict_unknown"]],
  ["true, not quoted", { citations: [{ ...quoted, quote: " " }] }, ["rationale_missing"]],
  [
    "true, contradicted",
    { citations: [quoted, { ...quoted, stance: "contradicts" }] },
    ["rationale_missing"],
  ],
  [
    "true, contradicted, with a rationale",
    { citations: [{ ...quoted, stance: "contradicts" }], rationale: "x" },
    [],
  ],
  ["false, sourced", { verdict: "false" }, ["rationale_missing"]],
  ["true, unsourced", { sourcing: "unsourced" }, ["unsourced"]],
  [
    "true, unsourced, no citation",
    { sourcing: "unsourced", citations: [] },
    ["unsourced", "rationale_missing"],
  ],
  [
    "cannot be verified, unsourced",
    { sourcing: "unsourced", verdict: "cannot_be_verified", rationale: "x" },
    [],
  ],
  ["unsourced, the words given up", { sourcing: "unsourced", wordsAreGivenUp: true }, []],
];

describe("a submission", () => {
  test.each(cases)("%s", (_, change, problems) => {
    expect(submissionProblems({ ...good, ...change })).toEqual(problems);
  });
});
