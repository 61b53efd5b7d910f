import "server-only";
import { describeTarget } from "@/lib/anchoring/describe";
import type { ImportedNote } from "@/lib/article/schema";
import type { MemberActor } from "@/lib/auth/actor";
import { type OccurrenceInHand, setRemedy } from "@/lib/claim/occurrences";
import { relativeDates } from "@/lib/claim/relative-date";
import { Prisma } from "@/lib/db/generated/client";
import { PICTURE_CHARACTER } from "@/lib/document/canonical";
import { AppError } from "@/lib/errors";
import type { Work } from "@/lib/event/command";
import { newId } from "@/lib/id";
import { type Place, placeSpans, versionText } from "@/lib/placement/map-forward";
import {
  carriesOut,
  changeOf,
  type PlacedTarget,
  type Reading,
  type Recheck,
  readingOf,
  readsAlike,
  recheckSchema,
} from "./recheck";
import { remedyProblem } from "./remedy";
import type { NewTarget, NothingReason, Remedy, Voice } from "./schema";

/** The article on which something is set, and the version on which it was seen. */
export interface MadeOn {
  articleId: string;
  madeVersion: number;
  currentVersion: number;
}

export interface AnnotationToAdd {
  id: string;
  kind: "occurrence" | "note" | "nothing";
  body?: string;
  nothingReason?: NothingReason;
  importedFrom?: string | null;
  targets: readonly NewTarget[];
}

/**
 * Adds annotations with their targets to an article that the caller has locked, and answers their
 * words. Null where they are all there already, from the same member's first try.
 *
 * @throws AppError invalid {reason} for a target that is no span of the text, conflict for an id
 *   that is taken
 */
export async function addAnnotations(
  work: Work<MemberActor>,
  on: MadeOn,
  annotations: readonly AnnotationToAdd[],
): Promise<Map<string, string[]> | null> {
  const { tx, workspaceId, actor } = work;
  const ids = annotations.map(({ id }) => id);
  const { count } = await tx.annotation.createMany({
    data: annotations.map(({ id, kind, body, nothingReason, importedFrom }) => ({
      id,
      workspaceId,
      articleId: on.articleId,
      kind,
      body: body ?? "",
      nothingReason: nothingReason ?? null,
      importedFrom: importedFrom ?? null,
      createdById: actor.memberId,
      createdAt: work.now,
    })),
    skipDuplicates: true,
  });
  if (count < annotations.length) {
    const mine = await tx.annotation.count({
      where: {
        workspaceId,
        articleId: on.articleId,
        id: { in: ids },
        createdById: actor.memberId,
        createdAt: { lt: work.now },
      },
    });
    if (count > 0 || mine < annotations.length) throw new AppError("conflict", { reason: "id" });
    return null;
  }
  const targets = annotations.flatMap(({ id, targets }) =>
    targets.map((target, ordinal) => ({ ...target, annotationId: id, ordinal })),
  );
  const rows = await targetRows(work, on, targets);
  await tx.target.createMany({ data: rows });
  const words = new Map<string, string[]>(ids.map((id) => [id, []]));
  for (const { annotationId, role, exact } of rows) {
    if (role === "words") words.get(annotationId)?.push(exact);
  }
  return words;
}

type TargetToAdd = NewTarget & { annotationId: string; ordinal: number };

/** Rows of new targets: what was marked, for ever, and where it stands now. */
export async function targetRows<T extends TargetToAdd>(
  work: Work<MemberActor>,
  on: MadeOn,
  targets: readonly T[],
) {
  const { tx, workspaceId } = work;
  const { articleId, madeVersion: made, currentVersion: current } = on;
  if (made > current) throw new AppError("invalid", { reason: "no_such_version" });
  const text = await versionText(tx, { workspaceId, articleId, number: made });
  for (const target of targets) refuseNoSpan(text, target);
  const placed = await placeSpans(tx, { workspaceId, articleId, made, current }, targets);
  return placed.map((target) => row(workspaceId, on, text, target));
}

function row(
  workspaceId: string,
  on: MadeOn,
  text: string,
  target: TargetToAdd & { place: Place },
) {
  const { id, annotationId, role, ordinal, start, end, place } = target;
  return {
    id,
    workspaceId,
    articleId: on.articleId,
    annotationId,
    role,
    ordinal,
    madeVersion: on.madeVersion,
    madeStart: start,
    madeEnd: end,
    ...describeTarget(text, start, end),
    ...place,
  };
}

/**
 * Refuses what cannot be marked: outside the text, half a surrogate pair, nothing but space, and a
 * picture together with nothing but space, since a picture is exactly its one character.
 */
