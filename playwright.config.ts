import { defineConfig, devices } from "@playwright/test";
import { CHROMIUM_ARGS, findChromium } from "./tests/support/chromium";

const executablePath = findChromium();

/** The journeys. Each worker starts a server of its own (tests/support/journey.ts). */
export default defineConfig({
  testDir: "tests/journeys",
  // TODO(#2): written, but not yet shown to pass from start to end. Each leaves this list, and joins
  // every run, with the commit that shows it.
  testIgnore: [
    "annotate.spec.ts",
    "campaign.spec.ts",
    "claim.spec.ts",
    "crash.spec.ts",
    "import.spec.ts",
    "keys.spec.ts",
    "looks.spec.ts",
    "members.spec.ts",
    "review.spec.ts",
    "set-up.spec.ts",
  ],
  outputDir: "test-results",
  globalSetup: "./tests/support/build.ts",
  workers: 2,
  // Bounds for what hangs, not measures: machines that run tests are busy with other things.
  timeout: 300_000,
  expect: { timeout: 40_000 },
  forbidOnly: true,
  reporter: "list",
  use: {
    ...devices["Desktop Chrome"],
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    locale: "en-GB",
    launchOptions: { args: CHROMIUM_ARGS, ...(executablePath ? { executablePath } : {}) },
  },
});
