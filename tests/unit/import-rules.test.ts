import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { collectOutput } from "@/lib/cli/process";
import { childEnvironment, projectRoot } from "@/lib/env";

// A house in small, clean but for what a test plants in it.
const HOUSE: Record<string, string> = {
  "lib/env.ts": "export const env = 1;",
  "lib/action.ts": "export const action = 1;",
  "lib/web/fetch.ts": 'import "server-only";\nimport "@/lib/env";\nexport const fetched = 1;',
  "lib/db/client.ts": 'import "@/lib/env";\nexport const database = 1;',
  "lib/claim/schema.ts": "export const schema = 1;",
  "lib/claim/status.ts": 'import "./schema";\nexport const status = 1;',
  "lib/claim/queries.ts": 'import "server-only";\nimport "@/lib/db/client";\nexport const q = 1;',
  "lib/claim/commands.ts":
    'import "server-only";\nimport "@/lib/db/client";\nimport "@/lib/source/effects";\nimport "@/lib/web/fetch";\nexport const c = 1;',
  "lib/claim/actions.ts":
    '"use server";\nimport "@/lib/action";\nimport "./commands";\nexport const a = 1;',
  "lib/source/effects.ts": 'import "server-only";\nexport const e = 1;',
  "lib/source/commands.ts": 'import "server-only";\nexport const c = 1;',
  "components/ui/button.tsx": "export const Button = () => <button />;",
  "components/claim/card.tsx":
    'import "@/components/ui/button";\nimport "@/lib/claim/actions";\nimport "@/lib/claim/status";\nexport const Card = () => <p />;',
  "app/page.tsx":
    'import "@/components/claim/card";\nimport "@/lib/claim/queries";\nexport default () => <p />;',
  "app/api/route.ts": 'import "@/lib/claim/commands";\nexport const GET = 1;',
  "proxy.ts": 'import "@/lib/env";\nexport const proxy = 1;',
};

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "stet-rules-"));
  for (const [file, text] of Object.entries(HOUSE)) write(file, text);
  for (const file of [".dependency-cruiser.cjs", "tsconfig.json", "package.json"]) {
    cpSync(path.join(projectRoot, file), path.join(folder, file));
  }
  symlinkSync(
    path.join(projectRoot, "node_modules"),
    path.join(folder, "node_modules"),
    "junction",
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), `${text}\n`);
}

const report = z.object({
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), rule: z.object({ name: z.string() }) })),
  }),
});

/** The rules that are broken, and where. */
async function violations(): Promise<string[]> {
  const { output } = await collectOutput(
    [
      path.join(projectRoot, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs"),
      ...["app", "components", "lib", "proxy.ts"],
      ...["--output-type", "json"],
    ],
    childEnvironment({}),
    folder,
  );
  const { summary } = report.parse(JSON.parse(output.slice(output.indexOf("{"))));
  return summary.violations.map(({ rule, from }) => `${rule.name} ${from}`);
}

test("a clean house passes", async () => {
  expect(await violations()).toEqual([]);
});

const PLANTED: [rule: string, file: string, text: string][] = [
  ["components-act-through-actions", "components/claim/a.tsx", 'import "@/lib/claim/queries";'],
  ["components-act-through-actions", "components/claim/b.tsx", 'import "@/lib/db/client";'],
  ["ui-knows-no-noun", "components/ui/a.tsx", 'import "@/components/claim/card";'],
  ["ui-knows-no-noun", "components/ui/b.tsx", 'import "@/lib/claim/schema";'],
  ["pages-do-not-command", "app/a/page.tsx", 'import "@/lib/claim/commands";'],
  ["routes-do-not-touch-the-database", "app/api/a/route.ts", 'import "@/lib/db/client";'],
  ["lib-looks-down", "lib/claim/kind.ts", 'import "@/components/ui/button";'],
  ["pure-stays-pure", "lib/claim/policy.ts", 'import "./queries";'],
  ["pure-stays-pure", "lib/claim/form.ts", 'import "react";'],
  ["actions-are-one-line", "lib/source/actions.ts", 'import "@/lib/claim/commands";'],
  ["actions-are-for-components", "lib/source/queries.ts", 'import "@/lib/claim/actions";'],
  ["commands-do-not-command-others", "lib/review/commands.ts", 'import "@/lib/claim/commands";'],
  ["web-stands-alone", "lib/web/page.ts", 'import "@/lib/claim/status";'],
  ["commands-fetch", "lib/source/effects.ts", 'import "@/lib/web/fetch";'],
  ["the-servers-roles-say-so", "lib/review/queries.ts", ""],
  ["no-unresolved", "components/claim/c.tsx", 'import "@/lib/claim/nowhere";'],
];

test("every forbidden import that is planted is refused", async () => {
  for (const [rule, file, text] of PLANTED) {
    const serverOnly =
      rule !== "the-servers-roles-say-so" && /(queries|commands|effects)\.ts$/.test(file);
    write(file, `${serverOnly ? 'import "server-only";\n' : ""}${text}\nexport const planted = 1;`);
  }
  write("lib/claim/circle.ts", 'import "./round";\nexport const circle = 1;');
  write("lib/claim/round.ts", 'import "./circle";\nexport const round = 1;');
  write("proxy.ts", 'import "@/lib/claim/queries";\nexport const proxy = 1;');
  const found = await violations();
  for (const [rule, file] of PLANTED) expect(found).toContain(`${rule} ${file}`);
  expect(found).toContain("no-circles lib/claim/circle.ts");
  expect(found).toContain("proxy-guards-nothing proxy.ts");
});
