import type { CheckStatus } from "@/lib/claim/status";

/**
 * What a claim in an article waits for: to be begun (or begun anew), the end of its check, a blind
 * second check, a review or decision, or nothing any more.
 */
export const STANDINGS = ["to_check", "checking", "second_check", "review", "done"] as const;
export type Standing = (typeof STANDINGS)[number];

export interface HolderFacts {
  status: CheckStatus;
  /** Whom the claim is assigned to in the article. */
  assigneeId: string | null;
  checkerId: string | null;
  /** Who was asked for a blind second check that is outstanding. */
  secondCheckerId: string | null;
  stillHoldsById: string | null;
}

/**
 * Who holds a claim in an article: whoever checks it, before that whom it is assigned to, and whom
 * a blind second check was asked of. Nobody holds what waits for a review; any independent member
 * may do it.
 */
export function holderOf(facts: HolderFacts): { standing: Standing; holderId: string | null } {
  switch (facts.status) {
    case "unchecked":
      return { standing: "to_check", holderId: facts.assigneeId };
    case "in_progress":
      return { standing: "checking", holderId: facts.checkerId };
    case "in_review":
      return facts.secondCheckerId === null
        ? { standing: "review", holderId: null }
        : { standing: "second_check", holderId: facts.secondCheckerId };
    case "disputed":
      return { standing: "review", holderId: null };
    case "stale":
      return facts.stillHoldsById === null
        ? { standing: "to_check", holderId: facts.assigneeId }
        : { standing: "review", holderId: null };
    case "approved":
      return { standing: "done", holderId: null };
  }
}

/** Whether work passes from hand to hand there: what is under review is no checker's to give. */
export function isInHands(standing: Standing): boolean {
  return standing === "to_check" || standing === "checking";
}
