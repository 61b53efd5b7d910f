import path from "node:path";
import { ensureClient } from "@/lib/cli/prepare";
import { collectOutput } from "@/lib/cli/process";
import { run, say } from "@/lib/cli/run";
import { childEnvironment, projectRoot } from "@/lib/env";

// What can be said of the code without running it: `npm run validate`. All of it is said, also when
// the first thing is wrong.

const CHECKS: [what: string, script: string, ...args: string[]][] = [
  ["format and lint", "@biomejs/biome/bin/biome", "check", "--error-on-warnings", "."],
  ["types", "typescript/bin/tsc", "--noEmit"],
  [
    "import rules",
    "dependency-cruiser/bin/dependency-cruise.mjs",
    ...["app", "components", "lib", "proxy.ts", "--output-type", "err-long"],
  ],
  ["dead code", "knip/bin/knip.js", "--no-progress"],
];

run(async () => {
  await ensureClient();
  // Types of routes and styles, which a build would write too.
  await node("next/dist/bin/next", ["typegen"]);
  const wrong: string[] = [];
  for (const [what, script, ...args] of CHECKS) {
    const { code, output } = await node(script, args);
    say(`${code === 0 ? "ok   " : "WRONG"} ${what}`);
    if (code === 0) continue;
    wrong.push(what);
    say(output.trimEnd());
  }
  if (wrong.length === 0) return;
  say(`Not valid: ${wrong.join(", ")}.`);
  process.exitCode = 1;
});

function node(script: string, args: string[]) {
  return collectOutput(
    [path.join(projectRoot, "node_modules", script), ...args],
    childEnvironment({ NEXT_TELEMETRY_DISABLED: "1" }),
  );
}
