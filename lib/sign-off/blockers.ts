import { lostTargets } from "@/lib/annotation/lost";
import { recheckSchema } from "@/lib/annotation/recheck";
import type { AnnotationView } from "@/lib/annotation/schema";
import type { ClaimSummary } from "@/lib/claim/schema-summary";
import type { RatingScale } from "@/lib/workspace/rating-scale";
import type { Blocker, BlockerKind } from "./schema";

/**
 * What an editor may let pass with a reason. Not what a person can still do on the spot or has to
 * rule on: changed words, lost places, open queries, flags and threads.
 */
export const EXCEPTABLE: Readonly<Record<BlockerKind, boolean>> = {
  check: true,
  fit: true,
  recheck: false,
  remedy: true,
  sourcing: true,
  verdict: true,
  orphaned: false,
  query: false,
  flag: false,
  thread: false,
};

/** What the actor may do about an occurrence's claim. */
export interface ClosableClaim {
  summary: ClaimSummary;
  mayReview: boolean;
  mayConfirm: boolean;
}

type Judged = Pick<AnnotationView, "id" | "kind" | "revision" | "targets" | "occurrence">;

/**
 * What keeps one annotation from being signed off: a place it lost, and of an occurrence whatever
 * it lacks of green (design, section 4), a claim that is not sourced, and a verdict that blocks.
 *
 * A remedy that is done took the claim out of the words: what the claim lacks blocks no more.
 */
export function annotationBlockers(
  annotation: Judged,
  claim: ClosableClaim | null,
  scale: RatingScale,
  mayApply: boolean,
): Blocker[] {
  const { id, revision, occurrence } = annotation;
  const standing = annotation.targets.filter(({ role }) => role === "words");
  const summary = claim?.summary ?? null;
  const base = (kind: BlockerKind) => ({
    subjectId: id,
    annotationId: id,
    claimId: summary?.id ?? null,
    start: Math.min(...standing.map(({ start }) => start), Number.MAX_SAFE_INTEGER),
    words: standing.map(({ exact }) => exact),
    statement: summary?.statement ?? null,
    claimNumber: summary?.number ?? null,
    allowsException: EXCEPTABLE[kind],
  });
  const blockers: Blocker[] = [];
  if (lostTargets(annotation).length > 0) blockers.push({ ...base("orphaned"), kind: "orphaned" });
  if (annotation.kind !== "occurrence" || !occurrence || !claim || !summary) return blockers;

  const status = summary.check?.status ?? "unchecked";
  const isApproved = status === "approved";
  const isDone = occurrence.remedyDoneAt !== null;
  const { mayReview, mayConfirm } = claim;
  const { unchecked } = summary;
  if (!isApproved) {
    // Single-checked may pass, and what somebody left unchecked; unfinished work may not.
    const allowsException = status === "in_review" || unchecked !== null;
    blockers.push({
      ...base("check"),
      kind: "check",
      allowsException,
      status,
      unchecked,
      mayReview,
    });
  } else if (occurrence.fit === "unconfirmed") {
    blockers.push({ ...base("fit"), kind: "fit", revision, mayConfirm });
  }
  if (occurrence.fit === "recheck") {
    const recheck = recheckSchema.safeParse(occurrence.recheck).data;
    const none = { words: [], around: [] };
    const { from, to } = recheck ?? { from: none, to: none };
    blockers.push({ ...base("recheck"), kind: "recheck", revision, mayConfirm, from, to });
  }
  const { remedy, remedyWording: wording } = occurrence;
  if (remedy !== "none" && !isDone) {
    const mayDo = mayApply && isApproved && (remedy === "fix" || remedy === "cut");
    blockers.push({
      ...base("remedy"),
      kind: "remedy",
      remedy,
      wording,
      revision,
      mayApply: mayDo,
    });
  }
  if (isDone) return blockers;
  if (summary.sourcing !== "sourced" && unchecked === null) {
    blockers.push({ ...base("sourcing"), kind: "sourcing", sourcing: summary.sourcing });
  }
  const verdict = summary.check?.verdict ?? null;
  if (isApproved && verdict !== null && scale.find(({ key }) => key === verdict)?.blocksSignOff) {
    blockers.push({ ...base("verdict"), kind: "verdict", verdict });
  }
  return blockers;
}

/** In the order of the text; what is about no words, and so about the whole, comes first. */
export function inTextOrder(blockers: readonly Blocker[]): Blocker[] {
  const at = ({ start }: Blocker) => start ?? -1;
  return blockers.toSorted((a, b) => at(a) - at(b) || (a.subjectId < b.subjectId ? -1 : 1));
}

/** Those that no exception lets pass. */
export function unexcepted(
  blockers: readonly Blocker[],
  exceptions: readonly { kind: BlockerKind; subjectId: string }[],
): Blocker[] {
  const granted = new Set(exceptions.map(keyOf));
  return blockers.filter((blocker) => !(blocker.allowsException && granted.has(keyOf(blocker))));
}

/** Names a blocker within its article. */
export function keyOf({ kind, subjectId }: { kind: BlockerKind; subjectId: string }): string {
  return `${kind}:${subjectId}`;
}
