"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import type { Change } from "@/lib/live/schema";
import { useLive } from "./live-provider";
import { Pacer } from "./pacer";

const LISTS_MS = 1_500;

/**
 * Has the server make the page anew when something changed that it shows: at once, then no more
 * often than a busy newsroom's lists can be read.
 */
export function useLiveRefresh(
  isShown: (change: Change) => boolean,
  since: string | null = null,
): void {
  const router = useRouter();
  const refresh = useRef(router.refresh);
  refresh.current = router.refresh;
  const pacer = useRef<Pacer | null>(null);
  useEffect(() => {
    pacer.current = new Pacer(() => refresh.current(), { soonMs: 120, pauseMs: LISTS_MS });
    return () => pacer.current?.stop();
  }, []);
  useLive(
    {
      changed: (changes) => {
        if (changes.some(isShown)) pacer.current?.due();
      },
      reset: () => pacer.current?.due(),
    },
    since,
  );
}
