"use client";

import { type RefObject, useEffect } from "react";
import { useCommands } from "@/components/keys/keys-provider";

/** Moves the focus through the rows of a list, which are links: Enter opens them. */
export function useRowKeys(list: RefObject<HTMLElement | null>, changed: unknown): void {
  const rows = () => [...(list.current?.querySelectorAll<HTMLAnchorElement>("a[data-row]") ?? [])];
  const step = (by: 1 | -1) => {
    const all = rows();
    const at = all.findIndex((row) => row.contains(document.activeElement));
    const next = at < 0 ? all[0] : all[at + by];
    next?.focus();
    return next !== undefined;
  };
  useCommands({ next_annotation: () => step(1), previous_annotation: () => step(-1) });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list has another first row
  useEffect(() => {
    const active = document.activeElement;
    if (active === null || active === document.body || active.id === "main") {
      rows()[0]?.focus({ preventScroll: true });
    }
  }, [changed]);
}
