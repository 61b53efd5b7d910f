import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { defineConfig } from "vitest/config";
import { env } from "./lib/env.ts";

const root = import.meta.dirname;

/** Every test file; the journeys of tests/journeys are Playwright's and are named *.spec.ts. */
const testFiles = ["lib", "components", "tests"].flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.test\.tsx?$/.test(name))
    .map((name) => path.join(folder, name).replaceAll(path.sep, "/")),
);

// A file that asks for a database runs on each kind of it; all others run once.
const withDatabase = testFiles.filter((file) =>
  readFileSync(path.join(root, file), "utf8").includes("@/tests/support/database"),
);
const pure = testFiles.filter((file) => !withDatabase.includes(file));

const databaseProject = (name: string) => ({
  extends: true as const,
  test: {
    name,
    include: withDatabase,
    globalSetup: ["tests/support/database-template.ts"],
  },
});

export default defineConfig({
  resolve: {
    alias: {
      "@": root,
      "server-only": path.join(root, "node_modules/server-only/empty.js"),
    },
  },
  test: {
    // A bound for what hangs, not a measure: machines that run tests are busy with other things.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    maxWorkers: 2,
    projects: [
      // They hold nothing open: what one file has loaded serves the next.
      { extends: true, test: { name: "pure", include: pure, isolate: false } },
      databaseProject("embedded"),
      ...(env.TEST_DATABASE_URL ? [databaseProject("postgres")] : []),
    ],
  },
});
