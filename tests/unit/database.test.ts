import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { database } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { applyMigrations, diffToSchema, readMigrations } from "@/lib/db/migrate";
import { openTestDatabase } from "@/tests/support/database";

const { client, connection, reset } = await openTestDatabase();
beforeEach(reset);

function newWorkspace() {
  return { id: randomUUID(), name: "The Harbour Post", slug: randomUUID(), ratingScale: [] };
}

test("database() answers the installed one", async () => {
  expect(await database()).toBe(client);
});

test("migrations are applied once, and lead to the schema", async () => {
  expect((await readMigrations()).length).toBeGreaterThan(0);
  expect(await applyMigrations(connection)).toEqual([]);
  expect(await diffToSchema(connection.pool)).toBe("");
});

test("values come back as they went in", async () => {
  const [row] = await client.$queryRaw<Record<string, unknown>[]>`
    select ${9007199254740993n}::bigint as big, ${new Date("2026-02-03T04:05:06.789Z")}::timestamptz as at,
      ${JSON.stringify({ a: [1, "é", null] })}::jsonb as json, ${Buffer.from([0, 255, 10])}::bytea as bytes,
      ${"b4b1c1e0-7f59-4a1e-9d5d-0a8f4d1c2b3a"}::uuid as id, ${"a\u{1F600}b\nc"} as text,
      ${new Prisma.Decimal("12345678901234567890.123")}::numeric as exact, ${true}::boolean as yes`;
  expect(row).toMatchObject({
    big: 9007199254740993n,
    at: new Date("2026-02-03T04:05:06.789Z"),
    json: { a: [1, "é", null] },
    id: "b4b1c1e0-7f59-4a1e-9d5d-0a8f4d1c2b3a",
    text: "a\u{1F600}b\nc",
    yes: true,
  });
  expect(Buffer.from(row?.bytes as Uint8Array)).toEqual(Buffer.from([0, 255, 10]));
  expect(String(row?.exact)).toBe("12345678901234567890.123");
});

test("a transaction that fails leaves nothing", async () => {
  const workspace = newWorkspace();
  await expect(
    client.$transaction(async (tx) => {
      await tx.workspace.create({ data: workspace });
      throw new Error("on second thoughts");
    }),
  ).rejects.toThrow("on second thoughts");
  expect(await client.workspace.count()).toBe(0);
});

test("a transaction keeps its isolation level", async () => {
  const level = await client.$transaction(
    async (tx) => tx.$queryRaw<{ level: string }[]>`
      select current_setting('transaction_isolation') as level`,
    { isolationLevel: "Serializable" },
  );
  expect(level).toEqual([{ level: "serializable" }]);
});

test("a broken rule of the database has Prisma's code, and the connection goes on", async () => {
  const workspace = newWorkspace();
  await client.workspace.create({ data: workspace });
  await expect(client.workspace.create({ data: workspace })).rejects.toMatchObject({
    code: "P2002",
  });
  await expect(
    client.$transaction(async (tx) => tx.workspace.create({ data: workspace })),
  ).rejects.toMatchObject({ code: "P2002" });
  expect(await client.workspace.count()).toBe(1);
});

test("a constraint checked at commit makes the transaction fail", async () => {
  await client.$executeRawUnsafe("create table parent (id int primary key)");
  await client.$executeRawUnsafe(
    "create table child (id int references parent deferrable initially deferred)",
  );
  await expect(
    client.$transaction(async (tx) => tx.$executeRawUnsafe("insert into child values (1)")),
  ).rejects.toThrow();
  await client.$executeRawUnsafe("drop table child, parent");
});

test("many at once are all served", async () => {
  const workspaces = Array.from({ length: 50 }, newWorkspace);
  await Promise.all(
    workspaces.map((workspace) =>
      client.$transaction(async (tx) => {
        await tx.workspace.create({ data: workspace });
        await tx.workspace.count();
      }),
    ),
  );
  expect(await client.workspace.count()).toBe(50);
});
