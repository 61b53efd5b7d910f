"use client";

import { useMemo } from "react";
import { articleRows } from "@/lib/article/actions";
import type { ClaimChange } from "@/lib/claim/schema-summary";
import type { PageStore } from "./store";
import { usePageStore } from "./store-context";

/** What a command of the claim's own room answered; the citation's change has no occurrences. */
export type ChangeOfClaim = Pick<ClaimChange, "claim"> & Partial<Pick<ClaimChange, "occurrences">>;

/**
 * Takes what the claim's panel changed: what it answered at once, then the rows as the article page
 * holds them, for what may be done next is not in that answer.
 */
export function useClaimChanges(): (change: ChangeOfClaim) => void {
  const store = usePageStore();
  return useMemo(() => {
    let wanted = new Set<string>();
    let timer = 0;
    const refresh = () => {
      const claimIds = [...wanted];
      wanted = new Set();
      void refreshClaims(store, claimIds);
    };
    return (change) => {
      if (!store.getState().claims.has(change.claim.id)) return;
      store.actions.mergeClaim(change);
      wanted.add(change.claim.id);
      window.clearTimeout(timer);
      timer = window.setTimeout(refresh, 0);
    };
  }, [store]);
}

/** Reads claims anew; where no answer comes, the next change brings it. */
export async function refreshClaims(store: PageStore, claimIds: string[]): Promise<void> {
  const { workspace, article } = store.getState();
  const answer = await articleRows(workspace, { articleId: article.id, claimIds }).catch(
    () => null,
  );
  if (answer?.ok) store.actions.merge(answer.data);
}
