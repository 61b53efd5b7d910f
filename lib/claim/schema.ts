import { z } from "zod";
import type { Recheck } from "@/lib/annotation/recheck";
import type { Fit, Remedy, TargetRole, Voice } from "@/lib/annotation/schema";
import type { CheckSummary, CheckView } from "@/lib/check/schema";
import type { CitationView } from "@/lib/citation/schema";
import { type ClaimKind, claimKindSchema } from "@/lib/claim/schema-enums";
import type { ClaimSummary } from "@/lib/claim/schema-summary";
import {
  type CheckStatus,
  checkStatusSchema,
  type MemberMove,
  type Refusal,
} from "@/lib/claim/status";
import type { SourceView } from "@/lib/source/schema";
import { type Sourcing, sourcingResultSchema } from "@/lib/source/sourcing";
import type { MemberRef } from "@/lib/workspace/member-ref";

const id = z.uuid();
const revision = z.int().min(1);
const reason = z.string().trim().min(1).max(5_000);
const statement = z.string().trim().min(1).max(4_000);
const line = z.string().trim().max(300);

/** What is left out stays. `revision` is the claim's, as the person saw it. */
export const editClaimInput = z.object({
  claimId: id,
  revision,
  statement: statement.optional(),
  kind: claimKindSchema.optional(),
  asOf: line.optional(),
});
export type EditClaim = z.output<typeof editClaimInput>;

/** 0 none, 1 low, 2 normal, 3 high. */
export const prioritySchema = z.int().min(0).max(3);

export const planClaimInput = z.object({
  articleId: id,
  claimId: id,
  priority: prioritySchema.optional(),
  deadline: z.iso.datetime().nullable().optional(),
});
export type PlanClaim = z.output<typeof planClaimInput>;

/** "The citations do not carry it": stands until the evidence changes. */
export const markUnsourcedInput = z.object({ claimId: id, revision, reason });
export type MarkUnsourced = z.output<typeof markUnsourcedInput>;

export const clearUnsourcedInput = z.object({ claimId: id });
export type ClearUnsourced = z.output<typeof clearUnsourcedInput>;

/** Null takes the mark away: the claim is to be checked after all. */
export const leaveUncheckedInput = z.object({ claimId: id, reason: reason.nullable() });
export type LeaveUnchecked = z.output<typeof leaveUncheckedInput>;

/** Which claim this one reports; null for none. `seenReportsId`: what the person saw there. */
export const setReportsInput = z.object({
  claimId: id,
  reportsId: id.nullable(),
  seenReportsId: id.nullable(),
});
export type SetReports = z.output<typeof setReportsInput>;

/** `articleId`: the article in which it is looked at; its occurrences come first. */
export const claimDetailInput = z.object({ claimId: id, articleId: id.optional() });
export type ClaimDetailInput = z.output<typeof claimDetailInput>;

export const claimHistoryInput = z.object({
  claimId: id,
  /** A page's own, to get the next. */
  before: z
    .string()
    .regex(/^\d{1,19}$/)
    .optional(),
});
export type ClaimHistoryInput = z.output<typeof claimHistoryInput>;

/** An empty query answers the claims made last. */
export const searchClaimsInput = z.object({
  query: z.string().trim().max(500).default(""),
  limit: z.int().min(1).max(50).default(10),
});
export type SearchClaims = z.output<typeof searchClaimsInput>;

/** A page of the workspace's claims, the newest first, or the best match of what is searched. */
export const claimListInput = z.object({
  query: z.string().trim().max(500).default(""),
  status: checkStatusSchema.nullable().default(null),
  sourcing: sourcingResultSchema.nullable().default(null),
  verdict: z.string().max(40).nullable().default(null),
  /** Counted from 1. */
  page: z.int().min(1).max(100_000).default(1),
});
export type ClaimListInput = z.output<typeof claimListInput>;

/** Claims that selected words might state. */
export const likelyClaimsInput = z.object({
  words: z.string().trim().max(5_000),
  limit: z.int().min(1).max(20).default(5),
});
export type LikelyClaims = z.output<typeof likelyClaimsInput>;

