import type { CheckView, SubmissionView } from "@/lib/check/schema";
import type { MemberRef } from "@/lib/workspace/member-ref";

/** One of two verdicts that stand against each other. */
export interface Side {
  role: "checker" | "reviewer" | "second";
  by: MemberRef;
  at: string;
  verdict: string;
  rationale: string;
  /** The claim's, as it was judged. */
  claimRevision: number;
  /** What a second checker found on their own; null where the claim's citations are meant. */
  evidence: SubmissionView["evidence"] | null;
}

export interface Dispute {
  submission: SubmissionView;
  sides: [Side, Side];
}

/** The two verdicts of a disputed check; null where it is not. */
export function disputeOf(check: CheckView): Dispute | null {
  if (check.status !== "disputed") return null;
  const submission = check.submissions.find(({ id }) => id === check.submissionId);
  const other = submission && otherSide(check, submission);
  if (!submission || !other) return null;
  return { submission, sides: [{ ...submission, role: "checker", evidence: null }, other] };
}

function otherSide(check: CheckView, { ordinal, reviews }: SubmissionView): Side | null {
  const second = check.submissions.findLast(
    (submission) => submission.blind && submission.ordinal > ordinal,
  );
  if (second) return { role: "second", ...second };
  const review = reviews.findLast(({ decision }) => decision === "dispute");
  if (!review) return null;
  const { verdict, comment } = review;
  return {
    ...review,
    role: "reviewer",
    verdict: verdict ?? "",
    rationale: comment,
    evidence: null,
  };
}
