import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { childEnvironment, env, projectRoot } from "@/lib/env";
import { createDatabase, databaseUrl, onServer, TEST_DATABASE } from "@/tests/support/postgres";

/** How long a server may take until it is ready; a build, where one is needed, included. */
const START_MS = 300_000;

/** The real server, as `npm start` runs it, on a data folder and a port of its own. */
export interface StetServer {
  url: string;
  /** The address that set-up is done at, where that is still to be done. */
  setUpUrl: string | null;
  data: string;
  port: number;
  /** Ends it as a crash does, without any warning. */
  kill: () => Promise<void>;
  /** Ends it in good order. */
  stop: () => Promise<void>;
}

/**
 * A new data folder. Where the journeys run on PostgreSQL, it stands for a database on the test
 * server, which is made and removed with it.
 */
export async function newDataFolder(): Promise<string> {
  const data = await mkdtemp(path.join(os.tmpdir(), `stet-journey_${Date.now().toString(36)}_`));
  if (postgres) await createDatabase(postgres, databaseName(data));
  return data;
}

export async function removeDataFolder(data: string): Promise<void> {
  if (postgres)
    await onServer(postgres, `drop database if exists "${databaseName(data)}" with (force)`);
  await rm(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

/** The PostgreSQL server that the journeys run on, where they do. */
export const postgres = env.TEST_JOURNEYS_ON === "server" ? env.TEST_DATABASE_URL : undefined;

/** The database that a data folder stands for, where the journeys run on PostgreSQL. */
export function databaseName(data: string): string {
  return path.basename(data).replace("stet-journey_", TEST_DATABASE);
}

/** Where journeys serve pages to be fetched; any other address of this machine is refused. */
export const JOURNEY_WEB = "127.0.0.1";

/** Starts the server and waits for the address that it prints. */
export async function startServer(
  data: string,
  usePort?: number,
  more: Record<string, string> = {},
): Promise<StetServer> {
  const port = usePort ?? (await freePort());
  const variables = { PORT: String(port), STET_FETCH_ALLOW: `${JOURNEY_WEB}/32`, ...more };
  const server = runScript("lib/cli/start.ts", data, variables, ["--as-built"]);
  let printed = "";
  const address = await new Promise<URL>((resolve, reject) => {
    const late = setTimeout(() => fail("It did not get ready in time."), START_MS);
    const fail = (reason: string) => {
      server.kill("SIGKILL");
      reject(new Error(`The server did not start. ${reason}\n${printed}`));
    };
    const read = (chunk: Buffer) => {
      printed += chunk.toString();
      const found = /http:\/\/localhost:\d+\S*(?=\s)/.exec(printed)?.[0];
      if (!found) return;
      clearTimeout(late);
      resolve(new URL(found));
    };
    server.stdout?.on("data", read);
    server.stderr?.on("data", read);
    server.once("exit", (code) => {
      clearTimeout(late);
      fail(`It ended with the code ${code}.`);
    });
  });
  const end = (signal: NodeJS.Signals) =>
    new Promise<void>((resolve) => {
      if (server.exitCode !== null || server.signalCode !== null) return resolve();
      server.once("exit", () => resolve());
      server.kill(signal);
    });
  return {
    url: address.origin,
    setUpUrl: address.pathname === "/" ? null : address.href,
    data,
    port,
    kill: () => end("SIGKILL"),
    stop: () => end("SIGTERM"),
  };
}

/** Runs one of the project's commands on a data folder to its end. */
export async function runCommand(
  script: string,
  data: string,
  args: string[] = [],
  variables: Record<string, string> = {},
): Promise<{ code: number | null; output: string }> {
  const command = runScript(script, data, variables, args);
  let output = "";
  const read = (chunk: Buffer) => {
    output += chunk.toString();
  };
  command.stdout?.on("data", read);
  command.stderr?.on("data", read);
  const code = await new Promise<number | null>((resolve) => command.once("close", resolve));
  return { code, output };
}

/** One process without a launcher before it, so that a signal reaches what it is meant for. */
function runScript(
  script: string,
  data: string,
  variables: Record<string, string> = {},
  args: string[] = [],
): ChildProcess {
  return spawn(process.execPath, ["--import", "tsx", script, ...args], {
    cwd: projectRoot,
    env: childEnvironment({
      TSX_TSCONFIG_PATH: path.join(projectRoot, "tsconfig.cli.json"),
      DATABASE_URL: postgres ? databaseUrl(postgres, databaseName(data)) : "",
      STET_URL: "",
      NODE_ENV: "production",
      STET_DATA: data,
      ...variables,
    }),
    stdio: ["ignore", "pipe", "pipe"],
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once("error", reject);
    probe.listen(0, () => {
      const address = probe.address();
      probe.close(() =>
        address !== null && typeof address === "object"
          ? resolve(address.port)
          : reject(new Error("no free port")),
      );
    });
  });
}
