import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { updateOccurrence } from "@/lib/annotation/commands";
import { annotationHistory } from "@/lib/annotation/queries";
import { articleHistory, articleList, articlePage, articleRows } from "@/lib/article/queries";
import type { MemberActor } from "@/lib/auth/actor";
import { reopenCheck, startCheck, withdrawSubmission } from "@/lib/check/commands";
import { editClaim, markUnsourced } from "@/lib/claim/commands";
import {
  claimDetail,
  claimHistory,
  claimList,
  likelyClaims,
  searchClaims,
} from "@/lib/claim/queries";
import { claimListInput } from "@/lib/claim/schema";
import { CHECK_STATUSES } from "@/lib/claim/status";
import { startThread } from "@/lib/comment/commands";
import { commentPlace, commentRevisions, threads } from "@/lib/comment/queries";
import { env } from "@/lib/env";
import { isAppError } from "@/lib/errors";
import { newId } from "@/lib/id";
import { lookAt } from "@/lib/live/commands";
import type { Letter } from "@/lib/mail/transport";
import { readOn } from "@/lib/notification/log-reader";
import { sendMails } from "@/lib/notification/mailer";
import { notifications, unreadCount } from "@/lib/notification/queries";
import { dispute, requestChanges } from "@/lib/review/commands";
import { mySentBack, reviewCount, reviewQueue } from "@/lib/review/queries";
import { searchSources } from "@/lib/source/queries";
import { versionList, versionPage } from "@/lib/version/queries";
import {
  approval,
  approveIt,
  cite,
  claimAt,
  type Newsroom,
  submit,
  testClaim,
  testNewsroom,
} from "@/tests/support/claims";
import { openTestDatabase } from "@/tests/support/database";
import { Listening } from "@/tests/support/live";
import { testMember } from "@/tests/support/people";
import { askSecondCheck, callOffSecondCheck, submitSecondCheck } from "./commands";
import { ableSecondCheckers } from "./queries";

const { client } = await openTestDatabase();

let room: Newsroom;
beforeAll(async () => {
  room = await testNewsroom();
});
beforeEach(() => setRules({ blindSecondChecks: true }));
beforeAll(() => {
  const { SMTP_URL } = env;
  Object.assign(env, { SMTP_URL: "smtp://127.0.0.1:1" });
  return () => Object.assign(env, { SMTP_URL });
});

async function setRules(settings: object) {
  await client.workspace.update({
    where: { id: room.admin.workspaceId },
    data: { settings: { ...settings } },
  });
}

const refused = (code: string, reason?: string) => ({
  code,
  ...(reason && { details: expect.objectContaining({ reason }) }),
});

/** A claim in review of which the reviewer is asked for a blind second check. */
async function asked(): Promise<string> {
  const claimId = await claimAt(room, "in_review");
  await ask(room.editor, claimId, room.reviewer);
  return claimId;
}

async function ask(actor: MemberActor, claimId: string, whom: MemberActor) {
  const { currentCheckId } = await client.claim.findUniqueOrThrow({
    where: { id: claimId },
    select: { currentCheckId: true },
  });
  const checkId = currentCheckId ?? newId();
  return askSecondCheck(actor, { claimId, checkId, memberId: whom.memberId });
}

/** What the reviewer found, in the first verdict's words or others. */
async function finding(claimId: string, given: object = {}) {
  const { revision, sources, occurrences } = await claimDetail(room.reviewer, { claimId });
  return {
    id: newId(),
    claimId,
    claimRevision: revision,
    verdict: "true",
    rationale: "I find it in the register, too.",
    evidence: sources.map(({ id }) => ({
      sourceId: id,
      stance: "supports" as const,
      quote: "opened to traffic",
      locator: null,
    })),
    occurrences: occurrences.map(({ annotationId, revision }) => ({ annotationId, revision })),
    ...given,
  };
}

