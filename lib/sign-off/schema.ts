import { z } from "zod";
import type { Reading } from "@/lib/annotation/recheck";
import type { Remedy } from "@/lib/annotation/schema-enums";
import type { CheckStatus } from "@/lib/claim/status";
import type { FlagKind } from "@/lib/flag/schema";
import type { Sourcing } from "@/lib/source/sourcing";
import type { MemberRef } from "@/lib/workspace/member-ref";

/** What keeps an article from being signed off; each is about one annotation, query, flag or thread. */
export const BLOCKER_KINDS = [
  "check",
  "fit",
  "recheck",
  "remedy",
  "sourcing",
  "verdict",
  "orphaned",
  "query",
  "flag",
  "thread",
] as const;
export type BlockerKind = (typeof BLOCKER_KINDS)[number];
export const blockerKindSchema = z.enum(BLOCKER_KINDS);

const id = z.uuid();
const reason = z.string().trim().min(1).max(2_000);

/** One exception: what it lets pass, by the blocker's kind and subject, and why. */
const exceptionInput = z.object({ kind: blockerKindSchema, subjectId: id, reason });

/** `version`: the one that the person saw. The id is the sign-off's, so that a repeat is recognised. */
export const signOffInput = z.object({
  id,
  articleId: id,
  version: z.int().min(1),
  exceptions: z.array(exceptionInput).max(2_000).default([]),
});
export type SignOffInput = z.output<typeof signOffInput>;

export const withdrawSignOffInput = z.object({ signOffId: id, reason });
export type WithdrawSignOff = z.output<typeof withdrawSignOffInput>;

export const closingInput = z.object({ articleId: id });
export type ClosingInput = z.output<typeof closingInput>;

/** As it stands in the sign-off for ever: what was let pass, in the words of that day. */
export const exceptionSchema = z.object({
  kind: blockerKindSchema,
  subjectId: id,
  annotationId: id.nullable(),
  claimId: id.nullable(),
  words: z.array(z.string()),
  statement: z.string().nullable(),
  reason: z.string(),
});
export type Exception = z.infer<typeof exceptionSchema>;

interface BlockerBase {
  /** Of the annotation, query, flag or thread; with the kind it names the blocker. */
  subjectId: string;
  annotationId: string | null;
  claimId: string | null;
  /** Where it stands in the text; null for what is about no words. */
  start: number | null;
  /** The words it is about, as they were marked. */
  words: string[];
  statement: string | null;
  claimNumber: number | null;
  /** Whether it may be let pass by an exception. */
  allowsException: boolean;
}

/** What stands against signing off, with what the one who closes needs to see of it. */
export type Blocker = BlockerBase &
  (
    | { kind: "check"; status: CheckStatus; unchecked: string | null; mayReview: boolean }
    | { kind: "fit"; revision: number; mayConfirm: boolean }
    | { kind: "recheck"; revision: number; mayConfirm: boolean; from: Reading; to: Reading }
    | { kind: "remedy"; remedy: Remedy; wording: string; revision: number; mayApply: boolean }
    | { kind: "sourcing"; sourcing: Sourcing }
    | { kind: "verdict"; verdict: string }
    | { kind: "orphaned" }
    | {
        kind: "query";
        question: string;
        /** The last answer's words; null where there is none, or it is not theirs to read. */
        answer: string | null;
        revision: number;
        /** Of the occurrence whose remedy a ruling becomes; null where it is about none. */
        occurrenceRevision: number | null;
        mayRule: boolean;
        /** Nobody has answered, and an answer can still come in time. */
        mayGiveUp: boolean;
      }
    | { kind: "flag"; flag: FlagKind; reason: string; revision: number; mayClear: boolean }
    | { kind: "thread"; comment: string; revision: number; mayResolve: boolean }
  );

export interface SignOffView {
  id: string;
  version: number;
  by: MemberRef;
  at: string;
  exceptions: Exception[];
  /** The head of the log, decimal digits and hexadecimal. */
  head: { sequence: string; hash: string };
  withdrawn: { by: MemberRef; at: string; reason: string } | null;
}

/** How an article's last sign-off stands. `changed`: something was done since to what it covers. */
export interface Standing {
  version: number;
  by: MemberRef;
  at: string;
  state: "current" | "new_version" | "changed";
}

/** The closing screen. */
export interface Closing {
  article: {
    id: string;
    headline: string;
    language: string;
    direction: "ltr" | "rtl";
    version: number;
  };
  /** In the order of the text; what is about no words comes first. */
  blockers: Blocker[];
  /** How many occurrences there are, and how many of them are green. */
  occurrences: { total: number; green: number };
  standing: Standing | null;
  /** The newest first. */
  signOffs: SignOffView[];
  can: { signOff: boolean };
}
