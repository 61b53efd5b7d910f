import type { Highlight } from "@/components/article/reading/highlight";
import type { AnnotationView } from "@/lib/annotation/schema";
import { type HighlightState, highlightState } from "@/lib/annotation/state";
import type { ArticleClaim } from "@/lib/article/schema";

export function stateOf(
  annotation: AnnotationView,
  claim: ArticleClaim | undefined,
): HighlightState {
  const { occurrence, kind } = annotation;
  if (!occurrence || !claim) return highlightState(kind, null);
  return highlightState(kind, {
    checkStatus: claim.check?.status ?? "unchecked",
    fit: occurrence.fit,
    remedy: occurrence.remedy,
    remedyDone: occurrence.remedyDoneAt !== null,
  });
}

interface Made {
  annotation: AnnotationView;
  state: HighlightState;
  highlight: Highlight;
}

/**
 * Makes highlights of annotations, the same object for as long as nothing of one changed: that is
 * how the reading view tells what to paint again.
 */
export class HighlightMaker {
  private made = new Map<string, Made>();
  /** The annotations that have ever been seen to state a claim. */
  private readonly stating = new Map<string, string[]>();

  /** Annotations whose highlights may be others when the claim is. */
  annotationsOf(claimId: string): readonly string[] {
    return this.stating.get(claimId) ?? [];
  }

  of(annotation: AnnotationView, claim: ArticleClaim | undefined): Highlight {
    const before = this.made.get(annotation.id);
    this.remember(annotation);
    const state = stateOf(annotation, claim);
    if (before && before.annotation.targets === annotation.targets && before.state === state) {
      return before.highlight;
    }
    const targets = annotation.targets
      .filter((target) => target.state !== "orphaned")
      .map(({ id, role, start, end }) => ({ id, role, start, end }));
    const [first] = annotation.targets;
    const highlight: Highlight = {
      id: annotation.id,
      state,
      targets,
      ...(targets.length === 0 && first && { stood: first.start }),
    };
    this.made.set(annotation.id, { annotation, state, highlight });
    return highlight;
  }

  private remember({ id, occurrence }: AnnotationView): void {
    if (!occurrence) return;
    const known = this.stating.get(occurrence.claimId);
    if (!known) this.stating.set(occurrence.claimId, [id]);
    else if (!known.includes(id)) known.push(id);
  }
}
