import "server-only";
import { type DiffMap, mapOffset, mapRange } from "@/lib/anchoring/diff-map";
import type { TextChange } from "@/lib/anchoring/diff-texts";
import { StepMapping } from "@/lib/anchoring/map-steps";
import type { SpanPlace } from "@/lib/anchoring/place-spans";
import { placeThroughSteps, type TargetToMove } from "@/lib/anchoring/place-through-steps";
import type { TargetRole } from "@/lib/annotation/schema-enums";
import type { Prisma } from "@/lib/db/generated/client";
import type { TextRange } from "@/lib/document/sentences";
import type { AppliedSteps } from "@/lib/document/steps";
import { logError } from "@/lib/log";
import { type PlacementMethod, type Proposal, proposalsSchema } from "@/lib/placement/schema";
import type { PackedPlacement } from "./schema";
import { searchThreads } from "./search-thread";

/** A target as saving a version works with it. */
export interface TargetRow extends TextRange {
  id: string;
  annotationId: string;
  role: TargetRole;
  state: "placed" | "changed" | "orphaned";
  method: string;
  exact: string;
  prefix: string;
  suffix: string;
  proposals: unknown;
  lostFrom: number | null;
  deletedAt: Date | null;
}

export const targetRowSelect = {
  id: true,
  annotationId: true,
  role: true,
  start: true,
  end: true,
  state: true,
  method: true,
  exact: true,
  prefix: true,
  suffix: true,
  proposals: true,
  lostFrom: true,
  deletedAt: true,
} as const satisfies Prisma.TargetSelect;

/** Where a target stands in the new version. */
export interface NewPlace extends TextRange {
  id: string;
  state: "placed" | "changed" | "orphaned";
  method: PlacementMethod;
  /** Of an orphaned one; null while they are still to be looked for. */
  proposals?: readonly Proposal[] | null;
}

/** Places targets of one text in another. */
export type Placing = (targets: readonly TargetRow[]) => NewPlace[];

interface Texts {
  before: string;
  after: string;
  language: string;
}

/** Longer than so, in milliseconds, nobody's save waits for the comparison of changed sentences. */
const COMPARE_MS = 5_000;
/** Nor for likely places: what is not found by then is looked for once the version is saved. */
const SEARCH_MS = 1_000;

function search({ before, after, language }: Texts, targets: readonly TargetRow[]) {
  const spans = targets.map(({ id, start, end }) => ({ id, start, end }));
  const bounds = { compareMs: COMPARE_MS, searchMs: SEARCH_MS };
  return searchThreads.saving.search({ before, after, language, spans, ...bounds });
}

/** What changed between two texts. */
export async function changesBetween(texts: Texts): Promise<readonly TextChange[]> {
  const { changes } = await search(texts, []);
  return changes;
}

/**
 * Answers what was worked out before the article was locked, for targets that are as they were; those
 * that were made or moved meanwhile are placed now.
 */
function prepared(
  targets: readonly TargetRow[],
  places: readonly NewPlace[],
  placeNow: Placing,
): Placing {
  const placeOf = new Map(places.map((place) => [place.id, place]));
  const known = new Map(targets.map((target) => [target.id, target]));
  return (rows) => {
    const ready: NewPlace[] = [];
    const late: TargetRow[] = [];
    for (const row of rows) {
      const before = known.get(row.id);
      const place = placeOf.get(row.id);
      if (before && place && standsAs(before, row)) ready.push(place);
      else late.push(row);
    }
    return late.length === 0 ? ready : [...ready, ...placeNow(late)];
  };
}

function standsAs(a: TargetRow, b: TargetRow): boolean {
  return a.start === b.start && a.end === b.end && a.state === b.state && a.method === b.method;
}

function isGap({ state, method }: TargetRow): boolean {
  return state === "orphaned" || method === "replaced";
}

/**
 * Moves targets through an editor's steps. What the steps took out is looked for in the new text
 * before it is given up; only then are the texts compared.
 *
 * @param targets those of the article before it is locked
 */
