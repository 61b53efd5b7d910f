import type { Stance } from "@/lib/source/schema-enums";
import type { Sourcing } from "@/lib/source/sourcing";
import { findVerdict, isTopVerdict, type RatingScale } from "@/lib/workspace/rating-scale";

export type SubmissionProblem = "verdict_unknown" | "rationale_missing" | "unsourced";

export interface SubmissionFacts {
  scale: RatingScale;
  verdict: string;
  rationale: string;
  /** As it would be with this verdict. */
  sourcing: Sourcing;
  citations: readonly { stance: Stance; quote: string }[];
  /** Every occurrence's remedy is to cut the words or leave them to the author. */
  wordsAreGivenUp: boolean;
}

/**
 * What keeps a submission back, all of it at once. An unsourced claim needs a verdict that it
 * cannot be verified, or words that are given up. The rationale is optional only for the best
 * verdict, contradicted by nothing, with a source that is quoted.
 */
export function submissionProblems(facts: SubmissionFacts): SubmissionProblem[] {
  const verdict = findVerdict(facts.scale, facts.verdict);
  if (!verdict) return ["verdict_unknown"];
  const problems: SubmissionProblem[] = [];
  if (facts.sourcing === "unsourced" && !verdict.unverifiable && !facts.wordsAreGivenUp) {
    problems.push("unsourced");
  }
  if (facts.rationale.trim() === "" && !speaksForItself(facts)) problems.push("rationale_missing");
  return problems;
}

function speaksForItself({ scale, verdict, citations }: SubmissionFacts): boolean {
  return (
    isTopVerdict(scale, verdict) &&
    citations.every(({ stance }) => stance !== "contradicts") &&
    citations.some(({ stance, quote }) => stance === "supports" && quote.trim() !== "")
  );
}
