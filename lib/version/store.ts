import "server-only";
import type { TextChange } from "@/lib/anchoring/diff-texts";
import { occurrencesReread, type TargetMove } from "@/lib/annotation/effects";
import type { MemberActor } from "@/lib/auth/actor";
import type { Prisma } from "@/lib/db/generated/client";
import { canonicalText, textIndexOf } from "@/lib/document/canonical";
import { DOCUMENT_SCHEMA_VERSION } from "@/lib/document/schema";
import type { TextRange } from "@/lib/document/sentences";
import type { Work } from "@/lib/event/command";
import { packPlacements } from "./pack";
import { type NewPlace, type Placing, type TargetRow, targetRowSelect } from "./place-targets";
import type { SavedVersion, VersionEffect, VersionOrigin } from "./schema";
import type { VersionText } from "./text";

/** How the text came from the one before. */
export interface Change {
  origin: VersionOrigin;
  note: string;
  steps?: Prisma.InputJsonValue;
  diffMap?: Prisma.InputJsonValue;
  restoredFrom?: number;
  rawPageId?: string | null | undefined;
  /** What is new in the text. */
  inserted: readonly TextRange[];
  /** Asked for the places of targets in the new text once the article is locked. */
  place: Placing;
}

/**
 * Stores a new version as the current one: packs the placements of the version before, moves every
 * target (deleted ones too, so that undo brings them back in the right place) in one update, and
 * has the occurrences on the text reread. The caller has locked the article for update and knows
 * that `before` is current.
 */
export async function storeVersion(
  work: Work<MemberActor>,
  articleId: string,
  before: VersionText,
  after: Omit<VersionText, "number" | "text">,
  change: Change,
): Promise<SavedVersion> {
  const { tx, workspaceId, actor, now } = work;
  const { origin, note, steps, diffMap, restoredFrom, rawPageId } = change;
  const number = before.number + 1;
  const text = canonicalText(after.doc);
  const targets = await tx.target.findMany({
    where: { workspaceId, articleId },
    select: targetRowSelect,
    orderBy: [{ annotationId: "asc" }, { ordinal: "asc" }],
  });
  const places = new Map(change.place(targets).map((place) => [place.id, place]));
  const moved = targets.flatMap((target) => {
    const place = places.get(target.id);
    return place ? [{ target, place }] : [];
  });
  await tx.articleVersion.updateMany({
    where: { workspaceId, articleId, number: before.number },
    data: {
      placements: packPlacements(
        targets.map(({ id, start, end, state }) => [id, start, end, state]),
      ),
    },
  });
  const { id: versionId } = await tx.articleVersion.create({
    data: {
      workspaceId,
      articleId,
      number,
      document: after.doc.toJSON(),
      schemaVersion: DOCUMENT_SCHEMA_VERSION,
      text,
      origin,
      note,
      ...(steps === undefined ? {} : { steps }),
      ...(diffMap === undefined ? {} : { diffMap }),
      restoredFrom: restoredFrom ?? null,
      rawPageId: rawPageId ?? null,
      createdById: actor.memberId,
      createdAt: now,
    },
    select: { id: true },
  });
  await writePlaces(work, before.number, moved);
  const annotations = await tx.annotation.findMany({
    where: { workspaceId, articleId, deletedAt: null },
    select: { id: true },
  });
  const living = new Set(annotations.map(({ id }) => id));
  const moves = moved
    .filter(({ target }) => target.deletedAt === null && living.has(target.annotationId))
    .map(({ target, place }): TargetMove => {
      const { id, annotationId, role } = target;
      return { annotationId, from: { ...target }, to: { ...place, id, role } };
    });
  const touched = await occurrencesReread(work, {
    articleId,
    version: number,
    before: before.text,
    after: text,
    moves,
  });
  const effect = effectOf(moves, touched, unmarkedWords(text, change.inserted, moves));
  await tx.articleVersion.update({ where: { id: versionId }, data: { effect } });
  const headline = headlineOf(after.doc);
  await tx.article.updateMany({
    where: { workspaceId, id: articleId },
    data: {
      currentVersion: number,
      revision: { increment: 1 },
      ...(headline && headlineOf(before.doc) !== headline ? { headline } : {}),
    },
  });
  work.record({
    type: "article.version_saved",
    subjectType: "article",
    subjectId: articleId,
    articleId,
    payload: { number, origin, note, effect },
  });
  return { articleId, number, effect };
}

