import type { SourceView } from "./schema";

type Fields = Pick<SourceView, "url" | "host" | "publisher" | "language" | "notes" | "csl">;

/** The fields of the one that is kept, with what it lacks taken from the others in their order. */
export function mergedFields(keep: Fields, others: readonly Fields[]): Fields {
  const all = [keep, ...others];
  const notes = [...new Set(all.map((source) => source.notes).filter((note) => note !== ""))];
  const { type } = keep.csl;
  const { type: _, ...csl } = Object.assign({}, ...all.toReversed().map((source) => source.csl));
  const addressed = all.find(({ url }) => url !== null) ?? keep;
  return {
    url: addressed.url,
    host: addressed.host,
    publisher: all.find(({ publisher }) => publisher !== null)?.publisher ?? null,
    language: all.find(({ language }) => language !== "")?.language ?? "",
    notes: notes.join("\n\n").slice(0, 10_000),
    csl: { ...(type && { type }), ...csl },
  };
}

/**
 * What the kept one repeats afterwards. `chain` is what it repeats, what that repeats, and so on:
 * where the chain comes through one that is merged into it, that part of it leads nowhere but back.
 */
export function mergedOrigin(
  chain: readonly string[],
  mergedIds: ReadonlySet<string>,
): string | null {
  const last = chain.findLastIndex((id) => mergedIds.has(id));
  return chain[last + 1] ?? null;
}
