import { spawn } from "node:child_process";
import { projectRoot } from "@/lib/env";

/** Runs a Node program without a shell, to its end, and answers with all that it printed. */
export function collectOutput(
  args: string[],
  env: NodeJS.ProcessEnv,
  cwd = projectRoot,
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd,
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const chunks: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, output: Buffer.concat(chunks).toString() }));
  });
}
