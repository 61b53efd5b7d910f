import "server-only";
import type { Node } from "@tiptap/pm/model";
import { Transform } from "@tiptap/pm/transform";
import canonicalize from "canonicalize";
import type { TextChange } from "@/lib/anchoring/diff-texts";
import { documentOf, refuseSize } from "@/lib/article/confirmed-document";
import { storePictures } from "@/lib/article/effects";
import { type CheckedPicture, checkPictures, picturesOf } from "@/lib/article/pictures";
import { ownRawPage } from "@/lib/article/raw-page";
import type { NewPicture } from "@/lib/article/schema";
import { articleTies, lockArticle, visibleArticles } from "@/lib/article/ties";
import type { MemberActor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import { database } from "@/lib/db/client";
import { canonicalText, textIndexOf } from "@/lib/document/canonical";
import { rebaseSteps } from "@/lib/document/rebase";
import { applySteps, type StepsJson, stepsSchema } from "@/lib/document/steps";
import { AppError } from "@/lib/errors";
import { command, type Work } from "@/lib/event/command";
import { parseSettings } from "@/lib/workspace/settings";
import { compareBlocks } from "./comparison";
import { lostPlaceSearches } from "./lost-places";
import { unpackPlacements } from "./pack";
import {
  type Placing,
  placingByDiff,
  placingBySteps,
  type TargetRow,
  targetRowSelect,
} from "./place-targets";
import {
  type ApplyRemedy,
  type PackedPlacement,
  type PreviewReplacement,
  type ReplacementPreview,
  type ReplaceText,
  type RestoreVersion,
  type SavedVersion,
  type SaveVersion,
  type VersionEffect,
  versionEffectSchema,
} from "./schema";
import { type Change, insertedBy, storeVersion } from "./store";
import { loadVersion, type VersionText } from "./text";

/**
 * Saves an editor's steps as a new version. The server applies them to the text that it has and
 * trusts no document that a browser made of them; every target is moved through them.
 *
 * @throws AppError conflict {reason: "version_outdated", currentVersion, merge} where another
 *   version was saved meanwhile: `merge` has the steps rebased over it and the text that both make,
 *   or says why they do not go together; invalid {reason}: step_malformed, step_failed, document,
 *   nothing_changed, empty, too_large, picture_missing, picture_altered, picture_kind
 */
export async function saveVersion(
  actor: MemberActor,
  input: SaveVersion,
  given: readonly NewPicture[] = [],
): Promise<SavedVersion> {
  const { articleId, baseVersion, note, merged } = input;
  const base = await loadBase(actor, articleId, baseVersion);
  if (base.currentVersion !== baseVersion) return outdated(actor, base, input);
  const applied = applySteps(base.version.doc, input.steps);
  if (!applied.ok) {
    throw new AppError("invalid", { reason: applied.problem, step: applied.at });
  }
  const { doc } = applied;
  if (doc.eq(base.version.doc)) throw new AppError("invalid", { reason: "nothing_changed" });
  const pictures = await newPictures(base, doc, given);
  const texts = { before: base.version.text, after: canonicalText(doc), language: base.language };
  const { placing, inserted } = await placingBySteps(applied, texts, await targetsOf(base));
  return store(actor, base, doc, pictures, {
    origin: merged ? "merge" : "edit",
    note,
    steps: applied.steps.map((step) => step.toJSON()),
    inserted,
    place: placing,
  });
}

/**
 * Puts a whole new text in the place of the current one: a file read again, or pasted over. The
 * texts are compared, and what has no safe place in the new one is orphaned.
 *
 * @throws AppError conflict {reason: "version_outdated", currentVersion}; invalid as saveVersion
 */
export async function replaceText(
  actor: MemberActor,
  input: ReplaceText,
  given: readonly NewPicture[] = [],
): Promise<SavedVersion> {
  const { base, doc } = await loadReplacement(actor, input);
  if (doc.eq(base.version.doc)) throw new AppError("invalid", { reason: "nothing_changed" });
  const pictures = await newPictures(base, doc, given);
  const { note, rawPageId } = input;
  const { change } = await byDiff(base, doc);
  return store(actor, base, doc, pictures, { ...change, origin: "reimport", note, rawPageId });
}

/**
 * What replacing the text would do: the same, done in a transaction that is taken back. Pictures
 * are not asked for.
 *
 * @throws AppError as replaceText, but for nothing_changed
 */
export async function previewReplacement(
  actor: MemberActor,
  input: PreviewReplacement,
): Promise<ReplacementPreview> {
  const { base, doc } = await loadReplacement(actor, input);
  refuseSize(doc, base.importLimitBytes);
  const { change, changes } = await byDiff(base, doc);
  const rows = compareBlocks(base.version.doc, doc, changes);
  // Not by the documents: a role that is set, where it follows from the place, is no change.
  if (rows.every(({ change }) => change === "none")) return { effect: null, rows };
  const effect = await takenBack<VersionEffect>((undo) =>
    command(actor, async (work) => {
      await lockUnchanged(work, base);
      const { articleId, version } = base;
      const { effect } = await storeVersion(
        work,
        articleId,
        version,
        { doc },
        { ...change, origin: "reimport", note: "" },
      );
      return undo(effect);
    }),
  );
  return { effect, rows };
}

async function loadReplacement(
  actor: MemberActor,
  input: PreviewReplacement,
): Promise<{ base: Base; doc: Node }> {
  const base = await loadBase(actor, input.articleId, input.baseVersion);
  refuseOutdated(base);
  return { base, doc: documentOf(input.document) };
}

/** A value carried out of a transaction that must not be kept. */
class Undone<T> extends Error {
  constructor(readonly value: T) {
    super("taken back");
  }
}

/** Runs what stores something, and takes it back: only throwing ends a transaction so. */
async function takenBack<T>(run: (undo: (value: T) => never) => Promise<T>): Promise<T> {
  let undone: Undone<T> | undefined;
  try {
    return await run((value) => {
      undone = new Undone(value);
      throw undone;
    });
  } catch (error) {
    if (undone && error === undone) return undone.value;
    throw error;
  }
}

/** Brings an older text back, as a new version. What was set on it then stands where it stood. */
export async function restoreVersion(
  actor: MemberActor,
  input: RestoreVersion,
): Promise<SavedVersion> {
  const { articleId, number, baseVersion } = input;
  const base = await loadBase(actor, articleId, baseVersion);
  refuseOutdated(base);
  const client = await database();
  const of = { workspaceId: actor.workspaceId, articleId, number };
  const { doc } = await loadVersion(client, of);
  if (doc.eq(base.version.doc)) throw new AppError("invalid", { reason: "nothing_changed" });
  const row = await client.articleVersion.findFirst({ where: of, select: { placements: true } });
  const known = row?.placements ? unpackPlacements(row.placements) : [];
  const { change } = await byDiff(base, doc, known);
  return store(actor, base, doc, [], {
    ...change,
    origin: "restore",
    note: "",
    restoredFrom: number,
  });
}

/**
 * Carries a remedy out: makes a version in which the occurrence's words are those of the remedy, or
 * are gone. Whether it was approved decides what that means for the occurrence, as with any edit.
 *
 * @throws AppError conflict where the occurrence or the text is no longer as it was seen; invalid
 *   {reason}: no_remedy, not_in_text
 */
export async function applyRemedy(actor: MemberActor, input: ApplyRemedy): Promise<SavedVersion> {
  const { annotationId, revision, baseVersion } = input;
  const client = await database();
  const { workspaceId } = actor;
  const occurrence = await client.occurrence.findFirst({
    where: {
      workspaceId,
      annotationId,
      annotation: { deletedAt: null, article: visibleArticles(actor) },
    },
    select: {
      articleId: true,
      remedy: true,
      remedyWording: true,
      remedyDoneAt: true,
      annotation: { select: { revision: true } },
    },
  });
  if (!occurrence) throw new AppError("not_found");
  if (occurrence.annotation.revision !== revision) {
    throw new AppError("conflict", { reason: "annotation_outdated" });
  }
  const { remedy, remedyWording, articleId } = occurrence;
  const base = await loadBase(actor, articleId, baseVersion);
  refuseOutdated(base);
  const wording = remedy === "cut" ? "" : remedyWording;
  if ((remedy !== "cut" && wording === "") || occurrence.remedyDoneAt) {
    throw new AppError("invalid", { reason: "no_remedy" });
  }
  const targets = await client.target.findMany({
    where: {
      workspaceId,
      annotationId,
      role: "words",
      deletedAt: null,
      state: { not: "orphaned" },
    },
    select: { start: true, end: true },
    orderBy: { start: "desc" },
  });
  if (targets.length === 0) throw new AppError("invalid", { reason: "not_in_text" });
  return saveVersion(actor, {
    articleId,
    baseVersion,
    steps: remedySteps(base.version.doc, targets, wording),
    note: "",
    merged: false,
  });
}

/** Puts the wording in the place of the first stretch and takes the others out. */
function remedySteps(
  doc: Node,
  targets: readonly { start: number; end: number }[],
  wording: string,
): StepsJson {
  const index = textIndexOf(doc);
  const transform = new Transform(doc);
  // From the last to the first, so that no place moves before its turn.
  for (const [at, { start, end }] of targets.entries()) {
    const from = index.positionAt(start, 1);
    const to = index.positionAt(end, -1);
    if (at === targets.length - 1 && wording !== "") {
      const marks = doc.resolve(from).marksAcross(doc.resolve(to)) ?? [];
      transform.replaceWith(from, to, doc.type.schema.text(wording, marks));
    } else {
      // Of the two spaces around what is cut, one goes with it.
      const isDouble =
        /\s$/u.test(index.slice(0, start)) && /^[\s.,;:!?]/u.test(index.slice(end, end + 1));
      transform.delete(isDouble ? from - 1 : from, to);
    }
  }
  return stepsSchema.parse(transform.steps.map((step) => step.toJSON()));
}

interface Base {
  articleId: string;
  workspaceId: string;
  currentVersion: number;
  language: string;
  importLimitBytes: number;
  version: VersionText;
}

/** The version that was edited, for whoever may edit the article. */
async function loadBase(actor: MemberActor, articleId: string, number: number): Promise<Base> {
  const client = await database();
  const { workspaceId } = actor;
  const article = await client.article.findFirst({
    where: { ...visibleArticles(actor), id: articleId },
    select: { currentVersion: true, language: true, workspace: { select: { settings: true } } },
  });
  if (!article) throw new AppError("not_found");
  authorize(actor, "article:edit", await articleTies(client, actor, articleId));
  const { currentVersion, language, workspace } = article;
  if (number > currentVersion) throw new AppError("invalid", { reason: "no_such_version" });
  return {
    articleId,
    workspaceId,
    currentVersion,
    language,
    importLimitBytes: parseSettings(workspace.settings).importLimitBytes,
    version: await loadVersion(client, { workspaceId, articleId, number }),
  };
}

function refuseOutdated({ currentVersion, version }: Base): void {
  if (currentVersion === version.number) return;
  throw new AppError("conflict", { reason: "version_outdated", currentVersion });
}

/** The steps of the same person's first try, or a conflict with both texts. */
async function outdated(actor: MemberActor, base: Base, input: SaveVersion): Promise<SavedVersion> {
  const client = await database();
  const { workspaceId, articleId, currentVersion } = base;
  const later = await client.articleVersion.findMany({
    where: { workspaceId, articleId, number: { gt: base.version.number, lte: currentVersion } },
    select: { number: true, steps: true, createdById: true, effect: true },
    orderBy: { number: "asc" },
  });
  const [next] = later;
  if (next?.createdById === actor.memberId && sameSteps(next.steps, input.steps)) {
    return { articleId, number: next.number, effect: versionEffectSchema.parse(next.effect) };
  }
  const current = await loadVersion(client, { workspaceId, articleId, number: currentVersion });
  const theirs = later.map(({ steps }) => stepsSchema.safeParse(steps));
  const merge = theirs.every((steps) => steps.success)
    ? rebaseSteps(
        base.version.doc,
        input.steps,
        theirs.flatMap((steps) => steps.data ?? []),
      )
    : { clean: false as const, problem: "no_steps" as const };
  throw new AppError("conflict", {
    reason: "version_outdated",
    currentVersion,
    current: current.doc.toJSON(),
    merge: merge.clean
      ? { clean: true, steps: merge.steps, document: merge.doc.toJSON() }
      : { clean: false, problem: merge.problem },
  });
}

function sameSteps(stored: unknown, sent: StepsJson): boolean {
  return canonicalize(stored) === canonicalize(sent);
}

/** The pictures that the new text shows and the article does not have yet. */
async function newPictures(
  base: Base,
  doc: Node,
  given: readonly NewPicture[],
): Promise<CheckedPicture[]> {
  refuseSize(doc, base.importLimitBytes);
  const shown = [...picturesOf(doc)];
  if (shown.length === 0) return [];
  const client = await database();
  const known = await client.articlePicture.findMany({
    where: { workspaceId: base.workspaceId, articleId: base.articleId, sha256: { in: shown } },
    select: { sha256: true },
  });
  const has = new Set(known.map(({ sha256 }) => sha256));
  return checkPictures(
    shown.filter((sha256) => !has.has(sha256)),
    given,
  );
}

/** The article's targets, before it is locked. */
async function targetsOf({ workspaceId, articleId }: Base): Promise<TargetRow[]> {
  const client = await database();
  return client.target.findMany({ where: { workspaceId, articleId }, select: targetRowSelect });
}

async function byDiff(
  base: Base,
  doc: Node,
  known: readonly PackedPlacement[] = [],
): Promise<{
  change: Pick<Change, "diffMap" | "inserted" | "place">;
  changes: readonly TextChange[];
}> {
  const texts = { before: base.version.text, after: canonicalText(doc), language: base.language };
  const { placing, map, changes } = await placingByDiff(texts, await targetsOf(base), known);
  return { change: { diffMap: map, inserted: insertedBy(changes), place: placing }, changes };
}

/**
 * Stores the new version, unless another became the current one meanwhile. For what lost its place
 * likely ones are looked for from then on, where that was not done in time.
 */
async function store(
  actor: MemberActor,
  base: Base,
  doc: Node,
  pictures: readonly CheckedPicture[],
  change: Change,
): Promise<SavedVersion> {
  const { articleId, workspaceId, version } = base;
  let isSought = false;
  const place: Placing = (targets) => {
    const places = change.place(targets);
    isSought = places.some(({ proposals }) => proposals === null);
    return places;
  };
  const saved = await command(actor, async (work) => {
    await lockUnchanged(work, base);
    const rawPageId = await ownRawPage(work.tx, actor, change.rawPageId ?? null);
    await storePictures(work, articleId, pictures);
    return storeVersion(work, articleId, version, { doc }, { ...change, place, rawPageId });
  });
  if (isSought) lostPlaceSearches.begin({ workspaceId, articleId }, { again: true });
  return saved;
}

/** Locks the article, unless another version became the current one meanwhile. */
async function lockUnchanged(work: Work<MemberActor>, { articleId, version }: Base): Promise<void> {
  const article = await lockArticle(work.tx, work.actor, articleId, "update");
  authorize(work.actor, "article:edit", article.ties);
  const { currentVersion } = article;
  if (currentVersion !== version.number) {
    throw new AppError("conflict", { reason: "version_outdated", currentVersion });
  }
}
