import { z } from "zod";
import { REVIEWERS } from "@/lib/workspace/settings";

/**
 * Every kind of event, in the past tense, and what its payload holds. A payload holds what a reader
 * of the history needs and the row no longer tells: the old and the new, a reason given.
 */
const text = z.string();
const change = z.object({ from: z.unknown(), to: z.unknown() });
/** Field name → the old and the new value. */
const changes = z.object({ changes: z.record(z.string(), change) });

export const EVENT_PAYLOADS = {
  "workspace.created": z.object({ name: text, slug: text }),
  "workspace.settings_changed": changes,
  "member.invited": z.object({ email: text, role: text }),
  "member.invitation_revoked": z.object({ email: text }),
  "member.joined": z.object({ name: text, role: text }),
  "member.role_changed": z.object({ from: text, to: text }),
  "member.removed": z.object({ name: text }),
  "member.password_reset_made": z.object({ name: text }),
  "article.created": z.object({ headline: text, origin: text }),
  "article.changed": changes,
  "article.version_saved": z.object({
    number: z.number(),
    origin: text,
    note: text,
    effect: z.record(z.string(), z.number()),
  }),
  "article.member_added": z.object({ memberId: text, relation: text }),
  "article.member_removed": z.object({ memberId: text, relation: text }),
  /** `count`: of the exceptions, which stand in the sign-off itself. */
  "article.signed_off": z.object({ version: z.number(), count: z.number() }),
  "article.sign_off_withdrawn": z.object({ version: z.number(), reason: text }),
  "article.deleted": z.object({ headline: text }),
  "article.restored": z.object({ headline: text }),
  "annotation.created": z.object({ kind: text, words: z.array(text), body: text.optional() }),
  "annotation.changed": changes,
  "annotation.targets_changed": z.object({ from: z.array(text), to: z.array(text) }),
  "annotation.placed": z.object({ from: text, to: text }),
  "annotation.deleted": z.object({ kind: text, words: z.array(text), reason: text.nullable() }),
  "annotation.restored": z.object({ kind: text }),
  "occurrence.changed": changes,
  "occurrence.words_changed": z.object({
    version: z.number(),
    from: z.array(text),
    to: z.array(text),
    changes: z.record(z.string(), change),
  }),
  "occurrence.date_moved": changes,
  "occurrence.still_fits_proposed": z.object({ reason: text }),
  "occurrence.fit_confirmed": z.object({ words: z.array(text) }),
  "claim.created": z.object({ statement: text, kind: text }),
  "claim.changed": changes,
  "claim.assigned": z.object({ articleId: text, from: text.nullable(), to: text.nullable() }),
  "claim.taken": z.object({ articleId: text }),
  "claim.given_back": z.object({ articleId: text }),
  /** From its holder, who had not moved it since. */
  "claim.taken_over": z.object({ articleId: text, from: text, since: text }),
  "claim.planned": z.object({ articleId: text, changes: z.record(z.string(), change) }),
  "claim.sourcing_changed": z.object({ from: text, to: text, reason: z.unknown() }),
  "claim.marked_unsourced": z.object({ reason: text }),
  "claim.unsourced_mark_cleared": z.object({ cause: text }),
  "claim.left_unchecked": z.object({ reason: text }),
  "check.started": z.object({ round: z.number() }),
  /** A check in progress has another checker, or for now none. */
  "check.passed_on": z.object({ from: text.nullable(), to: text.nullable() }),
  /** With the rule under which it will be approved. */
  "check.submitted": z.object({
    verdict: text,
    rationale: text,
    claimRevision: z.number(),
    approvalsNeeded: z.number().optional(),
  }),
  "check.second_asked": z.object({ memberId: text, drawn: z.boolean() }),
  "check.second_called_off": z.object({ memberId: text }),
  "check.second_submitted": z.object({
    verdict: text,
    rationale: text,
    claimRevision: z.number(),
    outcome: z.enum(["equal", "different"]),
  }),
  "check.withdrawn": z.object({}),
  "check.approved": z.object({
    claimRevision: z.number(),
    comment: text,
    complete: z.boolean(),
    approvalsNeeded: z.number().optional(),
    reviewers: z.enum(REVIEWERS).optional(),
  }),
  "check.changes_requested": z.object({ reasons: z.array(text), comment: text }),
  "check.disputed": z.object({ verdict: text, comment: text }),
  /** Decided for a verdict, or `returned` to its checker. */
  "check.adjudicated": z.object({
    outcome: z.enum(["approved", "returned"]),
    verdict: text.nullable(),
    reason: text,
  }),
  "check.reopened": z.object({ reason: text }),
  "check.sent_back": z.object({ cause: text }),
  "check.went_stale": z.object({ cause: text }),
  "check.still_holds_proposed": z.object({ reason: text }),
  "check.still_holds_confirmed": z.object({ reason: text }),
  "source.created": z.object({ title: text, url: text.nullable() }),
  "source.changed": changes,
  /** Another, a duplicate, went into it. Fields that it lacked are taken from there. */
  "source.merged": changes.extend({ mergedId: text, title: text, citations: z.number() }),
  "citation.added": z.object({ sourceId: text, title: text, stance: text, quote: text }),
  "citation.changed": changes,
  "citation.removed": z.object({ sourceId: text, title: text, stance: text }),
  "citation.restored": z.object({ sourceId: text, title: text, stance: text }),
  "citation.seen": z.object({ sourceId: text, title: text }),
  // The words of a comment are in its own rows, so that a deleted one is not read here.
  "comment.added": z.object({
    commentId: text,
    reply: z.boolean(),
    blocksSignOff: z.boolean(),
    mentioned: z.array(text),
  }),
  "comment.edited": z.object({
    commentId: text,
    revision: z.number(),
    /** Whom it had not named before. */
    mentioned: z.array(text),
  }),
  "comment.deleted": z.object({ commentId: text, writtenBy: text, own: z.boolean() }),
  "comment.restored": z.object({ commentId: text, writtenBy: text, own: z.boolean() }),
  "thread.resolved": z.object({ reason: text, blocksSignOff: z.boolean() }),
  "thread.reopened": z.object({ reason: text, blocksSignOff: z.boolean() }),
  "thread.block_changed": z.object({ blocksSignOff: z.boolean() }),
  /** `name`: of somebody outside. */
  "query.asked": z.object({
    addressee: text,
    name: text,
    memberId: text.nullable(),
    body: text,
    wantedBy: text,
  }),
  "query.changed": changes,
  /** `recorded`: a member wrote down what somebody outside said. */
  "query.answered": z.object({
    answerId: text,
    late: z.boolean(),
    recorded: z.boolean(),
    body: text,
    title: text,
    url: text,
    quote: text,
  }),
  "query.given_up": z.object({}),
  "query.waited_on": z.object({}),
  "query.ruled": z.object({ ruling: text, wording: text, comment: text }),
  "query.reopened": z.object({ ruling: text, reason: text }),
  "query.withdrawn": z.object({ body: text }),
  "query.restored": z.object({ body: text }),
  "query.link_made": z.object({ name: text, queries: z.number(), expiresAt: text }),
  "query.link_revoked": z.object({ name: text }),
  "flag.raised": z.object({ kind: text, reason: text }),
  "flag.cleared": z.object({ kind: text, reason: text }),
  "flag.reopened": z.object({ kind: text, reason: text }),
} as const satisfies Record<string, z.ZodType>;

