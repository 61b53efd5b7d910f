import "server-only";
import { type RuledRemedy, remedyRuled } from "@/lib/annotation/effects";
import { articleChange } from "@/lib/article/queries";
import { lockArticle } from "@/lib/article/ties";
import type { MemberActor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import { lockOccurrences, type OccurrenceInHand } from "@/lib/claim/occurrences";
import { database } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { command, type Work } from "@/lib/event/command";
import { blindClaims } from "@/lib/second-check/view";
import type { QueryChange } from "./change";
import { about, answerGiven, isRepeatedAnswer, requirePossible } from "./effects";
import type {
  AnswerQuery,
  AskQuery,
  ChangeQuery,
  GiveUpQuery,
  ReopenQuery,
  RestoreQuery,
  RuleQuery,
  WithdrawQuery,
} from "./schema";
import { isPast } from "./status";
import { type LockedQuery, lockQuery } from "./ties";
import { findQueries } from "./view";

type MemberWork = Work<MemberActor>;

/**
 * Asks somebody about an annotation or the article. An author or an editor can be a member: one who
 * is an author of the article, or edits. The same id again by the same member answers what it made.
 *
 * @throws AppError invalid {reason} "date_passed", or "addressee" for a member who is no such
 */
export function askQuery(actor: MemberActor, input: AskQuery): Promise<QueryChange> {
  return run(actor, async (work) => {
    const { tx, workspaceId, now } = work;
    const { id, articleId, annotationId, addressee, question } = input;
    const article = await lockArticle(tx, actor, articleId, "share");
    authorize(actor, "query:ask", article.ties);
    const claimId = await askedAbout(work, articleId, annotationId);
    const known = await tx.query.findFirst({
      where: { workspaceId, id },
      select: { askedById: true, articleId: true },
    });
    if (known) {
      if (known.askedById !== actor.memberId || known.articleId !== articleId) {
        throw new AppError("conflict");
      }
      return { queryId: id };
    }
    const wantedBy = new Date(input.wantedBy);
    if (isPast(wantedBy, now)) throw new AppError("invalid", { reason: "date_passed" });
    const memberId = "memberId" in addressee ? addressee.memberId : null;
    if (memberId !== null) await requireAddressee(work, articleId, addressee.kind, memberId);
    const outside = "name" in addressee ? addressee : { name: "", email: "" };
    await tx.query.create({
      data: {
        id,
        workspaceId,
        articleId,
        annotationId,
        addresseeKind: addressee.kind,
        addresseeId: memberId,
        addresseeName: outside.name,
        addresseeEmail: outside.email,
        question,
        wantedBy,
        askedById: actor.memberId,
        askedAt: now,
      },
      select: { id: true },
    });
    work.record({
      ...about({ id, articleId, claimId }),
      type: "query.asked",
      payload: {
        addressee: addressee.kind,
        name: outside.name,
        memberId,
        body: question,
        wantedBy: wantedBy.toISOString(),
      },
    });
    return { queryId: id };
  });
}

/** The claim whose words are asked about, or null. Of words checked blind nothing is asked. */
async function askedAbout(
  { tx, workspaceId, actor }: MemberWork,
  articleId: string,
  annotationId: string | null,
): Promise<string | null> {
  if (annotationId === null) return null;
  const annotation = await tx.annotation.findFirst({
    where: { workspaceId, id: annotationId, articleId, deletedAt: null },
    select: { occurrence: { select: { claimId: true } } },
  });
  if (!annotation) throw new AppError("not_found");
  const claimId = annotation.occurrence?.claimId ?? null;
  if (claimId !== null && (await blindClaims(tx, actor)).includes(claimId)) {
    throw new AppError("forbidden", { reason: "blind" });
  }
  return claimId;
}

async function requireAddressee(
  { tx, workspaceId }: MemberWork,
  articleId: string,
  kind: AskQuery["addressee"]["kind"],
  memberId: string,
): Promise<void> {
  const member = await tx.member.findFirst({
    where: { workspaceId, id: memberId, removedAt: null },
    select: {
      role: true,
      articleMemberships: { where: { articleId, relation: "author" }, select: { articleId: true } },
    },
  });
  if (!member) throw new AppError("not_found");
  const fits =
    kind === "author"
      ? member.articleMemberships.length > 0
      : member.role === "editor" || member.role === "admin";
  if (!fits) throw new AppError("invalid", { reason: "addressee" });
}

/**
 * Rewords a query that nobody has answered or holds a link to, or sets another date. Where somebody
 * had said that no answer is expected, a date to come takes that back.
 */
export function changeQuery(actor: MemberActor, input: ChangeQuery): Promise<QueryChange> {
  return run(actor, async (work) => {
    const { tx, workspaceId, now } = work;
    const query = await lockAsSeen(work, input);
    authorize(actor, "query:change", query.ties);
    const question = input.question ?? query.question;
    const wantedBy = input.wantedBy === undefined ? query.wantedBy : new Date(input.wantedBy);
    const isReworded = question !== query.question;
    const isMoved = wantedBy.getTime() !== query.wantedBy.getTime();
    if (!isReworded && !isMoved) return { queryId: query.id };
    if (isReworded) {
      requirePossible(query, "reword", now);
      const shown = await tx.queryLinkItem.count({ where: { workspaceId, queryId: query.id } });
      if (shown > 0) throw new AppError("invalid", { reason: "shown_by_link" });
    }
    if (isMoved) {
      requirePossible(query, "postpone", now);
      if (isPast(wantedBy, now)) throw new AppError("invalid", { reason: "date_passed" });
    }
    await write(work, query, {
      question,
      wantedBy,
      ...(isMoved && query.status === "no_answer" && { status: "asked" }),
    });
    work.record({
      ...about(query),
      type: "query.changed",
      payload: {
        changes: {
          ...(isReworded && { question: { from: query.question, to: question } }),
          ...(isMoved && {
            wantedBy: { from: query.wantedBy.toISOString(), to: wantedBy.toISOString() },
          }),
        },
      },
    });
    return { queryId: query.id };
  });
}

/**
 * Answers a query that the member is asked; staff write down what somebody outside told them. An
 * answer stays as it was given: whoever has more to say answers again, until the ruling.
 */
export function answerQuery(actor: MemberActor, input: AnswerQuery): Promise<QueryChange> {
  return run(actor, async (work) => {
    const query = await lockQuery(work, input.queryId);
    authorize(actor, "query:answer", query.ties);
    if (await isRepeatedAnswer(work, query.id, input.id)) return { queryId: query.id };
    requireSeen(query, input.revision);
    requirePossible(query, "answer", work.now);
    await answerGiven(work, query, input);
    return { queryId: query.id };
  });
}

/** Says that no answer is expected any more, before the date has come. */
export function giveUpQuery(actor: MemberActor, input: GiveUpQuery): Promise<QueryChange> {
  return run(actor, async (work) => {
    const query = await lockAsSeen(work, input);
    authorize(actor, "query:change", query.ties);
    requirePossible(query, "give_up", work.now);
    await write(work, query, { status: "no_answer" });
    work.record({ ...about(query), type: "query.given_up", payload: {} });
    return { queryId: query.id };
  });
}

/** Takes it back that no answer is expected. */
export function waitOnQuery(actor: MemberActor, input: GiveUpQuery): Promise<QueryChange> {
  return run(actor, async (work) => {
    const query = await lockAsSeen(work, input);
    authorize(actor, "query:change", query.ties);
    requirePossible(query, "wait_on", work.now);
    await write(work, query, { status: "asked" });
    work.record({ ...about(query), type: "query.waited_on", payload: {} });
    return { queryId: query.id };
  });
}

/**
 * Closes a query with a ruling. It becomes the remedy of the occurrence that was asked about, as
 * the person saw it; about a note or the article it is kept with the query alone.
 *
 * @throws AppError conflict {reason} "revision_outdated" or "occurrence_outdated"
 * @throws AppError invalid {reason} as remedyProblem has it
 */
export function ruleQuery(actor: MemberActor, input: RuleQuery): Promise<QueryChange> {
  return run(actor, async (work) => {
    const { now } = work;
    const query = await lockWithOccurrence(work, input.queryId);
    authorize(actor, "query:rule", query.ties);
    requireSeen(query, input.revision);
    requirePossible(query, "rule", now);
    const ruled: RuledRemedy = {
      remedy: input.ruling === "keep" ? "none" : input.ruling,
      wording: input.ruling === "keep" || input.ruling === "cut" ? "" : input.wording,
    };
    const occurrence = query.locked;
    if (occurrence) {
      if (occurrence.revision !== input.annotationRevision) {
        throw new Outdated(query, "occurrence_outdated");
      }
      await remedyRuled(work, occurrence, ruled);
    }
    await write(work, query, {
      status: "ruled",
      ruling: ruled.remedy,
      rulingWording: ruled.wording,
      rulingNote: input.note,
      ruledById: actor.memberId,
      ruledAt: now,
      remedyBefore: occurrence?.remedy ?? null,
      wordingBefore: occurrence?.remedyWording ?? null,
    });
    work.record({
      ...about(query),
      type: "query.ruled",
      payload: { ruling: input.ruling, wording: ruled.wording, comment: input.note },
    });
    return { queryId: query.id, annotationId: query.annotationId };
  });
}

/**
 * Takes a ruling back, with a reason. The occurrence has its former remedy again, unless somebody
 * has changed what was ruled or carried it out.
 */
export function reopenQuery(actor: MemberActor, input: ReopenQuery): Promise<QueryChange> {
  return run(actor, async (work) => {
    const { tx, workspaceId, now } = work;
    const query = await lockWithOccurrence(work, input.queryId);
    authorize(actor, "query:rule", query.ties);
    requireSeen(query, input.revision);
    requirePossible(query, "reopen", now);
    const occurrence = query.locked;
    if (occurrence && query.remedyBefore !== null && standsAsRuled(occurrence, query)) {
      await remedyRuled(work, occurrence, {
        remedy: query.remedyBefore,
        wording: query.wordingBefore ?? "",
      });
    }
    const answers = await tx.queryAnswer.count({ where: { workspaceId, queryId: query.id } });
    await write(work, query, {
      status: answers > 0 ? "answered" : "no_answer",
      ruling: null,
      rulingWording: "",
      rulingNote: "",
      ruledById: null,
      ruledAt: null,
      remedyBefore: null,
      wordingBefore: null,
    });
    work.record({
      ...about(query),
      type: "query.reopened",
      payload: { ruling: query.ruling ?? "none", reason: input.reason },
    });
    return { queryId: query.id, annotationId: query.annotationId };
  });
}

function standsAsRuled(occurrence: OccurrenceInHand, query: LockedQuery): boolean {
  return (
    occurrence.remedy === query.ruling &&
    occurrence.remedyWording === query.rulingWording &&
    occurrence.remedyDoneAt === null
  );
}

/** Takes a question back. Links show it no longer; `restoreQuery` brings it back. */
export function withdrawQuery(actor: MemberActor, input: WithdrawQuery): Promise<QueryChange> {
  return run(actor, async (work) => {
    const query = await lockAsSeen(work, input);
    authorize(actor, "query:change", query.ties);
    requirePossible(query, "withdraw", work.now);
    await write(work, query, { deletedAt: work.now, deletedById: actor.memberId });
    work.record({ ...about(query), type: "query.withdrawn", payload: { body: query.question } });
    return { queryId: query.id };
  });
}

/** Brings a withdrawn query back; one that was not withdrawn is answered as it is. */
export function restoreQuery(actor: MemberActor, input: RestoreQuery): Promise<QueryChange> {
  return run(actor, async (work) => {
    const query = await lockQuery(work, input.queryId, { deleted: true });
    authorize(actor, "query:change", query.ties);
    if (query.deletedAt === null) return { queryId: query.id };
    await write(work, query, { deletedAt: null, deletedById: null });
    work.record({ ...about(query), type: "query.restored", payload: { body: query.question } });
    return { queryId: query.id };
  });
}

/** What a command changed; the answer is read after it is stored. */
interface Changed {
  queryId: string;
  /** An occurrence whose remedy it changed. */
  annotationId?: string | null;
}

/** The person saw another state. Carried out of the transaction, to read the newer after it. */
class Outdated extends Error {
  constructor(
    readonly query: LockedQuery,
    readonly reason: "revision_outdated" | "occurrence_outdated",
  ) {
    super("outdated");
  }
}

async function run(
  actor: MemberActor,
  change: (work: MemberWork) => Promise<Changed>,
): Promise<QueryChange> {
  try {
    return await answer(actor, await command(actor, change));
  } catch (error) {
    if (!(error instanceof Outdated)) throw error;
    const { id, annotationId } = error.query;
    const newer = await answer(actor, { queryId: id, annotationId });
    throw new AppError("conflict", { reason: error.reason, ...newer });
  }
}

async function answer(
  actor: MemberActor,
  { queryId, annotationId = null }: Changed,
): Promise<QueryChange> {
  const client = await database();
  const [query] = await findQueries(client, actor, { id: queryId });
  const article =
    query && annotationId !== null
      ? await articleChange(actor, {
          articleId: query.articleId,
          annotations: [annotationId],
          claims: [],
        })
      : null;
  return { query: query ?? null, article };
}

async function lockAsSeen(
  work: MemberWork,
  seen: { queryId: string; revision: number },
): Promise<LockedQuery> {
  const query = await lockQuery(work, seen.queryId);
  requireSeen(query, seen.revision);
  return query;
}

function requireSeen(query: LockedQuery, revision: number): void {
  if (query.revision !== revision) throw new Outdated(query, "revision_outdated");
}

/** The query with the occurrence that it asks about, where there is one. */
function lockWithOccurrence(
  work: MemberWork,
  queryId: string,
): Promise<LockedQuery & { locked: OccurrenceInHand | null }> {
  return lockQuery(work, queryId, {
    before: async (annotationId) => {
      if (annotationId === null) return null;
      const kind = await work.tx.annotation.findFirst({
        where: { workspaceId: work.workspaceId, id: annotationId, deletedAt: null },
        select: { kind: true },
      });
      if (kind?.kind !== "occurrence") return null;
      const [occurrence] = await lockOccurrences(work, [annotationId]);
      return occurrence ?? null;
    },
  });
}

async function write(
  { tx, workspaceId }: MemberWork,
  query: LockedQuery,
  data: Parameters<MemberWork["tx"]["query"]["updateMany"]>[0]["data"],
): Promise<void> {
  await tx.query.updateMany({
    where: { workspaceId, id: query.id, revision: query.revision },
    data: { ...data, revision: query.revision + 1 },
  });
}