export async function placingBySteps(
  applied: Extract<AppliedSteps, { ok: true }>,
  texts: Texts,
  targets: readonly TargetRow[],
): Promise<{ placing: Placing; inserted: TextRange[] }> {
  const mapping = new StepMapping(applied);
  const move = (rows: readonly TargetRow[], found: ReadonlyMap<string, SpanPlace>): NewPlace[] => {
    const rowOf = new Map(rows.map((row) => [row.id, row]));
    const toMove = rows.map((row): TargetToMove => ({ ...row, isGap: isGap(row) }));
    return placeThroughSteps(mapping, texts.after, toMove).map((place): NewPlace => {
      const { id, start, end, state, method } = place;
      const row = rowOf.get(id);
      if (state !== "orphaned" || !row) return { id, start, end, state, method };
      if (row.state !== "orphaned") return placeOf(texts.after, row, found.get(id), { start, end });
      const proposals = proposalsOf(row)?.flatMap((proposal) => {
        const mapped = mapping.map(proposal);
        return mapped.isGap ? [] : [{ ...proposal, start: mapped.start, end: mapped.end }];
      });
      return { id, start, end, state, method, proposals: proposals ?? null };
    });
  };
  const moved = move(targets, new Map());
  const lostIds = new Set(moved.filter(({ state }) => state === "orphaned").map(({ id }) => id));
  const lost = targets.filter(({ id, state }) => state !== "orphaned" && lostIds.has(id));
  const placed =
    lost.length === 0 ? moved : [...keptOf(moved, lost), ...move(lost, await foundOf(texts, lost))];
  return {
    placing: prepared(targets, placed, (late) => move(late, new Map())),
    inserted: mapping.inserted(),
  };
}

function keptOf(places: readonly NewPlace[], without: readonly TargetRow[]): NewPlace[] {
  const ids = new Set(without.map(({ id }) => id));
  return places.filter(({ id }) => !ids.has(id));
}

/** By the targets' ids; none where the search failed, which must not keep a version from being saved. */
async function foundOf(
  texts: Texts,
  lost: readonly TargetRow[],
): Promise<ReadonlyMap<string, SpanPlace>> {
  try {
    const { places } = await search(texts, lost);
    return new Map(places.map((place) => [place.id, place]));
  } catch (error) {
    logError(error);
    return new Map();
  }
}

/** What comparing the texts says of a target; without an answer it is still to be looked for. */
function placeOf(
  text: string,
  { id, exact }: TargetRow,
  found: SpanPlace | undefined,
  gap: TextRange,
): NewPlace {
  if (!found || found.state === "orphaned") {
    const proposals = found?.proposals ?? null;
    return { id, ...gap, state: "orphaned", method: "search", proposals };
  }
  // One that was changed before is compared with what was marked, not with what it had become.
  const { start, end, method } = found;
  const state = text.slice(start, end) === exact ? "placed" : "changed";
  return { id, start, end, state, method };
}

/**
 * Places targets in a text that came without steps, by comparing the two.
 *
 * @param targets those of the article before it is locked
 * @param known places that are certain, by target: those of the version that comes back
 */
export async function placingByDiff(
  texts: Texts,
  targets: readonly TargetRow[],
  known: readonly PackedPlacement[] = [],
): Promise<{ placing: Placing; map: DiffMap; changes: readonly TextChange[] }> {
  const certain = new Map<string, TextRange>();
  for (const [id, start, end, state] of known) {
    if (state !== "orphaned") certain.set(id, { start, end });
  }
  const open = targets.filter(({ id, state }) => state !== "orphaned" && !certain.has(id));
  const { map, changes, places } = await search(texts, open);
  const found = new Map(places.map((place) => [place.id, place]));
  const place = (row: TargetRow, search: (row: TargetRow) => SpanPlace | undefined): NewPlace => {
    const { id } = row;
    const there = certain.get(id);
    if (there) return placed(texts.after, row, there);
    const from = mapOffset(map, row.start, -1);
    const gap = { start: from, end: Math.max(from, mapOffset(map, row.end, 1)) };
    if (row.state !== "orphaned") return placeOf(texts.after, row, search(row), gap);
    const back = broughtBack(texts.after, row, gap);
    return back
      ? placed(texts.after, row, back)
      : { id, ...gap, state: "orphaned", method: "diff", proposals: null };
  };
  return {
    map,
    changes,
    placing: prepared(
      targets,
      targets.map((row) => place(row, ({ id }) => found.get(id))),
      (late) => late.map((row) => place(row, (span) => mappedPlace(map, span))),
    ),
  };
}

function placed(text: string, { id, exact }: TargetRow, { start, end }: TextRange): NewPlace {
  const state = text.slice(start, end) === exact ? "placed" : "changed";
  return { id, start, end, state, method: "diff" };
}

/** The words of a target in the place where they stood before they were lost. */
function broughtBack(text: string, { exact }: TargetRow, gap: TextRange): TextRange | null {
  const at = exact === "" ? -1 : text.slice(gap.start, gap.end).indexOf(exact);
  return at < 0 ? null : { start: gap.start + at, end: gap.start + at + exact.length };
}

/** Where a target goes that was made while the texts were compared: as one made on the old version. */
function mappedPlace(map: DiffMap, { id, start, end }: TargetRow): SpanPlace | undefined {
  const range = mapRange(map, { start, end });
  return range ? { id, ...range, state: "changed", method: "diff" } : undefined;
}

function proposalsOf(row: TargetRow): Proposal[] | null {
  return proposalsSchema.nullable().catch(null).parse(row.proposals);
}
