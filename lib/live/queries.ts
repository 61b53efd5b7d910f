import "server-only";
import type { MemberActor } from "@/lib/auth/actor";
import { database } from "@/lib/db/client";
import { logPosition } from "@/lib/event/queries";

/** From where a page listens: the end of the workspace's log, read before what the page shows. */
export async function position(actor: MemberActor): Promise<string> {
  return logPosition(await database(), actor);
}
