import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writeBackup } from "@/lib/db/backup";
import { clientOf } from "@/lib/db/client";
import type { Connection } from "@/lib/db/connection";
import { restoreBackup } from "@/lib/db/restore";
import { newId } from "@/lib/id";
import { newTestConnection, testableKinds } from "@/tests/support/database";

const folder = mkdtempSync(path.join(os.tmpdir(), "stet-backup-"));
afterAll(() => rmSync(folder, { recursive: true }));

const ODD = 'a\ttab, a "quote", a\nline, \\N, é, \u{1F600}, שלום';
const EVENTS = 300;

/** A workspace, its log and a picture, with values that are hard to carry. */
async function fill(connection: Connection): Promise<void> {
  const client = clientOf(connection);
  const workspaceId = newId();
  const userId = newId();
  await client.user.create({
    data: { id: userId, email: "ada@example.org", name: ODD, passwordHash: "x" },
  });
  await client.workspace.create({
    data: { id: workspaceId, slug: "post", name: ODD, ratingScale: [{ label: ODD, value: null }] },
  });
  const member = await client.member.create({ data: { workspaceId, userId, role: "admin" } });
  await client.logHead.create({ data: { workspaceId, sequence: BigInt(EVENTS), hash: "end" } });
  const events = Array.from({ length: EVENTS }, (_, index) => ({
    id: newId(),
    workspaceId,
    sequence: BigInt(index + 1),
    commandId: newId(),
    at: new Date(1_700_000_000_000 + index),
    actorKind: "system" as const,
    type: "workspace.created",
    subjectType: "workspace",
    subjectId: workspaceId,
    payloadHash: "p",
    hash: `h${index}`,
  }));
  await client.event.createMany({ data: events });
  await client.eventPayload.createMany({
    data: events.map(({ id }) => ({ eventId: id, workspaceId, salt: "s", text: ODD })),
  });
  await client.picture.create({
    data: {
      workspaceId,
      sha256: "0",
      mediaType: "image/png",
      bytes: Buffer.from(Array.from({ length: 70_000 }, (_, index) => index % 256)),
      createdById: member.id,
    },
  });
}

/** Every row of every table, as text. */
async function contents({ pool }: Connection): Promise<Record<string, unknown[]>> {
  const tables = await pool.query<{ name: string }>(
    "select quote_ident(tablename) as name from pg_tables where schemaname = 'public' order by 1",
  );
  const all: Record<string, unknown[]> = {};
  for (const { name } of tables.rows) {
    const { rows } = await pool.query(`select t::text as row from ${name} t order by 1`);
    all[name] = rows;
  }
  return all;
}

async function foreignKeys({ pool }: Connection): Promise<unknown[]> {
  const { rows } = await pool.query(
    `select conrelid::regclass::text as name, pg_get_constraintdef(oid) as definition
     from pg_constraint where contype = 'f' order by 1, 2`,
  );
  return rows;
}

describe.each(testableKinds())("a backup of an %s database", (from) => {
  let source: Connection;
  const file = path.join(folder, `${from}.stet.gz`);
  beforeAll(async () => {
    source = await newTestConnection(from);
    await fill(source);
    const result = await writeBackup(source, file);
    expect(result.rows).toBeGreaterThan(2 * EVENTS);
  });
  afterAll(() => source.close());

  test.each(testableKinds())("restored into an %s database is what it was", async (to) => {
    const target = await newTestConnection(to);
    try {
      const result = await restoreBackup(target, file, { replace: false });
      expect(result.migrated).toEqual([]);
      expect(await contents(target)).toEqual(await contents(source));
      expect(await foreignKeys(target)).toEqual(await foreignKeys(source));
    } finally {
      await target.close();
    }
  });

  test("holds one moment, whatever is written meanwhile", async () => {
    const client = clientOf(source);
    let done = false;
    const writing = (async () => {
      while (!done) {
        await client.$transaction([
          client.rateLimit.create({ data: { key: newId(), count: 1, resetsAt: new Date() } }),
          client.workspace.updateMany({ data: { nextClaim: { increment: 1 } } }),
        ]);
      }
    })();
    const other = path.join(folder, `${from}-meanwhile.stet.gz`);
    await writeBackup(source, other);
    done = true;
    await writing;

    const copy = await newTestConnection(from);
    try {
      await restoreBackup(copy, other, { replace: false });
      const workspace = await clientOf(copy).workspace.findFirstOrThrow();
      expect(await clientOf(copy).rateLimit.count()).toBe(workspace.nextClaim - 1);
    } finally {
      await copy.close();
    }
    await restoreBackup(source, file, { replace: true });
  });

  test("says where each log stood", () => {
    const header = JSON.parse(gunzipSync(readFileSync(file)).toString().split("\n")[0] ?? "");
    expect(header.logHeads).toMatchObject([{ sequence: String(EVENTS), hash: "end" }]);
  });

  test("is not put in the place of what is there, unless asked", async () => {
    const before = await contents(source);
    await expect(restoreBackup(source, file, { replace: false })).rejects.toThrow("--replace");
    expect(await contents(source)).toEqual(before);
    await clientOf(source).user.updateMany({ data: { name: "Renamed" } });
    await restoreBackup(source, file, { replace: true });
    expect(await contents(source)).toEqual(before);
  });
});

