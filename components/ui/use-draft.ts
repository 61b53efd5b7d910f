"use client";

import { useCallback, useMemo, useSyncExternalStore } from "react";
import type { z } from "zod";

const PREFIX = "stet:draft:";

const known = new Map<string, string | null>();
const listeners = new Set<() => void>();

function read(key: string): string | null {
  const cached = known.get(key);
  if (cached !== undefined) return cached;
  const stored = inStorage((storage) => storage.getItem(PREFIX + key));
  known.set(key, stored);
  return stored;
}

function write(key: string, value: string | null): void {
  known.set(key, value);
  inStorage((storage) => {
    if (value === null) storage.removeItem(PREFIX + key);
    else storage.setItem(PREFIX + key, value);
    return null;
  });
  for (const listener of listeners) listener();
}

/** A browser may forbid it, or have no room left: then a draft lives as long as the page. */
function inStorage(use: (storage: Storage) => string | null): string | null {
  try {
    return use(window.sessionStorage);
  } catch {
    return null;
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export interface Draft<T> {
  value: T;
  /** There is one: what was written has not been saved yet. */
  kept: boolean;
  set: (value: T) => void;
  /** Makes the next value of the one there is this moment, which may be newer than the one rendered. */
  change: (next: (now: T) => T) => void;
  discard: () => void;
}

/**
 * What a person is writing, kept in the tab's storage until it is discarded: it survives a closed
 * panel and a reload. A stored draft that no longer parses is none.
 */
export function useDraft<T>(key: string, schema: z.ZodType<T>, initial: T): Draft<T> {
  const raw = useSyncExternalStore(
    subscribe,
    () => read(key),
    () => null,
  );
  const stored = useMemo(() => (raw === null ? null : parse(raw, schema)), [raw, schema]);
  const set = useCallback((value: T) => write(key, JSON.stringify(value)), [key]);
  const change = (next: (now: T) => T) => {
    const now = read(key);
    set(next((now === null ? null : parse(now, schema)) ?? initial));
  };
  const discard = useCallback(() => write(key, null), [key]);
  return { value: stored ?? initial, kept: stored !== null, set, change, discard };
}

function parse<T>(raw: string, schema: z.ZodType<T>): T | null {
  try {
    const parsed = schema.safeParse(JSON.parse(raw));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
