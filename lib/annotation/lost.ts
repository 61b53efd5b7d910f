import type { AnnotationView, TargetView } from "./schema";

/**
 * The targets of an annotation that have no place in the text and should have one. What a remedy
 * took out has gone where it should.
 */
export function lostTargets({
  targets,
  occurrence,
}: Pick<AnnotationView, "targets" | "occurrence">): TargetView[] {
  if (occurrence && occurrence.remedyDoneAt !== null && occurrence.fit !== "recheck") return [];
  return targets.filter(({ state }) => state === "orphaned");
}