function refuseNoSpan(text: string, { id, start, end }: NewTarget): void {
  const refuse = (reason: string) => new AppError("invalid", { reason, targetId: id });
  if (start < 0 || end > text.length || start >= end) throw refuse("outside_text");
  if (cutsPair(text, start) || cutsPair(text, end)) throw refuse("cuts_character");
  const words = text.slice(start, end);
  const bare = words.trim();
  if (bare === "") throw refuse("no_words");
  if (bare === PICTURE_CHARACTER && words !== bare) throw refuse("picture_not_alone");
}

function cutsPair(text: string, at: number): boolean {
  return at > 0 && at < text.length && (text.codePointAt(at - 1) ?? 0) > 0xffff;
}

/** A new article's imported comments become notes on their words, each with its writer's name. */
export async function importedNotesAdded(
  work: Work<MemberActor>,
  article: { articleId: string; version: number; text: string; notes: readonly ImportedNote[] },
): Promise<void> {
  const { articleId, version, text, notes } = article;
  if (notes.length === 0) return;
  const added = notes.map(({ author, body, start, end }): AnnotationToAdd => {
    const span = trimmed(text, start, end);
    if (!span) throw new AppError("invalid", { reason: "note_place" });
    return {
      id: newId(),
      kind: "note",
      body,
      importedFrom: author,
      targets: [{ id: newId(), role: "words", ...span }],
    };
  });
  const on = { articleId, madeVersion: version, currentVersion: version };
  const words = await addAnnotations(work, on, added);
  for (const { id, body } of added) {
    work.record({
      type: "annotation.created",
      subjectType: "annotation",
      subjectId: id,
      articleId,
      payload: { kind: "note", words: words?.get(id) ?? [], body: body ?? "" },
    });
  }
}

/** A span without the space at its edges; null where nothing else is in it. */
function trimmed(text: string, start: number, end: number) {
  const words = text.slice(start, end);
  if (words.trim() === "") return null;
  const before = words.length - words.trimStart().length;
  return { start: start + before, end: start + before + words.trim().length };
}

/** Refuses a remedy that the voice or the records do not allow. */
export async function refuseRemedy(
  work: Work,
  claimId: string,
  proposal: { voice: Voice; remedy: Remedy; remedyWording: string; words: readonly string[] },
): Promise<void> {
  const { voice, remedy, remedyWording: wording, words } = proposal;
  const citations =
    voice === "quotation" && remedy === "fix"
      ? await work.tx.citation.findMany({
          where: { workspaceId: work.workspaceId, claimId, deletedAt: null },
          select: { quote: true },
        })
      : [];
  const problem = remedyProblem({
    voice,
    remedy,
    wording,
    words: words.join(" … "),
    records: citations.map(({ quote }) => quote),
  });
  if (problem) throw new AppError("invalid", { reason: problem });
}

/** What a ruling on a query says shall happen to an occurrence's words. */
export interface RuledRemedy {
  remedy: Remedy;
  wording: string;
}

/**
 * Gives a locked occurrence the remedy that was ruled. What an independent member confirmed was the
 * occurrence with its remedy as it stood, so that a changed one leaves the fit unconfirmed.
 *
 * @throws AppError invalid {reason} for a remedy that the voice or the records do not allow
 */
export async function remedyRuled(
  work: Work,
  row: OccurrenceInHand,
  { remedy, wording }: RuledRemedy,
): Promise<void> {
  const { tx, workspaceId } = work;
  const { voice, words } = row;
  await refuseRemedy(work, row.claimId, { voice, remedy, remedyWording: wording, words });
  const after = await setRemedy(work, row, { remedy, wording });
  if (after === row || row.fit !== "confirmed") return;
  await tx.occurrence.updateMany({
    where: { workspaceId, annotationId: row.annotationId },
    data: { fit: "unconfirmed", fitById: null, fitAt: null },
  });
  work.record({
    type: "occurrence.changed",
    subjectType: "annotation",
    subjectId: row.annotationId,
    articleId: row.articleId,
    claimId: row.claimId,
    payload: { changes: { fit: { from: "confirmed", to: "unconfirmed" } } },
  });
}

/** A target before and after the text changed. */
export interface TargetMove {
  readonly annotationId: string;
  readonly from: PlacedTarget;
  readonly to: PlacedTarget;
}

/** What a change of the text did to the occurrences on it. */
export interface OccurrencesTouched {
  /** Want a recheck, and did not before. */
  recheck: string[];
  /** Wanted one, and read as they did when their fit was told. */
  settled: string[];
  /** Their remedy was carried out. */
  remedied: string[];
}

