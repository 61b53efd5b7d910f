import { createHash } from "node:crypto";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";

/** Who holds a data folder, as the next process that wants it is told. */
const holderSchema = z.object({
  pid: z.number(),
  host: z.string(),
  since: z.iso.datetime(),
  url: z.string(),
});
export type Holder = z.infer<typeof holderSchema>;

/** Another process holds the data folder. */
export class LockedError extends Error {
  override readonly name = "LockedError";

  constructor(
    readonly folder: string,
    readonly holder: Holder | undefined,
  ) {
    const who = holder
      ? `by process ${holder.pid} on ${holder.host}, since ${holder.since}, which serves ${holder.url}`
      : "by another process";
    super(`The data folder ${folder} is in use ${who}. Stop that one first, or set STET_DATA.`);
  }
}

export interface Lock {
  /** Answers what other processes ask through the lock's socket; one handler at a time. */
  serve(handler: (request: unknown) => Promise<unknown>): void;
  release(): Promise<void>;
}

/**
 * Takes a data folder for this process.
 *
 * The lock is a listening socket: the system closes it with the process, however that ends, so a
 * socket that refuses connections is a dead process's. A dead socket is never removed to make room,
 * because of two processes that both found it dead the slower would remove the faster one's.
 * Instead sockets are numbered: the next number is taken, which only one can, and a process holds
 * the folder when, after its own socket listens, none has a higher number and all lower ones are
 * dead. On Windows a named pipe, which vanishes with its process, needs none of this.
 *
 * @throws LockedError
 */
export async function acquireLock(folder: string, about: { url: string }): Promise<Lock> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const place = lockPlace(folder);
  const holder: Holder = {
    pid: process.pid,
    host: os.hostname(),
    since: new Date().toISOString(),
    url: about.url,
  };
  return place.pipe
    ? takePipe(folder, place.directory, place.pipe, holder)
    : takeSocket(folder, place.directory, holder);
}

/** Asks the process that holds a folder to do something; undefined when none holds it. */
export async function askHolder(folder: string, request: unknown): Promise<unknown> {
  const place = lockPlace(folder);
  const socket = place.pipe ? await connect(place.pipe) : await connectToNewest(place.directory);
  if (!socket) return undefined;
  return new Promise((resolve, reject) => {
    let text = "";
    socket.setEncoding("utf8");
    socket.on("data", (chunk) => {
      text += chunk;
    });
    socket.on("end", () => {
      try {
        resolve(JSON.parse(text));
      } catch {
        reject(new Error("The running server ended without an answer."));
      }
    });
    socket.on("error", reject);
    socket.write(`${JSON.stringify(request)}\n`);
  });
}

interface Place {
  /** Where the sockets and the note about the holder are. */
  directory: string;
  /** The named pipe, on Windows. */
  pipe: string | undefined;
}

function lockPlace(folder: string): Place {
  mkdirSync(path.join(folder, "lock"), { recursive: true, mode: 0o700 });
  const directory = path.join(realpathSync(folder), "lock");
  if (process.platform !== "win32") return { directory, pipe: undefined };
  const name = createHash("sha256").update(directory.toLowerCase()).digest("hex").slice(0, 32);
  return { directory, pipe: `\\\\.\\pipe\\stet-${name}` };
}

async function takePipe(
  folder: string,
  directory: string,
  pipe: string,
  holder: Holder,
): Promise<Lock> {
  const lock = await listen(pipe, () => removeNote(directory, 0));
  if (!lock) throw await lockedError(folder, directory, 0);
  noteHolder(directory, 0, holder);
  return lock;
}

const SOCKET = /^(\d+)\.sock$/;
const ATTEMPTS = 20;

async function takeSocket(folder: string, directory: string, holder: Holder): Promise<Lock> {
  let newest = 0;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    newest = numbers(directory)[0] ?? 0;
    if (newest > 0 && (await isAlive(directory, newest))) break;
    const mine = newest + 1;
    const lock = await withShortPath(directory, (short) =>
      listen(path.join(short, `${mine}.sock`), () => {
        removeNote(directory, mine);
        // Closing removes the socket too, but by the name it was bound with.
        if (short !== directory) remove(directory, mine);
      }),
    );
    if (lock) {
      noteHolder(directory, mine, holder);
      const others = numbers(directory).filter((number) => number !== mine);
      const alive = await Promise.all(
        others.map((number) => number > mine || isAlive(directory, number)),
      );
      if (!alive.includes(true)) {
        for (const number of others) remove(directory, number);
        return lock;
      }
      await lock.release();
    }
    // Somebody else is starting: one of us holds it the next time we look.
    await sleep(20 + Math.random() * 80);
  }
  throw await lockedError(folder, directory, newest);
}

