import { z } from "zod";
import type { Remedy } from "@/lib/annotation/schema";
import type { ClaimKind } from "@/lib/claim/schema-enums";
import type { Sourcing } from "@/lib/source/sourcing";
import type { MemberRef } from "@/lib/workspace/member-ref";

const id = z.uuid();
const revision = z.int().min(1);
const comment = z.string().trim().max(10_000);

/** An occurrence as the reviewer was shown it: its annotation's revision. */
const shownOccurrence = z.object({ annotationId: id, revision });
export type ShownOccurrence = z.output<typeof shownOccurrence>;

const decision = {
  /** The review's. */
  id,
  claimId: id,
  /** The submission that the reviewer read. */
  submissionId: id,
};

/**
 * Approves a submission, and with it the occurrences shown: their fit is confirmed and the wording
 * of their remedies approved.
 */
export const approveInput = z.object({
  ...decision,
  claimRevision: revision,
  occurrences: z.array(shownOccurrence).max(1_000),
  comment: comment.default(""),
});
export type Approve = z.output<typeof approveInput>;

/** `reasons` are keys of the workspace's picklist; a comment alone will do. */
export const requestChangesInput = z
  .object({
    ...decision,
    reasons: z.array(z.string().max(60)).max(20).default([]),
    comment: comment.default(""),
  })
  .refine(({ reasons, comment }) => reasons.length > 0 || comment !== "", {
    message: "reason_missing",
    path: ["reasons"],
  });
export type RequestChanges = z.output<typeof requestChangesInput>;

/** The reviewer's own verdict against the submission's. */
export const disputeInput = z.object({
  ...decision,
  claimRevision: revision,
  verdict: z.string().max(40),
  comment: comment.min(1),
});
export type Dispute = z.output<typeof disputeInput>;

/** An editor settles a dispute: for one of its verdicts or a third, or back to its checker. */
export const adjudicateInput = z.object({
  ...decision,
  claimRevision: revision,
  outcome: z.enum(["approved", "returned"]),
  /** What an approval decides for; the submission's where it is left out. */
  verdict: z.string().max(40).optional(),
  /** Citations against another verdict than the submission's that the reason answers. */
  namedCitations: z.array(id).max(200).default([]),
  occurrences: z.array(shownOccurrence).max(1_000).default([]),
  reason: comment.min(1),
});
export type Adjudicate = z.output<typeof adjudicateInput>;

/** The words changed, and still say the claim: a reason, which another member confirms. */
export const sayStillFitsInput = z.object({
  annotationId: id,
  revision,
  reason: comment.min(1),
});
export type SayStillFits = z.output<typeof sayStillFitsInput>;

/** Unconfirmed occurrences of approved claims, all or none of them. */
export const confirmFitsInput = z.object({
  occurrences: z.array(shownOccurrence).min(1).max(500),
});
export type ConfirmFits = z.output<typeof confirmFitsInput>;

export const reviewQueueInput = z.object({
  limit: z.int().min(1).max(200).default(50),
  /** `nextCursor` of the page before. */
  cursor: z.string().max(200).nullable().default(null),
});

export const DECISIONS = ["approve", "request_changes", "dispute"] as const;
export type Decision = (typeof DECISIONS)[number];

export interface ReviewView {
  id: string;
  submissionId: string;
  decision: Decision;
  reasons: string[];
  comment: string;
  /** A dispute's own verdict. */
  verdict: string | null;
  /** It settled a dispute. */
  settles: boolean;
  claimRevision: number;
  by: MemberRef;
  at: string;
  /** What an approval covered. */
  occurrences: { annotationId: string; remedy: Remedy; remedyWording: string }[];
}

export interface QueueArticle {
  id: string;
  headline: string;
  deadline: string | null;
}

/**
 * What waits for the member. `second_check`: one that they are to make without knowing the first.
 * `submission`: a check in review. `dispute`: one that an editor has to
 * settle. `fits`: occurrences of an approved claim whose fit nobody confirmed. `still_holds`:
 * another member's word that needs theirs.
 */
export const QUEUE_KINDS = [
  "second_check",
  "submission",
  "dispute",
  "fits",
  "still_holds",
] as const;
export type QueueKind = (typeof QUEUE_KINDS)[number];

/** What waits is counted as far as this; beyond it there are "more". */
export const MOST_COUNTED = 99;

export interface QueueItem {
  kind: QueueKind;
  claimId: string;
  claimNumber: number;
  statement: string;
  claimKind: ClaimKind;
  claimRevision: number;
  sourcing: Sourcing;
  checkId: string;
  round: number;
  /** Null where it is kept from the member. */
  verdict: string | null;
  /** Who submitted, disputed, or said that it still holds; null for others. */
  by: MemberRef | null;
  /** Since when it waits; the queue is sorted by it. */
  since: string;
  /** Highest priority and nearest deadline that the claim has in any article. */
  priority: number;
  deadline: string | null;
  articles: QueueArticle[];
  /** The occurrences to confirm, with the words of each. Empty but for fits. */
  fits: { annotationId: string; articleId: string; revision: number; words: string }[];
}

export interface ReviewQueue {
  items: QueueItem[];
  nextCursor: string | null;
}

/** A claim that came back to its checker, and why. */
export interface SentBackItem {
  claimId: string;
  claimNumber: number;
  statement: string;
  checkId: string;
  round: number;
  at: string;
  by: MemberRef;
  /** The move that sent it back: request_changes, adjudicate, or a change of evidence. */
  move: string;
  review: { reasons: string[]; comment: string } | null;
  articles: QueueArticle[];
}
