import { daily } from "@/lib/cli/daily";
import { ensureBuild, ensureClient } from "@/lib/cli/prepare";
import { answerRequest } from "@/lib/cli/request";
import { run, say } from "@/lib/cli/run";
import { openPort, type Server } from "@/lib/cli/serve";
import { closeDatabase, openDatabase } from "@/lib/db/open";
import { secrets } from "@/lib/db/secrets";
import { env, setServerEnvironment } from "@/lib/env";

const developing = process.argv.includes("--dev");
/** Serves the build that is there, whatever has become of the sources; tests do. */
const asBuilt = process.argv.includes("--as-built");

run(async () => {
  setServerEnvironment({
    secret: secrets().session,
    mode: developing ? "development" : "production",
  });
  // First, because these take the data folder and the port: nothing is built under a server that
  // is running, and nobody waits for a build only to hear that the port is in use.
  const { lock } = await openDatabase();
  let server: Server | undefined;
  try {
    server = await openPort();
    if (!asBuilt) await ensureClient();
    if (!asBuilt && !developing) await ensureBuild();
    await server.serveApplication({ developing });
    lock?.serve(answerRequest);
    const jobs = daily();
    // Imports the database's client, which must have been generated.
    const { notify } = await import("@/lib/notification/job");
    const notifying = notify();
    say(await greeting());
    stopOnSignal(async () => {
      jobs.stop();
      await notifying.stop();
      await server?.stop();
      await closeDatabase();
    });
  } catch (error) {
    await server?.stop();
    await closeDatabase();
    throw error;
  }
});

async function greeting(): Promise<string> {
  // Imports the database's client, which must have been generated.
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
