import { mkdirSync } from "node:fs";
import { PGlite } from "@electric-sql/pglite";
import pg from "pg";
import { DatabaseError } from "@/lib/db/database-error";
import { EmbeddedSocket } from "@/lib/db/embedded-socket";

/** An open database of either kind. Both are spoken to through a `pg` pool. */
export interface Connection {
  kind: "embedded" | "server";
  pool: pg.Pool;
  close(): Promise<void>;
}

/** How long a query may wait for the pool before something is wrong, such as a forgotten transaction. */
const WAIT_MS = 20_000;

const START = [...PGlite.defaultStartParams, "-c", "TimeZone=UTC"];

/**
 * Opens PGlite on a folder, or in memory from a dump. The caller holds the folder's lock. There is
 * one connection, as there is one session: whoever holds a transaction holds up all others.
 */
export async function openEmbedded(
  place: { folder: string } | { memory: Blob | undefined },
): Promise<Connection & { engine: PGlite }> {
  if ("folder" in place) mkdirSync(place.folder, { recursive: true, mode: 0o700 });
  const engine = await PGlite.create(
    "folder" in place
      ? { dataDir: place.folder, startParams: START }
      : { loadDataDir: place.memory, startParams: START },
  ).catch((error: unknown) => {
    throw new DatabaseError(
      `The embedded database${"folder" in place ? ` in ${place.folder}` : ""} could not be opened: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  });
  const pool = new pg.Pool({
    // The engine's one user and database.
    user: "postgres",
    database: "postgres",
    max: 1,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: WAIT_MS,
    stream: () => new EmbeddedSocket(engine),
  });
  ignoreIdleErrors(pool);
  pool.on("connect", takeTurns);
  return {
    kind: "embedded",
    engine,
    pool,
    close: async () => {
      await pool.end();
      await engine.close();
    },
  };
}

/** Opens a pool on a PostgreSQL server and makes sure that it answers. */
export async function openServer(url: string): Promise<Connection> {
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: WAIT_MS,
    // Prisma's adapter takes every time for UTC, whatever zone the session has. Compiling a query
    // takes longer than any of ours runs: the board's took seconds of which it ran a tenth.
    options: "-c TimeZone=UTC -c jit=off",
  });
  ignoreIdleErrors(pool);
  pool.on("connect", takeTurns);
  try {
    await pool.query("select 1");
  } catch (error) {
    await pool.end();
    throw new DatabaseError(
      `The PostgreSQL server of DATABASE_URL does not let us in: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
  return { kind: "server", pool, close: () => pool.end() };
}

/** A connection that breaks while idle is replaced by the pool; unheard, it would end the process. */
function ignoreIdleErrors(pool: pg.Pool): void {
  pool.on("error", () => {});
}

/**
 * Lets the queries of one connection wait for one another. Prisma asks for all relations of a row
 * at once, in a transaction, too, where there is one connection; `pg` still queues such queries, and
 * warns that it will cease to.
 */
function takeTurns(client: pg.PoolClient): void {
  const query = client.query;
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = (...args: unknown[]): unknown => {
    const ask = () => Reflect.apply(query, client, args);
    // The pool's own, for which it keeps a connection to itself.
    if (typeof args.at(-1) === "function") return ask();
    const answer = last.then(ask);
    last = answer.catch(() => {});
    return answer;
  };
  Object.assign(client, { query: inTurn });
}
