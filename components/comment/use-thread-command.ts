"use client";

import { useCallback } from "react";
import { type Answer, callAction, type Outcome } from "@/components/ui/use-action";
import type { ThreadChange, ThreadView } from "@/lib/comment/schema";
import { useThreads } from "./threads";

/**
 * Runs a command on a thread and shows what the thread came to; in a conflict, what it has come to
 * meanwhile. Refusals are the caller's to tell.
 */
export function useThreadCommand(): (
  threadId: string,
  command: () => Promise<Answer<ThreadChange>>,
) => Promise<Outcome<ThreadChange>> {
  const { put, reload } = useThreads();
  return useCallback(
    async (threadId, command) => {
      const outcome = await callAction(command);
      if (outcome.ok) put(threadId, outcome.data.thread);
      else if (outcome.code === "conflict") {
        const newer = threadIn(outcome.details);
        if (newer) put(threadId, newer);
        else reload();
      } else if (outcome.code === "not_found") reload();
      return outcome;
    },
    [put, reload],
  );
}

/** The thread that a conflict tells of. It comes from the same server as every other answer. */
function threadIn(details: Record<string, unknown> | undefined): ThreadView | null {
  const thread = details?.thread;
  return thread && typeof thread === "object" ? (thread as ThreadView) : null;
}
