import "server-only";
import { articleChange } from "@/lib/article/queries";
import type { ArticleChange } from "@/lib/article/schema";
import { lockArticle } from "@/lib/article/ties";
import type { MemberActor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import { createClaim, occurrenceLinked, occurrenceRemoved } from "@/lib/claim/effects";
import { Prisma } from "@/lib/db/generated/client";
import { AppError } from "@/lib/errors";
import { command, type Work } from "@/lib/event/command";
import { blindClaims } from "@/lib/second-check/view";
import { addAnnotations, NOT_SAID_TO_FIT, refuseRemedy, targetRows } from "./effects";
import type {
  ClaimLink,
  CreateAnnotation,
  CreateOccurrences,
  DeleteAnnotation,
  NewTarget,
  Remedy,
  RestoreAnnotation,
  SaidAndSo,
  SetTargets,
  UpdateNote,
  UpdateOccurrence,
  Voice,
} from "./schema";

type MemberWork = Work<MemberActor>;

/** What a command changed, by id; the answer is read after it is stored. */
interface Changed {
  articleId: string;
  annotations: string[];
  claims: string[];
}

async function run(
  actor: MemberActor,
  change: (work: MemberWork) => Promise<Changed>,
): Promise<ArticleChange> {
  const changed = await command(actor, change);
  return articleChange(actor, changed);
}

/**
 * Sets an annotation on an article: an occurrence with its claim, new or existing, a note, or
 * "nothing to check". The same ids again by the same member answer what they made.
 */
export function createAnnotation(
  actor: MemberActor,
  input: CreateAnnotation,
): Promise<ArticleChange> {
  return run(actor, async (work) => {
    const article = await lockArticle(work.tx, actor, input.articleId, "share");
    authorize(actor, "annotation:create", article.ties);
    const on = { ...input, currentVersion: article.currentVersion };
    if (input.kind === "occurrence") {
      return addOccurrences(work, on, [{ ...input, link: input.claim }]);
    }
    const words = await addAnnotations(work, on, [input]);
    if (words) recordCreated(work, input, words.get(input.id) ?? [], null);
    return { articleId: input.articleId, annotations: [input.id], claims: [] };
  });
}

/** Sets further occurrences of one claim: the same words elsewhere. All of them or none. */
export function createOccurrences(
  actor: MemberActor,
  input: CreateOccurrences,
): Promise<ArticleChange> {
  const { articleId, madeVersion, claimId, speaker, saidOn, voice } = input;
  return run(actor, async (work) => {
    const article = await lockArticle(work.tx, actor, articleId, "share");
    authorize(actor, "annotation:create", article.ties);
    return addOccurrences(
      work,
      { articleId, madeVersion, currentVersion: article.currentVersion },
      input.occurrences.map(({ id, targets }) => ({
        id,
        targets,
        link: { from: "existing", id: claimId },
        speaker,
        saidOn,
        voice,
        remedy: "none",
        remedyWording: "",
      })),
    );
  });
}

/**
 * "Said and so": makes the claim that somebody said P and the claim P, the first reporting the
 * second, and an occurrence of each on the same words.
 */
export function saidAndSo(actor: MemberActor, input: SaidAndSo): Promise<ArticleChange> {
  const { articleId, madeVersion, speaker, saidOn, said, so } = input;
  return run(actor, async (work) => {
    const article = await lockArticle(work.tx, actor, articleId, "share");
    authorize(actor, "annotation:create", article.ties);
    const fields = {
      speaker,
      saidOn,
      voice: said.voice,
      remedy: "none",
      remedyWording: "",
    } as const;
    return addOccurrences(
      work,
      { articleId, madeVersion, currentVersion: article.currentVersion },
      [
        {
          ...fields,
          id: so.id,
          targets: so.targets,
          link: so.claim,
          leftUnchecked: so.leftUnchecked,
        },
        {
          ...fields,
          id: said.id,
          targets: said.targets,
          link: { ...said.claim, reportsId: so.claim.id },
        },
      ],
    );
  });
}

interface OccurrenceToAdd {
  id: string;
  targets: readonly NewTarget[];
  link: ClaimLink;
  leftUnchecked?: string | null;
  speaker: string;
  saidOn: string;
  voice: Voice;
  remedy: Remedy;
  remedyWording: string;
}

/** Adds occurrences with the claims they bring, in the order given. Their fit is unconfirmed. */
async function addOccurrences(
  work: MemberWork,
  on: { articleId: string; madeVersion: number; currentVersion: number },
  occurrences: readonly OccurrenceToAdd[],
): Promise<Changed> {
  const { tx, workspaceId } = work;
  const { articleId } = on;
  const changed = {
    articleId,
    annotations: occurrences.map(({ id }) => id),
    claims: [...new Set(occurrences.map(({ link }) => link.id))],
  };
  const words = await addAnnotations(
    work,
    on,
    occurrences.map(({ id, targets }) => ({ id, kind: "occurrence", targets })),
  );
  if (!words) return changed;
  const linked = new Set<string>();
  for (const occurrence of occurrences) {
    if (linked.has(occurrence.link.id)) continue;
    linked.add(occurrence.link.id);
    await makeClaim(work, articleId, occurrence);
  }
  for (const occurrence of occurrences) {
    if (occurrence.remedy === "none") continue;
    await refuseRemedy(work, occurrence.link.id, {
      ...occurrence,
      words: words.get(occurrence.id) ?? [],
    });
  }
  await tx.occurrence.createMany({
    data: occurrences.map(({ id, link, speaker, saidOn, voice, remedy, remedyWording }) => ({
      annotationId: id,
      workspaceId,
      articleId,
      claimId: link.id,
      speaker,
      saidOn,
      voice,
      remedy,
      remedyWording,
    })),
  });
  for (const { id, link } of occurrences) {
    recordCreated(work, { id, kind: "occurrence", articleId }, words.get(id) ?? [], link.id);
  }
  return changed;
}

/** Makes the claim, or holds the existing one: `not_found` where the workspace has no such. */
async function makeClaim(
  work: MemberWork,
  articleId: string,
  { link, leftUnchecked }: { link: ClaimLink; leftUnchecked?: string | null },
): Promise<void> {
  if (link.from === "existing") {
    await occurrenceLinked(work, { claimId: link.id });
    return;
  }
  authorize(work.actor, "claim:create");
  const { id, statement, kind, asOf, reportsId } = link;
  await createClaim(work, {
    id,
    statement,
    kind,
    asOf,
    reportsId,
    leftUnchecked: leftUnchecked ?? null,
    articleId,
  });
}

function recordCreated(
  work: MemberWork,
  annotation: { id: string; kind: string; articleId: string; body?: string },
  words: string[],
  claimId: string | null,
): void {
  work.record({
    type: "annotation.created",
    subjectType: "annotation",
    subjectId: annotation.id,
    articleId: annotation.articleId,
    claimId,
    payload: {
      kind: annotation.kind,
      words,
      ...(annotation.body ? { body: annotation.body } : {}),
    },
  });
}

/** An annotation with what its commands ask about, loaded under the lock of its article. */
async function loadAnnotation(
  work: MemberWork,
  annotationId: string,
  options: { deleted?: boolean } = {},
) {
  const { tx, workspaceId, actor } = work;
  const where = { workspaceId, id: annotationId };
  const found = await tx.annotation.findFirst({ where, select: { articleId: true } });
  if (!found) throw new AppError("not_found");
  const article = await lockArticle(tx, actor, found.articleId, "share");
  // Read again, now that the article's lock is held.
  const [annotation, targets, occurrence] = [
    await tx.annotation.findFirst({
      where,
      select: {
        id: true,
        articleId: true,
        kind: true,
        body: true,
        nothingReason: true,
        revision: true,
        deletedAt: true,
      },
    }),
    await tx.target.findMany({
      where: { workspaceId, annotationId },
      orderBy: { ordinal: "asc" },
      select: {
        id: true,
        role: true,
        ordinal: true,
        exact: true,
        madeVersion: true,
        madeStart: true,
        madeEnd: true,
        deletedAt: true,
      },
    }),
    await tx.occurrence.findFirst({ where: { workspaceId, annotationId } }),
  ];
  if (!annotation || (annotation.deletedAt && !options.deleted)) throw new AppError("not_found");
  if (occurrence && (await blindClaims(tx, actor)).includes(occurrence.claimId)) {
    // What happens to its words was decided with the verdict that they must not know.
    throw new AppError("forbidden", { reason: "blind" });
  }
  return { article, annotation, targets, occurrence };
}

type Loaded = Awaited<ReturnType<typeof loadAnnotation>>;

/** Raises the revision, guarded by the one that the person saw. */
async function raise(
  work: MemberWork,
  { annotation }: Loaded,
  seen: number,
  data: { body?: string; nothingReason?: Loaded["annotation"]["nothingReason"] } & {
    deletedAt?: Date | null;
    deletedById?: string | null;
    deleteReason?: string | null;
  } = {},
): Promise<void> {
  const { count } = await work.tx.annotation.updateMany({
    where: { workspaceId: work.workspaceId, id: annotation.id, revision: seen },
    data: { ...data, revision: seen + 1 },
  });
  if (count === 0) throw new Outdated(annotation);
}

/** Carries the ids out of the transaction, so that the newer state is read after it. */
class Outdated extends Error {
  constructor(readonly annotation: { id: string; articleId: string }) {
    super("outdated");
  }
}

/** As `run`, with the newer state in a conflict's details. */
async function runGuarded(
  actor: MemberActor,
  change: (work: MemberWork) => Promise<Changed>,
): Promise<ArticleChange> {
  try {
    return await run(actor, change);
  } catch (error) {
    if (!(error instanceof Outdated)) throw error;
    const { id, articleId } = error.annotation;
    const current = await articleChange(actor, { articleId, annotations: [id], claims: [] });
    throw new AppError("conflict", { current });
  }
}

function changedBy({ annotation, occurrence }: Loaded, ...claims: string[]): Changed {
  return {
    articleId: annotation.articleId,
    annotations: [annotation.id],
    claims: [...new Set([...(occurrence ? [occurrence.claimId] : []), ...claims])],
  };
}

/** Changes a note's text, or the reason and remark of "nothing to check". */
export function updateNote(actor: MemberActor, input: UpdateNote): Promise<ArticleChange> {
  return runGuarded(actor, async (work) => {
    const loaded = await loadAnnotation(work, input.annotationId);
    const { article, annotation } = loaded;
    authorize(actor, "annotation:edit", article.ties);
    if (annotation.kind === "occurrence") throw new AppError("invalid", { reason: "kind" });
    if (annotation.kind === "note" && (input.nothingReason || input.body === "")) {
      throw new AppError("invalid", { reason: input.body === "" ? "empty" : "kind" });
    }
    const change = {
      ...(input.body === undefined ? {} : { body: input.body }),
      ...(input.nothingReason === undefined ? {} : { nothingReason: input.nothingReason }),
    };
    const changes = differences(annotation, change);
    await raise(work, loaded, input.revision, change);
    if (Object.keys(changes).length > 0) {
      work.record({
        type: "annotation.changed",
        subjectType: "annotation",
        subjectId: annotation.id,
        articleId: annotation.articleId,
        payload: { changes },
      });
    }
    return changedBy(loaded);
  });
}

/**
 * Changes what an occurrence owns, or links its words to another claim. What an independent member
 * confirmed was the occurrence as it stood: after a change its fit is unconfirmed, and a changed
 * remedy is no longer the approved one.
 *
 * Whether a remedy has been carried out is for those to say who may edit the text.
 */
export function updateOccurrence(
  actor: MemberActor,
  input: UpdateOccurrence,
): Promise<ArticleChange> {
  const { annotationId, revision, claim, reason, remedyDone, ...fields } = input;
  return runGuarded(actor, async (work) => {
    const { tx, workspaceId } = work;
    const loaded = await loadAnnotation(work, annotationId);
    const { article, annotation, occurrence, targets } = loaded;
    authorize(actor, "annotation:edit", article.ties);
    if (!occurrence) throw new AppError("invalid", { reason: "kind" });
    if (remedyDone !== undefined) authorize(actor, "article:edit", article.ties);
    await raise(work, loaded, revision);

    const relinked = claim !== undefined && claim.id !== occurrence.claimId;
    if (relinked) {
      await occurrenceRemoved(work, { claimId: occurrence.claimId, reason });
      await makeClaim(work, annotation.articleId, { link: claim });
    }
    const next = { ...occurrence, ...defined(fields), ...(relinked && { claimId: claim.id }) };
    const changes = differences(occurrence, pick(next));
    const remedyChanged = "remedy" in changes || "remedyWording" in changes;
    if (remedyChanged || "voice" in changes) {
      await refuseRemedy(work, next.claimId, { ...next, words: livingWords(targets) });
    }
    if (remedyDone && next.remedy === "none")
      throw new AppError("invalid", { reason: "no_remedy" });
    const unconfirms = Object.keys(changes).length > 0 && next.fit === "confirmed";
    const doneAt = remedyChanged ? null : occurrence.remedyDoneAt;
    const data = {
      ...pick(next),
      ...(unconfirms || relinked
        ? { fit: "unconfirmed" as const, fitById: null, fitAt: null }
        : {}),
      ...(relinked ? { recheck: Prisma.DbNull, ...NOT_SAID_TO_FIT } : {}),
      ...(remedyChanged || relinked ? { remedyApproved: null } : {}),
      remedyDoneAt: remedyDone === undefined ? doneAt : remedyDone ? (doneAt ?? work.now) : null,
    };
    await tx.occurrence.updateMany({ where: { workspaceId, annotationId }, data });
    const recorded = {
      ...changes,
      ...differences({ fit: occurrence.fit }, "fit" in data ? { fit: data.fit } : {}),
      ...differences(
        { remedyDone: occurrence.remedyDoneAt !== null },
        { remedyDone: data.remedyDoneAt !== null },
      ),
    };
    if (Object.keys(recorded).length > 0) {
      work.record({
        type: "occurrence.changed",
        subjectType: "annotation",
        subjectId: annotationId,
        articleId: annotation.articleId,
        claimId: next.claimId,
        payload: { changes: recorded },
      });
    }
    return changedBy(loaded, next.claimId);
  });
}

const OWNED = ["claimId", "speaker", "saidOn", "voice", "remedy", "remedyWording"] as const;
type Owned = Pick<NonNullable<Loaded["occurrence"]>, (typeof OWNED)[number]>;

function pick({ claimId, speaker, saidOn, voice, remedy, remedyWording }: Owned): Owned {
  return { claimId, speaker, saidOn, voice, remedy, remedyWording };
}

/** The fields that were given. */
function defined<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const given: { [K in keyof T]?: Exclude<T[K], undefined> } = {};
  for (const key in fields) {
    const value = fields[key];
    if (isDefined(value)) given[key] = value;
  }
  return given;
}

