import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { acquireLock, askHolder, LockedError } from "@/lib/db/lock";
import { childEnvironment, projectRoot } from "@/lib/env";

let folder: string;
const children: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "stet-lock-"));
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  rmSync(folder, { recursive: true });
});

const about = { url: "http://localhost:4310" };

/** Another process that takes the lock; `said` is its first line. */
function startHolder(startAt = 0): { child: ChildProcess; said: Promise<string> } {
  const script = path.join(projectRoot, "tests/support/lock-holder.ts");
  const child = spawn(process.execPath, ["--import", "tsx", script, folder, String(startAt)], {
    cwd: projectRoot,
    env: childEnvironment({ TSX_TSCONFIG_PATH: path.join(projectRoot, "tsconfig.cli.json") }),
    stdio: ["pipe", "pipe", "inherit"],
  });
  children.push(child);
  const said = new Promise<string>((resolve) => {
    child.stdout?.once("data", (chunk: Buffer) => resolve(chunk.toString().trim()));
  });
  return { child, said };
}

function kill(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once("close", () => resolve());
    child.kill("SIGKILL");
  });
}

test("a second process is told who holds the folder", async () => {
  const first = startHolder();
  expect(await first.said).toBe("held");
  const refused = await acquireLock(folder, about).catch((error: unknown) => error);
  if (!(refused instanceof LockedError)) throw new Error("was not refused");
  expect(refused.holder).toMatchObject({ host: os.hostname(), url: about.url });
  expect(refused.message).toContain(`in use by process ${refused.holder?.pid} on ${os.hostname()}`);
  expect(refused.message).toContain(folder);
});

test("the same process is refused too", async () => {
  const lock = await acquireLock(folder, about);
  await expect(acquireLock(folder, about)).rejects.toThrow(LockedError);
  await lock.release();
});

test("a released folder is free, and nothing is left", async () => {
  const lock = await acquireLock(folder, about);
  await lock.release();
  expect(readdirSync(path.join(folder, "lock"))).toEqual([]);
  const next = await acquireLock(folder, about);
  await next.release();
});

test("the lock of a process that was killed is taken over, again and again", async () => {
  for (let round = 0; round < 2; round++) {
    const { child, said } = startHolder();
    expect(await said).toBe("held");
    await kill(child);
  }
  const lock = await acquireLock(folder, about);
  expect(
    readdirSync(path.join(folder, "lock")).filter((name) => name.endsWith(".sock")),
  ).toHaveLength(1);
  await lock.release();
});

test("of many that start at once exactly one takes it, also over a dead one", async () => {
  const dead = startHolder();
  expect(await dead.said).toBe("held");
  await kill(dead.child);
  const startAt = Date.now() + 4_000;
  const starters = Array.from({ length: 5 }, () => startHolder(startAt));
  const said = await Promise.all(starters.map((starter) => starter.said));
  expect(said.filter((line) => line === "held")).toHaveLength(1);
  for (const line of said) expect(line).toMatch(/^held$|is in use/);
}, 60_000);

test("within one process, of many at once exactly one takes it", async () => {
  const results = await Promise.allSettled(
    Array.from({ length: 12 }, () => acquireLock(folder, about)),
  );
  const taken = results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
  expect(taken).toHaveLength(1);
  for (const lock of taken) await lock.release();
});

test("the holder answers what it is asked", async () => {
  expect(await askHolder(folder, { request: "hello" })).toBeUndefined();
  const lock = await acquireLock(folder, about);
  expect(await askHolder(folder, 1)).toMatchObject({ ok: false });
  lock.serve(async (request) => ({ asked: request }));
  expect(await askHolder(folder, { text: "é\n" })).toEqual({
    ok: true,
    result: { asked: { text: "é\n" } },
  });
  lock.serve(async () => {
    throw new Error("The disk is full.");
  });
  expect(await askHolder(folder, 1)).toEqual({ ok: false, message: "The disk is full." });
  await lock.release();
});

test("a folder whose name is longer than a socket's address may be", async () => {
  const deep = path.join(folder, "a".repeat(80), "b".repeat(80));
  mkdirSync(deep, { recursive: true });
  const lock = await acquireLock(deep, about);
  await expect(acquireLock(deep, about)).rejects.toThrow(LockedError);
  await lock.release();
  expect(readdirSync(path.join(deep, "lock"))).toEqual([]);
  const next = await acquireLock(deep, about);
  await next.release();
});
