import { randomBytes } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type pg from "pg";
import { type BackupEntry, type BackupHeader, writeLines } from "@/lib/db/backup-format";
import type { Connection } from "@/lib/db/connection";
import { appliedMigrations } from "@/lib/db/migrate";

export interface BackupResult {
  file: string;
  rows: number;
  bytes: number;
}

/**
 * Writes everything in the database into one file, as it is at one moment, and has the disk confirm
 * it. The file appears under its name when it is whole. The embedded database serves nobody else
 * meanwhile.
 *
 * Pictures and documents are rows, so they are in it. The data folder's secrets are not: a restored
 * Stet makes new ones, and people sign in again.
 */
export async function writeBackup(connection: Connection, file: string): Promise<BackupResult> {
  await mkdir(path.dirname(file), { recursive: true });
  const partial = `${file}.${randomBytes(4).toString("hex")}.partial`;
  const client = await connection.pool.connect();
  let rows = 0;
  try {
    await client.query("begin isolation level repeatable read read only");
    await client.query("set local datestyle to iso");
    await client.query("set local bytea_output to hex");
    const lines = writeLines(await readHeader(client), readTables(client), (count) => {
      rows = count;
    });
    await pipeline(
      lines,
      createGzip({ level: 4 }),
      createWriteStream(partial, { mode: 0o600, flags: "wx" }),
    );
    await sync(partial);
    await rename(partial, file);
    if (process.platform !== "win32") await sync(path.dirname(file));
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  } finally {
    await client.query("rollback").then(
      () => client.release(),
      () => client.release(true),
    );
  }
  return { file, rows, bytes: (await stat(file)).size };
}

async function readHeader(client: pg.PoolClient): Promise<BackupHeader> {
  const heads = await client.query<{ exists: boolean }>(
    `select to_regclass('"LogHead"') is not null as exists`,
  );
  const logHeads = heads.rows[0]?.exists
    ? await client.query<BackupHeader["logHeads"][number]>(
        `select "workspaceId"::text as "workspaceId", sequence::text as sequence, hash
         from "LogHead" order by "workspaceId"`,
      )
    : { rows: [] };
  const sequences = await client.query<BackupHeader["sequences"][number]>(
    `select quote_ident(sequencename) as name, last_value::text as value from pg_sequences
     where schemaname = 'public' and last_value is not null`,
  );
  return {
    format: "stet-backup",
    version: 1,
    madeAt: new Date().toISOString(),
    migrations: await appliedMigrations(client),
    logHeads: logHeads.rows,
    sequences: sequences.rows,
  };
}

interface Table {
  name: string;
  columns: string[];
  /** Whether its rows may be megabytes each. */
  heavy: boolean;
}

async function* readTables(client: pg.PoolClient): AsyncGenerator<BackupEntry> {
  const { rows: tables } = await client.query<Table>(
    `select c.relname as name,
       array_agg(a.attname::text order by a.attnum) as columns,
       bool_or(a.atttypid = 'bytea'::regtype or a.attname in ('document', 'doc', 'text')) as heavy
     from pg_class c
     join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
       and not a.attisdropped and a.attgenerated = ''
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
     group by c.relname order by c.relname`,
  );
  for (const { name, columns, heavy } of tables) {
    yield { kind: "table", table: name, columns };
    const selected = columns.map((column) => `${quote(column)}::text`).join(", ");
    await client.query(
      `declare backup no scroll cursor for select ${selected} from ${quote(name)}`,
    );
    const batch = heavy ? 10 : 1000;
    const fetch = { text: `fetch ${batch} from backup`, rowMode: "array" as const };
    for (;;) {
      const { rows } = await client.query<(string | null)[]>(fetch);
      for (const values of rows) yield { kind: "row", values };
      if (rows.length < batch) break;
    }
    await client.query("close backup");
  }
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

async function sync(entry: string): Promise<void> {
  const handle = await open(entry, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
