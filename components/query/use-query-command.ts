"use client";

import { notifications } from "@mantine/notifications";
import { useCallback } from "react";
import { usePageActions } from "@/components/article/page/store-context";
import { type Answer, callAction } from "@/components/ui/use-action";
import type { QueryChange } from "@/lib/query/change";
import type { QueryView } from "@/lib/query/schema";
import { useQueryRefusal } from "./use-query-refusal";

/**
 * Runs a command on a query and shows what it came to, or has come to meanwhile, on the page; a
 * refusal is told in a notification. Answers the query, null where it was withdrawn, or undefined.
 */
export function useQueryCommand(): (
  queryId: string,
  command: () => Promise<Answer<QueryChange>>,
) => Promise<QueryView | null | undefined> {
  const { putQueries, merge } = usePageActions();
  const words = useQueryRefusal();
  return useCallback(
    async (queryId, command) => {
      const outcome = await callAction(command);
      const change = outcome.ok ? outcome.data : newerIn(outcome.details);
      if (change?.article) merge(change.article);
      if (change?.query) putQueries([change.query]);
      else if (outcome.ok) putQueries([], queryId);
      if (outcome.ok) return outcome.data.query;
      notifications.show({ color: "red", message: words(outcome) });
      return undefined;
    },
    [merge, putQueries, words],
  );
}

/** What a conflict tells of. It comes from the same server as every other answer. */
function newerIn(details: Record<string, unknown> | undefined): QueryChange | null {
  return details && "query" in details && "article" in details
    ? ({ query: details.query, article: details.article } as QueryChange)
    : null;
}
