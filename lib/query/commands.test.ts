import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { deleteAnnotation, updateOccurrence } from "@/lib/annotation/commands";
import { annotationHistory } from "@/lib/annotation/queries";
import { addArticleMember } from "@/lib/article/commands";
import { articleHistory, articlePage } from "@/lib/article/queries";
import type { MemberActor } from "@/lib/auth/actor";
import { claimHistory } from "@/lib/claim/queries";
import { newId } from "@/lib/id";
import { approveIt, claimAt, type Newsroom, testClaim, testNewsroom } from "@/tests/support/claims";
import { openTestDatabase } from "@/tests/support/database";
import { testMember } from "@/tests/support/people";
import {
  answerQuery,
  askQuery,
  changeQuery,
  giveUpQuery,
  reopenQuery,
  restoreQuery,
  ruleQuery,
  waitOnQuery,
  withdrawQuery,
} from "./commands";
import { openQueries } from "./queries";
import {
  type Addressee,
  answerSchema,
  askQueryInput,
  type QueryView,
  ruleQueryInput,
} from "./schema";

const { client } = await openTestDatabase();

let room: Newsroom;
let annotationId: string;
let claimId: string;
beforeAll(async () => {
  room = await testNewsroom();
});
beforeEach(async () => {
  ({ annotationId, claimId } = await testClaim(room.checker, room.article.id, "opened in 1932"));
});

const refused = (code: string, reason?: string) => ({
  code,
  ...(reason && { details: expect.objectContaining({ reason }) }),
});
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
const author = (): Addressee => ({ kind: "author", memberId: room.author.memberId });
const anEditor = (): Addressee => ({ kind: "editor", memberId: room.editor.memberId });
const outside: Addressee = { kind: "accused", name: "Jo Roe", email: "jo@example.org" };

function question(addressee: Addressee, given: object = {}) {
  return askQueryInput.parse({
    id: newId(),
    articleId: room.article.id,
    annotationId,
    addressee,
    question: "When did it open?",
    wantedBy: inDays(3),
    ...given,
  });
}

const got = ({ query }: { query: QueryView | null }): QueryView => {
  if (!query) throw new Error("no query");
  return query;
};
const ask = async (addressee: Addressee, given: object = {}) =>
  got(await askQuery(room.checker, question(addressee, given)));
const answer = async (actor: MemberActor, { id, revision }: QueryView, given: object = {}) =>
  got(
    await answerQuery(actor, {
      id: newId(),
      queryId: id,
      revision,
      answer: answerSchema.parse({ body: "In 1932.", ...given }),
    }),
  );
const seen = ({ id, revision }: QueryView) => ({ queryId: id, revision });
const occurrence = () => client.occurrence.findUniqueOrThrow({ where: { annotationId } });
const annotationRevision = async () =>
  (await client.annotation.findUniqueOrThrow({ where: { id: annotationId } })).revision;
const ruling = async (query: QueryView, given: object = {}) =>
  ruleQueryInput.parse({
    ...seen(query),
    ruling: "fix",
    wording: "opened in 1933",
    annotationRevision: await annotationRevision(),
    ...given,
  });
/** Its date is moved into the past, as time would. */
async function overdue(query: QueryView): Promise<QueryView> {
  await client.query.update({ where: { id: query.id }, data: { wantedBy: new Date(0) } });
  return query;
}
const queriesSeenBy = async (actor: MemberActor) =>
  (await articlePage(actor, room.article.id)).queries.filter(
    (query) => query.annotationId === annotationId,
  );

describe("asking", () => {
  test("is for staff, on what is there, of whom it can be asked", async () => {
    for (const actor of [room.author, room.viewer]) {
      await expect(askQuery(actor, question(author()))).rejects.toMatchObject(refused("forbidden"));
    }
    const stranger = await testMember(room.admin, "author");
    await expect(askQuery(stranger, question(author()))).rejects.toMatchObject(
      refused("not_found"),
    );
    await expect(ask({ kind: "author", memberId: room.reviewer.memberId })).rejects.toMatchObject(
      refused("invalid", "addressee"),
    );
    await expect(ask({ kind: "editor", memberId: room.checker.memberId })).rejects.toMatchObject(
      refused("invalid", "addressee"),
    );
    await expect(ask(outside, { wantedBy: inDays(-1) })).rejects.toMatchObject(
      refused("invalid", "date_passed"),
    );
    await expect(ask(outside, { annotationId: newId() })).rejects.toMatchObject(
      refused("not_found"),
    );
  });

  test("is told in the article’s, the words’ and the claim’s history", async () => {
    const input = question(author());
    const first = await askQuery(room.checker, input);
    expect(first.query).toMatchObject({
      status: "asked",
      addressee: { kind: "author", member: { name: "Audra Author" } },
      askedBy: { name: "Cleo Checker" },
      can: { answer: false, change: true, rule: true },
    });
    expect(await askQuery(room.checker, input)).toEqual(first);
    await expect(askQuery(room.editor, input)).rejects.toMatchObject(refused("conflict"));
    const asked = expect.objectContaining({ type: "query.asked", subjectId: input.id });
    const { entries } = await articleHistory(room.editor, { articleId: room.article.id });
    expect(entries).toContainEqual(asked);
    expect((await annotationHistory(room.editor, { annotationId })).entries).toContainEqual(asked);
    expect((await claimHistory(room.editor, { claimId })).entries).toContainEqual(asked);
  });
});

