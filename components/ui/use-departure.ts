"use client";

import { useEffect, useRef } from "react";

type Listener = (destination: URL) => void;

const listeners = new Set<Listener>();

/** Tells whoever listens where the browser is being led. Next calls it (instrumentation-client.ts). */
export function announceDeparture(href: string): void {
  const destination = new URL(href, window.location.href);
  for (const listener of listeners) listener(destination);
}

/**
 * Listens for the start of each navigation: a link followed, a step back, a page that leads
 * elsewhere. Until its page is there, which takes a slow server a while, writing the address of the
 * present one (`history.replaceState`, a search that waited for the last letter) would take the
 * navigation back: Next holds the newest of both for what is wanted.
 */
export function useDeparture(listener: Listener): void {
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => {
    const listen = (destination: URL) => latest.current(destination);
    listeners.add(listen);
    return () => void listeners.delete(listen);
  }, []);
}
