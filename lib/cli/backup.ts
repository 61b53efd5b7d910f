import { existsSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { askServer } from "@/lib/cli/request";
import { CommandError, run, say } from "@/lib/cli/run";
import { writeBackup } from "@/lib/db/backup";
import { close, openAsIs } from "@/lib/db/open";

const resultSchema = z.object({ file: z.string(), rows: z.number(), bytes: z.number() });

run(async () => {
  const name = process.argv[2];
  if (!name) throw new CommandError("Say where to: npm run backup -- FILE");
  const file = path.resolve(name);
  if (existsSync(file)) {
    throw new CommandError(`${file} exists already. Choose another name.`);
  }
  const result =
    (await askServer({ request: "backup", file }, resultSchema)) ?? (await alone(file));
  const size = (result.bytes / 1e6).toFixed(1);
  say(`Backed up ${result.rows.toLocaleString("en")} rows to ${result.file} (${size} MB).`);
});

async function alone(file: string) {
  const opened = await openAsIs();
  try {
    return await writeBackup(opened.connection, file);
  } finally {
    await close(opened);
  }
}
