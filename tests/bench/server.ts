import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { createAnnotation } from "@/lib/annotation/commands";
import { articlePage } from "@/lib/article/queries";
import { submitCheck } from "@/lib/check/commands";
import { submitCheckInput } from "@/lib/check/schema";
import { addCitation } from "@/lib/citation/commands";
import { addCitationInput } from "@/lib/citation/schema";
import { database } from "@/lib/db/client";
import { type Connection, openEmbedded, openServer } from "@/lib/db/connection";
import type { PrismaClient } from "@/lib/db/generated/client";
import { applyMigrations } from "@/lib/db/migrate";
import { installDatabase } from "@/lib/db/open";
import { env } from "@/lib/env";
import { newId } from "@/lib/id";
import { approve } from "@/lib/review/commands";
import { reviewCount, reviewQueue } from "@/lib/review/queries";
import { occurrenceOn, testArticle } from "@/tests/support/articles";
import { cite, type Newsroom, TEXT, testNewsroom } from "@/tests/support/claims";
import { saveEdits, typing } from "@/tests/support/versions";
import { type BareCheck, BareWrites } from "./bare-writes";
import { makeClaims } from "./newsroom-rows";
import type { Bench, BenchOptions, Figure } from "./run";

const CLAIMS = 1_000;
const CHECKS = 10_000;
/** Highlights that a saved version moves. */
const TARGETS = 5_000;
/** Runs before anything is measured: plans are cached and code is compiled. */
const WARM_UP = 5;

/** The commands beside the writes they contain, and the reads beside their bare queries. */
export const serverBench: Bench = {
  name: "server",
  async run(options) {
    const figures = await onEmbedded((group) => measure(group, options));
    const url = env.TEST_DATABASE_URL;
    if (!url) {
      options.log("PostgreSQL is left out: TEST_DATABASE_URL names no server.");
      return figures;
    }
    return [...figures, ...(await onServer(url, (group) => measure(group, options)))];
  },
};

