import { z } from "zod";
import { parseInput } from "@/lib/action";
import { requirePerson } from "@/lib/auth/session";
import { lookAt } from "@/lib/live/commands";
import { lookInput, positionSchema } from "@/lib/live/schema";
import { liveStream } from "@/lib/live/stream";
import { memberRoute } from "@/lib/route";

/** What changes in the workspace from now on, or from the event that the browser knows last. */
export const GET = memberRoute(async (actor, request) => {
  const { sessionId } = await requirePerson();
  const { searchParams } = new URL(request.url);
  const { tab, after } = parseInput(z.object({ tab: z.uuid(), after: positionSchema.nullable() }), {
    tab: searchParams.get("tab"),
    after: request.headers.get("last-event-id") ?? searchParams.get("after"),
  });
  const stream = liveStream({
    actor,
    sessionId,
    tab,
    after: after === null ? null : BigInt(after),
    signal: request.signal,
  });
  return new Response(stream, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      // No proxy between is to change it, which would mean waiting for its end.
      "cache-control": "no-cache, no-transform",
      "x-accel-buffering": "no",
    },
  });
});

/** What the tab has before its person. */
export const POST = memberRoute(async (actor, request) => {
  await lookAt(actor, parseInput(lookInput, await request.json().catch(() => null)));
  return new Response(null, { status: 204 });
});