describe("an author", () => {
  test("sees and is told of what the author is asked, and nothing else", async () => {
    const own = await ask(author());
    const others = [
      await ask(anEditor()),
      await ask(outside),
      await ask({ ...outside, kind: "author" }),
    ];
    expect((await queriesSeenBy(room.author)).map(({ id }) => id)).toEqual([own.id]);
    expect(await queriesSeenBy(room.viewer)).toEqual([]);
    for (const read of [
      () => articleHistory(room.author, { articleId: room.article.id }),
      () => annotationHistory(room.author, { annotationId }),
      () => claimHistory(room.author, { claimId }),
    ]) {
      const told = (await read()).entries.map(({ subjectId }) => subjectId);
      expect(told).toContain(own.id);
      for (const { id } of others) expect(told).not.toContain(id);
    }
    for (const query of others) {
      await expect(answer(room.author, query)).rejects.toMatchObject(refused("not_found"));
    }
  });

  test("who is staff does not rule on what they were asked", async () => {
    const { article, editor } = room;
    const writer = await testMember(room.admin, "checker", { name: "Wanda Writer" });
    const tie = { articleId: article.id, memberId: writer.memberId, relation: "author" } as const;
    await addArticleMember(editor, tie);
    const query = await answer(writer, await ask({ kind: "author", memberId: writer.memberId }));
    expect((await queriesSeenBy(writer))[0]?.can.rule).toBe(false);
    await expect(ruleQuery(writer, await ruling(query))).rejects.toMatchObject(
      refused("forbidden"),
    );
  });
});

describe("answering", () => {
  test("is for whom is asked; what somebody outside said is written down by staff", async () => {
    const [own, editors, theirs] = [await ask(author()), await ask(anEditor()), await ask(outside)];
    await expect(answer(room.checker, own)).rejects.toMatchObject(refused("forbidden"));
    await expect(answer(room.checker, editors)).rejects.toMatchObject(refused("forbidden"));
    expect(await answer(room.author, own)).toMatchObject({
      status: "answered",
      answers: [{ body: "In 1932.", isLate: false, by: { name: "Audra Author" } }],
    });
    expect((await answer(room.admin, editors)).status).toBe("answered");
    const sources = { body: "", sourceTitle: "The register", sourceUrl: "https://example.org/r" };
    expect((await answer(room.checker, theirs, sources)).answers).toMatchObject([sources]);
  });

  test("comes late, more than once, and never after the ruling", async () => {
    const asked = await overdue(await ask(author()));
    const late = await answer(room.author, asked);
    expect(late.answers).toMatchObject([{ isLate: true }]);
    const more = await answer(room.author, late, { body: "In March." });
    expect(more.answers.map(({ body }) => body)).toEqual(["In 1932.", "In March."]);
    const ruled = got(await ruleQuery(room.checker, await ruling(more)));
    await expect(answer(room.author, ruled)).rejects.toMatchObject(
      refused("invalid", "not_possible"),
    );
  });

  test("is refused where the person saw another state, and repeated once", async () => {
    const asked = await ask(author());
    const input = { id: newId(), ...seen(asked), answer: answerSchema.parse({ body: "Yes." }) };
    const first = await answerQuery(room.author, input);
    expect(await answerQuery(room.author, input)).toEqual(first);
    await expect(answerQuery(room.author, { ...input, id: newId() })).rejects.toMatchObject({
      code: "conflict",
      details: { reason: "revision_outdated", query: { answers: [{ body: "Yes." }] } },
    });
    expect(answerSchema.safeParse({ body: "  " }).success).toBe(false);
  });
});