/**
 * After a version was saved and every target has its place: an occurrence whose words or context
 * changed wants a recheck, one that only moved stays as it is, and one that reads again as it did
 * has its fit back. Where the words became what an approved remedy says, the remedy is done and
 * nothing is rechecked. No claim and no check is touched. The caller holds the article for update.
 */
export async function occurrencesReread(
  work: Work<MemberActor>,
  change: {
    articleId: string;
    version: number;
    before: string;
    after: string;
    /** Of living targets, in the order of each annotation's. */
    moves: readonly TargetMove[];
  },
): Promise<OccurrencesTouched> {
  const { tx, workspaceId } = work;
  const { articleId, version, before, after, moves } = change;
  const touched: OccurrencesTouched = { recheck: [], settled: [], remedied: [] };
  const readings = new Map<string, { from: Reading; to: Reading }>();
  const movesOf = new Map<string, TargetMove[]>();
  for (const move of moves) {
    const own = movesOf.get(move.annotationId);
    if (own) own.push(move);
    else movesOf.set(move.annotationId, [move]);
  }
  for (const [annotationId, own] of movesOf) {
    const from = readingOf(
      before,
      own.map((move) => move.from),
    );
    const to = readingOf(
      after,
      own.map((move) => move.to),
    );
    if (!readsAlike(from, to)) readings.set(annotationId, { from, to });
  }
  if (readings.size === 0) return touched;
  const rows = await tx.occurrence.findMany({
    where: { workspaceId, articleId, annotationId: { in: [...readings.keys()] } },
    select: rereadSelect,
  });
  for (const row of rows) {
    const reading = readings.get(row.annotationId);
    if (!reading) continue;
    const { data, outcome } = reread(row, reading, { version, now: work.now });
    touched[outcome].push(row.annotationId);
    await tx.occurrence.updateMany({
      where: { workspaceId, annotationId: row.annotationId },
      data,
    });
    const changes = {
      ...(data.fit && data.fit !== row.fit && { fit: { from: row.fit, to: data.fit } }),
      ...(data.remedyDoneAt !== undefined && {
        remedyDone: { from: row.remedyDoneAt !== null, to: data.remedyDoneAt !== null },
      }),
    };
    work.record({
      type: "occurrence.words_changed",
      subjectType: "annotation",
      subjectId: row.annotationId,
      articleId,
      claimId: row.claimId,
      payload: { version, from: reading.from.words, to: reading.to.words, changes },
    });
  }
  const ids = rows.map(({ annotationId }) => annotationId);
  // What a reviewer was shown is no longer what stands there.
  await tx.annotation.updateMany({
    where: { workspaceId, id: { in: ids } },
    data: { revision: { increment: 1 } },
  });
  return touched;
}

interface Reread {
  outcome: keyof OccurrencesTouched;
  data: {
    fit?: "unconfirmed" | "confirmed" | "recheck";
    fitById?: string | null;
    fitAt?: Date | null;
    recheck?: Prisma.InputJsonValue | typeof Prisma.DbNull;
    remedyDoneAt?: Date | null;
    stillFitsById?: null;
    stillFitsAt?: null;
    stillFitsReason?: null;
  };
}

/** What was said of the words as they stood before. */
export const NOT_SAID_TO_FIT = {
  stillFitsById: null,
  stillFitsAt: null,
  stillFitsReason: null,
} as const;

const rereadSelect = {
  annotationId: true,
  claimId: true,
  fit: true,
  fitById: true,
  fitAt: true,
  recheck: true,
  remedy: true,
  remedyApproved: true,
  remedyDoneAt: true,
} as const satisfies Prisma.OccurrenceSelect;

type RereadRow = Prisma.OccurrenceGetPayload<{ select: typeof rereadSelect }>;

function reread(
  row: RereadRow,
  { from, to }: { from: Reading; to: Reading },
  { version, now }: { version: number; now: Date },
): Reread {
  const remedy = { remedy: row.remedy, approved: row.remedyApproved };
  if (row.remedyDoneAt === null && carriesOut(remedy, from, to)) {
    return { outcome: "remedied", data: { remedyDoneAt: now } };
  }
  if (row.remedyDoneAt !== null && carriesOut(remedy, to, from)) {
    // Undone: the words are those that were judged.
    return { outcome: "settled", data: { remedyDoneAt: null } };
  }
  const known = recheckSchema.safeParse(row.recheck);
  const standing = row.fit === "recheck" && known.success ? known.data : null;
  const date = standing?.date ?? null;
  if (standing?.was && date === null && readsAlike(standing.from, to)) {
    return { outcome: "settled", data: asItWas(standing.was) };
  }
  const recheck: Recheck = {
    cause: changeOf(standing?.from ?? from, to) ?? (date ? "date" : "context"),
    from: standing?.from ?? from,
    to,
    was: standing ? standing.was : fitOf(row),
    version,
    date,
  };
  return { outcome: "recheck", data: toRecheck(recheck) };
}

