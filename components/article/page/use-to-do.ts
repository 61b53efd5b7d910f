"use client";

import type { AnnotationView } from "@/lib/annotation/schema";
import type { ArticleClaim } from "@/lib/article/schema";
import { shared } from "./shared";
import { usePage } from "./store-context";
import { type ToDo, toDoOf } from "./to-do";

/** What waits for the member here, by annotation. */
export function useToDo(): ReadonlyMap<string, ToDo> {
  const annotations = usePage((state) => state.annotations);
  const claims = usePage((state) => state.claims);
  const memberId = usePage((state) => state.me.memberId);
  return toDoIn(annotations, claims, memberId);
}

const toDoIn = shared(
  (
    annotations: ReadonlyMap<string, AnnotationView>,
    claims: ReadonlyMap<string, ArticleClaim>,
    memberId: string,
  ) => {
    const toDo = new Map<string, ToDo>();
    for (const annotation of annotations.values()) {
      const claim = claims.get(annotation.occurrence?.claimId ?? "");
      const what = toDoOfRow(annotation, claim, memberId);
      if (what) toDo.set(annotation.id, what);
    }
    return toDo;
  },
);

/** Rows are values: of thousands, those that did not change are not looked at again. */
const toDoOfRow = shared(toDoOf);
