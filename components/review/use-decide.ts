"use client";

import { useRef, useState } from "react";
import { useClaimSetting } from "@/components/claim/setting";
import { useClaim } from "@/components/claim/use-claim";
import { useClaimRefusal } from "@/components/claim/use-claim-refusal";
import type { OccurrenceDetail } from "@/lib/claim/schema";
import type { ClaimChange } from "@/lib/claim/schema-summary";
import { newId } from "@/lib/id";
import { adjudicate, approve, confirmFits, dispute, requestChanges } from "@/lib/review/actions";

export type Decided =
  | "approved"
  | "approved_once"
  | "returned"
  | "disputed"
  | "settled"
  | "second_equal"
  | "second_different"
  | "confirmed"
  | "restarted";

/** How an editor settles a dispute. */
export type Ruling =
  | { outcome: "approved"; verdict: string; named: readonly string[]; reason: string }
  | { outcome: "returned"; reason: string };

const patchOf = ({ claim, occurrences }: ClaimChange) => ({ claim, occurrences });

/** Decides on the claim in hand as the person has read it; `refusal` says why the server did not. */
export function useDecide(onDecided: (decided: Decided) => void) {
  const { workspace } = useClaimSetting();
  const { detail, perform } = useClaim();
  const words = useClaimRefusal();
  const [refusal, setRefusal] = useState<string | null>(null);
  // The same for every try, so that a repeated request is recognised.
  const id = useRef(newId());
  const submissionId = detail.check?.submissionId ?? "";

  const done = (decided: Decided) => {
    id.current = newId();
    onDecided(decided);
    return true;
  };
  const shownOf = (occurrences: readonly OccurrenceDetail[]) =>
    occurrences.map(({ annotationId, revision }) => ({ annotationId, revision }));

  return {
    refusal,
    clear: () => setRefusal(null),
    /** Covers exactly the occurrences that the person was shown; the comment may be empty. */
    approve: async (
      occurrences: readonly OccurrenceDetail[],
      comment: string,
    ): Promise<boolean> => {
      setRefusal(null);
      const outcome = await perform(
        (seen) =>
          approve(workspace, {
            id: id.current,
            claimId: seen.id,
            submissionId,
            claimRevision: seen.revision,
            occurrences: shownOf(occurrences),
            comment: comment.trim(),
          }),
        patchOf,
      );
      if (outcome.ok) {
        return done(outcome.data.claim.check?.status === "approved" ? "approved" : "approved_once");
      }
      setRefusal(words(outcome));
      return false;
    },
    requestChanges: async (reasons: readonly string[], comment: string): Promise<boolean> => {
      setRefusal(null);
      const outcome = await perform(
        (seen) =>
          requestChanges(workspace, {
            id: id.current,
            claimId: seen.id,
            submissionId,
            reasons: [...reasons],
            comment: comment.trim(),
          }),
        patchOf,
      );
      if (outcome.ok) return done("returned");
      setRefusal(words(outcome));
      return false;
    },
    dispute: async (verdict: string, comment: string): Promise<boolean> => {
      setRefusal(null);
      const outcome = await perform(
        ({ id: claimId, revision: claimRevision }) =>
          dispute(workspace, {
            id: id.current,
            claimId,
            submissionId,
            claimRevision,
            verdict,
            comment,
          }),
        patchOf,
      );
      if (outcome.ok) return done("disputed");
      setRefusal(words(outcome));
      return false;
    },
    /** A verdict covers the occurrences that the editor was shown. */
    adjudicate: async (
      ruling: Ruling,
      occurrences: readonly OccurrenceDetail[],
    ): Promise<boolean> => {
      setRefusal(null);
      const { outcome: ruled, reason } = ruling;
      const outcome = await perform(
        ({ id: claimId, revision: claimRevision, citations }) =>
          adjudicate(workspace, {
            id: id.current,
            claimId,
            submissionId,
            claimRevision,
            outcome: ruled,
            reason,
            occurrences: shownOf(occurrences),
            ...(ruling.outcome === "approved" && {
              verdict: ruling.verdict,
              namedCitations: citations
                .map((citation) => citation.id)
                .filter((citationId) => ruling.named.includes(citationId)),
            }),
          }),
        patchOf,
      );
      if (outcome.ok) return done(ruled === "approved" ? "settled" : "returned");
      setRefusal(words(outcome));
      return false;
    },
    confirmFits: async (occurrences: readonly OccurrenceDetail[]): Promise<boolean> => {
      setRefusal(null);
      const outcome = await perform(
        () => confirmFits(workspace, { occurrences: shownOf(occurrences) }),
        (change) => ({ occurrences: change.occurrences }),
      );
      if (outcome.ok) return done("confirmed");
      setRefusal(words(outcome));
      return false;
    },
  };
}
