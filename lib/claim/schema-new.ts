import { z } from "zod";
import { claimKindSchema } from "@/lib/claim/schema-enums";

/** A new claim, as it is written beside the occurrence that states it. The id is the client's. */
export const newClaimSchema = z.object({
  id: z.uuid(),
  statement: z.string().trim().min(1).max(4_000),
  kind: claimKindSchema.default("other"),
  /** When the statement holds, as a person would print it; empty where time does not matter. */
  asOf: z.string().trim().max(300).default(""),
  /** The claim that this one reports ("McCabe said P" reports P). */
  reportsId: z.uuid().nullable().default(null),
});
export type NewClaim = z.output<typeof newClaimSchema>;
