import { unreadCount } from "@/lib/notification/queries";
import { reviewCount } from "@/lib/review/queries";
import { memberRoute } from "@/lib/route";

/**
 * How much waits for the person, for the bar of every page. No action: those are done one after the
 * other in a browser, and nobody's own work should wait for a count.
 */
export const GET = memberRoute(async (actor) => {
  const [unread, review] = await Promise.all([unreadCount(actor), reviewCount(actor)]);
  return Response.json({ unread, review }, { headers: { "cache-control": "no-store" } });
});
