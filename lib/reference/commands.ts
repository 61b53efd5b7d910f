import "server-only";
import type { MemberActor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import { command } from "@/lib/event/command";
import { createSource } from "@/lib/source/effects";
import type { ImportedReferences, ImportReferences } from "./schema";

/** Makes the sources of a list that a person has looked at; all of them or none. */
export function importReferences(
  actor: MemberActor,
  { sources }: ImportReferences,
): Promise<ImportedReferences> {
  return command(actor, async (work) => {
    authorize(actor, "source:import");
    let made = 0;
    for (const source of sources) {
      const { existing } = await createSource(work, { ...source, sameAddress: false });
      if (!existing) made += 1;
    }
    return { made };
  });
}
