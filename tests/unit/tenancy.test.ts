import { readdirSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import * as accountCommands from "@/lib/account/commands";
import * as annotationCommands from "@/lib/annotation/commands";
import * as annotationQueries from "@/lib/annotation/queries";
import * as articleCommands from "@/lib/article/commands";
import * as articleQueries from "@/lib/article/queries";
import * as assignmentCommands from "@/lib/assignment/commands";
import * as assignmentQueries from "@/lib/assignment/queries";
import { boardInput } from "@/lib/assignment/schema";
import type { MemberActor } from "@/lib/auth/actor";
import * as checkCommands from "@/lib/check/commands";
import * as checkQueries from "@/lib/check/queries";
import { submitCheckInput } from "@/lib/check/schema";
import * as citationCommands from "@/lib/citation/commands";
import { addCitationInput } from "@/lib/citation/schema";
import * as claimCommands from "@/lib/claim/commands";
import * as claimQueries from "@/lib/claim/queries";
import { claimListInput } from "@/lib/claim/schema";
import { loadClaim } from "@/lib/claim/ties";
import * as commentCommands from "@/lib/comment/commands";
import * as commentQueries from "@/lib/comment/queries";
import type { ThreadSubject } from "@/lib/comment/schema";
import * as eventQueries from "@/lib/event/queries";
import * as flagCommands from "@/lib/flag/commands";
import * as flagQueries from "@/lib/flag/queries";
import type { FlagSubject } from "@/lib/flag/schema";
import { newId } from "@/lib/id";
import * as invitationCommands from "@/lib/invitation/commands";
import * as invitationQueries from "@/lib/invitation/queries";
import * as liveCommands from "@/lib/live/commands";
import * as liveQueries from "@/lib/live/queries";
import * as measureQueries from "@/lib/measure/queries";
import * as notificationCommands from "@/lib/notification/commands";
import { readOn } from "@/lib/notification/log-reader";
import { preferencesSchema } from "@/lib/notification/preferences";
import * as notificationQueries from "@/lib/notification/queries";
import { notificationsInput } from "@/lib/notification/schema";
import * as placementCommands from "@/lib/placement/commands";
import * as queryCommands from "@/lib/query/commands";
import * as queryQueries from "@/lib/query/queries";
import { answerSchema, askQueryInput, ruleQueryInput } from "@/lib/query/schema";
import * as queryLinkCommands from "@/lib/query-link/commands";
import * as referenceCommands from "@/lib/reference/commands";
import * as referenceQueries from "@/lib/reference/queries";
import * as reviewCommands from "@/lib/review/commands";
import * as reviewQueries from "@/lib/review/queries";
import { reviewQueueInput } from "@/lib/review/schema";
import * as secondCheckCommands from "@/lib/second-check/commands";
import * as secondCheckQueries from "@/lib/second-check/queries";
import * as signOffCommands from "@/lib/sign-off/commands";
import * as signOffQueries from "@/lib/sign-off/queries";
import * as sourceCommands from "@/lib/source/commands";
import * as sourceQueries from "@/lib/source/queries";
import { createSourceInput } from "@/lib/source/schema";
import { libraryInput } from "@/lib/source/schema-library";
import * as versionCommands from "@/lib/version/commands";
import * as versionQueries from "@/lib/version/queries";
import * as workspaceCommands from "@/lib/workspace/commands";
import * as workspaceQueries from "@/lib/workspace/queries";
import { documentOf, occurrenceOn, targetOn } from "@/tests/support/articles";
import { claimAt, type Newsroom, TEXT, testClaim, testNewsroom } from "@/tests/support/claims";
import { openTestDatabase } from "@/tests/support/database";

const { client } = await openTestDatabase();

/** Everything of a workspace that somebody from elsewhere could name. */
interface Things {
  room: Newsroom;
  workspaceId: string;
  articleId: string;
  annotationId: string;
  claimId: string;
  /** A claim in each of the statuses in which a command begins. */
  at: Record<"unchecked" | "in_progress" | "in_review" | "disputed" | "approved" | "stale", string>;
  /** Unconfirmed words of the approved claim. */
  unconfirmed: string;
  checkId: string;
  submissionId: string;
  citationId: string;
  sourceId: string;
  memberId: string;
  invitationId: string;
  pictureId: string;
  targetId: string;
  rawPageId: string;
  threadId: string;
  commentId: string;
  queryId: string;
  queryLinkId: string;
  flagId: string;
  signOffId: string;
  notificationGroup: string;
}

let theirs: Things;
let mine: Things;
/** An admin of another workspace: whatever stops them, it is not their role. */
let me: MemberActor;

async function things(): Promise<Things> {
  const room = await testNewsroom();
  const at = {
    unchecked: await claimAt(room, "unchecked"),
    in_progress: await claimAt(room, "in_progress"),
    in_review: await claimAt(room, "in_review"),
    disputed: await claimAt(room, "disputed"),
    approved: await claimAt(room, "approved"),
    stale: await claimAt(room, "stale"),
  };
  const { workspaceId } = room.admin;
  const articleId = room.article.id;
  const linked = await testClaim(room.checker, articleId, "Six people died", at.approved);
  const read = await claimQueries.claimDetail(room.admin, { claimId: at.in_review });
  const invitation = await invitationCommands.invite(room.admin, {
    email: `${newId()}@example.org`,
    role: "checker",
  });
  const pictureId = newId().replaceAll("-", "").repeat(2);
  await client.picture.create({
    data: {
      workspaceId,
      sha256: pictureId,
      mediaType: "image/png",
      bytes: new Uint8Array([1]),
      createdById: room.admin.memberId,
      articles: { create: { articleId } },
    },
  });
  const rawPage = await client.rawPage.create({
    data: {
      workspaceId,
      url: "https://example.org/a",
      finalUrl: "https://example.org/a",
      sha256: newId(),
      bytes: new Uint8Array([1]),
      fetchedAt: new Date(),
      createdById: room.admin.memberId,
    },
  });
  const target = await client.target.findFirstOrThrow({
    where: { workspaceId, annotationId: room.annotationId },
  });
  const [citation] = read.citations;
  const [threadId, commentId] = [newId(), newId()];
  await commentCommands.startThread(room.checker, {
    id: threadId,
    commentId,
    subject: { kind: "annotation", id: room.annotationId },
    articleId: null,
    body: `@[${room.reviewer.memberId}] Is this so?`,
    blocksSignOff: true,
  });
  const asked = question({ articleId, annotationId: room.annotationId });
  await queryCommands.askQuery(room.checker, asked);
  const queryLink = await queryLinkCommands.makeQueryLink(room.checker, {
    queryIds: [asked.id],
    days: 1,
  });
  const { id: signOffId } = await client.signOff.create({
    data: {
      workspaceId,
      articleId,
      versionNumber: 1,
      headSequence: 1,
      headHash: "0",
      byId: room.editor.memberId,
    },
    select: { id: true },
  });
  const flagId = newId();
  await flagCommands.raiseFlag(room.checker, {
    id: flagId,
    subject: { kind: "claim", id: room.claimId },
    articleId: null,
    kind: "legal",
    reason: "x",
  });
  await readOn(workspaceId);
  const told = await client.notification.findFirstOrThrow({ where: { workspaceId } });
  return {
    room,
    workspaceId,
    articleId,
    annotationId: room.annotationId,
    claimId: room.claimId,
    at,
    unconfirmed: linked.annotationId,
    checkId: read.check?.id ?? "",
    submissionId: read.check?.submissionId ?? "",
    citationId: citation?.id ?? "",
    sourceId: citation?.source.id ?? "",
    memberId: room.checker.memberId,
    invitationId: invitation.id,
    pictureId,
    targetId: target.id,
    rawPageId: rawPage.id,
    threadId,
    commentId,
    queryId: asked.id,
    queryLinkId: queryLink.id,
    flagId,
    signOffId,
    notificationGroup: told.groupKey,
  };
}

const question = (given: object) =>
  askQueryInput.parse({
    id: newId(),
    addressee: { kind: "source", name: "Somebody" },
    question: "Is this so?",
    wantedBy: new Date(Date.now() + 86_400_000).toISOString(),
    ...given,
  });

beforeAll(async () => {
  theirs = await things();
  mine = await things();
  me = mine.room.admin;
  untouched = await contentOf(theirs.workspaceId);
}, 120_000);

/** A call that names things of theirs, and what it has to answer. */
type Attempt =
  | { refused: () => Promise<unknown> }
  /** It answers, and nothing of theirs is in the answer. */
  | { tellsNothing: () => Promise<unknown> };

const refused = (call: () => Promise<unknown>): Attempt => ({ refused: call });
const tellsNothing = (call: () => Promise<unknown>): Attempt => ({ tellsNothing: call });

/** Concerns a person's own account, or whoever holds a secret link; names nothing of a workspace. */
const OF_A_PERSON: Attempt[] = [];

const submission = (claimId: string) =>
  submitCheckInput.parse({
    id: newId(),
    claimId,
    claimRevision: 2,
    verdict: "cannot_be_verified",
    rationale: "Nobody knows.",
  });
const decision = (of: Things, claimId = of.at.in_review) => ({
  id: newId(),
  claimId,
  submissionId: of.submissionId,
  claimRevision: 2,
});
const shown = (annotationId: string) => [{ annotationId, revision: 1 }];
const newSource = (given: object = {}) =>
  createSourceInput.parse({ id: newId(), title: "A page", ...given });
const citation = (claimId: string, source: object) =>
  addCitationInput.parse({ id: newId(), claimId, source });
const place = (articleId: string, claimId: string) => ({
  articleId,
  claimId,
  seenAssigneeId: null,
  seenCheckerId: null,
});
const document = documentOf("Another text.");
const existing = (id: string) => ({ from: "existing" as const, id });

const theirQuery = () => ({ queryId: theirs.queryId, revision: 1 });

/** What of theirs a thread could be about. */
const talkedAbout = (): ThreadSubject[] => [
  { kind: "article", id: theirs.articleId },
  { kind: "annotation", id: theirs.annotationId },
  { kind: "claim", id: theirs.claimId },
  { kind: "citation", id: theirs.citationId },
];

/**
 * What every command and query of every noun is tried with. One that is exported and not named
 * here fails the test, so that nobody adds a door without trying it from outside.
 */
const ATTEMPTS: Record<string, () => Attempt[]> = {
  "account/commands.changeName": () => OF_A_PERSON,
  "account/commands.changePreferences": () => OF_A_PERSON,
  "account/commands.changePassword": () => OF_A_PERSON,
  "account/commands.endSession": () => OF_A_PERSON,
  "account/commands.endSessions": () => OF_A_PERSON,
  "account/commands.makePasswordReset": () => OF_A_PERSON,
  "account/commands.makeMemberPasswordReset": () => [
    refused(() => accountCommands.makeMemberPasswordReset(me, { memberId: theirs.memberId })),
  ],
  "account/commands.resetPassword": () => OF_A_PERSON,
  "account/queries.preferencesOf": () => OF_A_PERSON,
  "account/queries.sessionsOf": () => OF_A_PERSON,
  "account/queries.accounts": () => OF_A_PERSON,
  "account/queries.passwordResetOffer": () => OF_A_PERSON,

  "annotation/commands.createAnnotation": () => [
    refused(() =>
      annotationCommands.createAnnotation(
        me,
        occurrenceOn(theirs.articleId, TEXT, "opened in 1932"),
      ),
    ),
    refused(() =>
      annotationCommands.createAnnotation(me, {
        ...occurrenceOn(mine.articleId, TEXT, "opened in 1932"),
        claim: existing(theirs.claimId),
      }),
    ),
    refused(() => {
      const input = occurrenceOn(mine.articleId, TEXT, "opened in 1932");
      const { claim } = input;
      if (claim.from !== "new") throw new Error("not a new claim");
      return annotationCommands.createAnnotation(me, {
        ...input,
        claim: { ...claim, reportsId: theirs.claimId },
      });
    }),
  ],
  "annotation/commands.createOccurrences": () => {
    const more = (articleId: string, claimId: string) => () =>
      annotationCommands.createOccurrences(me, {
        articleId,
        claimId,
        madeVersion: 1,
        speaker: "",
        saidOn: "",
        voice: "own",
        occurrences: [{ id: newId(), targets: [targetOn(TEXT, "1932")] }],
      });
    return [
      refused(more(theirs.articleId, mine.claimId)),
      refused(more(mine.articleId, theirs.claimId)),
    ];
  },
  "annotation/commands.saidAndSo": () => {
    const both = (articleId: string, claimId: string) => () =>
      annotationCommands.saidAndSo(me, {
        articleId,
        madeVersion: 1,
        speaker: "The council",
        saidOn: "",
        said: {
          id: newId(),
          targets: [targetOn(TEXT, "£4 million")],
          claim: {
            from: "new",
            id: newId(),
            statement: "The council said so.",
            kind: "attribution",
            asOf: "",
          },
          voice: "paraphrase",
        },
        so: {
          id: newId(),
          targets: [targetOn(TEXT, "£4 million")],
          claim: existing(claimId),
          leftUnchecked: null,
        },
      });
    return [
      refused(both(theirs.articleId, mine.claimId)),
      refused(both(mine.articleId, theirs.claimId)),
    ];
  },
  "annotation/commands.updateNote": () => [
    refused(() =>
      annotationCommands.updateNote(me, {
        annotationId: theirs.annotationId,
        revision: 1,
        body: "x",
      }),
    ),
  ],
  "annotation/commands.updateOccurrence": () => [
    refused(() =>
      annotationCommands.updateOccurrence(me, {
        annotationId: theirs.annotationId,
        revision: 1,
        speaker: "x",
        reason: null,
      }),
    ),
    refused(() =>
      annotationCommands.updateOccurrence(me, {
        annotationId: mine.annotationId,
        revision: 1,
        claim: existing(theirs.claimId),
        reason: "Another claim.",
      }),
    ),
  ],
  "annotation/commands.setTargets": () => [
    refused(() =>
      annotationCommands.setTargets(me, {
        annotationId: theirs.annotationId,
        revision: 1,
        madeVersion: 1,
        targets: [targetOn(TEXT, "1932")],
      }),
    ),
  ],
  "annotation/commands.deleteAnnotation": () => [
    refused(() =>
      annotationCommands.deleteAnnotation(me, {
        annotationId: theirs.annotationId,
        revision: 1,
        reason: "x",
      }),
    ),
  ],
  "annotation/commands.restoreAnnotation": () => [
    refused(() => annotationCommands.restoreAnnotation(me, { annotationId: theirs.annotationId })),
  ],
  "annotation/queries.annotationViews": () => [
    tellsNothing(() =>
      annotationQueries.annotationViews(
        client,
        me,
        { id: theirs.articleId, ties: { isAuthor: true, isViewer: true } },
        [theirs.annotationId],
      ),
    ),
  ],
  "annotation/queries.annotationHistory": () => [
    refused(() => annotationQueries.annotationHistory(me, { annotationId: theirs.annotationId })),
  ],

  "assignment/commands.assignClaims": () => {
    const assign = (articleId: string, claimId: string, assigneeId: string) => () =>
      assignmentCommands.assignClaims(me, { places: [place(articleId, claimId)], assigneeId });
    return [
      refused(assign(theirs.articleId, theirs.claimId, mine.memberId)),
      refused(assign(mine.articleId, theirs.claimId, mine.memberId)),
      refused(assign(theirs.articleId, mine.claimId, mine.memberId)),
      refused(assign(mine.articleId, mine.claimId, theirs.memberId)),
    ];
  },
  "assignment/commands.shareOutClaims": () => {
    const share = (articleId: string, claimId: string, memberId: string) => () =>
      assignmentCommands.shareOutClaims(me, {
        places: [place(articleId, claimId)],
        memberIds: [mine.memberId, memberId],
      });
    return [
      refused(share(theirs.articleId, theirs.claimId, mine.memberId)),
      refused(share(mine.articleId, mine.claimId, theirs.memberId)),
    ];
  },
  "assignment/commands.takeClaims": () => [
    refused(() =>
      assignmentCommands.takeClaims(me, { places: [place(theirs.articleId, theirs.claimId)] }),
    ),
  ],
  "assignment/commands.giveBackClaims": () => [
    refused(() =>
      assignmentCommands.giveBackClaims(me, { places: [place(theirs.articleId, theirs.claimId)] }),
    ),
  ],
  "assignment/commands.takeOverClaim": () => [
    refused(() => assignmentCommands.takeOverClaim(me, place(theirs.articleId, theirs.claimId))),
  ],
  "assignment/queries.board": () => [
    tellsNothing(() => assignmentQueries.board(me, boardInput.parse({}))),
    tellsNothing(() =>
      assignmentQueries.board(me, { articleId: theirs.articleId, memberId: theirs.memberId }),
    ),
  ],
  "assignment/queries.stuckCount": () => [tellsNothing(() => assignmentQueries.stuckCount(me))],

  "article/commands.createArticle": () => [
    tellsNothing(() =>
      articleCommands.createArticle(me, {
        id: newId(),
        headline: "A headline",
        byline: "",
        publishedOn: null,
        sourceUrl: null,
        language: "en",
        direction: "ltr",
        deadline: null,
        priority: 0,
        document: documentOf("A headline"),
        notes: [],
        origin: "typed",
      }),
    ),
  ],
  "article/commands.updateArticle": () => [
    refused(() =>
      articleCommands.updateArticle(me, {
        articleId: theirs.articleId,
        revision: 1,
        headline: "x",
      }),
    ),
  ],
  "article/commands.planArticle": () => [
    refused(() =>
      articleCommands.planArticle(me, { articleId: theirs.articleId, revision: 1, priority: 3 }),
    ),
  ],
  "article/commands.addArticleMember": () => {
    const add = (articleId: string, memberId: string) => () =>
      articleCommands.addArticleMember(me, { articleId, memberId, relation: "viewer" });
    return [
      refused(add(theirs.articleId, mine.memberId)),
      refused(add(mine.articleId, theirs.memberId)),
    ];
  },
  "article/commands.removeArticleMember": () => [
    refused(() =>
      articleCommands.removeArticleMember(me, {
        articleId: theirs.articleId,
        memberId: theirs.room.author.memberId,
        relation: "author",
      }),
    ),
  ],
  "article/commands.deleteArticle": () => [
    refused(() => articleCommands.deleteArticle(me, { articleId: theirs.articleId, revision: 1 })),
  ],
  "article/commands.restoreArticle": () => [
    refused(() => articleCommands.restoreArticle(me, { articleId: theirs.articleId })),
  ],
  "article/queries.articleList": () => [
    tellsNothing(() => articleQueries.articleList(me)),
    tellsNothing(() => articleQueries.articleList(me, { deleted: true })),
  ],
  "article/queries.articlePage": () => [
    refused(() => articleQueries.articlePage(me, theirs.articleId)),
  ],
  "article/queries.articleChange": () => [
    tellsNothing(() =>
      articleQueries.articleChange(me, {
        articleId: mine.articleId,
        annotations: [theirs.annotationId],
        claims: [theirs.claimId],
      }),
    ),
    tellsNothing(() =>
      articleQueries.articleChange(me, {
        articleId: theirs.articleId,
        annotations: [theirs.annotationId],
        claims: [theirs.claimId],
      }),
    ),
  ],
  "article/queries.articleRows": () => [
    refused(() =>
      articleQueries.articleRows(me, {
        articleId: theirs.articleId,
        claimIds: [theirs.claimId],
      }),
    ),
    refused(() => articleQueries.articleRows(me, { articleId: theirs.articleId, whole: true })),
    tellsNothing(() =>
      articleQueries.articleRows(me, {
        articleId: mine.articleId,
        claimIds: [theirs.claimId],
        annotationIds: [theirs.annotationId],
      }),
    ),
  ],
  "article/queries.articleClaims": () => [
    tellsNothing(() =>
      articleQueries.articleClaims(client, me, theirs.articleId, [theirs.claimId]),
    ),
  ],
  "article/queries.articleHistory": () => [
    refused(() => articleQueries.articleHistory(me, { articleId: theirs.articleId })),
  ],
  "article/queries.articlePicture": () => [
    refused(() => articleQueries.articlePicture(me, theirs.pictureId)),
  ],
  "article/queries.draftLimits": () => [tellsNothing(() => articleQueries.draftLimits(me))],

  "check/commands.startCheck": () => [
    refused(() => checkCommands.startCheck(me, { id: newId(), claimId: theirs.at.unchecked })),
  ],
  "check/commands.submitCheck": () => [
    refused(() => checkCommands.submitCheck(me, submission(theirs.at.in_progress))),
    refused(() =>
      checkCommands.submitCheck(me, {
        ...submission(mine.at.unchecked),
        claimRevision: 1,
        remedies: [{ annotationId: theirs.annotationId, remedy: "cut", wording: "" }],
      }),
    ),
  ],
  "check/commands.withdrawSubmission": () => [
    refused(() =>
      checkCommands.withdrawSubmission(me, {
        claimId: theirs.at.in_review,
        checkId: theirs.checkId,
      }),
    ),
  ],
  "check/commands.reopenCheck": () => [
    refused(() =>
      checkCommands.reopenCheck(me, {
        claimId: theirs.at.approved,
        checkId: theirs.checkId,
        reason: "x",
      }),
    ),
  ],
  "check/commands.sayStillHolds": () => [
    refused(() =>
      checkCommands.sayStillHolds(me, {
        claimId: theirs.at.stale,
        checkId: theirs.checkId,
        claimRevision: 2,
        reason: "x",
      }),
    ),
  ],
  "check/commands.confirmStillHolds": () => [
    refused(() =>
      checkCommands.confirmStillHolds(me, {
        claimId: theirs.at.stale,
        checkId: theirs.checkId,
        claimRevision: 2,
      }),
    ),
  ],
  "check/queries.checksOf": () => [
    tellsNothing(() =>
      checkQueries.checksOf(client, me.workspaceId, theirs.at.in_review, new Set()),
    ),
  ],

  "citation/commands.addCitation": () => [
    refused(() =>
      citationCommands.addCitation(me, citation(theirs.claimId, existing(mine.sourceId))),
    ),
    refused(() =>
      citationCommands.addCitation(me, citation(mine.claimId, existing(theirs.sourceId))),
    ),
    refused(() =>
      citationCommands.addCitation(
        me,
        citation(mine.claimId, { from: "new", ...newSource({ originId: theirs.sourceId }) }),
      ),
    ),
  ],
  "citation/commands.editCitation": () => [
    refused(() =>
      citationCommands.editCitation(me, {
        citationId: theirs.citationId,
        revision: 1,
        quote: "x",
      }),
    ),
    refused(() =>
      citationCommands.editCitation(me, {
        citationId: mine.citationId,
        revision: 1,
        sourceId: theirs.sourceId,
      }),
    ),
  ],
  "citation/commands.removeCitation": () => [
    refused(() =>
      citationCommands.removeCitation(me, { citationId: theirs.citationId, revision: 1 }),
    ),
  ],
  "citation/commands.restoreCitation": () => [
    refused(() => citationCommands.restoreCitation(me, { citationId: theirs.citationId })),
  ],
  "citation/commands.markSeen": () => [
    refused(() => citationCommands.markSeen(me, { citationId: theirs.citationId, revision: 1 })),
  ],

  "claim/commands.editClaim": () => [
    refused(() =>
      claimCommands.editClaim(me, { claimId: theirs.claimId, revision: 1, statement: "x" }),
    ),
  ],
  "claim/commands.planClaim": () => {
    const plan = (articleId: string, claimId: string) => () =>
      claimCommands.planClaim(me, { articleId, claimId, priority: 3 });
    return [
      refused(plan(theirs.articleId, theirs.claimId)),
      refused(plan(mine.articleId, theirs.claimId)),
      refused(plan(theirs.articleId, mine.claimId)),
    ];
  },
  "claim/commands.markUnsourced": () => [
    refused(() =>
      claimCommands.markUnsourced(me, { claimId: theirs.claimId, revision: 1, reason: "x" }),
    ),
  ],
  "claim/commands.clearUnsourced": () => [
    refused(() => claimCommands.clearUnsourced(me, { claimId: theirs.claimId })),
  ],
  "claim/commands.leaveUnchecked": () => [
    refused(() => claimCommands.leaveUnchecked(me, { claimId: theirs.claimId, reason: "x" })),
  ],
  "claim/commands.setReports": () => {
    const report = (claimId: string, reportsId: string) => () =>
      claimCommands.setReports(me, { claimId, reportsId, seenReportsId: null });
    return [
      refused(report(theirs.claimId, mine.claimId)),
      refused(report(mine.claimId, theirs.claimId)),
    ];
  },
  "claim/queries.claimDetail": () => [
    refused(() => claimQueries.claimDetail(me, { claimId: theirs.claimId })),
    tellsNothing(() =>
      claimQueries.claimDetail(me, { claimId: mine.claimId, articleId: theirs.articleId }),
    ),
  ],
  "claim/queries.claimCan": () => [
    // Works on a claim in hand, which only loading it inside the workspace gives.
    refused(async () => claimQueries.claimCan(await loadClaim(client, me, theirs.claimId), me)),
  ],
  "claim/queries.claimHistory": () => [
    refused(() => claimQueries.claimHistory(me, { claimId: theirs.claimId })),
  ],
  "claim/queries.claimList": () => [
    tellsNothing(() => claimQueries.claimList(me, claimListInput.parse({}))),
    tellsNothing(() => claimQueries.claimList(me, claimListInput.parse({ query: "opened" }))),
  ],
  "claim/queries.searchClaims": () => [
    tellsNothing(() => claimQueries.searchClaims(me, { query: "opened", limit: 50 })),
    tellsNothing(() => claimQueries.searchClaims(me, { query: "", limit: 50 })),
  ],
  "claim/queries.likelyClaims": () => [
    tellsNothing(() => claimQueries.likelyClaims(me, { words: "opened in 1932", limit: 20 })),
  ],

  "comment/commands.startThread": () => {
    const start = (subject: ThreadSubject, articleId: string | null = null, body = "x") =>
      refused(() =>
        commentCommands.startThread(me, {
          id: newId(),
          commentId: newId(),
          subject,
          articleId,
          body,
          blocksSignOff: false,
        }),
      );
    return [
      start({ kind: "article", id: theirs.articleId }),
      start({ kind: "annotation", id: theirs.annotationId }),
      start({ kind: "claim", id: theirs.claimId }),
      start({ kind: "citation", id: theirs.citationId }),
      start({ kind: "claim", id: theirs.claimId }, mine.articleId),
      start({ kind: "claim", id: mine.claimId }, theirs.articleId),
    ];
  },
  "comment/commands.reply": () => [
    refused(() =>
      commentCommands.reply(me, { commentId: newId(), threadId: theirs.threadId, body: "x" }),
    ),
  ],
  "comment/commands.editComment": () => [
    refused(() =>
      commentCommands.editComment(me, { commentId: theirs.commentId, revision: 1, body: "x" }),
    ),
  ],
  "comment/commands.deleteComment": () => [
    refused(() => commentCommands.deleteComment(me, { commentId: theirs.commentId, revision: 1 })),
  ],
  "comment/commands.restoreComment": () => [
    refused(() => commentCommands.restoreComment(me, { commentId: theirs.commentId })),
  ],
  "comment/commands.resolveThread": () => [
    refused(() =>
      commentCommands.resolveThread(me, { threadId: theirs.threadId, revision: 1, reason: "" }),
    ),
  ],
  "comment/commands.reopenThread": () => [
    refused(() =>
      commentCommands.reopenThread(me, { threadId: theirs.threadId, revision: 1, reason: "" }),
    ),
  ],
  "comment/commands.blockSignOff": () => [
    refused(() =>
      commentCommands.blockSignOff(me, {
        threadId: theirs.threadId,
        revision: 1,
        blocksSignOff: true,
      }),
    ),
  ],
  "comment/queries.threadsOf": () =>
    talkedAbout().map((subject) => refused(() => commentQueries.threadsOf(client, me, subject))),
  "comment/queries.threads": () =>
    talkedAbout().map((subject) =>
      refused(() =>
        commentQueries.threads(me, {
          subjects: [{ kind: "article", id: mine.articleId }, subject],
        }),
      ),
    ),
  "comment/queries.threadCounts": () => [
    tellsNothing(() => commentQueries.threadCounts(client, me, theirs.articleId, [theirs.claimId])),
  ],
  "comment/queries.mentionable": () => [
    ...talkedAbout().map((subject) =>
      refused(() => commentQueries.mentionable(me, { subject, articleId: null })),
    ),
    refused(() =>
      commentQueries.mentionable(me, {
        subject: { kind: "claim", id: mine.claimId },
        articleId: theirs.articleId,
      }),
    ),
  ],
  "comment/queries.commentRevisions": () => [
    refused(() => commentQueries.commentRevisions(me, { commentId: theirs.commentId })),
  ],
  "comment/queries.commentPlace": () => [
    refused(() => commentQueries.commentPlace(me, { commentId: theirs.commentId })),
  ],
  "comment/queries.blockingThreads": () => [
    tellsNothing(() =>
      commentQueries.blockingThreads(client, {
        workspaceId: mine.workspaceId,
        articleId: theirs.articleId,
      }),
    ),
  ],

  "flag/commands.raiseFlag": () => {
    const raise = (subject: FlagSubject, articleId: string | null = null) =>
      refused(() =>
        flagCommands.raiseFlag(me, { id: newId(), subject, articleId, kind: "legal", reason: "x" }),
      );
    return [
      raise({ kind: "article", id: theirs.articleId }),
      raise({ kind: "annotation", id: theirs.annotationId }),
      raise({ kind: "claim", id: theirs.claimId }),
      raise({ kind: "claim", id: mine.claimId }, theirs.articleId),
    ];
  },
  "flag/commands.clearFlag": () => [
    refused(() => flagCommands.clearFlag(me, { flagId: theirs.flagId, revision: 1, reason: "x" })),
  ],
  "flag/commands.reopenFlag": () => [
    refused(() => flagCommands.reopenFlag(me, { flagId: theirs.flagId, revision: 1, reason: "x" })),
  ],
  "flag/queries.articleFlags": () => [
    tellsNothing(() => flagQueries.articleFlags(client, me, theirs.articleId, [theirs.claimId])),
  ],
  "flag/queries.claimFlags": () => [
    refused(() => flagQueries.claimFlags(me, { claimId: theirs.claimId })),
  ],
  "flag/queries.openFlags": () => [
    tellsNothing(() =>
      flagQueries.openFlags(client, {
        workspaceId: mine.workspaceId,
        articleId: theirs.articleId,
      }),
    ),
  ],

  "sign-off/commands.signOff": () => [
    refused(() =>
      signOffCommands.signOff(me, {
        id: newId(),
        articleId: theirs.articleId,
        version: 1,
        exceptions: [],
      }),
    ),
  ],
  "sign-off/commands.withdrawSignOff": () => [
    refused(() =>
      signOffCommands.withdrawSignOff(me, { signOffId: theirs.signOffId, reason: "x" }),
    ),
  ],
  "sign-off/queries.closing": () => [
    refused(() => signOffQueries.closing(me, { articleId: theirs.articleId })),
  ],

  "query/commands.askQuery": () => {
    const ask = (given: object) => refused(() => queryCommands.askQuery(me, question(given)));
    return [
      ask({ articleId: theirs.articleId }),
      ask({ articleId: mine.articleId, annotationId: theirs.annotationId }),
      ask({
        articleId: mine.articleId,
        addressee: { kind: "editor", memberId: theirs.room.editor.memberId },
      }),
    ];
  },
  "query/commands.changeQuery": () => [
    refused(() => queryCommands.changeQuery(me, { ...theirQuery(), question: "x" })),
  ],
  "query/commands.answerQuery": () => [
    refused(() =>
      queryCommands.answerQuery(me, {
        ...theirQuery(),
        id: newId(),
        answer: answerSchema.parse({ body: "x" }),
      }),
    ),
  ],
  "query/commands.giveUpQuery": () => [refused(() => queryCommands.giveUpQuery(me, theirQuery()))],
  "query/commands.waitOnQuery": () => [refused(() => queryCommands.waitOnQuery(me, theirQuery()))],
  "query/commands.ruleQuery": () => [
    refused(() =>
      queryCommands.ruleQuery(
        me,
        ruleQueryInput.parse({ ...theirQuery(), ruling: "keep", annotationRevision: 1 }),
      ),
    ),
  ],
  "query/commands.reopenQuery": () => [
    refused(() => queryCommands.reopenQuery(me, { ...theirQuery(), reason: "x" })),
  ],
  "query/commands.withdrawQuery": () => [
    refused(() => queryCommands.withdrawQuery(me, theirQuery())),
  ],
  "query/commands.restoreQuery": () => [
    refused(() => queryCommands.restoreQuery(me, { queryId: theirs.queryId })),
  ],
  "query/queries.articleQueries": () => [
    tellsNothing(() => queryQueries.articleQueries(client, me, theirs.articleId)),
  ],
  "query/queries.claimQueries": () => [
    refused(() => queryQueries.claimQueries(me, { claimId: theirs.claimId })),
  ],
  "query/queries.openQueries": () => [
    tellsNothing(() =>
      queryQueries.openQueries(
        client,
        { workspaceId: mine.workspaceId, articleId: theirs.articleId },
        new Date(),
      ),
    ),
  ],

  "query-link/commands.makeQueryLink": () =>
    [[theirs.queryId], [mine.queryId, theirs.queryId]].map((queryIds) =>
      refused(() => queryLinkCommands.makeQueryLink(me, { queryIds, days: 1 })),
    ),
  "query-link/commands.revokeQueryLink": () => [
    refused(() => queryLinkCommands.revokeQueryLink(me, { linkId: theirs.queryLinkId })),
  ],
  "query-link/commands.answerByLink": () => OF_A_PERSON,
  "query-link/queries.guestPage": () => OF_A_PERSON,

  "event/queries.history": () => [
    tellsNothing(() => eventQueries.history(client, me, { claimId: theirs.claimId })),
    tellsNothing(() => eventQueries.history(client, me, { workspaceId: theirs.workspaceId })),
  ],

  "event/queries.logPosition": () => [tellsNothing(() => eventQueries.logPosition(client, me))],

  "live/commands.lookAt": () => [
    refused(() =>
      liveCommands.lookAt(me, { tab: newId(), articleId: theirs.articleId, claimId: null }),
    ),
    refused(() =>
      liveCommands.lookAt(me, { tab: newId(), articleId: mine.articleId, claimId: theirs.claimId }),
    ),
  ],
  "live/queries.position": () => [tellsNothing(() => liveQueries.position(me))],

  "invitation/commands.invite": () => [
    tellsNothing(() =>
      invitationCommands.invite(me, { email: `${newId()}@example.org`, role: "viewer" }),
    ),
  ],
  "invitation/commands.revokeInvitation": () => [
    refused(() => invitationCommands.revokeInvitation(me, { invitationId: theirs.invitationId })),
  ],
  "invitation/commands.join": () => OF_A_PERSON,
  "invitation/commands.acceptInvitation": () => OF_A_PERSON,
  "invitation/queries.openInvitations": () => [
    tellsNothing(() => invitationQueries.openInvitations(me)),
  ],
  "invitation/queries.invitationOffer": () => OF_A_PERSON,

  "measure/queries.measures": () => [
    tellsNothing(() => measureQueries.measures(me, { from: null, to: null })),
  ],

  "notification/queries.notifications": () => [
    tellsNothing(() =>
      notificationQueries.notifications(me, notificationsInput.parse({ cursor: "1~x" })),
    ),
    tellsNothing(() => notificationQueries.notifications(me, notificationsInput.parse({}))),
  ],
  "notification/queries.unreadCount": () => [
    tellsNothing(() => notificationQueries.unreadCount(me)),
  ],
  "notification/queries.notificationSettings": () => [
    tellsNothing(() => notificationQueries.notificationSettings(me)),
  ],
  "notification/commands.markRead": () => [
    tellsNothing(() =>
      notificationCommands.markRead(me, { groups: [theirs.notificationGroup], read: true }),
    ),
  ],
  "notification/commands.setPreferences": () => [
    tellsNothing(() => notificationCommands.setPreferences(me, preferencesSchema.parse({}))),
  ],

  "placement/commands.placeTarget": () => {
    const place = (annotationId: string, targetId: string) => () =>
      placementCommands.placeTarget(me, {
        annotationId,
        revision: 1,
        targetId,
        madeVersion: 1,
        place: { start: 0, end: 3 },
      });
    return [
      refused(place(theirs.annotationId, theirs.targetId)),
      refused(place(theirs.annotationId, mine.targetId)),
      refused(place(mine.annotationId, theirs.targetId)),
    ];
  },

  "review/commands.approve": () => [
    refused(() =>
      reviewCommands.approve(me, { ...decision(theirs), occurrences: [], comment: "" }),
    ),
    refused(() =>
      reviewCommands.approve(me, {
        ...decision(mine),
        occurrences: shown(theirs.annotationId),
        comment: "",
      }),
    ),
    refused(() =>
      reviewCommands.approve(me, {
        ...decision(theirs),
        occurrences: shown(mine.annotationId),
        comment: "",
      }),
    ),
  ],
  "review/commands.requestChanges": () => [
    refused(() =>
      reviewCommands.requestChanges(me, { ...decision(theirs), reasons: ["other"], comment: "" }),
    ),
  ],
  "review/commands.dispute": () => [
    refused(() =>
      reviewCommands.dispute(me, { ...decision(theirs), verdict: "false", comment: "x" }),
    ),
  ],
  "review/commands.adjudicate": () => [
    refused(() =>
      reviewCommands.adjudicate(me, {
        ...decision(theirs, theirs.at.disputed),
        outcome: "approved",
        namedCitations: [],
        occurrences: [],
        reason: "x",
      }),
    ),
    refused(() =>
      reviewCommands.adjudicate(me, {
        ...decision(mine, mine.at.disputed),
        outcome: "approved",
        namedCitations: [],
        occurrences: shown(theirs.annotationId),
        reason: "x",
      }),
    ),
  ],
  "review/commands.confirmFits": () => [
    refused(() => reviewCommands.confirmFits(me, { occurrences: shown(theirs.unconfirmed) })),
    refused(() =>
      reviewCommands.confirmFits(me, {
        occurrences: [...shown(mine.unconfirmed), ...shown(theirs.unconfirmed)],
      }),
    ),
  ],
  "review/commands.sayStillFits": () => [
    refused(() =>
      reviewCommands.sayStillFits(me, {
        annotationId: theirs.annotationId,
        revision: 1,
        reason: "x",
      }),
    ),
  ],
  "review/queries.reviewQueue": () => [
    tellsNothing(() => reviewQueries.reviewQueue(me, reviewQueueInput.parse({ limit: 200 }))),
  ],
  "review/queries.reviewCount": () => [tellsNothing(() => reviewQueries.reviewCount(me))],
  "review/queries.mySentBack": () => [tellsNothing(() => reviewQueries.mySentBack(me))],

  "second-check/commands.askSecondCheck": () => [
    refused(() =>
      secondCheckCommands.askSecondCheck(me, {
        claimId: theirs.claimId,
        checkId: theirs.checkId,
        memberId: theirs.memberId,
      }),
    ),
  ],
  "second-check/commands.callOffSecondCheck": () => [
    refused(() =>
      secondCheckCommands.callOffSecondCheck(me, {
        claimId: theirs.claimId,
        memberId: theirs.memberId,
      }),
    ),
  ],
  "second-check/commands.submitSecondCheck": () => {
    const input = {
      id: newId(),
      claimRevision: 1,
      verdict: "true",
      rationale: "x",
      evidence: [],
      occurrences: [],
    };
    return [
      refused(() =>
        secondCheckCommands.submitSecondCheck(me, { ...input, claimId: theirs.claimId }),
      ),
      refused(() =>
        secondCheckCommands.submitSecondCheck(me, {
          ...input,
          claimId: mine.claimId,
          occurrences: shown(theirs.annotationId),
        }),
      ),
    ];
  },
  "second-check/queries.ableSecondCheckers": () => [
    refused(() => secondCheckQueries.ableSecondCheckers(me, { claimId: theirs.claimId })),
  ],

  "reference/commands.importReferences": () => [
    refused(() =>
      referenceCommands.importReferences(me, {
        sources: [newSource({ originId: theirs.sourceId })],
      }),
    ),
  ],
  "reference/queries.readReferences": () => [
    tellsNothing(() =>
      referenceQueries.readReferences(me, {
        text: "@misc{a, title = {A}, url = {https://example.org/register}}",
      }),
    ),
  ],
  "reference/queries.exportReferences": () => [
    tellsNothing(() => referenceQueries.exportReferences(me, libraryInput.parse({}), "csl")),
  ],

  "source/commands.createSource": () => [
    refused(() => sourceCommands.createSource(me, newSource({ originId: theirs.sourceId }))),
  ],
  "source/commands.editSource": () => [
    refused(() =>
      sourceCommands.editSource(me, { sourceId: theirs.sourceId, revision: 1, title: "x" }),
    ),
    refused(() =>
      sourceCommands.editSource(me, {
        sourceId: mine.sourceId,
        revision: 1,
        originId: theirs.sourceId,
      }),
    ),
  ],
  "source/commands.mergeSources": () => {
    const merge = (keep: string, merged: string) => () =>
      sourceCommands.mergeSources(me, {
        keep: { id: keep, revision: 1 },
        merged: [{ id: merged, revision: 1 }],
      });
    return [
      refused(merge(mine.sourceId, theirs.sourceId)),
      refused(merge(theirs.sourceId, mine.sourceId)),
    ];
  },
  "source/queries.sourcesInLibrary": () => [
    tellsNothing(() => sourceQueries.sourcesInLibrary(me, libraryInput.parse({}), 50)),
  ],
  "source/queries.library": () => [
    tellsNothing(() => sourceQueries.library(me, libraryInput.parse({}))),
  ],
  "source/queries.libraryChoices": () => [tellsNothing(() => sourceQueries.libraryChoices(me))],
  "source/queries.mergedInto": () => [
    tellsNothing(() => sourceQueries.mergedInto(me, { sourceId: theirs.sourceId })),
  ],
  "source/queries.mergePreview": () => [
    tellsNothing(() => sourceQueries.mergePreview(me, { sourceIds: [theirs.sourceId] })),
  ],
  "source/queries.sourcePage": () => [
    refused(() => sourceQueries.sourcePage(me, { sourceId: theirs.sourceId })),
  ],
  "source/queries.sourceHistory": () => [
    refused(() => sourceQueries.sourceHistory(me, { sourceId: theirs.sourceId })),
  ],
  "source/queries.sourceDetail": () => [
    refused(() => sourceQueries.sourceDetail(me, { sourceId: theirs.sourceId })),
  ],
  "source/queries.searchSources": () => [
    tellsNothing(() => sourceQueries.searchSources(me, { query: "register", limit: 50 })),
  ],
  "source/queries.suggestFor": () => [
    tellsNothing(() => sourceQueries.suggestFor(me, { url: "https://example.org/register" })),
  ],

  "version/commands.saveVersion": () => [
    refused(() =>
      versionCommands.saveVersion(me, {
        articleId: theirs.articleId,
        baseVersion: 1,
        steps: [{ stepType: "replace", from: 1, to: 2 }],
        note: "",
        merged: false,
      }),
    ),
  ],
  "version/commands.replaceText": () => {
    const replace = (articleId: string, rawPageId?: string) => () =>
      versionCommands.replaceText(me, {
        articleId,
        baseVersion: 1,
        document,
        note: "",
        rawPageId,
      });
    return [refused(replace(theirs.articleId)), refused(replace(mine.articleId, theirs.rawPageId))];
  },
  "version/commands.previewReplacement": () => [
    refused(() =>
      versionCommands.previewReplacement(me, {
        articleId: theirs.articleId,
        baseVersion: 1,
        document,
      }),
    ),
  ],
  "version/commands.restoreVersion": () => [
    refused(() =>
      versionCommands.restoreVersion(me, {
        articleId: theirs.articleId,
        number: 1,
        baseVersion: 1,
      }),
    ),
  ],
  "version/commands.applyRemedy": () => [
    refused(() =>
      versionCommands.applyRemedy(me, {
        annotationId: theirs.annotationId,
        revision: 1,
        baseVersion: 1,
      }),
    ),
  ],
  "version/queries.versionList": () => [
    refused(() => versionQueries.versionList(me, theirs.articleId)),
  ],
  "version/queries.versionPage": () => [
    refused(() => versionQueries.versionPage(me, theirs.articleId, 1)),
  ],
  "version/queries.versionComparison": () => [
    refused(() => versionQueries.versionComparison(me, theirs.articleId, { from: 1, to: 1 })),
  ],
  "version/queries.lostPlaces": () => [
    refused(() =>
      versionQueries.lostPlaces(me, {
        articleId: theirs.articleId,
        version: 1,
        annotationIds: [theirs.annotationId],
        again: false,
      }),
    ),
  ],
  "version/queries.versionRawPage": () => [
    refused(() => versionQueries.versionRawPage(me, theirs.articleId, 1)),
  ],
  "version/queries.replacementSetting": () => [
    refused(() => versionQueries.replacementSetting(me, theirs.articleId)),
  ],

  "workspace/commands.createWorkspace": () => OF_A_PERSON,
  "workspace/commands.changeWorkspace": () => [
    tellsNothing(() => workspaceCommands.changeWorkspace(me, { revision: 1, name: "Ours" })),
  ],
  "workspace/commands.changeRole": () => [
    refused(() =>
      workspaceCommands.changeRole(me, {
        memberId: theirs.memberId,
        from: "checker",
        to: "viewer",
      }),
    ),
  ],
  "workspace/commands.removeMember": () => [
    refused(() => workspaceCommands.removeMember(me, { memberId: theirs.memberId })),
  ],
  "workspace/queries.workspacesOf": () => OF_A_PERSON,
  "workspace/queries.workspace": () => [tellsNothing(() => workspaceQueries.workspace(me))],
  "workspace/queries.members": () => [tellsNothing(() => workspaceQueries.members(me))],
};

const lib = path.join(import.meta.dirname, "../../lib");

/** Every function that a commands or queries file exports, as "noun/file.function". */
async function exported(): Promise<string[]> {
  const files = readdirSync(lib, { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll(path.sep, "/"))
    .filter((file) => /(?:^|\/)(?:commands|queries)\.ts$/.test(file));
  const names: string[] = [];
  for (const file of files) {
    const module: Record<string, unknown> = await import(path.join(lib, file));
    for (const [name, value] of Object.entries(module)) {
      if (typeof value === "function") names.push(`${file.replace(/\.ts$/, "")}.${name}`);
    }
  }
  return names;
}

/** A digest of every row that a workspace has, by table. */
async function contentOf(workspaceId: string): Promise<Record<string, string>> {
  const tables = await client.$queryRaw<{ table: string }[]>`
    SELECT table_name AS "table" FROM information_schema.columns
    WHERE table_schema = 'public' AND column_name = 'workspaceId' ORDER BY 1`;
  const digests = tables.map(
    ({ table }) =>
      `SELECT '${table}' AS "table", md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), ''))
        AS "digest" FROM "${table}" t WHERE t."workspaceId" = '${workspaceId}'`,
  );
  const rows = await client.$queryRawUnsafe<{ table: string; digest: string }[]>(
    digests.join(" UNION ALL "),
  );
  return Object.fromEntries(rows.map(({ table, digest }) => [table, digest]));
}

let untouched: Record<string, string>;

test("every command and query is tried, and none that is gone", async () => {
  expect(secrets().filter((id) => id.length < 32)).toEqual([]);
  expect(Object.keys(ATTEMPTS).toSorted()).toEqual((await exported()).toSorted());
});

describe("things of another workspace", () => {
  afterEach(async () => {
    expect(await contentOf(theirs.workspaceId)).toEqual(untouched);
  });

  for (const [name, attempts] of Object.entries(ATTEMPTS)) {
    test(name, async () => {
      for (const attempt of attempts()) {
        if ("refused" in attempt) {
          const before = await contentOf(mine.workspaceId);
          await expect(attempt.refused()).rejects.toMatchObject({ code: "not_found" });
          expect(await contentOf(mine.workspaceId)).toEqual(before);
          continue;
        }
        const answer = JSON.stringify(await attempt.tellsNothing()) ?? "";
        for (const id of secrets()) expect(answer).not.toContain(id);
      }
    });
  }
});

/** The ids by which anything of theirs would be recognised in an answer. */
function secrets(): string[] {
  const { room, at, ...ids } = theirs;
  const people = [room.admin, room.editor, room.checker, room.reviewer, room.author, room.viewer];
  return [
    ...Object.values(ids),
    ...Object.values(at),
    ...people.flatMap(({ memberId, userId }) => [memberId, userId]),
  ];
}