function isDefined<T>(value: T): value is Exclude<T, undefined> {
  return value !== undefined;
}

/** Old and new of the fields of `after` that differ. */
function differences<T extends object>(before: T, after: Partial<T>) {
  const changes: Record<string, { from: unknown; to: unknown }> = {};
  for (const key in after) {
    if (after[key] !== before[key]) changes[key] = { from: before[key], to: after[key] };
  }
  return changes;
}

function livingWords(targets: Loaded["targets"]): string[] {
  return targets
    .filter(({ role, deletedAt }) => role === "words" && !deletedAt)
    .map(({ exact }) => exact);
}

/**
 * Sets which targets an annotation has, in which order and roles. Confirmed words that change want
 * a recheck. A removed target is kept, and named again it comes back where its text now stands.
 */
export function setTargets(actor: MemberActor, input: SetTargets): Promise<ArticleChange> {
  return runGuarded(actor, async (work) => {
    const { tx, workspaceId } = work;
    const loaded = await loadAnnotation(work, input.annotationId);
    const { article, annotation, occurrence, targets } = loaded;
    authorize(actor, "annotation:edit", article.ties);
    const known = new Map(targets.map((target) => [target.id, target]));
    const wanted = input.targets.map((target, ordinal) => ({ ...target, ordinal }));
    if (new Set(wanted.map(({ id }) => id)).size < wanted.length) {
      throw new AppError("invalid", { reason: "target_twice" });
    }
    await raise(work, loaded, input.revision);
    const added = [];
    for (const target of wanted) {
      const row = known.get(target.id);
      if (row) {
        const { role, ordinal } = target;
        if (row.role === role && row.ordinal === ordinal && !row.deletedAt) continue;
        await tx.target.updateMany({
          where: { workspaceId, id: target.id },
          data: { role, ordinal, deletedAt: null },
        });
      } else if ("start" in target) {
        added.push({ ...target, annotationId: annotation.id });
      } else {
        throw new AppError("invalid", { reason: "no_such_target", targetId: target.id });
      }
    }
    if (added.length > 0) {
      const on = {
        articleId: annotation.articleId,
        madeVersion: input.madeVersion,
        currentVersion: article.currentVersion,
      };
      await tx.target.createMany({ data: await targetRows(work, on, added) });
    }
    const kept = wanted.map(({ id }) => id);
    await tx.target.updateMany({
      where: { workspaceId, annotationId: annotation.id, id: { notIn: kept }, deletedAt: null },
      data: { deletedAt: work.now },
    });
    await recordTargets(work, loaded, occurrence);
    return changedBy(loaded);
  });
}

