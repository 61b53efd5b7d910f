import type { AnnotationView } from "@/lib/annotation/schema";
import type { FlagKind, FlagView } from "@/lib/flag/schema";
import type { QueryView } from "@/lib/query/schema";
import { type QueryStatus, standingOf } from "@/lib/query/status";
import { shared } from "./shared";
import type { PageState } from "./state";

const NO_QUERIES: readonly QueryView[] = [];
const NO_FLAGS: readonly FlagView[] = [];

/** The queries about an annotation, or with null about the article; the same list while no query changed. */
export function queriesOn(
  { queries }: Pick<PageState, "queries">,
  annotationId: string | null,
): readonly QueryView[] {
  return byAnnotation(queries).get(annotationId) ?? NO_QUERIES;
}

const byAnnotation = shared((queries: PageState["queries"]) => {
  const groups = new Map<string | null, QueryView[]>();
  for (const query of queries.values()) {
    const group = groups.get(query.annotationId);
    if (group) group.push(query);
    else groups.set(query.annotationId, [query]);
  }
  return groups;
});

/** The flags on an annotation and on the claim that it states, cleared ones included. */
export function flagsOn(
  { flags }: Pick<PageState, "flags">,
  annotation: AnnotationView,
): readonly FlagView[] {
  return flagsOf(annotation, flags);
}

const flagsOf = shared((annotation: AnnotationView, flags: PageState["flags"]) => {
  const claimId = annotation.occurrence?.claimId;
  const own = [...flags.values()].filter(
    ({ subject }) =>
      (subject.kind === "annotation" && subject.id === annotation.id) ||
      (subject.kind === "claim" && subject.id === claimId),
  );
  return own.length > 0 ? own : NO_FLAGS;
});

/** Each standing of its queries and each kind of its open flags, once. */
export function mattersOf(
  state: Pick<PageState, "queries" | "flags">,
  annotation: AnnotationView,
  now: Date,
): { standings: QueryStatus[]; flagKinds: FlagKind[] } {
  const standings = queriesOn(state, annotation.id).map((query) => standingOf(query, now));
  const kinds = flagsOn(state, annotation).flatMap(({ kind, cleared }) => (cleared ? [] : kind));
  return { standings: [...new Set(standings)], flagKinds: [...new Set(kinds)] };
}
