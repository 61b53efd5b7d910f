import type { CheckView, SubmissionView } from "@/lib/check/schema";
import type { MemberRef } from "@/lib/workspace/member-ref";

/** One of two verdicts that stand against each other. */
export interface Side {
  role: "checker" | "reviewer";
  by: MemberRef;
  at: string;
  verdict: string;
  rationale: string;
}

export interface Dispute {
  submission: SubmissionView;
  sides: [Side, Side];
}

/** The two verdicts of a disputed check; null where it is not. */
export function disputeOf(check: CheckView): Dispute | null {
  if (check.status !== "disputed") return null;
  const submission = check.submissions.find(({ id }) => id === check.submissionId);
  const against = submission?.reviews.findLast(({ decision }) => decision === "dispute");
  if (!submission || !against) return null;
  const { by, at, verdict, rationale } = submission;
  return {
    submission,
    sides: [
      { role: "checker", by, at, verdict, rationale },
      {
        role: "reviewer",
        by: against.by,
        at: against.at,
        verdict: against.verdict ?? "",
        rationale: against.comment,
      },
    ],
  };
}
