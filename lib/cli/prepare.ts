import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { collectOutput } from "@/lib/cli/process";
import { CommandError, say } from "@/lib/cli/run";
import { childEnvironment, projectRoot } from "@/lib/env";

const CLIENT_SOURCES = ["prisma/schema", "prisma.config.ts", "package-lock.json"];
const BUILD_SOURCES = [
  "app",
  "components",
  "lib",
  "prisma",
  "public",
  "instrumentation.ts",
  "instrumentation-client.ts",
  "next.config.js",
  "package-lock.json",
  "postcss.config.mjs",
  "proxy.ts",
  "tsconfig.json",
];

/** Generates the Prisma client into lib/db/generated, unless that was made from the same schema. */
export async function ensureClient(options: { always?: boolean } = {}): Promise<void> {
  await unlessDone("lib/db/generated", CLIENT_SOURCES, options, async () => {
    const { args, variables } = prismaGenerate();
    const { code, output } = await collectOutput(args, childEnvironment(variables));
    if (code !== 0)
      throw new CommandError(`The database client could not be generated.\n${output}`);
  });
}

/**
 * How `prisma generate` is run without a network. Prisma looks for its schema engine even where it
 * will not run it, and would download one; naming any file that exists keeps it from looking.
 * Migrations are applied by the WebAssembly build of that engine (lib/db/schema-engine.ts).
 */
export function prismaGenerate(): { args: string[]; variables: Record<string, string> } {
  return {
    args: [path.join(projectRoot, "node_modules/prisma/build/index.js"), "generate", "--no-hints"],
    variables: {
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: "1",
      CHECKPOINT_DISABLE: "1",
    },
  };
}

/** Builds the application, unless it was built from the sources that are there. */
export async function ensureBuild(options: { always?: boolean } = {}): Promise<void> {
  await unlessDone(".next", BUILD_SOURCES, options, async () => {
    say("Building Stet. This takes a minute or two, once for each version.");
    const { code, output } = await collectOutput(
      [path.join(projectRoot, "node_modules/next/dist/bin/next"), "build"],
      childEnvironment({ NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" }),
    );
    if (code !== 0) throw new CommandError(`Stet could not be built.\n${output}`);
  });
}

/** Does some work whose result is a folder, unless a stamp in it says it was done from the same sources. */
async function unlessDone(
  result: string,
  sources: string[],
  { always = false }: { always?: boolean },
  work: () => Promise<void>,
): Promise<void> {
  const stampFile = path.join(projectRoot, result, "stamp");
  const stamp = stampOf(sources);
  if (!always && existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) return;
  await work();
  writeFileSync(stampFile, stamp);
}

/** A digest of what these files and folders hold, tests and generated files left out. */
function stampOf(sources: string[]): string {
  const hash = createHash("sha256");
  for (const source of sources) {
    for (const file of filesIn(source)) {
      hash.update(`${file}\0`);
      hash.update(readFileSync(path.join(projectRoot, file)));
      hash.update("\0");
    }
  }
  return hash.digest("hex");
}

function filesIn(source: string): string[] {
  const entry = path.join(projectRoot, source);
  if (!existsSync(entry)) return [];
  if (path.extname(source) !== "") return [source];
  return readdirSync(entry, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => path.relative(projectRoot, path.join(file.parentPath, file.name)))
    .map((file) => file.replaceAll(path.sep, "/"))
    .filter((file) => !file.startsWith("lib/db/generated/") && !/\.test\.tsx?$/.test(file))
    .sort();
}
