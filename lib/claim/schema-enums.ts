import { z } from "zod";

export const CLAIM_KINDS = [
  "number",
  "date",
  "name",
  "quotation",
  "event",
  "place",
  "cause",
  "comparison",
  "attribution",
  "image",
  "other",
] as const;
export const claimKindSchema = z.enum(CLAIM_KINDS);
export type ClaimKind = z.infer<typeof claimKindSchema>;
