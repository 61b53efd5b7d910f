import { PrismaPg } from "@prisma/adapter-pg";
import type { Connection } from "@/lib/db/connection";
import { type Prisma, PrismaClient } from "@/lib/db/generated/client";
import { openDatabase } from "@/lib/db/open";

/** A transaction's client. While one is open, nothing but it may be used. */
export type Tx = Prisma.TransactionClient;

// A Prisma client recognises its special values and errors only within its own copy of Prisma, so
// each copy of this module (lib/db/open.ts says why there are several) has its own client, over the
// one pool.
const clients = new WeakMap<Connection, PrismaClient>();

/**
 * The database, opened on first use.
 *
 * @throws DatabaseError or LockedError, with a sentence for the operator
 */
export async function database(): Promise<PrismaClient> {
  const { connection } = await openDatabase();
  return clientOf(connection);
}

/** The client over an open connection. */
export function clientOf(connection: Connection): PrismaClient {
  const known = clients.get(connection);
  if (known) return known;
  const client = new PrismaClient({
    adapter: new PrismaPg(connection.pool),
    // Prisma gives up on a transaction that waits two seconds for a connection. The embedded
    // database has one, which a backup may hold for longer.
    transactionOptions: { maxWait: 20_000, timeout: 30_000 },
  });
  clients.set(connection, client);
  return client;
}
