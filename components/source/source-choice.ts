import { z } from "zod";
import type { AddCitation } from "@/lib/citation/schema";
import { cslSchema } from "@/lib/source/csl";
import { CSL_VARIABLES, cslOf, textsOf } from "@/lib/source/csl-text";
import type { EditSource, SourceView } from "@/lib/source/schema";
import { primacySchema, reliabilitySchema } from "@/lib/source/schema-enums";
import { sourceTypeSchema } from "@/lib/source/source-type";
import { changesOf } from "./own-changes";

/** What of a known source the form shows. */
const knownSourceSchema = z.object({
  id: z.uuid(),
  title: z.string(),
  author: z.string(),
  issued: z.string(),
  url: z.string().nullable(),
  host: z.string().nullable(),
  publisher: z
    .object({
      id: z.string(),
      name: z.string(),
      domain: z.string().nullable(),
      reliability: reliabilitySchema,
    })
    .nullable(),
  primacy: primacySchema,
  encyclopaedia: z.boolean(),
});
export type KnownSource = z.infer<typeof knownSourceSchema>;

/** A source as it is being described; every field as it is typed. */
export const newSourceSchema = z.object({
  url: z.string(),
  title: z.string(),
  type: sourceTypeSchema,
  publisher: z.string(),
  primacy: primacySchema,
  encyclopaedia: z.boolean(),
  repeats: knownSourceSchema.nullable(),
  language: z.string(),
  notes: z.string(),
  /** Bibliographic fields as they are typed. */
  texts: z.partialRecord(z.enum(CSL_VARIABLES), z.string()),
  /** The same as they are stored, of a source that is. */
  stored: cslSchema,
});
export type NewSource = z.infer<typeof newSourceSchema>;

export const sourceChoiceSchema = z.discriminatedUnion("from", [
  z.object({ from: z.literal("existing"), source: knownSourceSchema }),
  z.object({ from: z.literal("new"), source: newSourceSchema }),
]);
export type SourceChoice = z.infer<typeof sourceChoiceSchema>;

export function knownSource(source: SourceView): KnownSource {
  return knownSourceSchema.parse(source);
}

/** Whether what was typed means a web address: one with its scheme, or a host with a path. */
export function isAddress(text: string): boolean {
  return /^(?:https?:\/\/\S+|(?:www\.)?[\w-]+(?:\.[\w-]+)+(?:\/\S*)?)$/i.test(text.trim());
}

export function withScheme(address: string): string {
  const text = address.trim();
  return text === "" || /^https?:\/\//i.test(text) ? text : `https://${text}`;
}

export function emptySource(given: Partial<NewSource> = {}): NewSource {
  return {
    url: "",
    title: "",
    type: "webpage",
    publisher: "",
    primacy: "secondary",
    encyclopaedia: false,
    repeats: null,
    language: "",
    notes: "",
    texts: {},
    stored: {},
    ...given,
  };
}

/** A source that the workspace has, as its fields show it. */
export function fieldsOf(source: SourceView, origin: SourceView | null): NewSource {
  const { url, title, type, publisher, primacy, encyclopaedia, language, notes, csl } = source;
  return {
    url: url ?? "",
    title,
    type,
    publisher: publisher?.name ?? "",
    primacy,
    encyclopaedia,
    repeats: origin && knownSource(origin),
    language,
    notes,
    texts: textsOf(csl),
    stored: csl,
  };
}

/** Fields as commands take them. */
export function inputOf({ url, repeats, texts, stored, ...fields }: NewSource) {
  return {
    ...fields,
    url: url.trim() === "" ? null : withScheme(url),
    originId: repeats?.id ?? null,
    csl: cslOf(texts, stored),
  };
}

/** What `editSource` takes to change a source as it was seen into what was written. */
export function editOfSource(
  before: NewSource,
  after: NewSource,
): Omit<EditSource, "sourceId" | "revision"> {
  return changesOf(inputOf(before), inputOf(after));
}

/** The choice as `addCitation` takes it. */
export function sourceInput(
  choice: SourceChoice,
  id: string,
  sameAddress: boolean,
): AddCitation["source"] {
  if (choice.from === "existing") return { from: "existing", id: choice.source.id };
  return { from: "new", id, ...inputOf(choice.source), sameAddress };
}