describe("the date", () => {
  test("makes it one without an answer, as a person may; either can be ruled on", async () => {
    const waiting = await ask(outside);
    await expect(ruleQuery(room.checker, await ruling(waiting))).rejects.toMatchObject(
      refused("invalid", "not_possible"),
    );
    const open = async () => {
      const of = { workspaceId: room.admin.workspaceId, articleId: room.article.id };
      return (await openQueries(client, of, new Date())).find(({ id }) => id === waiting.id);
    };
    expect(await open()).toMatchObject({
      kind: "accused",
      annotationId,
      claimId,
      standing: "asked",
    });
    await expect(giveUpQuery(room.author, seen(waiting))).rejects.toMatchObject(
      refused("not_found"),
    );
    const given = got(await giveUpQuery(room.checker, seen(waiting)));
    expect(given.status).toBe("no_answer");
    expect(await open()).toMatchObject({ standing: "no_answer" });
    const back = got(await waitOnQuery(room.checker, seen(given)));
    expect(back.status).toBe("asked");
    await expect(waitOnQuery(room.checker, seen(given))).rejects.toMatchObject(
      refused("conflict", "revision_outdated"),
    );
    await overdue(back);
    expect(await open()).toMatchObject({ standing: "no_answer" });
    expect(got(await ruleQuery(room.checker, await ruling(back))).status).toBe("ruled");
    expect(await open()).toBeUndefined();
  });

  test("is moved, and the words are changed, until an answer is there", async () => {
    const asked = got(await giveUpQuery(room.checker, seen(await ask(author()))));
    const wantedBy = inDays(9);
    const moved = got(await changeQuery(room.editor, { ...seen(asked), wantedBy }));
    expect(moved).toMatchObject({ wantedBy, status: "asked" });
    await expect(
      changeQuery(room.editor, { ...seen(moved), wantedBy: inDays(-1) }),
    ).rejects.toMatchObject(refused("invalid", "date_passed"));
    await expect(
      changeQuery(room.author, { ...seen(moved), question: "Why?" }),
    ).rejects.toMatchObject(refused("forbidden"));
    const reworded = got(await changeQuery(room.editor, { ...seen(moved), question: "Why?" }));
    expect(reworded.question).toBe("Why?");
    await expect(
      changeQuery(room.editor, { ...seen(moved), question: "How?" }),
    ).rejects.toMatchObject(refused("conflict", "revision_outdated"));
    const answered = await answer(room.author, reworded);
    await expect(
      changeQuery(room.editor, { ...seen(answered), question: "How?" }),
    ).rejects.toMatchObject(refused("invalid", "not_possible"));
  });
});

