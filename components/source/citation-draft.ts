import { z } from "zod";
import type { AddCitation, CitationView, EditCitation } from "@/lib/citation/schema";
import { LOCATOR_TYPES, type Locator, locatorSchema } from "@/lib/source/locator";
import { languageSchema } from "@/lib/source/schema";
import { citationRelationSchema, stanceSchema } from "@/lib/source/schema-enums";
import {
  isAddress,
  knownSource,
  type NewSource,
  sourceChoiceSchema,
  sourceInput,
} from "./source-choice";

/** A citation as it is being written. */
export const citationDraftSchema = z.object({
  source: sourceChoiceSchema.nullable(),
  /** What is typed to find a source, before one is chosen. */
  query: z.string(),
  stance: stanceSchema,
  relation: citationRelationSchema,
  quote: z.string(),
  locatorType: z.enum(LOCATOR_TYPES),
  locator: z.string(),
  seen: z.boolean(),
  comment: z.string(),
});
export type CitationDraft = z.infer<typeof citationDraftSchema>;

export const EMPTY_CITATION: CitationDraft = {
  source: null,
  query: "",
  stance: "supports",
  relation: "independent",
  quote: "",
  locatorType: "page",
  locator: "",
  seen: true,
  comment: "",
};

/** What is wrong, by field; the codes have words in the catalogue. */
export type CitationProblems = Partial<
  Record<
    "source" | "title" | "address" | "language" | "locator",
    "missing" | "address" | "language" | "number" | "timestamp"
  >
>;

export function sourceProblems({ title, url, language }: NewSource): CitationProblems {
  const problems: CitationProblems = {};
  if (title.trim() === "") problems.title = "missing";
  if (url.trim() !== "" && !isAddress(url)) problems.address = "address";
  if (!languageSchema.safeParse(language).success) problems.language = "language";
  return problems;
}

export function citationProblems(draft: CitationDraft): CitationProblems {
  const problems: CitationProblems = {};
  const { source } = draft;
  if (!source) problems.source = "missing";
  if (source?.from === "new") Object.assign(problems, sourceProblems(source.source));
  if (draft.locator.trim() !== "") {
    const parsed = locatorSchema.safeParse({ type: draft.locatorType, value: draft.locator });
    if (!parsed.success) {
      problems.locator = draft.locatorType === "timestamp" ? "timestamp" : "number";
    }
  }
  return problems;
}

function locatorOf({ locatorType, locator }: CitationDraft): Locator | null {
  const value = locator.trim();
  return value === "" ? null : { type: locatorType, value };
}

/** The draft as `addCitation` takes it. Null while no source is chosen. */
export function additionOf(
  draft: CitationDraft,
  ids: { citation: string; source: string },
  options: { claimId: string; sameAddress: boolean },
): AddCitation | null {
  const { source, stance, relation, quote, comment, seen } = draft;
  if (!source) return null;
  return {
    id: ids.citation,
    claimId: options.claimId,
    source: sourceInput(source, ids.source, options.sameAddress),
    stance,
    relation,
    quote: quote.trim(),
    locator: locatorOf(draft),
    comment: comment.trim(),
    seen,
  };
}

export function draftOf(citation: CitationView): CitationDraft {
  const { source, stance, relation, quote, locator, comment, seenAt } = citation;
  return {
    source: { from: "existing", source: knownSource(source) },
    query: "",
    stance,
    relation,
    quote,
    locatorType: locator?.type ?? "page",
    locator: locator?.value ?? "",
    seen: seenAt !== null,
    comment,
  };
}

/** The draft as `editCitation` takes it: what differs from the citation as the person saw it. */
export function editOf(
  draft: CitationDraft,
  before: CitationView,
): Omit<EditCitation, "citationId" | "revision"> {
  const { source, stance, relation } = draft;
  const locator = locatorOf(draft);
  const sourceId = source?.from === "existing" ? source.source.id : before.source.id;
  const quote = draft.quote.trim();
  const comment = draft.comment.trim();
  return {
    ...(sourceId !== before.source.id && { sourceId }),
    ...(stance !== before.stance && { stance }),
    ...(relation !== before.relation && { relation }),
    ...(quote !== before.quote && { quote }),
    ...(JSON.stringify(locator) !== JSON.stringify(before.locator) && { locator }),
    ...(comment !== before.comment && { comment }),
  };
}
