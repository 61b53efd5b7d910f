import "server-only";
import type { z } from "zod";
import type { MemberActor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import { loadClaim, tiesOf } from "@/lib/claim/ties";
import { database } from "@/lib/db/client";
import { secondCheckers } from "./effects";
import type { SecondChecker, secondCheckersInput } from "./schema";

/** Whom an editor can ask for a blind second check, those with the fewest before them first. */
export async function ableSecondCheckers(
  actor: MemberActor,
  { claimId }: z.output<typeof secondCheckersInput>,
): Promise<SecondChecker[]> {
  const client = await database();
  const hand = await loadClaim(client, actor, claimId);
  authorize(actor, "check:ask_second", tiesOf(hand, actor));
  const able = await secondCheckers(client, actor.workspaceId, hand);
  return able.toSorted((a, b) => a.load - b.load);
}