describe("a file that is not a whole backup changes nothing", () => {
  let connection: Connection;
  const good = path.join(folder, "good.stet.gz");
  beforeAll(async () => {
    connection = await newTestConnection();
    await fill(connection);
    await writeBackup(connection, good);
  });
  afterAll(() => connection.close());

  const lines = () => gunzipSync(readFileSync(good)).toString().trimEnd().split("\n");
  const zip = (all: string[]) => gzipSync(`${all.join("\n")}\n`);
  const withHeader = (change: (header: Record<string, unknown>) => void) => {
    const [first = "", ...rest] = lines();
    const header = JSON.parse(first);
    change(header);
    return zip([JSON.stringify(header), ...rest]);
  };
  const cases: [string, () => Buffer, RegExp][] = [
    ["cut short", () => readFileSync(good).subarray(0, 5_000), /cannot be read: it is not whole/],
    ["without its end", () => zip(lines().slice(0, -1)), /not whole/],
    ["with a changed row", () => zip(lines().map((l) => l.replace('h7"', 'h8"'))), /damaged/],
    ["with a row too few", () => zip(lines().toSpliced(-2, 1)), /damaged/],
    ["of something else", () => gzipSync('{"hello": 1}\n'), /not a backup of Stet/],
    ["that is not zipped", () => Buffer.from("hello"), /damaged, or not a backup/],
    [
      "with a changed header",
      () =>
        withHeader((header) => {
          header.migrations = [];
        }),
      /damaged/,
    ],
  ];
  test.each(cases)("%s", async (name, make, message) => {
    const file = path.join(folder, `${name}.stet.gz`);
    writeFileSync(file, make());
    const before = await contents(connection);
    await expect(restoreBackup(connection, file, { replace: true })).rejects.toThrow(message);
    expect(await contents(connection)).toEqual(before);
  });

  test("that is not there", async () => {
    const missing = path.join(folder, "missing.stet.gz");
    await expect(restoreBackup(connection, missing, { replace: true })).rejects.toThrow(
      "there is no such file",
    );
  });

  test("a backup that fails leaves no file", async () => {
    await expect(writeBackup(connection, path.join(good, "below-a-file"))).rejects.toThrow();
    expect(readdirSync(folder).filter((name) => name.endsWith(".partial"))).toEqual([]);
  });
});

test("a database of somebody else is never replaced", async () => {
  const connection = await newTestConnection();
  try {
    const file = path.join(folder, "theirs.stet.gz");
    await writeBackup(connection, file);
    await connection.pool.query("drop table _prisma_migrations");
    await expect(restoreBackup(connection, file, { replace: true })).rejects.toThrow("not Stet's");
  } finally {
    await connection.close();
  }
});

test("a connection that was lost is replaced by a clean one", async () => {
  const connection = await newTestConnection();
  try {
    const client = await connection.pool.connect();
    await client.query("begin");
    await client.query("create table left_behind (id int)");
    client.release(true);
    const { rows } = await connection.pool.query("select to_regclass('left_behind') as name");
    expect(rows).toEqual([{ name: null }]);
  } finally {
    await connection.close();
  }
});
