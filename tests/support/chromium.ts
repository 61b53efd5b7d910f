import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import path from "node:path";
import { chromium } from "@playwright/test";
import { childEnvironment, env, projectRoot } from "@/lib/env";

/** How a Chromium is started here: in containers too, and without asking the network for anything. */
export const CHROMIUM_ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

// The first of them has no window to draw, and runs the journeys in three quarters of the time.
const NAMES = [
  "chromium-headless-shell",
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "chrome",
];
const ELSEWHERE = [
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

/** The Chromium of STET_CHROMIUM, the system's, or Playwright's; undefined when there is none. */
export function findChromium(): string | undefined {
  if (env.STET_CHROMIUM) {
    if (existsSync(env.STET_CHROMIUM)) return env.STET_CHROMIUM;
    throw new Error(`STET_CHROMIUM names ${env.STET_CHROMIUM}, which does not exist.`);
  }
  const folders = (childEnvironment({}).PATH ?? "").split(path.delimiter);
  const onPath = folders.flatMap((folder) => NAMES.map((name) => path.join(folder, name)));
  return [...onPath, ...ELSEWHERE, chromium.executablePath()].find(isExecutable);
}

/**
 * Finds a Chromium or installs one: Playwright's, or the system's where we may.
 *
 * @throws Error that says what to install
 */
export function ensureChromium(): string {
  const found = findChromium();
  if (found) return found;
  for (const [command, args, variables] of installers()) {
    process.stdout.write(`No Chromium was found. Trying: ${[command, ...args].join(" ")}\n`);
    spawnSync(command, args, {
      cwd: projectRoot,
      env: childEnvironment(variables),
      stdio: ["ignore", "inherit", "inherit"],
    });
    const installed = findChromium();
    if (installed) return installed;
  }
  throw new Error(
    "The journeys need a Chromium and none could be installed. Install Chromium or Chrome (on Debian and Ubuntu: sudo apt-get install chromium; on macOS: brew install --cask chromium), or name one in STET_CHROMIUM.",
  );
}

type Installer = [command: string, args: string[], variables: Record<string, string>];

function installers(): Installer[] {
  const playwright = path.join(projectRoot, "node_modules/@playwright/test/cli.js");
  const all: Installer[] = [[process.execPath, [playwright, "install", "chromium"], {}]];
  if (process.getuid?.() !== 0) return all;
  const quiet = { DEBIAN_FRONTEND: "noninteractive" };
  all.push(["apt-get", ["update", "-q"], quiet]);
  all.push(["apt-get", ["install", "-y", "-q", "--no-install-recommends", "chromium"], quiet]);
  all.push(["dnf", ["install", "-y", "chromium"], {}]);
  all.push(["apk", ["add", "chromium"], {}]);
  return all;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
