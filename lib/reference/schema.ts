import { z } from "zod";
import { createSourceInput } from "@/lib/source/schema";

export const REFERENCE_FORMATS = ["bibtex", "ris", "csl"] as const;
export const referenceFormatSchema = z.enum(REFERENCE_FORMATS);
export type ReferenceFormat = z.infer<typeof referenceFormatSchema>;

/** A list may also be one that a person wrote, with a reference on each line. */
export type ListFormat = ReferenceFormat | "lines";

/** As much of a list is read at once, in UTF-16 units and in entries. */
export const REFERENCE_LIMITS = { text: 3_000_000, entries: 1_000 } as const;

/**
 * What could not be taken over from an entry. `unreadable`: nothing of it could; `no_title`: it has
 * none, and nothing to be called by; `type`: its kind is not known, a document is made of it;
 * `field`: a field that Stet has no place for; `value`: one whose value is none of its kind.
 */
export interface ReferenceProblem {
  code: "unreadable" | "no_title" | "type" | "field" | "value";
  /** The line of the list on which it stands, from 1. */
  line: number;
  /** As the list calls it. */
  field: string | null;
  /** The beginning of what stands there. */
  text: string;
}

const { id: _id, sameAddress: _same, ...sourceFields } = createSourceInput.shape;
export const referenceFieldsSchema = z.object(sourceFields);
/** The fields of a source that an entry would make. */
export type ReferenceFields = z.output<typeof referenceFieldsSchema>;

export interface Reference {
  /** The line on which the entry begins, from 1. */
  line: number;
  /** Null where nothing can be made of it. */
  fields: ReferenceFields | null;
  problems: ReferenceProblem[];
}

export interface ReferenceList {
  /** Null where the text is no list of references. */
  format: ListFormat | null;
  references: Reference[];
  /** There were more entries than are read at once. */
  isCut: boolean;
}

export const readReferencesInput = z.object({ text: z.string().max(REFERENCE_LIMITS.text) });
export type ReadReferences = z.output<typeof readReferencesInput>;

/** A reference that the workspace seems to have already. */
export interface KnownReference {
  /** Its place in the list. */
  index: number;
  source: { id: string; title: string };
}

export interface ReadReferencesView extends ReferenceList {
  known: KnownReference[];
}

/** As many sources are made at once. */
export const IMPORTED_AT_ONCE = 100;

export const importReferencesInput = z.object({
  sources: z
    .array(z.object({ id: z.uuid(), ...sourceFields }))
    .min(1)
    .max(IMPORTED_AT_ONCE),
});
export type ImportReferences = z.output<typeof importReferencesInput>;

export interface ImportedReferences {
  /** How many sources were made; the others are there already, by their address. */
  made: number;
}
