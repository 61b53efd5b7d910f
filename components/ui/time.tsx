"use client";

import { useFormatter, useNow } from "next-intl";

interface TimeProps {
  /** ISO 8601. */
  at: string;
  /** "relative" (3 hours ago) tells the rest in its title; "date" and "full" are absolute. */
  show?: "relative" | "date" | "full";
}

const MINUTE = 60_000;

/** A point in time, in words for people and exact for machines and in its title. */
export function Time({ at, show = "relative" }: TimeProps) {
  const format = useFormatter();
  const now = useNow({ updateInterval: MINUTE });
  const date = new Date(at);
  const full = format.dateTime(date, { dateStyle: "long", timeStyle: "short" });
  const words = {
    // What was done since `now` was told is done now, and not in some seconds.
    relative: () => format.relativeTime(date, isJustNow(date, now) ? date : now),
    date: () => format.dateTime(date, { dateStyle: "medium" }),
    full: () => full,
  };
  return (
    <time dateTime={at} title={show === "full" ? undefined : full} suppressHydrationWarning>
      {words[show]()}
    </time>
  );
}

function isJustNow(date: Date, now: Date): boolean {
  return date > now && date.getTime() - now.getTime() <= MINUTE;
}
