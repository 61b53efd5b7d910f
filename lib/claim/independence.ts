/** Why a member may not decide on a check. */
export const DEPENDENCES = [
  "author_of_article",
  "wrote_statement",
  "wrote_citation",
  "submitted_this_round",
] as const;

export type Dependence = (typeof DEPENDENCES)[number];

export type Independence = { ok: true } | { ok: false; reason: Dependence };

export interface IndependenceFacts {
  actorId: string;
  /** Everyone who submitted in this round, withdrawn and blind second submissions included. */
  submitterIds: readonly string[];
  /** Authors of every article in which the claim occurs. */
  authorIds: readonly string[];
  /** Who wrote the statement as it now stands. */
  statementById: string;
  /** Who wrote or last changed each living citation. */
  citationByIds: readonly string[];
  /** The workspace's strict rule: writing the statement or a citation counts, too. */
  strict: boolean;
}

/**
 * Whether a member may decide on this round of a check: did not submit in it and is no author of
 * an article in which the claim occurs; under the strict rule also wrote neither statement nor
 * citation. No role is an exception.
 *
 * "Submitted in this round" is told last: whoever is given it has no other bond, and may still
 * confirm another member's "still holds".
 */
export function independence(facts: IndependenceFacts): Independence {
  const { actorId } = facts;
  if (facts.authorIds.includes(actorId)) return { ok: false, reason: "author_of_article" };
  if (facts.strict && facts.statementById === actorId) {
    return { ok: false, reason: "wrote_statement" };
  }
  if (facts.strict && facts.citationByIds.includes(actorId)) {
    return { ok: false, reason: "wrote_citation" };
  }
  if (facts.submitterIds.includes(actorId)) return { ok: false, reason: "submitted_this_round" };
  return { ok: true };
}
