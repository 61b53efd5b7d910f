import { randomBytes } from "node:crypto";
import { openAsBlob } from "node:fs";
import { afterAll, inject } from "vitest";
import { database } from "@/lib/db/client";
import { type Connection, openEmbedded, openServer } from "@/lib/db/connection";
import type { PrismaClient } from "@/lib/db/generated/client";
import { installDatabase } from "@/lib/db/open";
import { createDatabase, databaseUrl, onServer } from "@/tests/support/postgres";

/** What tests/support/database-template.ts made for this run. */
export interface DatabaseTemplate {
  /** The kind that this project is about. */
  kind: Connection["kind"];
  /** A dump of a migrated embedded database, in a file. */
  dump: string;
  /** A PostgreSQL server, and the name of a migrated database on it. */
  server?: { url: string; template: string };
}

declare module "vitest" {
  interface ProvidedContext {
    databaseTemplate: DatabaseTemplate;
  }
}

export interface TestDatabase {
  client: PrismaClient;
  connection: Connection;
  /** Empties every table. */
  reset(): Promise<void>;
}

/**
 * A migrated, empty database of the kind that the test project is about, installed as the one that
 * `database()` answers in this file and closed after its last test. A file that imports this runs
 * twice, in the projects "embedded" and "postgres" (vitest.config.ts).
 *
 * ```ts
 * const { client, reset } = await openTestDatabase();
 * beforeEach(reset);
 * ```
 */
export async function openTestDatabase(): Promise<TestDatabase> {
  const connection = await newTestConnection();
  installDatabase(connection);
  const client = await database();
  afterAll(async () => {
    await client.$disconnect();
    await connection.close();
  });
  return { client, connection, reset: () => truncate(connection) };
}

/**
 * Such a database, for tests of the database itself: not installed, and the caller closes it. Both
 * kinds can be had in the project "postgres" only.
 */
export async function newTestConnection(
  kind: Connection["kind"] = inject("databaseTemplate").kind,
): Promise<Connection> {
  const { dump, server } = inject("databaseTemplate");
  if (kind === "embedded") return openEmbedded({ memory: await openAsBlob(dump) });
  if (!server) throw new Error("There is no PostgreSQL server in this project.");
  return createOnServer(server.url, server.template);
}

/** The kinds of database that this project can open. */
export function testableKinds(): Connection["kind"][] {
  return inject("databaseTemplate").server ? ["embedded", "server"] : ["embedded"];
}

async function createOnServer(url: string, template: string): Promise<Connection> {
  const name = `${template}_${randomBytes(6).toString("hex")}`;
  await createDatabase(url, name, template);
  const connection = await openServer(databaseUrl(url, name));
  return {
    ...connection,
    close: async () => {
      await connection.close();
      await onServer(url, `drop database if exists "${name}" with (force)`);
    },
  };
}

/** Only what is not empty: truncating is slow work for a server. */
async function truncate({ pool }: Connection): Promise<void> {
  const tables = await pool.query<{ name: string }>(
    `select quote_ident(tablename) as name from pg_tables
     where schemaname = 'public' and tablename <> '_prisma_migrations'`,
  );
  const questions = tables.rows.map(
    ({ name }) => `select '${name}' as name where exists (select from ${name})`,
  );
  if (questions.length === 0) return;
  const filled = await pool.query<{ name: string }>(questions.join(" union all "));
  if (filled.rows.length === 0) return;
  const names = filled.rows.map(({ name }) => name).join(", ");
  await pool.query(`truncate ${names} restart identity cascade`);
}