/** The numbers of the sockets in the lock's directory, the highest first. */
function numbers(directory: string): number[] {
  return readdirSync(directory)
    .flatMap((name) => SOCKET.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => b - a);
}

function remove(directory: string, number: number): void {
  rmSync(path.join(directory, `${number}.sock`), { force: true });
  removeNote(directory, number);
}

async function isAlive(directory: string, number: number): Promise<boolean> {
  const socket = await withShortPath(directory, (short) =>
    connect(path.join(short, `${number}.sock`)),
  );
  socket?.destroy();
  return socket !== undefined;
}

async function connectToNewest(directory: string): Promise<net.Socket | undefined> {
  const newest = numbers(directory)[0];
  if (newest === undefined) return undefined;
  return withShortPath(directory, (short) => connect(path.join(short, `${newest}.sock`)));
}

/** Undefined when nobody listens. A process too busy to answer still has a socket that accepts. */
function connect(address: string): Promise<net.Socket | undefined> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(address);
    socket.once("connect", () => {
      socket.removeListener("error", onError);
      resolve(socket);
    });
    const onError = (error: NodeJS.ErrnoException) => {
      if (error.code === "ECONNREFUSED" || error.code === "ENOENT") resolve(undefined);
      else reject(error);
    };
    socket.once("error", onError);
  });
}

/** Undefined when the address is taken. */
function listen(address: string, beforeClose: () => void): Promise<Lock | undefined> {
  let handler: ((request: unknown) => Promise<unknown>) | undefined;
  const server = net.createServer((socket) => {
    socket.on("error", () => {});
    answer(socket, (request) => {
      if (!handler) throw new Error("The server is still starting; try again in a moment.");
      return handler(request);
    });
  });
  const lock: Lock = {
    serve: (next) => {
      handler = next;
    },
    release: () =>
      new Promise((resolve) => {
        beforeClose();
        server.close(() => resolve());
      }),
  };
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE") resolve(undefined);
      else reject(error);
    });
    server.listen(address, () => {
      // The lock keeps nothing running: a command that is done may end.
      server.unref();
      resolve(lock);
    });
  });
}

/** One line of JSON comes in, one goes out. */
function answer(socket: net.Socket, handle: (request: unknown) => Promise<unknown>): void {
  let text = "";
  socket.setEncoding("utf8");
  socket.on("data", async (chunk) => {
    text += chunk;
    const end = text.indexOf("\n");
    if (end < 0) return;
    socket.pause();
    try {
      const result = await handle(JSON.parse(text.slice(0, end)));
      socket.end(JSON.stringify({ ok: true, result }));
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      socket.end(JSON.stringify({ ok: false, message }));
    }
  });
}

/** The longest socket address that every Unix takes; Linux has 107 bytes, macOS 103. */
const LONGEST = 100;

/**
 * Runs something with a name for the directory that is short enough for a socket's address: its
 * own, or that of a symbolic link which is there only meanwhile.
 */
async function withShortPath<T>(
  directory: string,
  work: (short: string) => Promise<T>,
): Promise<T> {
  if (Buffer.byteLength(directory) + "/999999999.sock".length <= LONGEST) return work(directory);
  const temporary = mkdtempSync(path.join(os.tmpdir(), "stet-"));
  try {
    const link = path.join(temporary, "d");
    symlinkSync(directory, link);
    return await work(link);
  } finally {
    rmSync(temporary, { recursive: true });
  }
}

function removeNote(directory: string, number: number): void {
  rmSync(path.join(directory, `${number}.json`), { force: true });
}

function noteHolder(directory: string, number: number, holder: Holder): void {
  writeFileSync(path.join(directory, `${number}.json`), `${JSON.stringify(holder)}\n`);
}

async function lockedError(
  folder: string,
  directory: string,
  number: number,
): Promise<LockedError> {
  const note = path.join(directory, `${number}.json`);
  // A process that has only just taken the lock may still be writing its note.
  for (let wait = 0; wait < 5; wait++) {
    try {
      return new LockedError(folder, holderSchema.parse(JSON.parse(readFileSync(note, "utf8"))));
    } catch {
      await sleep(50);
    }
  }
  return new LockedError(folder, undefined);
}
