import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { z } from "zod";
import { ensureClient } from "@/lib/cli/prepare";
import { run, say } from "@/lib/cli/run";
import { childEnvironment, env, projectRoot } from "@/lib/env";
import { ensureChromium } from "@/tests/support/chromium";

// Every test there is: `npm test`. The last line says how many passed and failed.

interface Count {
  passed: number;
  failed: number;
  skipped: number;
}

const reports = mkdtempSync(path.join(os.tmpdir(), "stet-tests-"));

run(async () => {
  try {
    await ensureClient();
    const counts = [await runVitest()];
    counts.push(...(await runJourneys()));
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
  if (!env.TEST_DATABASE_URL)
    say("TEST_DATABASE_URL is not set: testing the embedded database only.");
  const file = path.join(reports, "vitest.json");
  const code = await runNode(
    "node_modules/vitest/vitest.mjs",
    ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${file}`],
    { NODE_ENV: "test" },
  );
  const report = readReport(file, vitestReport);
  if (!report) return nothingRan("vitest");
  // A file that cannot even be loaded has no tests that could fail.
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === "failed" && !assertionResults.some((result) => result.status === "failed"),
  );
  return checked("vitest", code, {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + report.numTodoTests,
  });
}

async function runJourneys(): Promise<Count[]> {
  try {
    const chromium = ensureChromium();
    const counts = [await runPlaywright("embedded", chromium)];
    if (env.TEST_DATABASE_URL) counts.push(await runPlaywright("server", chromium));
    return counts;
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
  say(`Journeys on the ${kind === "embedded" ? "embedded database" : "PostgreSQL server"}`);
  const file = path.join(reports, `playwright-${kind}.json`);
  const code = await runNode(
    "node_modules/@playwright/test/cli.js",
    ["test", "--reporter=list,json"],
    {
      PLAYWRIGHT_JSON_OUTPUT_FILE: file,
      STET_CHROMIUM: chromium,
      TEST_JOURNEYS_ON: kind,
      // Its pages are those of the run before: looking for barriers takes a sixth of the time.
      ...(kind === "server" && { TEST_BARRIERS: "seen" }),
    },
  );
  const report = readReport(file, playwrightReport);
  if (!report) return nothingRan(`the journeys (${kind})`);
  const { expected, unexpected, flaky, skipped } = report.stats;
  return checked(`the journeys (${kind})`, code, {
    passed: expected,
    failed: unexpected + flaky + report.errors.length,
    skipped,
  });
}

/** Nothing passes by not running: neither an empty run nor one that ended badly without a failure. */
function checked(name: string, code: number | null, count: Count): Count {
  if (count.passed + count.failed === 0) return nothingRan(name);
  if (code !== 0 && count.failed === 0) {
    say(`${name} ended with the code ${code} although no test failed.`);
    return { ...count, failed: 1 };
  }
  return count;
}

function nothingRan(name: string): Count {
  say(`${name}: no test was run.`);
  return { passed: 0, failed: 1, skipped: 0 };
}

function readReport<T>(file: string, schema: z.ZodType<T>): T | undefined {
  if (!existsSync(file)) return undefined;
  return schema.parse(JSON.parse(readFileSync(file, "utf8")));
}

function runNode(
  script: string,
  args: string[],
  variables: Record<string, string>,
): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.join(projectRoot, script), ...args], {
      cwd: projectRoot,
      env: childEnvironment(variables),
      stdio: ["ignore", "inherit", "inherit"],
    });
    child.on("error", reject);
    child.on("close", resolve);
  });
}
