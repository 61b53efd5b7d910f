import { z } from "zod";
import { remedySchema } from "@/lib/annotation/schema";
import { type CheckStatus, type Move, moveSchema } from "@/lib/claim/status";
import type { ReviewView } from "@/lib/review/schema";
import type { Evidence } from "@/lib/second-check/schema";
import type { MemberRef } from "@/lib/workspace/member-ref";

const id = z.uuid();
const revision = z.int().min(1);
const reason = z.string().trim().min(1).max(5_000);

/** Starts the first check of a claim, or a new round of a stale one. The id is the new check's. */
export const startCheckInput = z.object({ id, claimId: id });
export type StartCheck = z.output<typeof startCheckInput>;

/** What shall happen to the words of one occurrence. A fix needs its wording. */
export const remedyInput = z
  .object({
    annotationId: id,
    remedy: remedySchema,
    wording: z.string().trim().max(4_000).default(""),
  })
  .refine(({ remedy, wording }) => remedy !== "fix" || wording !== "", {
    message: "wording_missing",
    path: ["wording"],
  });

/**
 * A proposal: a verdict of the workspace's scale, with its rationale. `namedCitations` are those
 * against the verdict that the rationale answers. Remedies may be given for some occurrences; the
 * others keep theirs. Submitting an unchecked claim starts its check, too.
 */
export const submitCheckInput = z.object({
  /** The submission's. */
  id,
  claimId: id,
  /** The claim's, as the person saw it. */
  claimRevision: revision,
  verdict: z.string().max(40),
  rationale: z.string().trim().max(20_000).default(""),
  namedCitations: z.array(id).max(200).default([]),
  remedies: z.array(remedyInput).max(500).default([]),
});
export type SubmitCheck = z.output<typeof submitCheckInput>;

export const withdrawSubmissionInput = z.object({ claimId: id, checkId: id });
export type WithdrawSubmission = z.output<typeof withdrawSubmissionInput>;

export const reopenCheckInput = z.object({ claimId: id, checkId: id, reason });
export type ReopenCheck = z.output<typeof reopenCheckInput>;

/** "It still holds", of a stale check: needs another member's word. */
export const stillHoldsInput = z.object({
  claimId: id,
  checkId: id,
  claimRevision: revision,
  reason,
});
export type StillHolds = z.output<typeof stillHoldsInput>;

export const confirmStillHoldsInput = z.object({
  claimId: id,
  checkId: id,
  claimRevision: revision,
});
export type ConfirmStillHolds = z.output<typeof confirmStillHoldsInput>;

/** Why a check is stale: the move that made it so, and the reason, where a person gave one. */
export const staleCauseSchema = z.object({ cause: moveSchema, reason: z.string().nullable() });
export type StaleCause = z.output<typeof staleCauseSchema>;

/** Where a check stands, as lists show it. */
export interface CheckSummary {
  id: string;
  round: number;
  status: CheckStatus;
  statusAt: string;
  checker: MemberRef | null;
  /** Of the submission that stands, if one does. */
  submissionId: string | null;
  verdict: string | null;
  approvals: number;
  approvalsNeeded: number;
  stale: StaleCause | null;
  stillHolds: { by: MemberRef; at: string; reason: string } | null;
}

export interface SubmissionView {
  id: string;
  ordinal: number;
  verdict: string;
  rationale: string;
  namedCitations: string[];
  claimRevision: number;
  /** Made without knowing the first; it has its own evidence in place of citations. */
  blind: boolean;
  evidence: (Evidence & { title: string })[];
  by: MemberRef;
  at: string;
  withdrawnAt: string | null;
  reviews: ReviewView[];
}

export interface TransitionView {
  from: CheckStatus;
  to: CheckStatus;
  move: Move;
  by: MemberRef;
  at: string;
}

/** One round with all that was said in it, the latest submission last. */
export interface CheckView extends CheckSummary {
  createdAt: string;
  submissions: SubmissionView[];
  transitions: TransitionView[];
}