export type EventType = keyof typeof EVENT_PAYLOADS;
export type EventPayloadOf<T extends EventType> = z.infer<(typeof EVENT_PAYLOADS)[T]>;

export const SUBJECT_TYPES = [
  "workspace",
  "member",
  "article",
  "annotation",
  "claim",
  "check",
  "source",
  "citation",
  "thread",
  "query",
  "query_link",
  "flag",
] as const;
export type SubjectType = (typeof SUBJECT_TYPES)[number];

/** What a command says happened; the log adds who, when and where in the sequence. */
export type NewEvent = {
  [T in EventType]: {
    type: T;
    subjectType: SubjectType;
    subjectId: string;
    /** The article and the claim whose histories show it. */
    articleId?: string | null;
    claimId?: string | null;
    payload: EventPayloadOf<T>;
  };
}[EventType];

/** One line of a history. */
export interface HistoryEntry {
  id: string;
  /** Decimal digits. */
  sequence: string;
  /** Lines of one command share it. */
  commandId: string;
  at: string;
  actor: { kind: "member" | "guest" | "token" | "system"; id: string | null; name: string | null };
  type: EventType | "unknown";
  subjectType: SubjectType | null;
  subjectId: string;
  articleId: string | null;
  claimId: string | null;
  /** As EVENT_PAYLOADS has it for the type; null where it was erased, or is not understood. */
  payload: EventPayloadOf<EventType> | null;
  /** A tombstone: the payload was taken out of the log. */
  erased: { at: string; reason: string } | null;
}

/** Newest first. `before`: the sequence to ask the next page with, or null at the end. */
export interface HistoryPage {
  entries: HistoryEntry[];
  before: string | null;
}
