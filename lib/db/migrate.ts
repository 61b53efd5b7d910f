import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import type pg from "pg";
import type { Connection } from "@/lib/db/connection";
import { DatabaseError } from "@/lib/db/database-error";
import { withSchemaEngine } from "@/lib/db/schema-engine";
import { projectRoot } from "@/lib/env";

export const LOCKFILE = 'provider = "postgresql"\n';
const FILTERS = { externalTables: [], externalEnums: [] };
/** All that the engine wants to know of the schema in order to apply scripts. */
const DATASOURCE: [string, string][] = [
  ["schema.prisma", 'datasource db {\n  provider = "postgresql"\n}\n'],
];

export const migrationsFolder = path.join(projectRoot, "prisma/migrations");
const schemaFolder = path.join(projectRoot, "prisma/schema");

export interface Migration {
  name: string;
  sql: string;
  /** SHA-256 of the script, as Prisma records it. */
  checksum: string;
}

/** The migrations in the project's folder, in the order in which they are applied. */
export async function readMigrations(): Promise<Migration[]> {
  const entries = await readdir(migrationsFolder, { withFileTypes: true }).catch(() => []);
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(path.join(migrationsFolder, name, "migration.sql"), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    }),
  );
}

/**
 * Applies the migrations that the database lacks and answers with their names. On a server, where
 * two processes may start at once, one waits for the other.
 *
 * @throws DatabaseError with a sentence for the operator
 */
export async function applyMigrations(connection: Connection): Promise<string[]> {
  const { kind, pool } = connection;
  const migrations = await readMigrations();
  // The engine takes a second to load and to look at the database; mostly it has nothing to do.
  if ((await lacking(pool, migrations)).length === 0) return [];
  const turn = kind === "server" ? await pool.connect() : undefined;
  try {
    await turn?.query("select pg_advisory_lock(hashtextextended('stet.migrations', 0))");
    if ((await lacking(pool, migrations)).length === 0) return [];
    return await runEngine(pool, migrations);
  } finally {
    // Ends the session, and with it the lock.
    turn?.release(true);
  }
}

async function runEngine(pool: pg.Pool, migrations: Migration[]): Promise<string[]> {
  try {
    if (await hasMigrationsTable(pool)) {
      // A script runs whole or not at all, so one that did not finish may be tried again.
      await pool.query(
        `update _prisma_migrations set rolled_back_at = now()
         where finished_at is null and rolled_back_at is null`,
      );
    }
    return await withSchemaEngine(pool, DATASOURCE, async (engine) => {
      const { appliedMigrationNames } = await engine.applyMigrations({
        migrationsList: {
          baseDir: migrationsFolder,
          lockfile: { path: "migration_lock.toml", content: LOCKFILE },
          shadowDbInitScript: "",
          migrationDirectories: migrations.map(({ name, sql }) => ({
            path: name,
            migrationFile: { path: "migration.sql", content: { tag: "ok", value: sql } },
          })),
        },
        filters: FILTERS,
      });
      return appliedMigrationNames;
    });
  } catch (error) {
    throw new DatabaseError(
      `The database could not be brought up to date; it is as it was before the migration that failed. ${messageOf(error)}`,
      { cause: error },
    );
  }
}

/** The migrations that are still to be applied, once it is sure that the others are ours. */
async function lacking(pool: pg.Pool, known: Migration[]): Promise<Migration[]> {
  const applied = await appliedMigrations(pool);
  refuseUnknown(applied, known);
  const done = new Set(applied.map((migration) => migration.name));
  return known.filter((migration) => !done.has(migration.name));
}

/** The SQL that leads from a migrated database to prisma/schema; empty when there is nothing to do. */
export async function diffToSchema(pool: pg.Pool): Promise<string> {
  const files = await readSchema();
  return withSchemaEngine(pool, files, async (engine) => {
    const contents = files.map(([file, content]) => ({ path: file, content }));
    const { exitCode, stdout } = await engine.diff({
      from: { tag: "schemaDatasource", files: contents, configDir: schemaFolder },
      to: { tag: "schemaDatamodel", files: contents },
      script: true,
      exitCode: true,
      filters: FILTERS,
    });
    return exitCode === 0 ? "" : (stdout ?? "");
  });
}

type Queries = Pick<pg.Pool, "query"> | Pick<pg.PoolClient, "query">;

/** The table in which Prisma notes migrations, as it makes it itself. */
export const CREATE_MIGRATIONS_TABLE = `create table _prisma_migrations (
  id varchar(36) primary key not null,
  checksum varchar(64) not null,
  finished_at timestamptz,
  migration_name varchar(255) not null,
  logs text,
  rolled_back_at timestamptz,
  started_at timestamptz not null default now(),
  applied_steps_count integer not null default 0
)`;

export interface AppliedMigration {
  name: string;
  checksum: string;
}

/** The migrations that the database says it has, in their order. */
export async function appliedMigrations(client: Queries): Promise<AppliedMigration[]> {
  if (!(await hasMigrationsTable(client))) return [];
  const { rows } = await client.query<AppliedMigration>(
    `select migration_name as name, checksum from _prisma_migrations
     where finished_at is not null and rolled_back_at is null order by migration_name`,
  );
  return rows;
}

export async function hasMigrationsTable(client: Queries): Promise<boolean> {
  const { rows } = await client.query<{ exists: boolean }>(
    "select to_regclass('_prisma_migrations') is not null as exists",
  );
  return rows[0]?.exists === true;
}

/**
 * What was made by another Stet than this one is left alone.
 *
 * @throws DatabaseError that begins with `what`, such as "The database was last used by"
 */
export function refuseUnknown(
  applied: AppliedMigration[],
  known: Migration[],
  what = "The database was last used by",
): void {
  const checksums = new Map(known.map((migration) => [migration.name, migration.checksum]));
  for (const migration of applied) {
    const checksum = checksums.get(migration.name);
    if (checksum === undefined) {
      throw new DatabaseError(
        `${what} a newer Stet: it has the migration ${migration.name}, which this one does not know. Use that version.`,
      );
    }
    if (checksum !== migration.checksum) {
      throw new DatabaseError(
        `${what} a Stet whose migration ${migration.name} was another. Bring prisma/migrations back to what it was.`,
      );
    }
  }
}

async function readSchema(): Promise<[string, string][]> {
  const names = (await readdir(schemaFolder)).filter((name) => name.endsWith(".prisma")).sort();
  return Promise.all(
    names.map(async (name): Promise<[string, string]> => {
      const file = path.join(schemaFolder, name);
      return [file, await readFile(file, "utf8")];
    }),
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
