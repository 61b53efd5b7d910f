import { z } from "zod";
import { tokenSchema } from "@/lib/account/schema";
import { type Answer, answerSchema, type QueryView } from "@/lib/query/schema";

/** How long a link lasts unless somebody says otherwise, and at the most. */
export const LINK_DAYS = 14;
export const MOST_LINK_DAYS = 90;

/** One link for open queries of one article to one addressee outside. */
export const makeQueryLinkInput = z.object({
  queryIds: z.array(z.uuid()).min(1).max(50),
  days: z.int().min(1).max(MOST_LINK_DAYS).default(LINK_DAYS),
});
export type MakeQueryLink = z.output<typeof makeQueryLinkInput>;

export const revokeQueryLinkInput = z.object({ linkId: z.uuid() });
export type RevokeQueryLink = z.output<typeof revokeQueryLinkInput>;

/** By whoever holds the link. The answer's id is the browser's. */
export const answerByLinkInput = z.object({
  token: tokenSchema,
  id: z.uuid(),
  queryId: z.uuid(),
  answer: answerSchema,
});
export type AnswerByLink = z.output<typeof answerByLinkInput>;

/** A link as it was made: its address is told this once. */
export interface MadeQueryLink {
  id: string;
  link: string;
  expiresAt: string;
  /** The queries that it carries. */
  queries: QueryView[];
}

/** The queries that a link carries, as they are after it was revoked. */
export interface RevokedQueryLink {
  queries: QueryView[];
}

/** Sentences around the words that are asked about, with those marked: offsets into the text. */
export interface PassagePiece {
  text: string;
  marks: { start: number; end: number }[];
}

/** What somebody outside said before, by this link. */
export interface GivenAnswer extends Answer {
  id: string;
  at: string;
}

export interface GuestQuery {
  id: string;
  question: string;
  /** The name of who asks. */
  askedBy: string;
  wantedBy: string;
  /** Empty for a query about the article as a whole. */
  passage: PassagePiece[];
  answers: GivenAnswer[];
}

/** Everything that a link shows. */
export interface GuestPageView {
  newsroom: string;
  name: string;
  expiresAt: string;
  language: string;
  direction: "ltr" | "rtl";
  queries: GuestQuery[];
}
