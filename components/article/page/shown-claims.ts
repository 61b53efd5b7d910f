import type { Place } from "@/lib/assignment/schema";
import { passes } from "./filter";
import { filterableOf } from "./filterable";
import type { PageState } from "./state";

/** The claims that the filter shows and this member may assign, each once, as they are seen. */
export function assignableShown(state: PageState): Place[] {
  const places = new Map<string, Place>();
  for (const { id, state: highlight } of state.highlights) {
    const annotation = state.annotations.get(id);
    const claim = state.claims.get(annotation?.occurrence?.claimId ?? "");
    if (!annotation || !claim?.can.assign || claim.check?.status === "approved") continue;
    if (!passes(state.filter, filterableOf(state, annotation, highlight))) continue;
    places.set(claim.id, {
      articleId: state.article.id,
      claimId: claim.id,
      seenAssigneeId: claim.assigneeId,
      seenCheckerId: claim.check?.checker?.id ?? null,
    });
  }
  return [...places.values()];
}
