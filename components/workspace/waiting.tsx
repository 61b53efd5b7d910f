"use client";

import { createContext, type ReactNode, use, useEffect, useRef, useState } from "react";
import { z } from "zod";
import { useLive } from "@/components/live/live-provider";
import { Pacer } from "@/components/live/pacer";

/** How much waits for the person. */
export interface Waiting {
  /** Notifications that they have not read. */
  unread: number;
  /** Checks that they may review. */
  review: number;
  /** Stuck work that is theirs to see to. */
  stuck: number;
}

const countsSchema = z.object({ unread: z.int(), review: z.int() });

const WaitingContext = createContext<Waiting>({ unread: 0, review: 0, stuck: 0 });

/** Counting the queue takes the server a while; a busy newsroom is not counted all the time. */
const REVIEW_PAUSE_MS = 5_000;

interface WaitingProviderProps {
  workspace: string;
  /** As the server counted with the page. */
  counted: Waiting;
  children: ReactNode;
}

/** Keeps the counts of the workspace's bar up with what happens. */
export function WaitingProvider({ workspace, counted, children }: WaitingProviderProps) {
  const [waiting, setWaiting] = useState(counted);
  const [seen, setSeen] = useState(counted);
  if (!sameCounts(seen, counted)) {
    setSeen(counted);
    setWaiting(counted);
  }
  const pacers = useRef<{ soon: Pacer; later: Pacer } | null>(null);
  useEffect(() => {
    const count = async () => {
      const answer = await fetch(`/api/w/${workspace}/waiting`).catch(() => null);
      const counts = countsSchema.safeParse(await answer?.json().catch(() => null));
      // What cannot be counted now is counted at the next word of the server.
      if (counts.success) setWaiting((before) => ({ ...before, ...counts.data }));
    };
    const made = {
      soon: new Pacer(count, { soonMs: 20, pauseMs: 500 }),
      later: new Pacer(count, { soonMs: 300, pauseMs: REVIEW_PAUSE_MS }),
    };
    pacers.current = made;
    return () => {
      made.soon.stop();
      made.later.stop();
    };
  }, [workspace]);
  useLive({
    changed: (changes) => {
      if (changes.some(({ subject }) => REVIEWED.has(subject))) pacers.current?.later.due();
    },
    reset: () => pacers.current?.later.due(),
    notified: () => pacers.current?.soon.due(),
  });
  return <WaitingContext value={waiting}>{children}</WaitingContext>;
}

/** What a check's place in the queue depends on. */
const REVIEWED: ReadonlySet<string> = new Set(["check", "claim", "annotation", "citation"]);

function sameCounts(a: Waiting, b: Waiting): boolean {
  return a.unread === b.unread && a.review === b.review && a.stuck === b.stuck;
}

export function useWaiting(): Waiting {
  return use(WaitingContext);
}
