import path from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { type Connection, openEmbedded, openServer } from "@/lib/db/connection";
import { type Prisma, PrismaClient } from "@/lib/db/generated/client";
import { acquireLock, type Lock } from "@/lib/db/lock";
import { applyMigrations } from "@/lib/db/migrate";
import { env, isBuilding } from "@/lib/env";

/** A transaction's client. While one is open, nothing but it may be used. */
export type Tx = Prisma.TransactionClient;

/** What is open: a database, and for an embedded one the lock on its folder. */
export interface OpenDatabase {
  connection: Connection;
  lock: Lock | undefined;
}

// Next evaluates this module several times in one process (for pages, route handlers and
// instrumentation) and the server that starts Next has a copy of its own: what is open is therefore
// kept on globalThis. A Prisma client recognises its special values and errors only within its own
// copy of Prisma, so each copy of this module has its own client, over the one pool.
const OPEN: unique symbol = Symbol.for("stet.database");
const slot: typeof globalThis & { [OPEN]?: Promise<OpenDatabase> | undefined } = globalThis;
const clients = new WeakMap<Connection, PrismaClient>();

/**
 * The database, opened on first use: the PostgreSQL server of DATABASE_URL, or else the embedded
 * one in the data folder, with all migrations applied.
 *
 * @throws DatabaseError or LockedError, with a sentence for the operator
 */
export async function database(): Promise<PrismaClient> {
  const { connection } = await openDatabase();
  const known = clients.get(connection);
  if (known) return known;
  const client = clientOf(connection);
  clients.set(connection, client);
  return client;
}

/** The same, with the connection and the lock, for what starts, stops, backs up and restores. */
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
  const { connection, lock } = await opening;
  slot[OPEN] = undefined;
  await connection.close();
  await lock?.release();
}

/** Makes an already open connection the database of this process; tests do. */
export function installDatabase(connection: Connection): void {
  slot[OPEN] = Promise.resolve({ connection, lock: undefined });
}

/** A Prisma client over an open connection. */
export function clientOf(connection: Connection): PrismaClient {
  return new PrismaClient({
    adapter: new PrismaPg(connection.pool),
    // Prisma gives up on a transaction that waits two seconds for a connection. The embedded
    // database has one, which a backup may hold for longer.
    transactionOptions: { maxWait: 20_000, timeout: 30_000 },
  });
}

async function open(): Promise<OpenDatabase> {
  if (env.DATABASE_URL) {
    const connection = await openServer(env.DATABASE_URL);
    await migrate(connection);
    return { connection, lock: undefined };
  }
  const lock = await acquireLock(env.STET_DATA, { url: env.STET_URL });
  try {
    const connection = await openEmbedded({ folder: path.join(env.STET_DATA, "database") });
    await migrate(connection);
    return { connection, lock };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function migrate(connection: Connection): Promise<void> {
  try {
    await applyMigrations(connection);
  } catch (error) {
    await connection.close();
    throw error;
  }
}