describe("asking for a blind second check", () => {
  test("is an editor’s, where the workspace makes them", async () => {
    const claimId = await claimAt(room, "in_review");
    for (const actor of [room.author, room.viewer, room.checker, room.reviewer]) {
      await expect(ask(actor, claimId, room.reviewer)).rejects.toMatchObject(refused("forbidden"));
    }
    await setRules({});
    await expect(ask(room.editor, claimId, room.reviewer)).rejects.toMatchObject(
      refused("invalid", "no_blind_checks"),
    );
    await setRules({ blindSecondChecks: true });
    const { claim } = await ask(room.admin, claimId, room.reviewer);
    expect(claim.secondChecker).toMatchObject({ id: room.reviewer.memberId });
    await expect(ask(room.editor, claimId, room.editor)).rejects.toMatchObject(
      refused("conflict", "blind_second_open"),
    );
    const open = await claimAt(room, "in_progress");
    await expect(ask(room.editor, open, room.reviewer)).rejects.toMatchObject(
      refused("conflict", "not_from_here"),
    );
  });

  test("of nobody who is bound, or has opened the verdict", async () => {
    const claimId = await claimAt(room, "in_review");
    const opener = await testMember(room.admin, "checker");
    expect((await claimDetail(opener, { claimId })).check?.verdict).toBe("true");
    for (const whom of [room.checker, room.author, room.viewer, opener]) {
      await expect(ask(room.editor, claimId, whom)).rejects.toMatchObject(
        refused("invalid", "cannot_be_blind"),
      );
    }
    const able = (await ableSecondCheckers(room.editor, { claimId })).map(({ id }) => id);
    expect(able).toContain(room.reviewer.memberId);
    expect(able).not.toContain(opener.memberId);
    await expect(ableSecondCheckers(room.checker, { claimId })).rejects.toMatchObject(
      refused("forbidden"),
    );
  });

  test("is drawn of so many in a hundred, for one of those with the fewest", async () => {
    await setRules({ blindSecondChecks: true, blindSampling: 100 });
    const claimId = await claimAt(room, "in_review");
    const { secondCheckerId, secondAskedById } = await client.check.findFirstOrThrow({
      where: { claimId },
    });
    expect(secondCheckerId).not.toBeNull();
    expect(secondCheckerId).not.toBe(room.checker.memberId);
    expect(secondAskedById).toBeNull();
    const history = await claimHistory(room.checker, { claimId });
    expect(history.entries[0]).toMatchObject({
      type: "check.second_asked",
      payload: { drawn: true },
    });
    await setRules({ blindSecondChecks: true, blindSampling: 0 });
    const other = await claimAt(room, "in_review");
    expect(await client.check.findFirst({ where: { claimId: other } })).toMatchObject({
      secondCheckerId: null,
    });
  });
});

describe("until it is there", () => {
  test("nobody approves, and an editor or whoever was asked calls it off", async () => {
    const claimId = await asked();
    await expect(approveIt(room.admin, claimId)).rejects.toMatchObject(
      refused("conflict", "blind_second_open"),
    );
    const off = { claimId, memberId: room.reviewer.memberId };
    await expect(callOffSecondCheck(room.checker, off)).rejects.toMatchObject(refused("forbidden"));
    await expect(
      callOffSecondCheck(room.editor, { claimId, memberId: room.admin.memberId }),
    ).rejects.toMatchObject(refused("conflict", "blind_second_not_asked"));
    const { claim } = await callOffSecondCheck(room.reviewer, off);
    expect(claim).toMatchObject({ secondChecker: null, isBlind: false });
    expect((await approveIt(room.admin, claimId)).claim.check?.status).toBe("approved");
  });

  test("whoever was asked does nothing else to the claim", async () => {
    const claimId = await asked();
    const me = room.reviewer;
    const read = await claimDetail(me, { claimId });
    const { submissionId, claimRevision: revision } = approval(
      await claimDetail(room.admin, { claimId }),
    );
    const decision = { id: newId(), claimId, submissionId };
    const check = await client.check.findFirstOrThrow({ where: { claimId } });
    const attempts: (() => Promise<unknown>)[] = [
      () => approveIt(me, claimId),
      () => requestChanges(me, { ...decision, reasons: ["other"], comment: "" }),
      () => dispute(me, { ...decision, claimRevision: revision, verdict: "false", comment: "x" }),
      () => cite(me, claimId),
      () => editClaim(me, { claimId, revision: read.revision, statement: "Another." }),
      () => markUnsourced(me, { claimId, revision: read.revision, reason: "x" }),
      () => startCheck(me, { id: newId(), claimId }),
      () =>
        updateOccurrence(me, {
          annotationId: read.occurrences[0]?.annotationId ?? newId(),
          revision: read.occurrences[0]?.revision ?? 1,
          remedy: "none",
          reason: null,
        }),
      () => reopenCheck(me, { claimId, checkId: check.id, reason: "x" }),
      () => withdrawSubmission(me, { claimId, checkId: check.id }),
    ];
    for (const attempt of attempts) {
      await expect(attempt()).rejects.toMatchObject({ code: "forbidden" });
    }
  });

  test("a verdict under review is folded until it is opened", async () => {
    const claimId = await claimAt(room, "in_review");
    const someone = await testMember(room.admin, "checker");
    const listed = async (actor: MemberActor) =>
      (await articlePage(actor, room.article.id)).claims.find(({ id }) => id === claimId)?.check
        ?.verdict;
    const inQueue = async () =>
      (await reviewQueue(someone, { limit: 200, cursor: null })).items.find(
        (item) => item.claimId === claimId,
      )?.verdict;
    expect(await listed(someone)).toBeNull();
    expect(await inQueue()).toBeNull();
    expect(await listed(room.checker)).toBe("true");
    await claimDetail(someone, { claimId });
    expect(await listed(someone)).toBe("true");
    expect(await inQueue()).toBe("true");
  });
});

