import { z } from "zod";
import type { MemberRef } from "@/lib/workspace/member-ref";

export const FLAG_KINDS = ["legal", "right_of_reply", "sensitive", "embargo"] as const;
export type FlagKind = (typeof FLAG_KINDS)[number];

const id = z.uuid();
const revision = z.int().min(1);
const reason = z.string().trim().min(1).max(2_000);

/** What can be flagged: the article, one annotation on it, or a claim wherever it occurs. */
export const FLAG_SUBJECTS = ["article", "annotation", "claim"] as const;
export const flagSubjectSchema = z.object({ kind: z.enum(FLAG_SUBJECTS), id });
export type FlagSubject = z.infer<typeof flagSubjectSchema>;

/** The id is the client's. `articleId`: beside which a claim is looked at, or null. */
export const raiseFlagInput = z.object({
  id,
  subject: flagSubjectSchema,
  articleId: id.nullable().default(null),
  kind: z.enum(FLAG_KINDS),
  reason,
});
export type RaiseFlag = z.output<typeof raiseFlagInput>;

/** `revision` is the flag's, as the person saw it. */
export const clearFlagInput = z.object({ flagId: id, revision, reason });
export type ClearFlag = z.output<typeof clearFlagInput>;

export const claimFlagsInput = z.object({ claimId: id });
export type ClaimFlagsInput = z.output<typeof claimFlagsInput>;

export interface FlagView {
  id: string;
  subject: FlagSubject;
  kind: FlagKind;
  reason: string;
  raisedBy: MemberRef;
  raisedAt: string;
  cleared: { by: MemberRef; at: string; reason: string } | null;
  revision: number;
  can: { clear: boolean };
}

export interface FlagChange {
  flag: FlagView | null;
}

/** What of a flag a sign-off asks about. */
export interface OpenFlag {
  id: string;
  kind: FlagKind;
  annotationId: string | null;
  claimId: string | null;
  reason: string;
  revision: number;
}
