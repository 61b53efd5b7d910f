import { lostTargets } from "@/lib/annotation/lost";
import type { AnnotationView } from "@/lib/annotation/schema";
import type { ArticleClaim } from "@/lib/article/schema";
import type { MemberMove } from "@/lib/claim/status";
import type { QueryView } from "@/lib/query/schema";
import { standingOf } from "@/lib/query/status";

/** What waits to be done with an annotation, by the member who looks. */
export type ToDo =
  | "reattach"
  | "check"
  | "finish"
  | "review"
  | "adjudicate"
  | "second_check"
  | "renew"
  | "confirm_still_holds"
  | "confirm_fit"
  | "remedy"
  | "answer_query"
  | "rule_query"
  | "stuck";

/**
 * The next thing that this member may do here, or null. What another member checks is theirs, and
 * a claim assigned to another is left to them, until it is stuck: then it is also an editor's to
 * see to.
 */
export function toDoOf(
  annotation: AnnotationView,
  claim: ArticleClaim | undefined,
  memberId: string,
): ToDo | null {
  if (annotation.can.edit && lostTargets(annotation).length > 0) return "reattach";
  const { occurrence } = annotation;
  if (!occurrence || !claim || claim.unchecked !== null) return null;
  if (claim.isBlind) return "second_check";
  const may = (move: MemberMove) => claim.moves.some((possible) => possible.move === move);
  const isOthers = claim.assigneeId !== null && claim.assigneeId !== memberId;
  // Whoever assigns sees to what another does not move.
  const stuck = claim.stuckSince !== null && claim.can.assign ? "stuck" : null;
  switch (claim.check?.status ?? "unchecked") {
    case "unchecked":
      return may("start") && !isOthers ? "check" : stuck;
    case "in_progress":
      return may("submit") ? "finish" : stuck;
    case "in_review":
      return may("approve") ? "review" : stuck;
    case "disputed":
      return may("adjudicate") ? "adjudicate" : stuck;
    case "stale":
      if (may("confirm_still_holds")) return "confirm_still_holds";
      return may("start") && !isOthers ? "renew" : stuck;
    case "approved":
      if (!annotation.can.edit) return null;
      if (occurrence.fit !== "confirmed") {
        return occurrence.stillFitsById === memberId ? null : "confirm_fit";
      }
      return occurrence.remedy !== "none" && occurrence.remedyDoneAt === null ? "remedy" : null;
  }
}

/**
 * What waits for this member with some queries: an answer that they are asked for, or the ruling
 * where there is an answer or none came by its date. What somebody outside is asked, nobody here
 * answers for them.
 */
export function toDoOfQueries(
  queries: readonly QueryView[],
  memberId: string,
  now: Date,
): ToDo | null {
  const of = (query: QueryView): ToDo | null => {
    const standing = standingOf(query, now);
    const { addressee, can } = query;
    if (can.rule && (standing === "answered" || standing === "no_answer")) return "rule_query";
    const isTheirs = addressee.member?.id === memberId || (addressee.member && !can.rule);
    return can.answer && isTheirs && (standing === "asked" || standing === "no_answer")
      ? "answer_query"
      : null;
  };
  return queries.map(of).find((toDo) => toDo !== null) ?? null;
}
