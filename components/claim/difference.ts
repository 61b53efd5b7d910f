import type { CitationView } from "@/lib/citation/schema";
import type { ClaimDetail } from "@/lib/claim/schema";

type Evidence = Pick<ClaimDetail, "statement" | "asOf" | "kind" | "citations">;

/** What changed of a claim's evidence between two looks at it. */
export interface Difference {
  statement: { from: string; to: string } | null;
  asOf: { from: string; to: string } | null;
  added: CitationView[];
  changed: CitationView[];
  removed: CitationView[];
}

/** What a person who read `before` has not yet read of `after`. A new comment is no evidence. */
export function differenceOf(before: Evidence, after: Evidence): Difference {
  const old = new Map(before.citations.map((citation) => [citation.id, citation]));
  const now = new Set(after.citations.map(({ id }) => id));
  const moved = <T>(from: T, to: T) => (from === to ? null : { from, to });
  return {
    statement: moved(before.statement, after.statement),
    asOf: moved(before.asOf, after.asOf),
    added: after.citations.filter(({ id }) => !old.has(id)),
    changed: after.citations.filter((citation) => {
      const known = old.get(citation.id);
      return known !== undefined && evidenceOf(known) !== evidenceOf(citation);
    }),
    removed: before.citations.filter(({ id }) => !now.has(id)),
  };
}

function evidenceOf({ source, stance, relation, quote, locator, seenAt }: CitationView): string {
  return JSON.stringify([source.id, stance, relation, quote, locator, seenAt !== null]);
}