async function onEmbedded(run: (group: string) => Promise<Figure[]>): Promise<Figure[]> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "stet-bench-"));
  const connection = await openEmbedded({ folder });
  try {
    return await on(connection, () => run("server, embedded (ms)"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function onServer(url: string, run: (group: string) => Promise<Figure[]>): Promise<Figure[]> {
  const name = `stet_bench_${process.pid}`;
  const admin = await openServer(url);
  const own = new URL(url);
  own.pathname = `/${name}`;
  try {
    await admin.pool.query(`create database "${name}"`);
    const connection = await openServer(own.toString());
    return await on(connection, () => run("server, PostgreSQL (ms)"));
  } finally {
    await admin.pool.query(`drop database if exists "${name}" with (force)`);
    await admin.close();
  }
}

async function on(connection: Connection, run: () => Promise<Figure[]>): Promise<Figure[]> {
  try {
    await applyMigrations(connection);
    installDatabase(connection);
    return await run();
  } finally {
    await connection.close();
  }
}

async function measure(group: string, options: BenchOptions): Promise<Figure[]> {
  const client = await database();
  const room = await testNewsroom();
  const first = await cite(room.checker, room.claimId);
  const sourceId = first.citation?.source.id ?? "";
  const times = new Times(group);
  const runs = options.rounds * 6;

  options.log(`${group}: ${runs} claims, written, submitted and approved`);
  await measureWrites(client, room, sourceId, times, runs);

  const text = "A sentence of ten or so words, about a bridge. ".repeat(40);
  const paragraphs = ["The bridge", ...Array.from({ length: 100 }, () => text)];
  const article = await testArticle(room.editor, ...paragraphs);
  const rows = { checker: room.checker, sourceId, text: paragraphs.join("\n\n") };
  await makeClaims(client, { ...rows, articleId: article.id, claims: CLAIMS, status: "approved" });
  options.log(`${group}: an article of ${CLAIMS} claims`);
  await times.compare(options.rounds, {
    measure: `open ${CLAIMS}`,
    stet: () => articlePage(room.reviewer, article.id),
    bare: () => bareArticle(client, room, article.id),
  });

  const edited = await testArticle(room.editor, ...paragraphs);
  await makeClaims(client, {
    ...rows,
    articleId: edited.id,
    claims: TARGETS,
    status: "approved",
  });
  options.log(`${group}: saving over ${TARGETS} targets`);
  await times.compare(options.rounds, {
    measure: `save ${TARGETS}`,
    stet: () => saveEdits(room.editor, edited.id, typing("A ", { before: "A sentence" })),
    bare: () => bareSave(client, room, edited.id),
  });

  await makeClaims(client, {
    ...rows,
    articleId: room.article.id,
    claims: CHECKS,
    status: "in_review",
  });
  options.log(`${group}: a queue of ${CHECKS} checks`);
  await times.compare(options.rounds, {
    measure: "queue",
    stet: () => reviewQueue(room.reviewer, { limit: 50, cursor: null }),
    bare: () => bareQueue(client, room),
  });
  await times.compare(options.rounds, {
    measure: "queue's count",
    stet: () => reviewCount(room.reviewer),
    bare: () =>
      client.check.count({
        where: { workspaceId: room.admin.workspaceId, status: "in_review" },
      }),
  });
  return times.figures();
}

/** Each claim's commands, then the same rows bare, so that a slow moment of the machine hits both. */
async function measureWrites(
  client: PrismaClient,
  room: Newsroom,
  sourceId: string,
  times: Times,
  runs: number,
): Promise<void> {
  const { checker, reviewer, article } = room;
  const logged = new BareWrites(client, checker, article.id, sourceId, true);
  const unlogged = new BareWrites(client, checker, article.id, sourceId, false);
  const bare = async (subject: string, writes: BareWrites, warm: boolean) => {
    let check: BareCheck | undefined;
    await times.take("create", subject, warm, async () => {
      check = await writes.createOccurrence();
    });
    if (!check) throw new Error("not written");
    const made = check;
    await times.take("submit", subject, warm, () => writes.submit(made));
    await times.take("approve", subject, warm, () => writes.approve(made));
  };
  for (let run = -WARM_UP; run < runs; run += 1) {
    const warm = run >= 0;
    const occurrence = occurrenceOn(article.id, TEXT, "opened in 1932");
    const claimId = occurrence.claim.id;
    const submissionId = newId();
    await times.take("create", "stet", warm, async () => {
      await createAnnotation(checker, occurrence);
      await addCitation(
        checker,
        addCitationInput.parse({
          id: newId(),
          claimId,
          source: { from: "existing", id: sourceId },
          quote: "opened to traffic on 19 March 1932",
        }),
      );
    });
    const submission = submitCheckInput.parse({
      id: submissionId,
      claimId,
      claimRevision: 2,
      verdict: "true",
      rationale: "The register says so.",
    });
    await times.take("submit", "stet", warm, () => submitCheck(checker, submission));
    await times.take("approve", "stet", warm, () =>
      approve(reviewer, {
        id: newId(),
        claimId,
        submissionId,
        claimRevision: 2,
        occurrences: [{ annotationId: occurrence.id, revision: 1 }],
        comment: "",
      }),
    );
    await bare("bare", logged, warm);
    await bare("bare, no log", unlogged, warm);
  }
}

/** The queries of the article page, and nothing made of their rows. */
async function bareArticle(client: PrismaClient, room: Newsroom, articleId: string) {
  const { workspaceId } = room.admin;
  const here = { workspaceId, articleId };
  const claim = { occurrences: { some: { articleId } } };
  const ofCheck = { workspaceId, check: { currentOf: claim } };
  return Promise.all([
    client.article.findFirst({ where: { workspaceId, id: articleId } }),
    client.articleVersion.findFirst({ where: { ...here, number: 1 } }),
    client.annotation.findMany({ where: { ...here, deletedAt: null } }),
    client.target.findMany({ where: { ...here, deletedAt: null } }),
    client.occurrence.findMany({ where: here }),
    client.claim.findMany({ where: { workspaceId, ...claim } }),
    client.check.findMany({ where: { workspaceId, currentOf: claim } }),
    client.submission.findMany({ where: ofCheck }),
    client.review.findMany({ where: ofCheck }),
    client.citation.findMany({
      where: { workspaceId, claim, deletedAt: null },
      include: { source: { include: { publisher: true } } },
    }),
    client.claimInArticle.findMany({ where: here }),
    client.member.findMany({ where: { workspaceId }, include: { user: true } }),
    client.workspace.findFirst({ where: { id: workspaceId } }),
  ]);
}

/** The text stored once more and every target written, in the one statement that does it. */
async function bareSave(client: PrismaClient, room: Newsroom, articleId: string): Promise<void> {
  const { workspaceId } = room.admin;
  await client.$transaction(async (tx) => {
    const version = await tx.articleVersion.findFirstOrThrow({
      where: { workspaceId, articleId },
      orderBy: { number: "desc" },
    });
    const targets = await tx.target.findMany({ where: { workspaceId, articleId } });
    await tx.articleVersion.update({
      where: { id: version.id },
      data: { document: version.document ?? {}, text: version.text },
      select: { id: true },
    });
    await tx.$executeRaw`
      UPDATE "Target" t SET "start" = n."start", "end" = n."end"
      FROM unnest(${targets.map(({ id }) => id)}::uuid[],
        ${targets.map(({ start }) => start)}::int[], ${targets.map(({ end }) => end)}::int[])
        AS n("id", "start", "end")
      WHERE t."workspaceId" = ${workspaceId}::uuid AND t."id" = n."id"`;
  });
}

/** A page of the checks under review and their claims, whoever may review them. */
function bareQueue(client: PrismaClient, room: Newsroom) {
  return client.check.findMany({
    where: { workspaceId: room.admin.workspaceId, status: "in_review" },
    orderBy: [{ statusAt: "asc" }, { id: "asc" }],
    take: 50,
    include: {
      currentOf: { include: { occurrences: { include: { article: true } } } },
      submissions: true,
    },
  });
}

/** Milliseconds by measure and subject. */
class Times {
  private readonly taken = new Map<string, Figure>();

  constructor(private readonly group: string) {}

  async take(
    measure: string,
    subject: string,
    counts: boolean,
    run: () => Promise<unknown>,
  ): Promise<void> {
    const start = performance.now();
    await run();
    const spent = performance.now() - start;
    if (!counts) return;
    const key = `${measure}\n${subject}`;
    const figure = this.taken.get(key) ?? { group: this.group, measure, subject, values: [] };
    figure.values.push(spent);
    this.taken.set(key, figure);
  }

  /** The product and its bare counterpart in turns. */
  async compare(
    rounds: number,
    { measure, stet, bare }: { measure: string; stet: () => unknown; bare: () => unknown },
  ): Promise<void> {
    for (let run = -2; run < rounds * 2; run += 1) {
      await this.take(measure, "stet", run >= 0, async () => stet());
      await this.take(measure, "bare", run >= 0, async () => bare());
    }
  }

  figures(): Figure[] {
    return [...this.taken.values()];
  }
}
