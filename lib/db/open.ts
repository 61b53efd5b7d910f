import path from "node:path";
import { type Connection, openEmbedded, openServer } from "@/lib/db/connection";
import { acquireLock, type Lock } from "@/lib/db/lock";
import { applyMigrations } from "@/lib/db/migrate";
import { env, isBuilding } from "@/lib/env";

/** What is open: a database, and for an embedded one the lock on its folder. */
export interface OpenDatabase {
  connection: Connection;
  lock: Lock | undefined;
}

// Next evaluates this module several times in one process (for pages, route handlers and
// instrumentation) and the server that starts Next has a copy of its own: what is open is therefore
// kept on globalThis.
const OPEN: unique symbol = Symbol.for("stet.database");
const slot: typeof globalThis & { [OPEN]?: Promise<OpenDatabase> | undefined } = globalThis;

/**
 * The database of this process, opened on first use: the PostgreSQL server of DATABASE_URL, or else
 * the embedded one in the data folder, with all migrations applied.
 *
 * @throws DatabaseError or LockedError, with a sentence for the operator
 */
export function openDatabase(): Promise<OpenDatabase> {
  if (isBuilding) throw new Error("The database is not opened during a build.");
  slot[OPEN] ??= open().catch((error: unknown) => {
    slot[OPEN] = undefined;
    throw error;
  });
  return slot[OPEN];
}

/** Closes the database, if it is open, and lets go of the folder. */
export async function closeDatabase(): Promise<void> {
  const opening = slot[OPEN];
  if (!opening) return;
  slot[OPEN] = undefined;
  await close(await opening);
}

/** Makes an already open connection the database of this process; tests do. */
export function installDatabase(connection: Connection): void {
  slot[OPEN] = Promise.resolve({ connection, lock: undefined });
}

/**
 * Opens the database as it is, without migrating it and without making it this process's: for the
 * commands that back up and restore.
 */
export async function openAsIs(): Promise<OpenDatabase> {
  if (env.DATABASE_URL) {
    return { connection: await openServer(env.DATABASE_URL), lock: undefined };
  }
  const lock = await acquireLock(env.STET_DATA, { url: env.STET_URL });
  try {
    const connection = await openEmbedded({ folder: path.join(env.STET_DATA, "database") });
    return { connection, lock };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** Closes what is open and then, when nobody can write any more, lets go of the folder. */
export async function close({ connection, lock }: OpenDatabase): Promise<void> {
  await connection.close();
  await lock?.release();
}

async function open(): Promise<OpenDatabase> {
  const opened = await openAsIs();
  try {
    await applyMigrations(opened.connection);
    return opened;
  } catch (error) {
    await close(opened);
    throw error;
  }
}
