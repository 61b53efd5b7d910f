import { z } from "zod";
import type { MemberRef } from "@/lib/workspace/member-ref";
import type { QueryStatus } from "./status";

/** Whom a query asks. */
export const QUERY_ADDRESSEES = ["author", "editor", "source", "accused"] as const;
export type QueryAddressee = (typeof QUERY_ADDRESSEES)[number];
/** Of these, who may be a member; anybody may be somebody outside. */
export const MEMBER_ADDRESSEES = ["author", "editor"] as const;

/** What is decided after an answer, or without one: it becomes the occurrence's remedy. */
export const RULINGS = ["keep", "fix", "cut", "attribute"] as const;
export type Ruling = (typeof RULINGS)[number];

const id = z.uuid();
const revision = z.int().min(1);
const question = z.string().trim().min(1).max(4_000);
const wantedBy = z.iso.datetime();
/** UTF-16 code units. */
export const LONGEST_ANSWER = 10_000;

const emailOrNone = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .refine((email) => email === "" || z.email().safeParse(email).success, {
    error: "email_invalid",
  });

/** A member, or somebody outside by the name the newsroom knows them by. */
export const addresseeSchema = z.union([
  z.object({ kind: z.enum(MEMBER_ADDRESSEES), memberId: id }),
  z.object({
    kind: z.enum(QUERY_ADDRESSEES),
    name: z.string().trim().min(1).max(200),
    email: emailOrNone.default(""),
  }),
]);
export type Addressee = z.output<typeof addresseeSchema>;

/** About an annotation, or about the article as a whole. The id is the client's. */
export const askQueryInput = z.object({
  id,
  articleId: id,
  annotationId: id.nullable().default(null),
  addressee: addresseeSchema,
  question,
  wantedBy,
});
export type AskQuery = z.output<typeof askQueryInput>;

/** `revision` is the query's, as the person saw it, here and below. What is left out stays. */
export const changeQueryInput = z.object({
  queryId: id,
  revision,
  question: question.optional(),
  wantedBy: wantedBy.optional(),
});
export type ChangeQuery = z.output<typeof changeQueryInput>;

const webAddress = z
  .string()
  .trim()
  .max(2_000)
  .refine((url) => url === "" || z.url({ protocol: /^https?$/ }).safeParse(url).success, {
    error: "address_invalid",
  });

/** Words, a source, or both. */
export const answerSchema = z
  .object({
    body: z.string().trim().max(LONGEST_ANSWER).default(""),
    sourceTitle: z.string().trim().max(500).default(""),
    sourceUrl: webAddress.default(""),
    sourceQuote: z.string().trim().max(LONGEST_ANSWER).default(""),
  })
  .refine((answer) => Object.values(answer).some((text) => text !== ""), { error: "empty" });
export type Answer = z.output<typeof answerSchema>;

/** The answer's id is the client's. */
export const answerQueryInput = z.object({ id, queryId: id, revision, answer: answerSchema });
export type AnswerQuery = z.output<typeof answerQueryInput>;

/** Saying that no answer is expected any more; and the opposite. */
export const giveUpQueryInput = z.object({ queryId: id, revision });
export type GiveUpQuery = z.output<typeof giveUpQueryInput>;

/** `annotationRevision`: the occurrence's, whose remedy this becomes; null where there is none. */
export const ruleQueryInput = z
  .object({
    queryId: id,
    revision,
    ruling: z.enum(RULINGS),
    wording: z.string().trim().max(4_000).default(""),
    note: z.string().trim().max(4_000).default(""),
    annotationRevision: revision.nullable(),
  })
  .refine(({ ruling, wording }) => ruling !== "fix" || wording !== "", {
    error: "wording_missing",
    path: ["wording"],
  });
export type RuleQuery = z.output<typeof ruleQueryInput>;

export const reopenQueryInput = z.object({
  queryId: id,
  revision,
  reason: z.string().trim().min(1).max(2_000),
});
export type ReopenQuery = z.output<typeof reopenQueryInput>;

export const withdrawQueryInput = z.object({ queryId: id, revision });
export type WithdrawQuery = z.output<typeof withdrawQueryInput>;

export const restoreQueryInput = z.object({ queryId: id });
export type RestoreQuery = z.output<typeof restoreQueryInput>;

export const claimQueriesInput = z.object({ claimId: id });
export type ClaimQueriesInput = z.output<typeof claimQueriesInput>;

export interface AnswerView extends Answer {
  id: string;
  /** Who answered, or wrote it down; null where it came by a link. */
  by: MemberRef | null;
  at: string;
  isLate: boolean;
}

/** A link that carries the query. Its address is shown once, when it is made. */
export interface QueryLinkView {
  id: string;
  createdBy: MemberRef;
  createdAt: string;
  expiresAt: string;
  revokedAt: string | null;
}

export interface QueryView {
  id: string;
  articleId: string;
  annotationId: string | null;
  addressee: { kind: QueryAddressee; member: MemberRef | null; name: string; email: string };
  question: string;
  wantedBy: string;
  /** As it is stored; lib/query/status.ts tells where it stands now. */
  status: QueryStatus;
  ruling: { ruling: Ruling; wording: string; note: string; by: MemberRef; at: string } | null;
  revision: number;
  askedBy: MemberRef;
  askedAt: string;
  answers: AnswerView[];
  /** The newest first; none to whoever may not make them. */
  links: QueryLinkView[];
  can: { answer: boolean; change: boolean; rule: boolean };
}

/** What of a query a sign-off asks about. */
export interface OpenQuery {
  id: string;
  kind: QueryAddressee;
  annotationId: string | null;
  /** The claim that the annotation states. */
  claimId: string | null;
  question: string;
  /** Where it stands at the time of asking; never `ruled`. */
  standing: QueryStatus;
}
