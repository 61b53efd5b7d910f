import { daily } from "@/lib/cli/daily";
import { ensureBuild, ensureClient } from "@/lib/cli/prepare";
import { run, say } from "@/lib/cli/run";
import { closeDatabase, openDatabase } from "@/lib/db/open";
import { secrets } from "@/lib/db/secrets";
import { env, setServerEnvironment } from "@/lib/env";

const developing = process.argv.includes("--dev");

run(async () => {
  setServerEnvironment({
    secret: secrets().session,
    mode: developing ? "development" : "production",
  });
  // First, because it takes the data folder: nothing is built under a server that is running.
  const { lock } = await openDatabase();
  try {
    await ensureClient();
    if (!developing) await ensureBuild();
    // These import the client and Next, which must find it generated and the environment set.
    const { serve } = await import("@/lib/cli/serve");
    const { answerRequest } = await import("@/lib/cli/request");
    const server = await serve({ developing });
    lock?.serve(answerRequest);
    const jobs = daily();
    say(await greeting());
    stopOnSignal(async () => {
      jobs.stop();
      await server.stop();
      await closeDatabase();
    });
  } catch (error) {
    await closeDatabase();
    throw error;
  }
});

async function greeting(): Promise<string> {
  const { setupToken } = await import("@/lib/workspace/installation");
  const token = await setupToken();
  if (token === null) return `Stet is ready at ${env.STET_URL}`;
  return [
    "Stet is ready. Set it up here; the address works once and changes at every start:",
    `${env.STET_URL}/set-up?token=${token}`,
  ].join("\n");
}

/** Stops in good order on the first signal, and at once on the second. */
function stopOnSignal(stop: () => Promise<void>): void {
  let stopping = false;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(1);
      stopping = true;
      stop().then(
        () => process.exit(0),
        (error: unknown) => {
          process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
          process.exit(1);
        },
      );
    });
  }
}