describe("a ruling", () => {
  test("becomes the remedy of the words, and reopening takes it back", async () => {
    const answered = await answer(room.author, await ask(author()));
    await expect(ruleQuery(room.author, await ruling(answered))).rejects.toMatchObject(
      refused("forbidden"),
    );
    const { query, article } = await ruleQuery(room.checker, await ruling(answered));
    expect(query?.ruling).toMatchObject({ ruling: "fix", wording: "opened in 1933" });
    expect(article?.annotations[0]?.occurrence).toMatchObject({
      remedy: "fix",
      remedyWording: "opened in 1933",
    });
    await expect(
      reopenQuery(room.author, { ...seen(got({ query })), reason: "No." }),
    ).rejects.toMatchObject(refused("forbidden"));
    const reopened = await reopenQuery(room.editor, { ...seen(got({ query })), reason: "No." });
    expect(reopened.query).toMatchObject({ status: "answered", ruling: null });
    expect(await occurrence()).toMatchObject({ remedy: "none", remedyWording: "" });
    await expect(
      reopenQuery(room.editor, { ...seen(got({ query })), reason: "No." }),
    ).rejects.toMatchObject(refused("conflict", "revision_outdated"));
  });

  test.each([
    ["keep", "none", ""],
    ["cut", "cut", ""],
    ["attribute", "attribute", "opened in 1932, the council said"],
  ])("%s", async (name, remedy, wording) => {
    const answered = await answer(room.author, await ask(author()));
    await ruleQuery(room.checker, await ruling(answered, { ruling: name, wording }));
    expect(await occurrence()).toMatchObject({ remedy, remedyWording: wording });
  });

  test("is refused where query or words changed meanwhile, or the words forbid it", async () => {
    const answered = await answer(room.author, await ask(author()));
    const input = await ruling(answered);
    await expect(
      ruleQuery(room.checker, { ...input, revision: input.revision - 1 }),
    ).rejects.toMatchObject(refused("conflict", "revision_outdated"));
    await updateOccurrence(room.checker, {
      annotationId,
      revision: await annotationRevision(),
      voice: "quotation",
      reason: null,
    });
    await expect(ruleQuery(room.checker, input)).rejects.toMatchObject({
      code: "conflict",
      details: { reason: "occurrence_outdated", article: { annotations: [{ id: annotationId }] } },
    });
    await expect(ruleQuery(room.checker, await ruling(answered))).rejects.toMatchObject(
      refused("invalid", "quotation_reworded"),
    );
    expect(await occurrence()).toMatchObject({ remedy: "none" });
  });

  test("of words that were confirmed leaves them to be confirmed with it", async () => {
    claimId = await claimAt(room, "in_review");
    await approveIt(room.reviewer, claimId);
    const confirmed = await client.occurrence.findFirstOrThrow({ where: { claimId } });
    expect(confirmed.fit).toBe("confirmed");
    ({ annotationId } = confirmed);
    const answered = await answer(room.author, await ask(author()));
    await ruleQuery(room.checker, await ruling(answered));
    expect(await occurrence()).toMatchObject({ fit: "unconfirmed", remedyApproved: null });
  });

  test("leaves a remedy alone that somebody changed after it", async () => {
    const answered = await answer(room.author, await ask(author()));
    const ruled = got(await ruleQuery(room.checker, await ruling(answered)));
    await updateOccurrence(room.checker, {
      annotationId,
      revision: await annotationRevision(),
      remedyWording: "was opened in 1933",
      reason: null,
    });
    await reopenQuery(room.checker, { ...seen(ruled), reason: "Another look." });
    expect(await occurrence()).toMatchObject({ remedyWording: "was opened in 1933" });
  });

  test("on a query about the article is kept with the query", async () => {
    const asked = await overdue(await ask(outside, { annotationId: null }));
    const ruled = got(
      await ruleQuery(room.checker, {
        ...(await ruling(asked, { ruling: "keep" })),
        annotationRevision: null,
      }),
    );
    expect(ruled.ruling).toMatchObject({ ruling: "keep" });
  });
});

test("a query is withdrawn and brought back, and goes with its annotation", async () => {
  const asked = await ask(author());
  await expect(withdrawQuery(room.author, seen(asked))).rejects.toMatchObject(refused("forbidden"));
  expect(await withdrawQuery(room.checker, seen(asked))).toEqual({ query: null, article: null });
  expect(await queriesSeenBy(room.checker)).toEqual([]);
  await expect(withdrawQuery(room.checker, seen(asked))).rejects.toMatchObject(
    refused("not_found"),
  );
  await expect(restoreQuery(room.viewer, { queryId: asked.id })).rejects.toMatchObject(
    refused("not_found"),
  );
  const back = got(await restoreQuery(room.editor, { queryId: asked.id }));
  await expect(withdrawQuery(room.checker, seen(asked))).rejects.toMatchObject(
    refused("conflict", "revision_outdated"),
  );
  expect(await restoreQuery(room.editor, { queryId: asked.id })).toMatchObject({ query: back });
  const revision = await annotationRevision();
  await deleteAnnotation(room.checker, { annotationId, revision, reason: null });
  await expect(answer(room.author, back)).rejects.toMatchObject(refused("not_found"));
});

test("whoever checks a claim blind is neither shown nor told what is asked about its words", async () => {
  claimId = await claimAt(room, "in_review");
  ({ annotationId } = await client.occurrence.findFirstOrThrow({ where: { claimId } }));
  const asked = await ask(author());
  const { currentCheckId } = await client.claim.findUniqueOrThrow({ where: { id: claimId } });
  await client.check.update({
    where: { id: currentCheckId ?? "" },
    data: { secondCheckerId: room.reviewer.memberId, secondAskedAt: new Date() },
  });
  expect(await queriesSeenBy(room.reviewer)).toEqual([]);
  expect(await queriesSeenBy(room.editor)).toHaveLength(1);
  await expect(askQuery(room.reviewer, question(author()))).rejects.toMatchObject(
    refused("forbidden", "blind"),
  );
  await expect(withdrawQuery(room.reviewer, seen(asked))).rejects.toMatchObject(
    refused("not_found"),
  );
  const { entries } = await articleHistory(room.reviewer, { articleId: room.article.id });
  expect(entries.map(({ subjectId }) => subjectId)).not.toContain(asked.id);
});
