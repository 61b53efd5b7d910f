import { Duplex } from "node:stream";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { PGlite } from "@electric-sql/pglite";

const QUERY = 0x51;
const SYNC = 0x53;
const TERMINATE = 0x58;
const COPY_DONE = 0x63;
const COPY_FAIL = 0x66;

/**
 * The stream that a `pg` client speaks to, with PGlite at its other end instead of a server: so
 * the embedded database is reached through the same driver and the same Prisma adapter as a
 * PostgreSQL server, and answers with the same rows, types and errors.
 *
 * Messages are handed to PGlite in batches that end where a server would answer (a query or a
 * sync), because PGlite says "ready for query" after whatever it is given.
 */
export class EmbeddedSocket extends Duplex {
  #pending: Buffer = Buffer.alloc(0);
  #started = false;

  constructor(private readonly engine: PGlite) {
    super({ allowHalfOpen: false });
  }

  connect(): this {
    queueMicrotask(() => this.emit("connect"));
    return this;
  }

  // What a `pg` client asks of a TCP socket and has no meaning here.
  setNoDelay(): this {
    return this;
  }
  setKeepAlive(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }

  override _read(): void {}

  override _write(
    chunk: Buffer,
    _encoding: BufferEncoding,
    callback: (error?: Error | null) => void,
  ): void {
    this.#pending = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    this.#exchange().then(() => callback(), callback);
  }

  async #exchange(): Promise<void> {
    if (!this.#started) {
      if (this.#pending.length < 4 || this.#pending.length < this.#pending.readUInt32BE(0)) return;
      const length = this.#pending.readUInt32BE(0);
      const startup = this.#pending.subarray(0, length);
      this.#pending = this.#pending.subarray(length);
      this.#started = true;
      await this.#endEarlierSession();
      await this.#send(startup);
    }
    const end = this.#endOfBatch();
    if (end === 0) return;
    const batch = this.#pending.subarray(0, end);
    this.#pending = this.#pending.subarray(end);
    if (batch[0] === TERMINATE) {
      this.push(null);
      return;
    }
    await this.#send(batch);
    // The engine answers without ever waiting for the system. Without a pause, one query after
    // another would keep timers, files and other people's connections from having their turn.
    await nextTurn();
  }

  /** Where the last message that a server answers ends in what has arrived; 0 when none has. */
  #endOfBatch(): number {
    let end = 0;
    let at = 0;
    while (at + 5 <= this.#pending.length) {
      const type = this.#pending[at];
      const next = at + 1 + this.#pending.readUInt32BE(at + 1);
      if (next > this.#pending.length) break;
      at = next;
      const answered =
        type === QUERY ||
        type === SYNC ||
        type === TERMINATE ||
        type === COPY_DONE ||
        type === COPY_FAIL;
      if (answered) end = at;
    }
    return end;
  }

  /**
   * The engine has one session, which outlives this stream: what a lost connection left open would
   * be found by the next.
   */
  async #endEarlierSession(): Promise<void> {
    if (this.engine.isInTransaction()) await this.engine.exec("rollback");
    await this.engine.exec("discard all");
  }

  /**
   * `execProtocol`, not one of the raw calls: those keep every message that they have ever parsed.
   * Errors are part of the answer, and the client's to throw.
   */
  async #send(message: Uint8Array): Promise<void> {
    const { data } = await this.engine.runExclusive(() =>
      this.engine.execProtocol(message, { throwOnError: false }),
    );
    this.push(Buffer.from(data.buffer, data.byteOffset, data.byteLength));
  }

  override _final(callback: (error?: Error | null) => void): void {
    this.push(null);
    callback();
  }
}
