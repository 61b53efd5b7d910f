import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { articleHistory } from "@/lib/article/queries";
import { newId } from "@/lib/id";
import { askQuery, changeQuery, giveUpQuery, ruleQuery, withdrawQuery } from "@/lib/query/commands";
import {
  type Addressee,
  answerSchema,
  askQueryInput,
  type QueryView,
  ruleQueryInput,
} from "@/lib/query/schema";
import { type Newsroom, testClaim, testNewsroom } from "@/tests/support/claims";
import { openTestDatabase } from "@/tests/support/database";
import { answerByLink, makeQueryLink, revokeQueryLink } from "./commands";
import { ANSWERING_LIMIT, OPENING_LIMIT } from "./guest";
import { guestPage } from "./queries";

const { client } = await openTestDatabase();

let room: Newsroom;
let annotationId: string;
/** Attempts are counted by address: each test comes from its own. */
let address: string;
let tests = 0;
beforeAll(async () => {
  room = await testNewsroom();
});
beforeEach(async () => {
  tests += 1;
  address = `192.0.2.${tests}`;
  ({ annotationId } = await testClaim(room.checker, room.article.id, "opened in 1932"));
});

const refused = (code: string, reason?: string) => ({
  code,
  ...(reason && { details: expect.objectContaining({ reason }) }),
});
const outside = { kind: "author", name: "Fay Freelance", email: "fay@example.org" } as const;

async function ask(addressee: Addressee = outside, given: object = {}): Promise<QueryView> {
  const { query } = await askQuery(
    room.checker,
    askQueryInput.parse({
      id: newId(),
      articleId: room.article.id,
      annotationId,
      addressee,
      question: "When did it open?",
      wantedBy: new Date(Date.now() + 86_400_000).toISOString(),
      ...given,
    }),
  );
  if (!query) throw new Error("no query");
  return query;
}

async function link(...queries: QueryView[]) {
  const made = await makeQueryLink(room.checker, {
    queryIds: queries.map(({ id }) => id),
    days: 14,
  });
  return { ...made, token: made.link.split("/").at(-1) ?? "" };
}

const answering = (token: string, { id }: QueryView, given: object = {}) => ({
  token,
  id: newId(),
  queryId: id,
  answer: answerSchema.parse({ body: "In March 1932.", ...given }),
});

describe("a link", () => {
  test("is made by staff, for open queries to one person outside", async () => {
    const query = await ask();
    await expect(
      makeQueryLink(room.author, { queryIds: [query.id], days: 14 }),
    ).rejects.toMatchObject(refused("not_found"));
    const other = await ask({ ...outside, name: "Somebody else" });
    await expect(link(query, other)).rejects.toMatchObject(refused("invalid", "not_one_addressee"));
    const member = await ask({ kind: "author", memberId: room.author.memberId });
    await expect(link(member)).rejects.toMatchObject(refused("invalid", "member"));
    const given = await giveUpQuery(room.checker, { queryId: other.id, revision: other.revision });
    await ruleQuery(
      room.checker,
      ruleQueryInput.parse({
        queryId: other.id,
        revision: given.query?.revision,
        ruling: "keep",
        annotationRevision: 1,
      }),
    );
    await expect(link(other)).rejects.toMatchObject(refused("invalid", "not_possible"));
  });

  test("is stored hashed, and shows the sentence and those queries, and nothing else", async () => {
    const queries = [await ask(), await ask(outside, { question: "Who opened it?" })];
    const hidden = await ask({ kind: "accused", name: "Jo Roe", email: "" });
    const made = await link(...queries);
    const row = await client.queryLink.findUniqueOrThrow({ where: { id: made.id } });
    expect(JSON.stringify(row)).not.toContain(made.token);
    const page = await guestPage(made.token, address);
    expect(page).toEqual({
      newsroom: "The Daily",
      name: "Fay Freelance",
      expiresAt: made.expiresAt,
      language: "en",
      direction: "ltr",
      queries: queries.map(({ id, question, wantedBy }) => ({
        id,
        question,
        askedBy: "Cleo Checker",
        wantedBy,
        passage: [{ text: "The bridge opened in 1932.", marks: [{ start: 11, end: 25 }] }],
        answers: [],
      })),
    });
    expect(JSON.stringify(page)).not.toContain(hidden.id);
    const [first] = queries;
    if (!first) throw new Error("no query");
    await expect(
      changeQuery(room.checker, { queryId: first.id, revision: 1, question: "Why?" }),
    ).rejects.toMatchObject(refused("invalid", "shown_by_link"));
  });
});

