"use client";

import { lostTargets } from "@/lib/annotation/lost";
import type { AnnotationView, TargetView } from "@/lib/annotation/schema";
import { shared } from "./shared";
import { usePage } from "./store-context";

/** Annotations with words that have no place in the text, in the order in which they stood. */
export function useLost() {
  return lostIn(usePage((state) => state.annotations));
}

const lostIn = shared((annotations: ReadonlyMap<string, AnnotationView>) =>
  [...annotations.values()]
    .filter(({ targets }) => targets.some(({ state }) => state === "orphaned"))
    .map((annotation) => ({ annotation, targets: lostTargets(annotation) }))
    .filter(({ targets }) => targets.length > 0)
    .sort((a, b) => (a.targets[0]?.start ?? 0) - (b.targets[0]?.start ?? 0)),
);

/** Lost targets whose likely places are still being looked for. */
export function useSought(): readonly TargetView[] {
  return soughtIn(useLost());
}

const soughtIn = shared((lost: ReturnType<typeof useLost>) =>
  lost.flatMap(({ targets }) => targets.filter((target) => target.lost?.isSought)),
);
