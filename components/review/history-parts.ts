import { z } from "zod";
import type { HistoryEntry } from "@/lib/event/schema";

/** One field's old and new value, as a history tells it. */
export interface Change {
  field: string;
  from: unknown;
  to: unknown;
}

export interface HistoryParts {
  /** Values that a sentence names. */
  values: Record<string, string | number>;
  /** Things a person wrote, told in full under the sentence. */
  texts: string[];
  /** Keys of the workspace's picklist of review reasons. */
  reasons: string[];
  changes: Change[];
}

const payloadSchema = z.record(z.string(), z.unknown()).catch({});
const changesSchema = z
  .record(z.string(), z.object({ from: z.unknown(), to: z.unknown() }))
  .catch({});
const textsSchema = z.array(z.string()).catch([]);

/** Fields of payloads in which a person's words stand, in the order in which they are told. */
const WRITTEN = [
  "statement",
  "rationale",
  "quote",
  "body",
  "wording",
  "url",
  "reason",
  "comment",
  "note",
] as const;

/** Events whose payloads hold the words before and after. */
const WORDS_MOVED: ReadonlySet<HistoryEntry["type"]> = new Set([
  "annotation.targets_changed",
  "annotation.placed",
  "occurrence.words_changed",
]);

/** What of an event is told: values for its sentence, words in full, changes field by field. */
export function partsOf(entry: HistoryEntry): HistoryParts {
  const payload = payloadSchema.parse(entry.payload ?? {});
  const values: HistoryParts["values"] = {};
  for (const [name, value] of Object.entries(payload)) {
    if (typeof value === "string" || typeof value === "number") values[name] = value;
    if (typeof value === "boolean") values[name] = value ? "yes" : "no";
  }
  const written = WRITTEN.flatMap((name) => {
    const value = payload[name];
    return typeof value === "string" && value.trim() !== "" ? [value] : [];
  });
  const words = textsSchema.parse(payload.words ?? []).filter((word) => word.trim() !== "");
  return {
    values,
    texts: words.length > 0 ? [...written, words.join(" … ")] : written,
    reasons: textsSchema.parse(payload.reasons ?? []),
    changes: changesOf(entry, payload),
  };
}

function changesOf(entry: HistoryEntry, payload: Record<string, unknown>): Change[] {
  const said = (value: unknown) =>
    typeof value === "string" ? value : textsSchema.parse(value).join(" … ");
  const words = WORDS_MOVED.has(entry.type)
    ? [{ field: "words", from: said(payload.from), to: said(payload.to) }]
    : [];
  const fields = Object.entries(changesSchema.parse(payload.changes ?? {})).map(
    ([field, change]) => ({
      field,
      from: change.from,
      to: change.to,
    }),
  );
  return [...words, ...fields];
}

/** Lines that one command made belong together. */
export function byCommand(entries: readonly HistoryEntry[]): HistoryEntry[][] {
  const groups: HistoryEntry[][] = [];
  for (const entry of entries) {
    const last = groups.at(-1);
    if (last?.[0]?.commandId === entry.commandId) last.push(entry);
    else groups.push([entry]);
  }
  return groups;
}