describe("somebody outside", () => {
  test("answers by it, late as well, and is named in the history", async () => {
    const query = await ask();
    const { token } = await link(query);
    const input = answering(token, query, { sourceUrl: "https://example.org/register" });
    await answerByLink(input, address);
    await answerByLink(input, address);
    await client.query.update({ where: { id: query.id }, data: { wantedBy: new Date(0) } });
    await answerByLink(answering(token, query, { body: "On the 19th." }), address);
    const answers = await client.queryAnswer.findMany({
      where: { queryId: query.id },
      orderBy: { ordinal: "asc" },
    });
    expect(answers).toMatchObject([
      { body: "In March 1932.", sourceUrl: "https://example.org/register", isLate: false },
      { body: "On the 19th.", isLate: true, byId: null },
    ]);
    expect((await guestPage(token, address))?.queries[0]?.answers).toHaveLength(2);
    const { entries } = await articleHistory(room.editor, { articleId: room.article.id });
    expect(entries).toContainEqual(
      expect.objectContaining({
        type: "query.answered",
        subjectId: query.id,
        actor: expect.objectContaining({ kind: "guest", name: "Fay Freelance" }),
      }),
    );
  });

  test("answers nothing that is not on the link, and nothing that was ruled on", async () => {
    const [query, other] = [await ask(), await ask()];
    const { token } = await link(query);
    await expect(answerByLink(answering(token, other), address)).rejects.toMatchObject(
      refused("not_found"),
    );
    const { query: given } = await giveUpQuery(room.checker, { queryId: query.id, revision: 1 });
    await ruleQuery(
      room.checker,
      ruleQueryInput.parse({
        queryId: query.id,
        revision: given?.revision,
        ruling: "keep",
        annotationRevision: 1,
      }),
    );
    await expect(answerByLink(answering(token, query), address)).rejects.toMatchObject(
      refused("conflict", "query_closed"),
    );
    expect(await guestPage(token, address)).toBeNull();
  });

  test("has the same answer from a link that is unknown, revoked, too old or withdrawn from", async () => {
    const queries = [await ask(), await ask(), await ask()];
    const [revoked, old, gone] = [
      await link(queries[0] ?? (await ask())),
      await link(queries[1] ?? (await ask())),
      await link(queries[2] ?? (await ask())),
    ];
    await expect(revokeQueryLink(room.author, { linkId: revoked.id })).rejects.toMatchObject(
      refused("forbidden"),
    );
    const after = await revokeQueryLink(room.editor, { linkId: revoked.id });
    expect(after.queries[0]?.links[0]?.revokedAt).toEqual(expect.any(String));
    expect(await revokeQueryLink(room.editor, { linkId: revoked.id })).toEqual(after);
    await client.queryLink.update({ where: { id: old.id }, data: { expiresAt: new Date(0) } });
    await withdrawQuery(room.checker, { queryId: queries[2]?.id ?? "", revision: 1 });
    for (const [index, token] of [revoked.token, old.token, gone.token, "unknown"].entries()) {
      expect(await guestPage(token, address)).toBeNull();
      const query = queries[Math.min(index, 2)];
      if (!query) continue;
      await expect(answerByLink(answering(token, query), address)).rejects.toMatchObject({
        code: "not_found",
        details: undefined,
      });
    }
  });

  test("is stopped after too many tries", async () => {
    for (let attempt = 0; attempt < OPENING_LIMIT.attempts; attempt += 1) {
      await guestPage("unknown", address);
    }
    await expect(guestPage("unknown", address)).rejects.toMatchObject(refused("rate_limited"));
    const query = await ask();
    const { token } = await link(query);
    const elsewhere = "198.51.100.1";
    for (let attempt = 0; attempt < ANSWERING_LIMIT.attempts; attempt += 1) {
      await answerByLink(answering(token, query), elsewhere);
    }
    await expect(answerByLink(answering(token, query), elsewhere)).rejects.toMatchObject(
      refused("rate_limited"),
    );
  });
});
