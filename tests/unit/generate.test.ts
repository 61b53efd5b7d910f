import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { prismaGenerate } from "@/lib/cli/prepare";
import { collectOutput } from "@/lib/cli/process";
import { childEnvironment, projectRoot } from "@/lib/env";

test("the database client is generated without a network", async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "stet-generate-"));
  try {
    cpSync(path.join(projectRoot, "prisma/schema"), path.join(folder, "prisma/schema"), {
      recursive: true,
    });
    writeFileSync(path.join(folder, "package.json"), "{}");
    // Whoever asks for a name, a connection or a page is told that there is no network.
    const offline = path.join(folder, "offline.cjs");
    writeFileSync(
      offline,
      `const refuse = () => { process.stderr.write("asked the network\\n"); process.exit(9); };
       require("node:net").Socket.prototype.connect = refuse;
       require("node:dns").lookup = refuse;
       globalThis.fetch = refuse;`,
    );
    const { args, variables } = prismaGenerate();
    const { code, output } = await collectOutput(
      ["--require", offline, ...args, "--schema", path.join(folder, "prisma/schema")],
      childEnvironment(variables),
    );
    expect(output).not.toContain("asked the network");
    expect(code).toBe(0);
    expect(existsSync(path.join(folder, "lib/db/generated/client.ts"))).toBe(true);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