describe("the second check", () => {
  test("is refused to anybody else, on an outdated claim, and without what it stands on", async () => {
    const claimId = await asked();
    const input = await finding(claimId);
    for (const actor of [room.author, room.viewer, room.checker, room.editor]) {
      await expect(submitSecondCheck(actor, input)).rejects.toMatchObject(refused("forbidden"));
    }
    const wrong: [object, string, string][] = [
      [{ claimRevision: input.claimRevision - 1 }, "conflict", "revision_outdated"],
      [{ evidence: [] }, "invalid", "unsourced"],
      [{ verdict: "no_such" }, "invalid", "verdict_unknown"],
      [{ verdict: "false", rationale: "" }, "invalid", "rationale_missing"],
      [
        { occurrences: input.occurrences.map((one) => ({ ...one, revision: 99 })) },
        "conflict",
        "occurrence_outdated",
      ],
    ];
    for (const [given, code, reason] of wrong) {
      await expect(submitSecondCheck(room.reviewer, { ...input, ...given })).rejects.toMatchObject(
        refused(code, reason),
      );
    }
    const stranger = { ...input.evidence[0], sourceId: newId() };
    await expect(
      submitSecondCheck(room.reviewer, { ...input, evidence: [stranger as never] }),
    ).rejects.toMatchObject(refused("not_found"));
    expect(await client.submission.count({ where: { check: { claimId } } })).toBe(1);
  });

  test("with the same verdict approves, and confirms words that stay", async () => {
    const claimId = await asked();
    const input = await finding(claimId);
    const { claim, occurrences } = await submitSecondCheck(room.reviewer, input);
    expect(claim).toMatchObject({ isBlind: false, check: { status: "approved", verdict: "true" } });
    expect(occurrences).toMatchObject([{ fit: "confirmed" }]);
    // Said once more, it is the same.
    expect((await submitSecondCheck(room.reviewer, input)).claim).toEqual(claim);
    const read = await claimDetail(room.reviewer, { claimId });
    expect(read.checks[0]?.submissions).toMatchObject([
      { blind: false },
      { blind: true, evidence: [{ stance: "supports" }] },
    ]);
    expect(read.citations).toHaveLength(1);
  });

  test("with another disputes, which an editor who is neither settles", async () => {
    const claimId = await asked();
    const input = await finding(claimId);
    const evidence = input.evidence.map((one) => ({ ...one, stance: "contradicts" as const }));
    const { claim } = await submitSecondCheck(room.reviewer, {
      ...input,
      verdict: "false",
      rationale: "It opened in 1933.",
      evidence,
    });
    expect(claim.check).toMatchObject({ status: "disputed", verdict: "true" });
    const waits = async (actor: MemberActor) =>
      (await reviewQueue(actor, { limit: 200, cursor: null })).items.find(
        (item) => item.claimId === claimId,
      );
    expect(await waits(room.editor)).toMatchObject({
      kind: "dispute",
      by: { id: room.reviewer.memberId },
    });
    expect(await waits(room.reviewer)).toBeUndefined();
  });
});

