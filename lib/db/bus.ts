import pg from "pg";
import { openDatabase } from "@/lib/db/open";
import { logError } from "@/lib/log";

/**
 * Short messages between the parts of a process, and on a PostgreSQL server between all processes
 * that share the database (LISTEN and NOTIFY). Nothing is kept: whoever was not listening has not
 * heard, so a message only ever says that there is something to read.
 */
export const CHANNELS = ["stet_commit", "stet_presence", "stet_notified"] as const;
export type Channel = (typeof CHANNELS)[number];

/** `null`: messages may have been missed, so whatever they could have said is to be looked up. */
type Listener = (payload: string | null) => void;

interface Bus {
  listeners: Map<Channel, Set<Listener>>;
  line: Line | null;
}

// Next evaluates this module several times in one process (lib/db/open.ts says why).
const BUS: unique symbol = Symbol.for("stet.bus");
const slot: typeof globalThis & { [BUS]?: Bus } = globalThis;

function bus(): Bus {
  slot[BUS] ??= { listeners: new Map(), line: null };
  return slot[BUS];
}

/** Hears a channel until the answer is called. The first listener of a process opens its line. */
export function listen(channel: Channel, listener: Listener): () => void {
  const { listeners } = bus();
  const heard = listeners.get(channel) ?? new Set();
  listeners.set(channel, heard);
  heard.add(listener);
  bus().line ??= new Line();
  return () => {
    heard.delete(listener);
    if (heard.size === 0) listeners.delete(channel);
    if (listeners.size > 0) return;
    bus().line?.close();
    bus().line = null;
  };
}

/** Tells this process only: for what other processes hear of in another way. */
export function tellProcess(channel: Channel, payload: string | null): void {
  for (const listener of bus().listeners.get(channel) ?? []) {
    try {
      listener(payload);
    } catch (error) {
      logError(error);
    }
  }
}

/** Tells this process and all others on the same PostgreSQL server. At most 8000 bytes. */
export async function tellProcesses(channel: Channel, payload: string): Promise<void> {
  tellProcess(channel, payload);
  const { connection } = await openDatabase();
  if (connection.kind === "embedded") return;
  await connection.pool.query("select pg_notify($1, $2)", [channel, payload]);
}

const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 10_000;

/** The one connection of a process that listens. What breaks is made anew, and said to have gaps. */
class Line {
  #client: pg.Client | null = null;
  #closed = false;
  #retry = FIRST_RETRY_MS;
  #timer: NodeJS.Timeout | undefined;

  constructor() {
    void this.#connect();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    void this.#client?.end().catch(() => {});
    this.#client = null;
  }

  async #connect(): Promise<void> {
    try {
      const { connection } = await openDatabase();
      if (connection.kind === "embedded" || this.#closed) return;
      const client = new pg.Client({
        connectionString: connection.pool.options.connectionString,
        keepAlive: true,
      });
      this.#client = client;
      client.on("error", () => {});
      client.on("end", () => this.#lost(client));
      client.on("notification", ({ channel, payload }) => {
        if (isChannel(channel)) tellProcess(channel, payload ?? "");
      });
      await client.connect();
      await client.query(CHANNELS.map((channel) => `listen "${channel}"`).join("; "));
      if (this.#closed) return void client.end().catch(() => {});
      this.#retry = FIRST_RETRY_MS;
      for (const channel of CHANNELS) tellProcess(channel, null);
    } catch {
      this.#lost(this.#client);
    }
  }

  #lost(client: pg.Client | null): void {
    if (this.#closed || client !== this.#client) return;
    this.#client = null;
    void client?.end().catch(() => {});
    this.#timer = setTimeout(() => void this.#connect(), this.#retry);
    this.#timer.unref();
    this.#retry = Math.min(this.#retry * 2, LAST_RETRY_MS);
  }
}

function isChannel(name: string): name is Channel {
  return CHANNELS.some((channel) => channel === name);
}
