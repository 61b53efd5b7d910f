import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { openEmbedded } from "@/lib/db/connection";
import { applyMigrations } from "@/lib/db/migrate";
import { installDatabase } from "@/lib/db/open";
import { newId } from "@/lib/id";
import { liveStream } from "@/lib/live/stream";
import { createSource } from "@/lib/source/commands";
import { createSourceInput } from "@/lib/source/schema";
import { testNewsroom } from "@/tests/support/claims";
import { sessionOf } from "@/tests/support/live";
import { median } from "./median";
import type { Bench, Figure } from "./run";

const STREAMS = 200;
const GROUP = `live, ${STREAMS} streams on one process, embedded`;

/**
 * Open streams on one process: how long after a command was answered each of them has been told, and
 * what they take of memory. Each stream is a connection of its own, read by another process.
 */
export const liveBench: Bench = {
  name: "live",
  async run({ rounds, port, log }) {
    const folder = mkdtempSync(path.join(os.tmpdir(), "stet-bench-"));
    const connection = await openEmbedded({ folder });
    await applyMigrations(connection);
    installDatabase(connection);
    const room = await testNewsroom();
    const people = [room.admin, room.editor, room.checker, room.reviewer, room.author, room.viewer];
    const sessions = await Promise.all(people.map(sessionOf));
    let opened = 0;
    const server = http.createServer((request, response) => {
      const at = opened++ % people.length;
      const actor = people[at] ?? room.admin;
      const gone = new AbortController();
      request.on("close", () => gone.abort());
      response.writeHead(200, { "content-type": "text/event-stream" });
      const stream = liveStream({
        actor,
        sessionId: sessions[at] ?? "",
        tab: newId(),
        after: null,
        signal: gone.signal,
      });
      void (async () => {
        for await (const chunk of stream) response.write(chunk);
        response.end();
      })().catch(() => response.destroy());
    });
    await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
    const reader = spawn(process.execPath, ["-e", READER, String(port), String(STREAMS)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    try {
      const arrivals = new Arrivals(reader.stdout);
      const before = memory();
      await arrivals.ready();
      const perStream = (memory() - before) / STREAMS / 1_024;
      log(`${STREAMS} streams are open`);
      // Of the six people, four hear of a source.
      const hearing = people.flatMap((actor, at) =>
        actor === room.author || actor === room.viewer
          ? []
          : Array.from({ length: Math.ceil((STREAMS - at) / people.length) }),
      ).length;
      const delays: number[] = [];
      for (let round = 0; round < rounds * 10; round += 1) {
        const heard = arrivals.next(hearing);
        await createSource(room.checker, createSourceInput.parse({ id: newId(), title: "A page" }));
        const committed = Date.now();
        for (const at of await heard) delays.push(Math.max(0, at - committed));
      }
      delays.sort((a, b) => a - b);
      const at = (share: number) => delays[Math.floor((delays.length - 1) * share)] ?? 0;
      log(`${delays.length} messages`);
      const figure = (measure: string, value: number): Figure => ({
        group: GROUP,
        measure,
        subject: "stet",
        values: [value],
      });
      return [
        figure("p50 (ms)", at(0.5)),
        figure("p95 (ms)", at(0.95)),
        figure("KiB a stream", perStream),
        figure("median (ms)", median(delays)),
      ];
    } finally {
      reader.kill();
      server.close();
      server.closeAllConnections();
      await connection.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** Bytes of the process, garbage not counted where Node lets us collect it. */
function memory(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Opens streams, and says when each message came: "ready" first, then milliseconds, one a line. */
const READER = `
const http = require("node:http");
const [port, count] = process.argv.slice(1).map(Number);
const agent = new http.Agent({ maxSockets: Infinity });
let ready = 0;
for (let i = 0; i < count; i += 1) {
  http.get({ port, host: "127.0.0.1", agent }, (response) => {
    let isReady = false;
    response.setEncoding("utf8");
    response.on("data", (text) => {
      if (!isReady && text.includes("event: lookers")) {
        isReady = true;
        ready += 1;
        if (ready === count) process.stdout.write("ready\\n");
      }
      const messages = text.split("event: changed").length - 1;
      for (let n = 0; n < messages; n += 1) process.stdout.write(Date.now() + "\\n");
    });
  });
}
`;

/** What the reader says. */
class Arrivals {
  #lines: string[] = [];
  #rest = "";
  #wake = () => {};

  constructor(output: NodeJS.ReadableStream) {
    output.on("data", (chunk: Buffer) => {
      const lines = `${this.#rest}${chunk.toString()}`.split("\n");
      this.#rest = lines.pop() ?? "";
      this.#lines.push(...lines);
      this.#wake();
    });
  }

  async ready(): Promise<void> {
    await this.#take(1);
  }

  async next(count: number): Promise<number[]> {
    return (await this.#take(count)).map(Number);
  }

  async #take(count: number): Promise<string[]> {
    while (this.#lines.length < count) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return this.#lines.splice(0, count);
  }
}
