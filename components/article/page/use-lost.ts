"use client";

import { useMemo } from "react";
import { lostTargets } from "@/lib/annotation/lost";
import type { AnnotationView, TargetView } from "@/lib/annotation/schema";
import { usePage } from "./store-context";

/** Annotations with words that have no place in the text, in the order in which they stood. */
export function useLost(): readonly { annotation: AnnotationView; targets: TargetView[] }[] {
  const annotations = usePage((state) => state.annotations);
  return useMemo(
    () =>
      [...annotations.values()]
        .flatMap((annotation) => {
          const targets = lostTargets(annotation);
          return targets.length > 0 ? [{ annotation, targets }] : [];
        })
        .sort((a, b) => (a.targets[0]?.start ?? 0) - (b.targets[0]?.start ?? 0)),
    [annotations],
  );
}

/** Lost targets whose likely places are still being looked for. */
export function useSought(): readonly TargetView[] {
  const lost = useLost();
  return useMemo(
    () => lost.flatMap(({ targets }) => targets.filter((target) => target.lost?.isSought)),
    [lost],
  );
}
