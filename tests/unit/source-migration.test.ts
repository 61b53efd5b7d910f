import { afterAll, beforeAll, expect, test } from "vitest";
import { type Connection, openEmbedded } from "@/lib/db/connection";
import { readMigrations } from "@/lib/db/migrate";
import { newId } from "@/lib/id";
import { cslSchema } from "@/lib/source/csl";
import { formatDate } from "@/lib/source/dates";
import { formatNames } from "@/lib/source/names";

const NAME = "source_library";

let database: Connection;
beforeAll(async () => {
  database = await openEmbedded({ memory: undefined });
});
afterAll(() => database.close());

const old = [
  { author: "Ng, Amy; Records Office", issued: "12 May 2024", csl: { volume: " ", DOI: "10.1/x" } },
  { author: "A, b, c", issued: "2021", csl: {} },
  { author: " ; ", issued: "2021-02-03", csl: { note: "n" } },
  { author: "", issued: "last week", csl: {} },
  { author: "Amélie", issued: "31 April 1999 or so", csl: {} },
];

test("sources from before it keep their authors and dates, as CSL-JSON, and are found", async () => {
  const migrations = await readMigrations();
  const at = migrations.findIndex(({ name }) => name.endsWith(NAME));
  const client = await database.pool.connect();
  try {
    for (const { sql } of migrations.slice(0, at)) await client.query(sql);
    await client.query("set session_replication_role = replica");
    const workspaceId = newId();
    const ids = old.map(() => newId());
    for (const [index, { author, issued, csl }] of old.entries()) {
      await client.query(
        `insert into "Source" ("id", "workspaceId", "title", "author", "issued", "csl",
          "createdById", "updatedAt") values ($1, $2, $3, $4, $5, $6, $7, now())`,
        [ids[index], workspaceId, "A “title”, Über-1", author, issued, csl, newId()],
      );
    }
    await client.query(migrations[at]?.sql ?? "");
    const { rows } = await client.query<{ csl: unknown; words: string }>(
      `select "csl", "words" from "Source" order by array_position($1::uuid[], "id")`,
      [ids],
    );
    const read = rows.map(({ csl }) => cslSchema.strict().parse(csl));
    expect(
      read.map(({ author, issued, ...rest }) => [formatNames(author), formatDate(issued), rest]),
    ).toEqual([
      ["Ng, Amy; Records Office", "12 May 2024", { DOI: "10.1/x" }],
      ["{A, b, c}", "2021", {}],
      ["", "3 February 2021", { note: "n" }],
      ["", "last week", {}],
      ["Amélie", "31 April 1999 or so", {}],
    ]);
    expect(rows[0]?.words.split(" ").toSorted()).toEqual(
      "1 10 12 2024 a amy may ng office records title uber x".split(" "),
    );
    expect(rows[4]?.words.split(" ")).toContain("amelie");
  } finally {
    client.release();
  }
});
