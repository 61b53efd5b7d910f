import path from "node:path";
import { CommandError, run, say } from "@/lib/cli/run";
import { close, openAsIs } from "@/lib/db/open";
import { restoreBackup } from "@/lib/db/restore";

run(async () => {
  const args = process.argv.slice(2);
  const replace = args.includes("--replace");
  const [name, ...more] = args.filter((arg) => arg !== "--replace");
  if (!name || more.length > 0) {
    throw new CommandError("Say which backup: npm run restore -- FILE [--replace]");
  }
  const opened = await openAsIs();
  try {
    const result = await restoreBackup(opened.connection, path.resolve(name), { replace });
    say(`Restored ${result.rows.toLocaleString("en")} rows as they were at ${result.madeAt}.`);
    if (result.migrated.length > 0) {
      say(`Then brought the database up to date: ${result.migrated.join(", ")}.`);
    }
  } finally {
    await close(opened);
  }
});
