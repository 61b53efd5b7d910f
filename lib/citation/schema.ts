import { z } from "zod";
import type { ClaimSummary } from "@/lib/claim/schema-summary";
import { type Locator, locatorSchema } from "@/lib/source/locator";
import { createSourceInput, type SourceView } from "@/lib/source/schema";
import {
  type CitationRelation,
  citationRelationSchema,
  type Stance,
  stanceSchema,
} from "@/lib/source/schema-enums";
import type { MemberRef } from "@/lib/workspace/member-ref";

const fields = {
  stance: stanceSchema,
  relation: citationRelationSchema,
  quote: z.string().trim().max(20_000),
  locator: locatorSchema.nullable(),
  comment: z.string().trim().max(10_000),
};

/**
 * A citation of a source that the workspace has, or of one that the same command makes. A new
 * source with the address of another is refused as `conflict` {reason: "same_address", existing},
 * unless it says `sameAddress`. `seen`: the person has looked at the source; an author's word for
 * it does not count.
 */
export const addCitationInput = z.object({
  id: z.uuid(),
  claimId: z.uuid(),
  source: z.discriminatedUnion("from", [
    z.object({ from: z.literal("existing"), id: z.uuid() }),
    createSourceInput.extend({ from: z.literal("new") }),
  ]),
  stance: fields.stance.default("supports"),
  relation: fields.relation.default("independent"),
  quote: fields.quote.default(""),
  locator: fields.locator.default(null),
  comment: fields.comment.default(""),
  seen: z.boolean().default(true),
});
export type AddCitation = z.output<typeof addCitationInput>;

/** What is left out stays. `revision` is the citation's, as the person saw it. */
export const editCitationInput = z.object({
  citationId: z.uuid(),
  revision: z.int().min(1),
  sourceId: z.uuid().optional(),
  stance: fields.stance.optional(),
  relation: fields.relation.optional(),
  quote: fields.quote.optional(),
  locator: fields.locator.optional(),
  comment: fields.comment.optional(),
});
export type EditCitation = z.output<typeof editCitationInput>;

export const removeCitationInput = z.object({
  citationId: z.uuid(),
  revision: z.int().min(1),
});
export type RemoveCitation = z.output<typeof removeCitationInput>;

export const restoreCitationInput = z.object({ citationId: z.uuid() });
export type RestoreCitation = z.output<typeof restoreCitationInput>;

/** "I have looked at this source, and it says so": of the citation as the person saw it. */
export const markSeenInput = z.object({
  citationId: z.uuid(),
  revision: z.int().min(1),
});
export type MarkSeen = z.output<typeof markSeenInput>;

export interface CitationView {
  id: string;
  claimId: string;
  source: SourceView;
  stance: Stance;
  relation: CitationRelation;
  quote: string;
  locator: Locator | null;
  comment: string;
  seenBy: MemberRef | null;
  seenAt: string | null;
  revision: number;
  createdBy: MemberRef;
  createdAt: string;
  can: { edit: boolean; remove: boolean; markSeen: boolean; editSource: boolean };
}

/** The changed rows. `citation` is null once it was removed. */
export interface CitationChange {
  citation: CitationView | null;
  claim: ClaimSummary;
}