async function recordTargets(
  work: MemberWork,
  { annotation, targets }: Loaded,
  occurrence: Loaded["occurrence"],
): Promise<void> {
  const { tx, workspaceId } = work;
  const now = await tx.target.findMany({
    where: { workspaceId, annotationId: annotation.id, deletedAt: null },
    orderBy: { ordinal: "asc" },
    select: { id: true, role: true, exact: true },
  });
  const before = targets.filter(({ deletedAt }) => !deletedAt);
  const told = (list: readonly { id: string; role: string }[]) =>
    JSON.stringify(list.map(({ id, role }) => [id, role]));
  if (told(before) === told(now)) return;
  const words = (list: readonly { role: string; exact: string }[]) =>
    list.filter(({ role }) => role === "words").map(({ exact }) => exact);
  const change = { from: words(before), to: words(now) };
  work.record({
    type: "annotation.targets_changed",
    subjectType: "annotation",
    subjectId: annotation.id,
    articleId: annotation.articleId,
    claimId: occurrence?.claimId ?? null,
    payload: change,
  });
  if (occurrence?.fit === "recheck") {
    await tx.occurrence.updateMany({
      where: { workspaceId, annotationId: annotation.id },
      data: NOT_SAID_TO_FIT,
    });
  }
  if (occurrence?.fit !== "confirmed") return;
  await tx.occurrence.updateMany({
    where: { workspaceId, annotationId: annotation.id },
    data: {
      fit: "recheck",
      fitById: null,
      fitAt: null,
      recheck: {
        cause: "targets",
        from: { words: change.from, around: [] },
        to: { words: change.to, around: [] },
      },
    },
  });
  work.record({
    type: "occurrence.changed",
    subjectType: "annotation",
    subjectId: annotation.id,
    articleId: annotation.articleId,
    claimId: occurrence.claimId,
    payload: { changes: { fit: { from: "confirmed", to: "recheck" } } },
  });
}

