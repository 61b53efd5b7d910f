/** Something that one tab of this browser has, and no other. */
export interface Hold {
  release: () => void;
}

const FREE: Hold = { release: () => {} };

/**
 * Takes a lock that no other tab has, and keeps it until it is released or the tab is gone. Null
 * where another has it for longer than `waitMs`. Browsers have locks only for pages of a secure
 * origin; elsewhere every lock can be had.
 */
export function holdLock(name: string, waitMs: number): Promise<Hold | null> {
  if (!("locks" in navigator)) return Promise.resolve(FREE);
  return new Promise((resolve) => {
    const options =
      waitMs > 0 ? { signal: AbortSignal.timeout(waitMs) } : ({ ifAvailable: true } as const);
    navigator.locks
      .request(name, options, (lock) => {
        if (!lock) return resolve(null);
        return new Promise<void>((release) => resolve({ release }));
      })
      .catch(() => resolve(null));
  });
}

/** The names of locks that begin so and that some tab has. */
export async function heldLocks(prefix: string): Promise<string[]> {
  if (!("locks" in navigator)) return [];
  const { held = [] } = await navigator.locks.query();
  return held.flatMap(({ name }) => (name?.startsWith(prefix) ? [name] : []));
}
