"use client";

import { useRouter } from "next/navigation";
import {
  createContext,
  type ReactNode,
  use,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import { newId } from "@/lib/id";
import type { Looker } from "@/lib/live/schema";
import { LiveClient, type LiveListener, type Look } from "./live-client";

/** A tab that is out of sight for so long closes its stream: a browser has few for all its tabs. */
const HIDDEN_MS = 20_000;
/** After the server ended a stream, until the page has been read anew. */
const ENDED_MS = 3_000;

const LiveContext = createContext<LiveClient | null>(null);

interface LiveProviderProps {
  workspace: string;
  /** Where the workspace's log stood when the page was made. */
  position: string;
  children: ReactNode;
}

/** Keeps what is shown of a workspace up with what others do. */
export function LiveProvider({ workspace, position, children }: LiveProviderProps) {
  const router = useRouter();
  const [tab] = useState(newId);
  const path = `/api/w/${workspace}/live`;
  const refresh = useRef(router.refresh);
  refresh.current = router.refresh;
  const [client] = useState(
    () =>
      new LiveClient({
        open: (after) => {
          const from = after === null ? "" : `&after=${after}`;
          return new EventSource(`${path}?tab=${tab}${from}`);
        },
        look: (look) =>
          fetch(path, {
            method: "POST",
            headers: { "content-type": "application/json" },
            body: JSON.stringify({ tab, ...look }),
            keepalive: true,
          }),
        ended: () => {
          refresh.current();
          window.setTimeout(() => openIfSeen(client), ENDED_MS);
        },
      }),
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: where the first page was read
  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    let timer = 0;
    // Parts of the page, whose effects ran before this one, may have been read earlier.
    const unlisten = client.listen({ changed: () => {}, reset: () => {} }, position);
    openIfSeen(client);
    const onVisible = () => {
      window.clearTimeout(timer);
      if (document.visibilityState === "visible") client.open();
      else timer = window.setTimeout(() => client.close(), HIDDEN_MS);
    };
    const leave = () => {
      client.close();
      navigator.sendBeacon(path, JSON.stringify({ tab, articleId: null, claimId: null }));
    };
    document.addEventListener("visibilitychange", onVisible, { signal });
    window.addEventListener("pagehide", leave, { signal });
    window.addEventListener("pageshow", () => openIfSeen(client), { signal });
    return () => {
      window.clearTimeout(timer);
      stop.abort();
      unlisten();
      client.close();
    };
  }, [client, path, tab]);

  return <LiveContext value={client}>{children}</LiveContext>;
}

function openIfSeen(client: LiveClient): void {
  if (document.visibilityState === "visible") client.open();
}

/** Hears of changes; `since` is where what is shown was read, where that is known. */
export function useLive(listener: LiveListener, since: string | null = null): void {
  const client = use(LiveContext);
  const latest = useRef(listener);
  latest.current = listener;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is shown is read once
  useEffect(
    () =>
      client?.listen(
        {
          changed: (changes) => latest.current.changed(changes),
          reset: () => latest.current.reset(),
          notified: () => latest.current.notified?.(),
        },
        since,
      ),
    [client],
  );
}

/** Tells others what is before the person for as long as the part that says so is there. */
export function useLook({ articleId, claimId }: Look): void {
  const client = use(LiveContext);
  useEffect(() => client?.look({ articleId, claimId }), [client, articleId, claimId]);
  useEffect(() => () => client?.look({ articleId: null, claimId: null }), [client]);
}

const NOBODY: readonly Looker[] = [];
const nobody = () => NOBODY;
const never = () => () => {};

/** Everybody who is looking at something, the person's own tabs included. */
export function useLookers(): readonly Looker[] {
  const client = use(LiveContext);
  return useSyncExternalStore(client?.watchLookers ?? never, client?.lookers ?? nobody, nobody);
}