function fitOf({ fit, fitById, fitAt }: RereadRow): NonNullable<Recheck["was"]> {
  return { fit, byId: fitById, at: fitAt?.toISOString() ?? null };
}

/** The fit as it was told, for words that read as they did then. */
function asItWas({ fit, byId, at }: NonNullable<Recheck["was"]>): Reread["data"] {
  return {
    fit,
    fitById: byId,
    fitAt: at === null ? null : new Date(at),
    recheck: Prisma.DbNull,
    ...NOT_SAID_TO_FIT,
  };
}

function toRecheck(recheck: Recheck): Reread["data"] {
  return { fit: "recheck", fitById: null, fitAt: null, recheck, ...NOT_SAID_TO_FIT };
}

/**
 * After the planned publication date moved: occurrences whose words or context count from it ("last
 * week") want a recheck, and have their fit back once it is the date that it was when the fit was
 * told. The caller holds the article for update.
 */
export async function publicationMoved(
  work: Work<MemberActor>,
  moved: {
    articleId: string;
    version: number;
    language: string;
    /** ISO dates; null where none is planned. */
    from: string | null;
    to: string | null;
  },
): Promise<void> {
  const { tx, workspaceId } = work;
  const { articleId, version, language } = moved;
  const text = await versionText(tx, { workspaceId, articleId, number: version });
  const dates = relativeDates(text, language);
  const targetsOf = new Map<string, PlacedTarget[]>();
  const targets = await tx.target.findMany({
    where: {
      workspaceId,
      articleId,
      deletedAt: null,
      annotation: { deletedAt: null, kind: "occurrence" },
    },
    select: { id: true, annotationId: true, role: true, start: true, end: true, state: true },
    orderBy: { ordinal: "asc" },
  });
  for (const { annotationId, ...target } of targets) {
    const own = targetsOf.get(annotationId);
    if (own) own.push(target);
    else targetsOf.set(annotationId, [target]);
  }
  const counts = ({ state, start, end }: PlacedTarget) =>
    state !== "orphaned" && dates.some((date) => date.start < end && start < date.end);
  const counting = [...targetsOf].flatMap(([id, own]) => (own.some(counts) ? [id] : []));
  const rows = await tx.occurrence.findMany({
    where: {
      workspaceId,
      articleId,
      annotationId: { in: [...targetsOf.keys()] },
      OR: [{ annotationId: { in: counting } }, { fit: "recheck" }],
    },
    select: rereadSelect,
  });
  const isCounting = new Set(counting);
  const changed: string[] = [];
  for (const row of rows) {
    const { annotationId } = row;
    const reading = readingOf(text, targetsOf.get(annotationId) ?? []);
    const data = redated(row, reading, moved, isCounting.has(annotationId));
    if (!data) continue;
    changed.push(annotationId);
    await tx.occurrence.updateMany({ where: { workspaceId, annotationId }, data });
    work.record({
      type: "occurrence.date_moved",
      subjectType: "annotation",
      subjectId: annotationId,
      articleId,
      claimId: row.claimId,
      payload: {
        changes: {
          publishedOn: { from: moved.from, to: moved.to },
          ...(data.fit !== row.fit && { fit: { from: row.fit, to: data.fit } }),
        },
      },
    });
  }
  await tx.annotation.updateMany({
    where: { workspaceId, id: { in: changed } },
    data: { revision: { increment: 1 } },
  });
}

/** What a moved date makes of an occurrence; null where it touches nothing. */
function redated(
  row: RereadRow,
  reading: Reading,
  moved: { from: string | null; to: string | null },
  isCounting: boolean,
): Reread["data"] | null {
  const known = recheckSchema.safeParse(row.recheck);
  const standing = row.fit === "recheck" && known.success ? known.data : null;
  if (!isCounting && !standing?.date) return null;
  const from = standing?.date ? standing.date.from : moved.from;
  const date = from === moved.to ? null : { from, to: moved.to };
  if (date === null && standing?.was && readsAlike(standing.from, reading)) {
    return asItWas(standing.was);
  }
  return toRecheck({
    cause: standing?.cause ?? "date",
    from: standing?.from ?? reading,
    to: reading,
    was: standing ? standing.was : fitOf(row),
    version: standing?.version ?? null,
    date,
  });
}