/** Takes an annotation off the text. An occurrence whose claim's check has begun needs the reason. */
export function deleteAnnotation(
  actor: MemberActor,
  input: DeleteAnnotation,
): Promise<ArticleChange> {
  return runGuarded(actor, async (work) => {
    const loaded = await loadAnnotation(work, input.annotationId, { deleted: true });
    const { article, annotation, occurrence, targets } = loaded;
    authorize(actor, "annotation:delete", article.ties);
    if (annotation.deletedAt) return changedBy(loaded);
    if (occurrence) {
      await occurrenceRemoved(work, { claimId: occurrence.claimId, reason: input.reason });
    }
    await raise(work, loaded, input.revision, {
      deletedAt: work.now,
      deletedById: actor.memberId,
      deleteReason: input.reason,
    });
    work.record({
      type: "annotation.deleted",
      subjectType: "annotation",
      subjectId: annotation.id,
      articleId: annotation.articleId,
      claimId: occurrence?.claimId ?? null,
      payload: { kind: annotation.kind, words: livingWords(targets), reason: input.reason },
    });
    return changedBy(loaded);
  });
}

/**
 * Puts a deleted annotation back where its words now stand. One that is not deleted is answered as
 * it is. A fit that was confirmed stays so only if the claim has not changed meanwhile.
 */
