import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { CommandError, run, say } from "@/lib/cli/run";
import { openEmbedded } from "@/lib/db/connection";
import { applyMigrations, diffToSchema, LOCKFILE, migrationsFolder } from "@/lib/db/migrate";

run(async () => {
  const name = process.argv[2];
  if (!name || !/^[a-z][a-z0-9_]*$/.test(name)) {
    throw new CommandError(
      "Say what the migration is for, in lower case: npm run migration -- add_citation_locator",
    );
  }
  const database = await openEmbedded({ memory: undefined });
  try {
    await applyMigrations(database);
    const sql = await diffToSchema(database.pool);
    if (sql.trim() === "") {
      say("The migrations already lead to the schema; there is nothing to write.");
      return;
    }
    const timestamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
    const folder = path.join(migrationsFolder, `${timestamp}_${name}`);
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, "migration.sql"), sql, { flag: "wx" });
    await writeFile(path.join(migrationsFolder, "migration_lock.toml"), LOCKFILE);
    say(`Wrote ${path.join(folder, "migration.sql")}. Read it before you commit it.`);
  } finally {
    await database.close();
  }
});