test("nothing of the first check reaches the second checker before they have submitted", async () => {
  const me = room.reviewer;
  const { claimId, annotationId } = await testClaim(room.checker, room.article.id, "Six people");
  await cite(room.checker, claimId, {
    stance: "contradicts",
    quote: "SECRET-QUOTE",
    comment: "SECRET-COMMENT",
    locator: { type: "page", value: "SECRET-PAGE" },
  });
  await cite(room.checker, claimId, { stance: "partly_supports", quote: "SECRET-SECOND" });
  await submit(room.checker, claimId, {
    verdict: "cannot_be_verified",
    rationale: "SECRET-EARLIER",
  });
  await requestChanges(room.admin, {
    ...(({ id, claimId, submissionId }) => ({ id, claimId, submissionId }))(
      approval(await claimDetail(room.admin, { claimId })),
    ),
    reasons: ["needs_primary_source"],
    comment: "SECRET-REVIEW",
  });
  const { revision } = await client.annotation.findUniqueOrThrow({ where: { id: annotationId } });
  await updateOccurrence(room.checker, {
    annotationId,
    revision,
    remedy: "fix",
    remedyWording: "SECRET-WORDING",
    reason: null,
  });
  await submit(room.checker, claimId, { verdict: "misleading", rationale: "SECRET-RATIONALE" });
  const { id: citationId } = await client.citation.findFirstOrThrow({ where: { claimId } });
  const subjects = [
    { kind: "claim" as const, id: claimId },
    { kind: "annotation" as const, id: annotationId },
    { kind: "citation" as const, id: citationId },
  ];
  const commentIds: string[] = [];
  const threadIds: string[] = [];
  for (const subject of subjects) {
    const commentId = newId();
    const threadId = newId();
    commentIds.push(commentId);
    threadIds.push(threadId);
    await startThread(room.checker, {
      id: threadId,
      commentId,
      subject,
      articleId: room.article.id,
      body: `SECRET-THREAD @[${me.memberId}]`,
      blocksSignOff: true,
    });
  }
  await ask(room.editor, claimId, me);

  const articleId = room.article.id;
  const seen: unknown[] = [];
  const listening = await Listening.caughtUp(me, { after: "0" });
  const collect = async (read: () => Promise<unknown>) => {
    try {
      seen.push(await read());
    } catch (error) {
      if (!isAppError(error)) throw error;
      seen.push({ code: error.code, details: error.details });
    }
  };
  const lists = [
    {},
    { query: "Six" },
    ...CHECK_STATUSES.map((status) => ({ status })),
    { verdict: "misleading" },
    { sourcing: "sourced" },
    { sourcing: "split" },
    { sourcing: "contradicted" },
  ];
  const pages: [string, () => Promise<unknown>][] = [
    ["claimDetail", () => claimDetail(me, { claimId, articleId })],
    ["claimHistory", () => claimHistory(me, { claimId })],
    ...lists.map((given): [string, () => Promise<unknown>] => [
      "claimList",
      () => claimList(me, claimListInput.parse(given)),
    ]),
    ["searchClaims", () => searchClaims(me, { query: "Six", limit: 50 })],
    ["likelyClaims", () => likelyClaims(me, { words: "Six people died", limit: 20 })],
    ["articlePage", () => articlePage(me, articleId)],
    ["articleRows", () => articleRows(me, { articleId, claimIds: [claimId] })],
    ["articleList", () => articleList(me)],
    ["articleHistory", () => articleHistory(me, { articleId })],
    ["annotationHistory", () => annotationHistory(me, { annotationId })],
    ["threads", () => threads(me, { subjects })],
    ...commentIds.flatMap((commentId): [string, () => Promise<unknown>][] => [
      ["commentPlace", () => commentPlace(me, { commentId })],
      ["commentRevisions", () => commentRevisions(me, { commentId })],
    ]),
    [
      "startThread",
      () =>
        startThread(me, {
          id: newId(),
          commentId: newId(),
          subject: { kind: "claim", id: claimId },
          articleId,
          body: "What is this?",
          blocksSignOff: false,
        }),
    ],
    ["versionList", () => versionList(me, articleId)],
    ["versionPage", () => versionPage(me, articleId, 1)],
    ["searchSources", () => searchSources(me, { query: "", limit: 50 })],
    ["reviewQueue", () => reviewQueue(me, { limit: 200, cursor: null })],
    ["reviewCount", () => reviewCount(me)],
    ["mySentBack", () => mySentBack(me)],
    ["approve", () => approveIt(me, claimId)],
    ["editClaim", () => editClaim(me, { claimId, revision: 1, statement: "x" })],
    [
      "outdated",
      async () => submitSecondCheck(me, { ...(await finding(claimId)), claimRevision: 1 }),
    ],
  ];
  for (const [, read] of pages) await collect(read);
  // What they are notified of, and the e-mails that tell of it.
  await readOn(me.workspaceId);
  for (const unread of [true, false]) {
    await collect(() => notifications(me, { unread, cursor: null }));
  }
  await collect(() => unreadCount(me));
  const letters: Letter[] = [];
  await sendMails(
    {
      send: async (letter) => {
        letters.push(letter);
      },
      close: () => {},
    },
    new Date(Date.now() + 3_600_000),
  );
  const { email } = await client.user.findUniqueOrThrow({ where: { id: me.userId } });
  const toMe = letters.filter(({ to }) => to.address === email);
  expect(JSON.stringify(toMe)).toContain("blind second check");
  seen.push(toMe);
  // The live stream tells of it and of its passages only that the claim changed, whatever did.
  const admins = await claimDetail(room.admin, { claimId });
  const marked = { claimId, revision: admins.revision, reason: "SECRET-LIVE" };
  await markUnsourced(room.admin, marked);
  await lookAt(room.admin, { tab: newId(), articleId, claimId });
  const { sequence } = await client.logHead.findUniqueOrThrow({
    where: { workspaceId: me.workspaceId },
  });
  await listening.until(() => BigInt(listening.lastId ?? 0) >= sequence);
  await listening.until(() => JSON.stringify(listening.of("lookers")).includes(articleId));
  await listening.cut();
  const live = listening.of("changed").flatMap(({ data }) => partsAbout(data, claimId));
  expect(live.length).toBeGreaterThan(5);
  for (const change of live) {
    expect(change).toEqual({ subject: "claim", id: claimId, articleId: null, claimId });
  }
  const parts = [annotationId, citationId, ...threadIds];
  for (const id of parts) expect(JSON.stringify(listening.heard)).not.toContain(id);
  expect(JSON.stringify(listening.of("lookers"))).not.toContain(claimId);

  const told = JSON.stringify([...seen, ...listening.heard]);
  expect(told).toContain("Six people");
  expect(told).not.toContain("SECRET");
  // Of this claim nothing says where it stands, and no list that asks for that has it.
  const page = await articlePage(me, articleId);
  expect(page.threads).not.toHaveProperty(claimId);
  expect(page.threads).not.toHaveProperty(annotationId);
  const rows = (JSON.parse(told) as unknown[]).flatMap((answer) => partsAbout(answer, claimId));
  expect(rows.length).toBeGreaterThan(5);
  for (const row of rows) {
    expect(row).not.toMatchObject({ verdict: expect.any(String) });
    expect(row).not.toMatchObject({ status: expect.stringMatching(/in_|approved|disputed|stale/) });
    expect(row).not.toMatchObject({
      sourcing: expect.stringMatching(/^(sourced|split|contradicted)$/),
    });
  }
  const filtered = await Promise.all(
    lists.slice(3).map((given) => claimList(me, claimListInput.parse(given))),
  );
  for (const list of filtered) {
    expect(list.claims.map(({ id }) => id)).not.toContain(claimId);
  }

  // Afterwards everything is there.
  await submitSecondCheck(me, {
    ...(await finding(claimId)),
    verdict: "false",
    rationale: "I find otherwise.",
    evidence: (await finding(claimId)).evidence.map((one) => ({
      ...one,
      stance: "contradicts" as const,
    })),
  });
  const after = await claimDetail(me, { claimId });
  expect(JSON.stringify(after)).toContain("SECRET-RATIONALE");
  expect(after.check?.status).toBe("disputed");
  expect((await threads(me, { subjects })).threads.length).toBeGreaterThanOrEqual(3);
});

/** Objects in an answer that are about the claim. */
function partsAbout(value: unknown, claimId: string): object[] {
  if (typeof value !== "object" || value === null) return [];
  const nested = Object.values(value).flatMap((part) => partsAbout(part, claimId));
  const { id, claimId: about } = value as { id?: unknown; claimId?: unknown };
  return id === claimId || about === claimId ? [value, ...nested] : nested;
}
