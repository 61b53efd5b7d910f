import { createHash } from "node:crypto";
import { existsSync, renameSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { openEmbedded, openServer } from "@/lib/db/connection";
import { applyMigrations, readMigrations } from "@/lib/db/migrate";
import { env } from "@/lib/env";
import { createDatabase, databaseUrl, onServer, TEST_DATABASE } from "@/tests/support/postgres";

const DAY_MS = 24 * 60 * 60 * 1000;

/** Runs once for each project with databases: makes what its test files copy. */
export default async function setup(project: TestProject) {
  const dump = await embeddedDump();
  if (project.name === "postgres") return setUpServer(project, dump);
  project.provide("databaseTemplate", { kind: "embedded", dump });
}

/** A dump of a migrated embedded database, made again only when the migrations have changed. */
async function embeddedDump(): Promise<string> {
  const hash = createHash("sha256");
  for (const { checksum } of await readMigrations()) hash.update(checksum);
  const file = path.join(os.tmpdir(), `${TEST_DATABASE}${hash.digest("hex").slice(0, 16)}.tar`);
  if (existsSync(file)) return file;
  const database = await openEmbedded({ memory: undefined });
  await applyMigrations(database);
  await database.pool.query("checkpoint");
  const dump = await database.engine.dumpDataDir("none");
  await database.close();
  const mine = `${file}.${process.pid}`;
  writeFileSync(mine, Buffer.from(await dump.arrayBuffer()));
  renameSync(mine, file);
  return file;
}

async function setUpServer(project: TestProject, dump: string): Promise<() => Promise<void>> {
  const url = env.TEST_DATABASE_URL;
  if (!url) throw new Error("The project postgres needs TEST_DATABASE_URL.");
  await dropAbandoned(url);
  const template = `${TEST_DATABASE}${Date.now().toString(36)}_${process.pid}`;
  await createDatabase(url, template);
  const connection = await openServer(databaseUrl(url, template));
  await applyMigrations(connection);
  await connection.close();
  project.provide("databaseTemplate", { kind: "server", dump, server: { url, template } });
  return () => dropAll(url, `${template}%`);
}

/** Databases of runs that were killed, a day later. */
async function dropAbandoned(url: string): Promise<void> {
  const names = await namesLike(url, `${TEST_DATABASE}%`);
  for (const name of names) {
    const madeAt = Number.parseInt(name.slice(TEST_DATABASE.length).split("_")[0] ?? "", 36);
    if (madeAt < Date.now() - DAY_MS) await drop(url, name);
  }
}

async function dropAll(url: string, pattern: string): Promise<void> {
  for (const name of await namesLike(url, pattern)) await drop(url, name);
}

async function drop(url: string, name: string): Promise<void> {
  await onServer(url, `drop database if exists "${name}" with (force)`);
}

async function namesLike(url: string, pattern: string): Promise<string[]> {
  const quoted = pattern.replaceAll("_", "\\_");
  const { rows } = await onServer(
    url,
    `select datname from pg_database where datname like '${quoted}'`,
  );
  return rows.map((row: { datname: string }) => row.datname);
}
