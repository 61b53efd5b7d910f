import { z } from "zod";
import { ensureClient } from "@/lib/cli/prepare";
import { askServer, describeLogs, type LogDescription } from "@/lib/cli/request";
import { run, say } from "@/lib/cli/run";
import { closeDatabase } from "@/lib/db/open";

const logsSchema: z.ZodType<LogDescription[]> = z.array(
  z.object({ slug: z.string(), events: z.number(), fault: z.string().nullable() }),
);

run(async () => {
  const logs = (await askServer({ request: "verify-log" }, logsSchema)) ?? (await alone());
  if (logs.length === 0) say("There is no workspace yet, and so no log.");
  for (const { slug, events, fault } of logs) {
    const count = events.toLocaleString("en");
    say(fault ? `${slug}: ${fault}.` : `${slug}: ${count} events, and the chain holds.`);
  }
  if (logs.some(({ fault }) => fault)) process.exitCode = 1;
});

async function alone(): Promise<LogDescription[]> {
  await ensureClient();
  try {
    return await describeLogs();
  } finally {
    await closeDatabase();
  }
}
