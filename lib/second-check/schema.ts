import { z } from "zod";
import { locatorSchema } from "@/lib/source/locator";
import { stanceSchema } from "@/lib/source/schema-enums";
import type { MemberRef } from "@/lib/workspace/member-ref";

const id = z.uuid();
const revision = z.int().min(1);

/** What a blind second check rests on: a source, and what it says of the claim where. */
export const evidenceSchema = z.object({
  sourceId: id,
  stance: stanceSchema,
  quote: z.string().trim().max(20_000).default(""),
  locator: locatorSchema.nullable().default(null),
});
export type Evidence = z.output<typeof evidenceSchema>;

/** A blind second check: what its writer found without knowing the first. */
export const submitSecondInput = z.object({
  /** The submission's. */
  id,
  claimId: id,
  claimRevision: revision,
  verdict: z.string().max(40),
  rationale: z.string().trim().max(20_000).default(""),
  evidence: z.array(evidenceSchema).max(100).default([]),
  /** The occurrences that they were shown, by their annotations' revisions. */
  occurrences: z
    .array(z.object({ annotationId: id, revision }))
    .max(1_000)
    .default([]),
});
export type SubmitSecond = z.output<typeof submitSecondInput>;

/** Asks a member who has not seen the verdict. */
export const askSecondInput = z.object({ claimId: id, checkId: id, memberId: id });
export type AskSecond = z.output<typeof askSecondInput>;

/** Calls it off: an editor, or whoever was asked. */
export const callOffSecondInput = z.object({ claimId: id, memberId: id });
export type CallOffSecond = z.output<typeof callOffSecondInput>;

export const secondCheckersInput = z.object({ claimId: id });

export interface SecondChecker extends MemberRef {
  /** How many second checks they have before them. */
  load: number;
}
