"use client";

import { type RefObject, useEffect } from "react";

/** Tells the style sheet where the page's bar ends, whose height depends on what is in it. */
export function useBarHeight(root: RefObject<HTMLDivElement | null>): void {
  useEffect(() => {
    const page = root.current;
    const bar = page?.querySelector<HTMLElement>("[data-page-bar]");
    if (!page || !bar) return;
    const measure = () => {
      const top = Number.parseFloat(getComputedStyle(bar).insetBlockStart) || 0;
      page.style.setProperty("--stet-bar-bottom", `${Math.round(top + bar.offsetHeight)}px`);
    };
    const observer = new ResizeObserver(measure);
    observer.observe(bar);
    return () => observer.disconnect();
  }, [root]);
}
