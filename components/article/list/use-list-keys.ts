"use client";

import { type RefObject, useEffect } from "react";
import { useCommands } from "@/components/keys/keys-provider";

/** Next and previous article by the keys of a list, and the search field by its key. */
export function useListKeys(
  list: RefObject<HTMLElement | null>,
  search: RefObject<HTMLInputElement | null>,
): void {
  useEffect(() => {
    // The keys work from the first moment on, unless something else wants the focus.
    if (document.activeElement === document.body) list.current?.focus({ preventScroll: true });
  }, [list]);
  useCommands({
    next_annotation: () => move(list.current, 1),
    previous_annotation: () => move(list.current, -1),
    search: () => {
      search.current?.focus();
      return search.current !== null;
    },
  });
}

function move(list: HTMLElement | null, step: 1 | -1): boolean {
  const links = Array.from(list?.querySelectorAll<HTMLElement>("a[data-row]") ?? []);
  const row = document.activeElement?.closest("li")?.querySelector<HTMLElement>("a[data-row]");
  const at = row ? links.indexOf(row) : -1;
  const next = at < 0 ? links[0] : links[at + step];
  if (!next) return false;
  next.focus();
  next.scrollIntoView({ block: "nearest" });
  return true;
}
