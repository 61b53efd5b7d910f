import { defineConfig, devices } from "@playwright/test";
import { CHROMIUM_ARGS, findChromium } from "./tests/support/chromium";

const executablePath = findChromium();

/** The journeys, which share one server (tests/support/journey-setup.ts) but for what is told of servers. */
export default defineConfig({
  testDir: "tests/journeys",
  outputDir: "test-results",
  globalSetup: "./tests/support/journey-setup.ts",
  workers: 2,
  fullyParallel: true,
  // Bounds for what hangs, not measures: machines that run tests are busy with other things.
  timeout: 300_000,
  expect: { timeout: 40_000 },
  forbidOnly: true,
  reporter: "list",
  use: {
    ...devices["Desktop Chrome"],
    screenshot: "only-on-failure",
    actionTimeout: 60_000,
    locale: "en-GB",
    launchOptions: { args: CHROMIUM_ARGS, ...(executablePath ? { executablePath } : {}) },
  },
});