/** One statement for all of them: a letter at the start of an article moves every target. */
async function writePlaces(
  { tx, workspaceId }: Work<MemberActor>,
  before: number,
  moved: readonly { target: TargetRow; place: NewPlace }[],
): Promise<void> {
  const changed = moved.filter(
    ({ target, place }) =>
      target.start !== place.start ||
      target.end !== place.end ||
      target.state !== place.state ||
      target.method !== place.method ||
      target.state === "orphaned" ||
      // Proposals are places in the text before.
      target.proposals !== null,
  );
  if (changed.length === 0) return;
  const columns = {
    ids: changed.map(({ place }) => place.id),
    starts: changed.map(({ place }) => place.start),
    ends: changed.map(({ place }) => place.end),
    states: changed.map(({ place }) => place.state),
    methods: changed.map(({ place }) => place.method),
    proposals: changed.map(
      ({ place: { proposals = null } }) => proposals && JSON.stringify(proposals),
    ),
    lostFrom: changed.map(({ target, place }) => {
      if (place.state !== "orphaned") return null;
      return target.state === "orphaned" ? target.lostFrom : before;
    }),
  };
  await tx.$executeRaw`
    UPDATE "Target" t SET "start" = n."start", "end" = n."end",
      "state" = n."state"::"PlacementState", "method" = n."method",
      "proposals" = n."proposals"::jsonb, "lostFrom" = n."lostFrom"
    FROM unnest(${columns.ids}::uuid[], ${columns.starts}::int[], ${columns.ends}::int[],
      ${columns.states}::text[], ${columns.methods}::text[], ${columns.proposals}::text[],
      ${columns.lostFrom}::int[])
      AS n("id", "start", "end", "state", "method", "proposals", "lostFrom")
    WHERE t."workspaceId" = ${workspaceId}::uuid AND t."id" = n."id"`;
}

function effectOf(
  moves: readonly TargetMove[],
  touched: { recheck: string[]; settled: string[]; remedied: string[] },
  unmarked: number,
): VersionEffect {
  const ids = new Set(moves.map(({ annotationId }) => annotationId));
  const lost = new Set<string>();
  const found = new Set<string>();
  for (const { annotationId, from, to } of moves) {
    if (from.state !== "orphaned" && to.state === "orphaned") lost.add(annotationId);
    if (from.state === "orphaned" && to.state !== "orphaned") found.add(annotationId);
  }
  const remedied = new Set(touched.remedied);
  const orphaned = new Set([...lost].filter((id) => !remedied.has(id)));
  const recheck = new Set(touched.recheck.filter((id) => !orphaned.has(id)));
  const restored = new Set([...found, ...touched.settled].filter((id) => !recheck.has(id)));
  const others = new Set([...orphaned, ...recheck, ...restored, ...remedied]);
  return {
    kept: [...ids].filter((id) => !others.has(id)).length,
    recheck: recheck.size,
    orphaned: orphaned.size,
    restored: restored.size,
    remedied: remedied.size,
    unmarked,
  };
}

const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}'’.-]*/gu;

/** How many new words no words-target lies on. */
function unmarkedWords(
  text: string,
  inserted: readonly TextRange[],
  moves: readonly TargetMove[],
): number {
  const marked = moves
    .filter(({ to }) => to.role === "words" && to.state !== "orphaned")
    .map(({ to }) => to)
    .sort((a, b) => a.start - b.start);
  let count = 0;
  let next = 0;
  let reach = 0;
  for (const { start, end } of inserted) {
    for (const { 0: word, index } of text.slice(start, end).matchAll(WORD)) {
      const at = start + index;
      for (let mark = marked[next]; mark && mark.start <= at; mark = marked[next]) {
        reach = Math.max(reach, mark.end);
        next += 1;
      }
      if (reach < at + word.length) count += 1;
    }
  }
  return count;
}

/** New words of a comparison by words. */
export function insertedBy(changes: readonly TextChange[]): TextRange[] {
  return changes.map(({ newStart, newEnd }) => ({ start: newStart, end: newEnd }));
}

/** The text of the block that is the headline, or null. */
function headlineOf(doc: VersionText["doc"]): string | null {
  const index = textIndexOf(doc);
  const block = index.blocks.find(({ role }) => role === "headline");
  return block ? index.slice(block.start, block.end).trim().slice(0, 500) || null : null;
}
