"use client";

import { useSyncExternalStore } from "react";

let isPrinting = false;

/** Whether the page is being printed, or shown as it would be. */
export function usePrinting(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => isPrinting || window.matchMedia("print").matches,
    () => false,
  );
}

function subscribe(listener: () => void): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  const turn = (on: boolean) => () => {
    isPrinting = on;
    listener();
  };
  window.addEventListener("beforeprint", turn(true), { signal });
  window.addEventListener("afterprint", turn(false), { signal });
  window.matchMedia("print").addEventListener("change", listener, { signal });
  return () => stop.abort();
}
