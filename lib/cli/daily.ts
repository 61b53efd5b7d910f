import { mkdir, readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import { writeBackup } from "@/lib/db/backup";
import { openDatabase } from "@/lib/db/open";
import { env } from "@/lib/env";
import { logError } from "@/lib/log";

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
/** How many daily backups are kept. */
const KEPT = 7;
const BACKUP = /^\d{4}-\d{2}-\d{2}\.stet\.gz$/;

/** Does what is done once a day, for as long as the server runs: looks every hour whether it is time. */
export function daily(): { stop: () => void } {
  const look = () => {
    backUpDaily(path.join(env.STET_DATA, "backups")).catch(logError);
    sweep().catch(logError);
  };
  const first = setTimeout(look, 60_000);
  const later = setInterval(look, HOUR_MS);
  first.unref();
  later.unref();
  return {
    stop: () => {
      clearTimeout(first);
      clearInterval(later);
    },
  };
}

/**
 * Backs up the embedded database into a folder, when the last such backup is a day old, and keeps
 * the last seven. A PostgreSQL server's backups are its operator's.
 */
export async function backUpDaily(folder: string, now = new Date()): Promise<string | undefined> {
  const { connection } = await openDatabase();
  if (connection.kind !== "embedded") return undefined;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const newest = (await backupsIn(folder)).at(-1);
  if (newest) {
    const { mtime } = await stat(path.join(folder, newest));
    if (now.getTime() - mtime.getTime() < DAY_MS) return undefined;
  }
  const file = path.join(folder, `${now.toISOString().slice(0, 10)}.stet.gz`);
  await writeBackup(connection, file);
  for (const name of (await backupsIn(folder)).slice(0, -KEPT)) await rm(path.join(folder, name));
  return file;
}

async function sweep(): Promise<void> {
  // Imports the database's client, which must have been generated.
  const { sweepRawPages } = await import("@/lib/article/raw-page");
  await sweepRawPages();
}

async function backupsIn(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => BACKUP.test(name)).sort();
}
