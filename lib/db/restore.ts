import type pg from "pg";
import { type BackupHeader, checkBackup, readEntries } from "@/lib/db/backup-format";
import type { Connection } from "@/lib/db/connection";
import { DatabaseError } from "@/lib/db/database-error";
import {
  applyMigrations,
  CREATE_MIGRATIONS_TABLE,
  hasMigrationsTable,
  type Migration,
  readMigrations,
  refuseUnknown,
} from "@/lib/db/migrate";

export interface RestoreResult {
  madeAt: string;
  rows: number;
  /** Migrations that are newer than the backup, applied after it was restored. */
  migrated: string[];
}

/**
 * Makes a database what a backup says, in one transaction: the tables as the backup's migrations
 * make them, its rows, and then the newer migrations. The file is read through and checked before
 * anything is touched. It does not matter which kind of database the backup came from.
 *
 * @throws DatabaseError when the file cannot be used, or the database is not empty and `replace`
 * was not asked for
 */
export async function restoreBackup(
  connection: Connection,
  file: string,
  options: { replace: boolean },
): Promise<RestoreResult> {
  const header = await checkBackup(file);
  const known = await readMigrations();
  refuseUnknown(header.migrations, known, "The backup was made by");
  const names = new Set(header.migrations.map((migration) => migration.name));
  const scripts = known.filter((migration) => names.has(migration.name));

  const client = await connection.pool.connect();
  let rows = 0;
  let failure: unknown;
  let broken = false;
  try {
    await client.query("begin");
    await refuseToOverwrite(client, options.replace);
    await dropEverything(client);
    rows = await load(client, file, header, scripts);
    await client.query("commit");
  } catch (error) {
    failure = error;
    await client.query("rollback").catch(() => {
      broken = true;
    });
  } finally {
    client.release(broken);
  }
  if (failure instanceof DatabaseError) throw failure;
  if (failure) {
    throw new DatabaseError(
      `The backup could not be restored, and the database is as it was: ${failure instanceof Error ? failure.message : String(failure)}`,
      { cause: failure },
    );
  }
  return { madeAt: header.madeAt, rows, migrated: await applyMigrations(connection) };
}

/** What a started Stet that nobody has set up holds. */
const HARMLESS = ["_prisma_migrations", "Installation"];

async function refuseToOverwrite(client: pg.PoolClient, replace: boolean): Promise<void> {
  const tables = await tablesOf(client);
  const isOurs = await hasMigrationsTable(client);
  if (tables.length > 0 && !isOurs) {
    throw new DatabaseError(
      "The database holds tables that are not Stet's. Give Stet a database of its own.",
    );
  }
  if (replace) return;
  for (const table of tables) {
    if (HARMLESS.includes(table)) continue;
    const { rowCount } = await client.query(`select from ${quote(table)} limit 1`);
    if (rowCount) {
      throw new DatabaseError(
        "The database is not empty. To put the backup in the place of all that is in it, add --replace.",
      );
    }
  }
}

async function dropEverything(client: pg.PoolClient): Promise<void> {
  const { rows } = await client.query<{ statement: string }>(
    `select format('drop table %I cascade', c.relname) as statement from pg_class c
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
     union all
     select format('drop type if exists %I cascade', t.typname) from pg_type t
       where t.typnamespace = 'public'::regnamespace and t.typtype in ('e', 'd')
     union all
     select format('drop routine if exists %s cascade', p.oid::regprocedure) from pg_proc p
       where p.pronamespace = 'public'::regnamespace
         and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')`,
  );
  for (const { statement } of rows) await client.query(statement);
}

async function load(
  client: pg.PoolClient,
  file: string,
  header: BackupHeader,
  scripts: Migration[],
): Promise<number> {
  await client.query(CREATE_MIGRATIONS_TABLE);
  for (const { sql } of scripts) await client.query(sql);
  const putBack = await withoutConstraints(client);
  const rows = await insertRows(client, file);
  for (const statement of putBack) await client.query(statement);
  for (const { name, value } of header.sequences) {
    await client.query("select setval($1, $2)", [name, value]);
  }
  return rows;
}

/**
 * Drops foreign keys and stops triggers, and answers with the statements that bring them back:
 * tables point at one another in circles, so that no order of loading would do. Bringing a foreign
 * key back checks every row.
 */
async function withoutConstraints(client: pg.PoolClient): Promise<string[]> {
  const keys = await client.query<{ drop: string; add: string }>(
    `select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop,
       format('alter table %s add constraint %I %s', conrelid::regclass, conname,
         pg_get_constraintdef(oid)) as add
     from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace`,
  );
  const triggers = await client.query<{ stop: string; go: string }>(
    `select distinct format('alter table %s disable trigger user', tgrelid::regclass) as stop,
       format('alter table %s enable trigger user', tgrelid::regclass) as go
     from pg_trigger where not tgisinternal`,
  );
  for (const { drop } of keys.rows) await client.query(drop);
  for (const { stop } of triggers.rows) await client.query(stop);
  return [...triggers.rows.map(({ go }) => go), ...keys.rows.map(({ add }) => add)];
}

const BATCH_ROWS = 200;
const BATCH_CHARACTERS = 4_000_000;
/** The protocol numbers parameters with 16 bits. */
const MOST_PARAMETERS = 60_000;

async function insertRows(client: pg.PoolClient, file: string): Promise<number> {
  let insert: Insert | undefined;
  let batch: (string | null)[] = [];
  let inBatch = 0;
  let characters = 0;
  let total = 0;
  const flush = async () => {
    if (insert && inBatch > 0) await client.query(insert.text(inBatch), batch);
    total += inBatch;
    batch = [];
    inBatch = 0;
    characters = 0;
  };
  for await (const entry of readEntries(file)) {
    if (entry.kind === "table") {
      await flush();
      insert = await insertInto(client, entry.table, entry.columns);
      continue;
    }
    if (entry.values.length !== insert?.width) {
      throw new DatabaseError("The backup is damaged: a row does not fit its table.");
    }
    batch.push(...entry.values);
    inBatch += 1;
    for (const value of entry.values) characters += value?.length ?? 0;
    const full =
      inBatch >= BATCH_ROWS ||
      characters >= BATCH_CHARACTERS ||
      batch.length + insert.width > MOST_PARAMETERS;
    if (full) await flush();
  }
  await flush();
  return total;
}

interface Insert {
  width: number;
  text(rows: number): string;
}

async function insertInto(
  client: pg.PoolClient,
  table: string,
  columns: string[],
): Promise<Insert> {
  const { rows } = await client.query<{ name: string; type: string }>(
    `select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute
     where attrelid = to_regclass($1) and attnum > 0`,
    [quote(table)],
  );
  const types = new Map(rows.map(({ name, type }) => [name, type]));
  const casts = columns.map((column) => {
    const type = types.get(column);
    if (!type) {
      throw new DatabaseError(
        `The backup has ${table}.${column}, which its own migrations do not make.`,
      );
    }
    return type;
  });
  const into = `insert into ${quote(table)} (${columns.map(quote).join(", ")}) values `;
  return {
    width: columns.length,
    text: (count) =>
      into +
      Array.from({ length: count }, (_, row) => {
        const values = casts.map((type, column) => `$${row * casts.length + column + 1}::${type}`);
        return `(${values.join(", ")})`;
      }).join(", "),
  };
}

async function tablesOf(client: pg.PoolClient): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class
     where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by relname`,
  );
  return rows.map(({ name }) => name);
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