/** A claim among search results, the best match first. */
export interface ClaimMatch {
  id: string;
  number: number;
  statement: string;
  kind: ClaimKind;
  asOf: string;
  sourcing: Sourcing;
  check: { status: CheckSummary["status"]; verdict: string | null } | null;
  /** In how many articles it occurs. */
  articles: number;
  /** 0 to 1, how much of the words it shares. */
  score: number;
}

/** A claim among all that the member may read. */
export interface ClaimListItem {
  id: string;
  number: number;
  statement: string;
  kind: ClaimKind;
  asOf: string;
  sourcing: Sourcing;
  /** Why nobody checks it, where it is left unchecked. */
  unchecked: string | null;
  status: CheckStatus;
  verdict: string | null;
  checker: MemberRef | null;
  /** In how many articles it occurs that the member may read. */
  articles: number;
}

export interface ClaimListView {
  claims: ClaimListItem[];
  /** Of all pages. */
  total: number;
  page: number;
  pages: number;
}

/** Yes, or why not. */
export type Answer = { ok: true } | { ok: false; reason: Refusal };

/** What the member may do with the claim; every move of its check with the reason why not. */
export interface ClaimCan {
  edit: boolean;
  /** `propose`: what an author adds arrives unseen. */
  cite: "add" | "propose" | false;
  markUnsourced: boolean;
  leaveUnchecked: boolean;
  /** Ask somebody for a blind second check. */
  askSecond: boolean;
  moves: Record<MemberMove, Answer>;
}

export interface ClaimLink {
  id: string;
  number: number;
  statement: string;
  status: CheckSummary["status"];
  verdict: string | null;
}

/** The words in their place: a stretch of the canonical text around them. */
export interface Passage {
  /** A stretch of the current version's canonical text. */
  text: string;
  /** Where in the canonical text it begins; `targets` count from the same origin as the text. */
  offset: number;
  targets: { role: TargetRole; start: number; end: number }[];
}

export interface OccurrenceDetail {
  annotationId: string;
  articleId: string;
  articleHeadline: string;
  /** The annotation's; approving and confirming name it. */
  revision: number;
  /** Its words-targets, as they were marked. */
  words: string[];
  /** Null where a target lost its place. */
  passage: Passage | null;
  speaker: string;
  saidOn: string;
  voice: Voice;
  fit: Fit;
  fitBy: MemberRef | null;
  fitAt: string | null;
  /** Why the fit wants a recheck; null where it does not. */
  recheck: Recheck | null;
  /** Another's or one's own word that the changed words still say the claim. */
  stillFits: { by: MemberRef; at: string; reason: string } | null;
  remedy: Remedy;
  remedyWording: string;
  remedyApproved: string | null;
  remedyDoneAt: string | null;
  createdBy: MemberRef;
  createdAt: string;
  can: {
    confirmFit:
      | Answer
      | {
          ok: false;
          reason: "not_approved" | "confirmed" | "not_in_text" | "said_so_yourself";
        };
  };
}

export interface ClaimPlan {
  articleId: string;
  assignee: MemberRef | null;
  priority: number;
  deadline: string | null;
  /** `take`: or give back, or take over, where it is theirs to. */
  can: { assign: boolean; take: boolean };
}

export interface ClaimRevisionView {
  revision: number;
  statement: string;
  kind: ClaimKind;
  asOf: string;
  cause: string;
  by: MemberRef;
  at: string;
}

/** Everything the panel and the review page show of a claim. */
export interface ClaimDetail extends ClaimSummary {
  createdBy: MemberRef;
  createdAt: string;
  statementBy: MemberRef;
  /** In articles that the member may read, the asked-for article's first. */
  occurrences: OccurrenceDetail[];
  citations: CitationView[];
  /** What is cited, without what it says, for the blind second checker; empty for everybody else. */
  sources: SourceView[];
  /** All rounds, the current first. */
  checks: CheckView[];
  reports: ClaimLink | null;
  reportedBy: ClaimLink[];
  plans: ClaimPlan[];
  /** Articles in which its work is stuck, and since when. */
  stuck: { articleId: string; since: string }[];
  /** Newest first. */
  revisions: ClaimRevisionView[];
  can: ClaimCan;
}
