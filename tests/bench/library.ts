import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { MemberActor } from "@/lib/auth/actor";
import { database } from "@/lib/db/client";
import { type Connection, openEmbedded, openServer } from "@/lib/db/connection";
import type { PrismaClient } from "@/lib/db/generated/client";
import { applyMigrations } from "@/lib/db/migrate";
import { installDatabase } from "@/lib/db/open";
import { env } from "@/lib/env";
import { newId } from "@/lib/id";
import { library, searchSources } from "@/lib/source/queries";
import { libraryInput } from "@/lib/source/schema-library";
import { sourceWords } from "@/lib/source/words";
import { testWorkspace } from "@/tests/support/people";
import { createDatabase, databaseUrl, onServer, TEST_DATABASE } from "@/tests/support/postgres";
import type { Bench, Figure } from "./run";

const SOURCES = 50_000;
const BATCH = 1_000;
const SEARCHES_A_ROUND = 40;

/** Words as titles have them, the first ones in many and the last in few. */
const WORDS = Array.from(
  { length: 2_000 },
  (_, at) => `${syllables(at)}${at % 7 === 0 ? "é" : ""}`,
);

function syllables(at: number): string {
  const parts = ["ka", "lor", "min", "tes", "ou", "bra", "dün", "fi", "gor", "zet", "pla"];
  return [at % 11, Math.floor(at / 11) % 11, Math.floor(at / 121) % 11, at % 5]
    .map((index) => parts[index] ?? "")
    .join("");
}

/**
 * Searches among 50,000 sources as a person types them: beginnings of common and of rare words, two
 * together, the picker's and the library's. Beside them a bare query of one row by an indexed
 * column, in turn with them on the same connection.
 */
export const libraryBench: Bench = {
  name: "library",
  async run({ rounds, log }) {
    const folder = mkdtempSync(path.join(os.tmpdir(), "stet-bench-"));
    const figures: Figure[] = [];
    try {
      const embedded = await openEmbedded({ folder });
      figures.push(...(await measure(embedded, "embedded", { rounds, log })));
      await embedded.close();
      if (!env.TEST_DATABASE_URL) return figures;
      const name = `${TEST_DATABASE}${Date.now().toString(36)}_library`;
      await createDatabase(env.TEST_DATABASE_URL, name);
      try {
        const server = await openServer(databaseUrl(env.TEST_DATABASE_URL, name));
        figures.push(...(await measure(server, "PostgreSQL", { rounds, log })));
        await server.close();
      } finally {
        await onServer(env.TEST_DATABASE_URL, `drop database if exists "${name}" with (force)`);
      }
      return figures;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function measure(
  connection: Connection,
  kind: string,
  { rounds, log }: { rounds: number; log: (line: string) => void },
): Promise<Figure[]> {
  await applyMigrations(connection);
  installDatabase(connection);
  const client = await database();
  const admin = await testWorkspace();
  await makeSources(client, admin);
  // As a server's autovacuum would have done by now; the embedded database has none.
  if (kind === "PostgreSQL") await client.$executeRawUnsafe("analyze");
  log(`${SOURCES} sources are in the ${kind} database`);
  const times = { picker: [] as number[], library: [] as number[], bare: [] as number[] };
  const clock = async (list: number[], run: () => Promise<unknown>) => {
    const start = performance.now();
    await run();
    list.push(performance.now() - start);
  };
  const id = (await client.source.findFirstOrThrow({ select: { id: true } })).id;
  const { workspaceId } = admin;
  for (let round = -1; round < rounds; round += 1) {
    if (round === 0) for (const list of Object.values(times)) list.length = 0;
    for (let search = 0; search < SEARCHES_A_ROUND; search += 1) {
      const query = typed(search + round * SEARCHES_A_ROUND);
      await clock(times.picker, () => searchSources(admin, { query, limit: 12 }));
      await clock(
        times.bare,
        () =>
          client.$queryRaw`SELECT "id", "title" FROM "Source"
          WHERE "workspaceId" = ${workspaceId}::uuid AND "id" = ${id}::uuid`,
      );
      await clock(times.library, () => library(admin, libraryInput.parse({ query })));
    }
  }
  await client.$disconnect();
  const group = `library of ${SOURCES} sources, ${kind}`;
  return Object.entries(times).flatMap(([subject, values]) =>
    [0.5, 0.95].map((share) => ({
      group,
      measure: `p${share * 100} (ms)`,
      subject,
      values: [values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * share)] ?? 0],
    })),
  );
}

/** What a person has typed of one word or of two: of common ones often, of rare ones sometimes. */
function typed(search: number): string {
  const word = (seed: number) => WORDS[Math.abs(seed * seed * 31 + seed * 7) % WORDS.length] ?? "";
  const first = search % 3 === 0 ? (WORDS[Math.abs(search) % 20] ?? "") : word(search);
  const beginning = first.slice(0, 3 + (Math.abs(search) % 4));
  return search % 2 === 0 ? beginning : `${beginning} ${word(search + 1).slice(0, 4)}`;
}

async function makeSources(client: PrismaClient, { workspaceId, memberId }: MemberActor) {
  const publishers = Array.from({ length: 500 }, (_, at) => ({
    id: newId(),
    name: `${WORDS[at * 3] ?? ""} Press ${at}`,
  }));
  await client.publisher.createMany({
    data: publishers.map((publisher) => ({ ...publisher, workspaceId })),
  });
  for (let at = 0; at < SOURCES; at += BATCH) {
    await client.source.createMany({
      data: Array.from({ length: BATCH }, (_, index) => {
        const n = at + index;
        // One word in two is among the first hundred.
        const words = Array.from({ length: 9 }, (_, place) => {
          const seed = n * 13 + place * 7919 + ((n * place) % 97) * 31;
          return WORDS[place % 2 === 0 ? seed % 100 : seed % WORDS.length];
        });
        const title = words.join(" ");
        const publisher = publishers[n % publishers.length];
        const csl = { author: [{ family: WORDS[(n * 17) % 2_000] ?? "", given: "Amy" }] };
        return {
          id: newId(),
          workspaceId,
          type: "webpage",
          title,
          url: `https://example.org/${n}`,
          addressKey: `example.org/${n}`,
          publisherId: publisher?.id ?? null,
          csl,
          words: sourceWords({
            title,
            addressKey: `example.org/${n}`,
            publisher: publisher?.name ?? null,
            csl,
          }),
          usedAt: new Date(Date.UTC(2026, 0, 1) + ((n * 7_919) % SOURCES) * 60_000),
          createdById: memberId,
        };
      }),
    });
  }
}
