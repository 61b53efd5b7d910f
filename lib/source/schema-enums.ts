import { z } from "zod";

/** What a source says of a claim. */
export const STANCES = [
  "supports",
  "partly_supports",
  "contradicts",
  "context",
  "does_not_say",
] as const;
export const stanceSchema = z.enum(STANCES);
export type Stance = z.infer<typeof stanceSchema>;

/** How near a source is to what it tells of. */
export const PRIMACIES = ["primary", "secondary", "tertiary"] as const;
export const primacySchema = z.enum(PRIMACIES);
export type Primacy = z.infer<typeof primacySchema>;

/** The workspace's rating of a publisher. */
export const RELIABILITIES = [
  "unrated",
  "generally_reliable",
  "depends",
  "generally_unreliable",
  "never",
] as const;
export const reliabilitySchema = z.enum(RELIABILITIES);
export type Reliability = z.infer<typeof reliabilitySchema>;

/** How a source stands to one claim: no stake in it, a party to it, or its speaker's own channel. */
export const CITATION_RELATIONS = ["independent", "party", "own_channel"] as const;
export const citationRelationSchema = z.enum(CITATION_RELATIONS);
export type CitationRelation = z.infer<typeof citationRelationSchema>;
