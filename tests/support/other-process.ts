import { createInterface } from "node:readline";
import type { MemberActor } from "@/lib/auth/actor";
import { closeDatabase, openDatabase } from "@/lib/db/open";
import { newId } from "@/lib/id";
import { lookAt } from "@/lib/live/commands";
import { presence } from "@/lib/live/presence";
import { createSource } from "@/lib/source/commands";
import { createSourceInput } from "@/lib/source/schema";

// Another server process on the same database: does what it is told on its standard input, one
// command a line, and says so on its standard output. Tests start it.

interface Told {
  actor: MemberActor;
  /** Makes a source with this title, */
  source?: string;
  /** or has a tab look at an article. */
  look?: { tab: string; articleId: string | null; claimId: string | null };
}

const say = (what: string) => process.stdout.write(`${what}\n`);

await openDatabase();
const stop = presence().watch(() => {});
say("ready");
for await (const line of createInterface({ input: process.stdin })) {
  const { actor, source, look }: Told = JSON.parse(line);
  if (source) await createSource(actor, createSourceInput.parse({ id: newId(), title: source }));
  if (look) await lookAt(actor, look);
  say("done");
}
stop();
await closeDatabase();
