import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { z } from "zod";
import { ensureBuild, ensureClient } from "@/lib/cli/prepare";
import { run, say } from "@/lib/cli/run";
import { childEnvironment, env, projectRoot } from "@/lib/env";
import { ensureChromium } from "@/tests/support/chromium";

// Every test there is: `npm test`. The last line says how many passed and failed.
//
// All parts run beside one another, each with databases, servers and a folder of its own: one alone
// waits for a page, a disk or a clock nearly half of its time. Each line says whose it is.

interface Count {
  passed: number;
  failed: number;
  skipped: number;
}

const reports = mkdtempSync(path.join(os.tmpdir(), "stet-tests-"));

run(async () => {
  try {
    await ensureClient();
    // Alone, and once: what the journeys start serves it as it is.
    await ensureBuild();
    const counts = (await Promise.all([runVitest(), runJourneys()])).flat();
    const total = { passed: 0, failed: 0, skipped: 0 };
    for (const count of counts) {
      total.passed += count.passed;
      total.failed += count.failed;
      total.skipped += count.skipped;
    }
    const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : "";
    say(`${total.passed} passed, ${total.failed} failed${skipped}`);
    if (total.failed > 0) process.exitCode = 1;
  } finally {
    rmSync(reports, { recursive: true });
  }
});

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) }),
  ),
});

async function runVitest(): Promise<Count> {
  const say = sayAs("vitest");
  if (!env.TEST_DATABASE_URL)
    say("TEST_DATABASE_URL is not set: testing the embedded database only.");
  const file = path.join(reports, "vitest.json");
  const code = await runNode(
    say,
    "node_modules/vitest/vitest.mjs",
    ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${file}`],
    { NODE_ENV: "test" },
  );
  const report = readReport(file, vitestReport);
  if (!report) return nothingRan(say);
  // A file that cannot even be loaded has no tests that could fail.
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === "failed" && !assertionResults.some((result) => result.status === "failed"),
  );
  return checked(say, code, {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + report.numTodoTests,
  });
}

async function runJourneys(): Promise<Count[]> {
  try {
    const chromium = ensureChromium();
    const kinds = env.TEST_DATABASE_URL
      ? (["embedded", "server"] as const)
      : (["embedded"] as const);
    return await Promise.all(kinds.map((kind) => runPlaywright(kind, chromium)));
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return [{ passed: 0, failed: 1, skipped: 0 }];
  }
}

const playwrightReport = z.object({
  stats: z.object({
    expected: z.number(),
    unexpected: z.number(),
    flaky: z.number(),
    skipped: z.number(),
  }),
  errors: z.array(z.unknown()),
});

async function runPlaywright(kind: "embedded" | "server", chromium: string): Promise<Count> {
  const say = sayAs(`journeys, ${kind === "embedded" ? "embedded" : "PostgreSQL"}`);
  const file = path.join(reports, `playwright-${kind}.json`);
  const code = await runNode(
    say,
    "node_modules/@playwright/test/cli.js",
    ["test", "--reporter=list,json", "--output", path.join("test-results", kind)],
    {
      PLAYWRIGHT_JSON_OUTPUT_FILE: file,
      STET_CHROMIUM: chromium,
      TEST_JOURNEYS_ON: kind,
    },
  );
  const report = readReport(file, playwrightReport);
  if (!report) return nothingRan(say);
  const { expected, unexpected, flaky, skipped } = report.stats;
  return checked(say, code, {
    passed: expected,
    failed: unexpected + flaky + report.errors.length,
    skipped,
  });
}

type Say = typeof say;

/** Says lines of one part among those of the others. */
function sayAs(part: string): Say {
  return (line) => say(line === "" ? "" : `[${part}] ${line}`);
}

/** Nothing passes by not running: neither an empty run nor one that ended badly without a failure. */
function checked(say: Say, code: number | null, count: Count): Count {
  if (count.passed + count.failed === 0) return nothingRan(say);
  if (code !== 0 && count.failed === 0) {
    say(`Ended with the code ${code} although no test failed.`);
    return { ...count, failed: 1 };
  }
  return count;
}

function nothingRan(say: Say): Count {
  say("No test was run.");
  return { passed: 0, failed: 1, skipped: 0 };
}

function readReport<T>(file: string, schema: z.ZodType<T>): T | undefined {
  if (!existsSync(file)) return undefined;
  return schema.parse(JSON.parse(readFileSync(file, "utf8")));
}

async function runNode(
  say: Say,
  script: string,
  args: string[],
  variables: Record<string, string>,
): Promise<number | null> {
  const child = spawn(process.execPath, [path.join(projectRoot, script), ...args], {
    cwd: projectRoot,
    env: childEnvironment(variables),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  const [code] = await Promise.all([ended, sayAll(say, child.stdout), sayAll(say, child.stderr)]);
  return code;
}

async function sayAll(say: Say, output: Readable): Promise<void> {
  for await (const line of createInterface({ input: output })) say(line);
}
