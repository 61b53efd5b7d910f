import { spawn } from "node:child_process";
import path from "node:path";
import { childEnvironment, projectRoot } from "@/lib/env";

/**
 * Generates the Prisma client into lib/db/generated, without a network.
 *
 * Prisma looks for its schema engine even where it will not run it, and would download one:
 * naming any file that exists keeps it from looking. Migrations are applied by the WebAssembly
 * build of that engine.
 */
export async function generateClient(): Promise<void> {
  const prisma = path.join(projectRoot, "node_modules/prisma/build/index.js");
  const result = await collect([prisma, "generate", "--no-hints"], {
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    PRISMA_HIDE_UPDATE_MESSAGE: "1",
    CHECKPOINT_DISABLE: "1",
  });
  if (result.code !== 0) {
    throw new Error(`prisma generate failed:\n${result.output}`);
  }
}

function collect(
  args: string[],
  variables: Record<string, string>,
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: projectRoot,
      env: childEnvironment(variables),
      stdio: ["ignore", "pipe", "pipe"],
    });
    const chunks: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, output: Buffer.concat(chunks).toString() }));
  });
}
