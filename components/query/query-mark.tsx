"use client";

import { useNow } from "next-intl";
import { queriesOn } from "@/components/article/page/queries-on";
import { usePage } from "@/components/article/page/store-context";
import { type QueryStatus, standingOf } from "@/lib/query/status";
import { Standing } from "./standing";

/** What wants a person soonest first; what was ruled on wants nobody. */
const URGENCY = ["answered", "no_answer", "asked"] as const satisfies QueryStatus[];

/** How the open queries about an annotation stand, by the one that waits for somebody most. */
export function QueryMark({ annotationId }: { annotationId: string }) {
  const queries = usePage((state) => queriesOn(state, annotationId));
  const now = useNow({ updateInterval: 60_000 });
  const standings = queries.map((query) => standingOf(query, now));
  const first = URGENCY.find((standing) => standings.includes(standing));
  return first ? <Standing standing={first} /> : null;
}
