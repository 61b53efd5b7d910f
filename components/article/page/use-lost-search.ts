"use client";

import { useEffect } from "react";
import { lostTargets } from "@/lib/annotation/lost";
import type { AnnotationView } from "@/lib/annotation/schema";
import { lostPlaces } from "@/lib/version/actions";
import { usePage, usePageStore } from "./store-context";
import { useSought } from "./use-lost";

const FIRST_MS = 300;
const NEXT_MS = 1_000;
/** After no answer came. */
const LATER_MS = 5_000;

/** Asks the server after likely places for as long as it looks for some, and shows what it found. */
export function useLostSearch(): void {
  const store = usePageStore();
  const isSought = useSought().length > 0;
  const shown = usePage(({ version }) => version.number);
  const isStopped = usePage(({ lostSearch }) => lostSearch.isStopped);
  useEffect(() => {
    if (!isSought || isStopped) return;
    let isOver = false;
    let timer = window.setTimeout(ask, FIRST_MS);
    async function ask() {
      const { workspace, article, annotations, lostSearch } = store.getState();
      const sought = [...annotations.values()].filter(isStillSought);
      const answer = await lostPlaces(workspace, {
        articleId: article.id,
        version: shown,
        annotationIds: sought.map(({ id }) => id),
        again: lostSearch.again,
      }).catch(() => null);
      if (isOver) return;
      // Who may not ask is told so by what they do next.
      if (answer && !answer.ok) return;
      const isOutdated = answer !== null && answer.data.currentVersion !== shown;
      if (answer && !isOutdated) store.actions.lostPlacesLooked(answer.data);
      if (!isOutdated) timer = window.setTimeout(ask, answer ? NEXT_MS : LATER_MS);
    }
    return () => {
      isOver = true;
      window.clearTimeout(timer);
    };
  }, [isSought, isStopped, shown, store]);
}

function isStillSought(annotation: AnnotationView): boolean {
  return lostTargets(annotation).some(({ lost }) => lost?.isSought);
}
