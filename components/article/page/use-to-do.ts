"use client";

import { useMemo } from "react";
import { usePage } from "./store-context";
import { type ToDo, toDoOf } from "./to-do";

/** What waits for the member here, by annotation. */
export function useToDo(): ReadonlyMap<string, ToDo> {
  const annotations = usePage((state) => state.annotations);
  const claims = usePage((state) => state.claims);
  const memberId = usePage((state) => state.me.memberId);
  return useMemo(() => {
    const toDo = new Map<string, ToDo>();
    for (const annotation of annotations.values()) {
      const claim = claims.get(annotation.occurrence?.claimId ?? "");
      const what = toDoOf(annotation, claim, memberId);
      if (what) toDo.set(annotation.id, what);
    }
    return toDo;
  }, [annotations, claims, memberId]);
}
