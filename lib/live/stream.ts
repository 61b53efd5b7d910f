import "server-only";
import type { MemberActor } from "@/lib/auth/actor";
import { logError } from "@/lib/log";
import { hubOf, type Stream } from "./hub";

/** What a browser waits before it opens a stream anew that broke. */
const RETRY_MS = 1_000;
/** So much unread on a connection whose other end does not read: it is broken, and will resume. */
const MOST_UNREAD = 1_000_000;

export interface LiveRequest {
  actor: MemberActor;
  sessionId: string;
  tab: string;
  /** The last event that the page knows of; null: from now on. */
  after: bigint | null;
  /** The other end has gone. */
  signal: AbortSignal;
}

/**
 * Server-sent events for one tab: what changes in the workspace, as far as the member may know of
 * it, and who is looking at what. Goes on after the event that it is told of, without a gap.
 */
export function liveStream(request: LiveRequest): ReadableStream<Uint8Array> {
  const { actor, sessionId, tab, after, signal } = request;
  const text = new TextEncoder();
  const hub = hubOf(actor.workspaceId);
  let stop = () => {};
  return new ReadableStream<Uint8Array>(
    {
      start: (controller) => {
        let isOpen = true;
        const write = (lines: string) => {
          if (!isOpen) return;
          if ((controller.desiredSize ?? 0) < -MOST_UNREAD) return stop();
          controller.enqueue(text.encode(lines));
        };
        const stream: Stream = {
          actor,
          sessionId,
          tab,
          position: after,
          isOpen: () => isOpen,
          send: (event, data, id) =>
            write(
              `${id === undefined ? "" : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`,
            ),
          end: () => stop(),
        };
        stop = () => {
          if (!isOpen) return;
          isOpen = false;
          hub.leave(stream);
          controller.close();
        };
        if (signal.aborted) return stop();
        signal.addEventListener("abort", stop, { once: true });
        // Something at once, so that nothing on the way waits for more.
        write(`retry: ${RETRY_MS}\n\n`);
        hub.join(stream).catch((error: unknown) => {
          logError(error);
          stop();
        });
      },
      cancel: () => stop(),
    },
    { highWaterMark: 0, size: (chunk) => chunk?.byteLength ?? 0 },
  );
}