export function restoreAnnotation(
  actor: MemberActor,
  input: RestoreAnnotation,
): Promise<ArticleChange> {
  return runGuarded(actor, async (work) => {
    const { tx, workspaceId } = work;
    const loaded = await loadAnnotation(work, input.annotationId, { deleted: true });
    const { article, annotation, occurrence } = loaded;
    authorize(actor, "annotation:delete", article.ties);
    if (!annotation.deletedAt) return changedBy(loaded);
    await raise(work, loaded, annotation.revision, {
      deletedAt: null,
      deletedById: null,
      deleteReason: null,
    });
    work.record({
      type: "annotation.restored",
      subjectType: "annotation",
      subjectId: annotation.id,
      articleId: annotation.articleId,
      claimId: occurrence?.claimId ?? null,
      payload: { kind: annotation.kind },
    });
    if (occurrence) {
      const { claimId } = occurrence;
      await occurrenceLinked(work, { claimId });
      const changedSince = await tx.claimRevision.findFirst({
        where: { workspaceId, claimId, at: { gt: annotation.deletedAt } },
        select: { revision: true },
      });
      if (changedSince && occurrence.fit === "confirmed") {
        await tx.occurrence.updateMany({
          where: { workspaceId, annotationId: annotation.id },
          data: { fit: "unconfirmed", fitById: null, fitAt: null },
        });
      }
    }
    return changedBy(loaded);
  });
}
