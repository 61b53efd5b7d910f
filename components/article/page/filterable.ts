import type { AnnotationView } from "@/lib/annotation/schema";
import type { HighlightState } from "@/lib/annotation/state";
import type { Filterable } from "./filter";
import { mattersOf } from "./queries-on";
import { openThreads, type PageState } from "./state";

type Rows = Pick<PageState, "claims" | "threads" | "queries" | "flags">;

/** What the filter asks about an annotation of the page. */
export function filterableOf(
  { claims, threads, queries, flags }: Rows,
  annotation: AnnotationView,
  state: HighlightState,
): Filterable {
  const { standings, flagKinds } = mattersOf({ queries, flags }, annotation, new Date());
  return {
    annotation,
    claim: claims.get(annotation.occurrence?.claimId ?? ""),
    state,
    threads: openThreads({ threads }, annotation),
    queries: standings,
    flags: flagKinds,
  };
}
