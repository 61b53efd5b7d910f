import "server-only";
import type { z } from "zod";
import { mapOffset } from "@/lib/anchoring/diff-map";
import { diffTexts, type TextDiff } from "@/lib/anchoring/diff-texts";
import { StepMapping } from "@/lib/anchoring/map-steps";
import { placeSpans } from "@/lib/anchoring/place-spans";
import { placeThroughSteps, type TargetToMove } from "@/lib/anchoring/place-through-steps";
import type { TargetRole } from "@/lib/annotation/schema-enums";
import type { Prisma } from "@/lib/db/generated/client";
import type { TextRange } from "@/lib/document/sentences";
import type { AppliedSteps } from "@/lib/document/steps";
import { type PlacementMethod, proposalsSchema } from "@/lib/placement/schema";
import type { PackedPlacement } from "./schema";

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
  deletedAt: true,
} as const satisfies Prisma.TargetSelect;

/** Where a target stands in the new version. */
export interface NewPlace extends TextRange {
  id: string;
  state: "placed" | "changed" | "orphaned";
  method: PlacementMethod;
  proposals?: z.infer<typeof proposalsSchema>;
}

/** Places targets of one text in another; asked again for those that were made meanwhile. */
export type Placing = (targets: readonly TargetRow[]) => NewPlace[];

/** Longer than so, in milliseconds, nobody's save waits for likely places. */
const SEARCH_MS = 2_000;

function diffOf(before: string, after: string, language: string): TextDiff {
  const until = performance.now() + SEARCH_MS;
  return diffTexts(before, after, { language, limit: { now: () => performance.now(), until } });
}

function isGap({ state, method }: TargetRow): boolean {
  return state === "orphaned" || method === "replaced";
}

/**
 * Moves targets through an editor's steps. What the steps took out is looked for in the new text
 * before it is given up; only then are the texts compared.
 */
export function placingBySteps(
  applied: Extract<AppliedSteps, { ok: true }>,
  texts: { before: string; after: string; language: string },
): { placing: Placing; inserted: TextRange[] } {
  const mapping = new StepMapping(applied);
  let diff: TextDiff | null = null;
  const placing: Placing = (targets) => {
    const moved = placeThroughSteps(
      mapping,
      texts.after,
      targets.map((target): TargetToMove => ({ ...target, isGap: isGap(target) })),
    );
    const rowOf = new Map(targets.map((target) => [target.id, target]));
    const lost = moved.filter(
      ({ id, state }) => state === "orphaned" && rowOf.get(id)?.state !== "orphaned",
    );
    const found = new Map<string, NewPlace>();
    if (lost.length > 0) {
      diff ??= diffOf(texts.before, texts.after, texts.language);
      const gaps = new Map<string, TextRange>(lost.map((place) => [place.id, place]));
      for (const place of searched(diff, lost, rowOf, gaps)) found.set(place.id, place);
    }
    return moved.map((place): NewPlace => {
      const again = found.get(place.id);
      if (again) return again;
      const { id, start, end, state, method } = place;
      if (state !== "orphaned") return { id, start, end, state, method };
      const proposals = proposalsOf(rowOf.get(id)).flatMap((proposal) => {
        const mapped = mapping.map(proposal);
        return mapped.isGap ? [] : [{ ...proposal, start: mapped.start, end: mapped.end }];
      });
      return { id, start, end, state, method, proposals };
    });
  };
  return { placing, inserted: mapping.inserted() };
}

/** What comparing the texts says of targets whose words the steps took out. */
function searched(
  diff: TextDiff,
  lost: readonly { id: string }[],
  rowOf: ReadonlyMap<string, TargetRow>,
  gaps: ReadonlyMap<string, TextRange>,
): NewPlace[] {
  const until = performance.now() + SEARCH_MS;
  const spans = lost.flatMap(({ id }) => rowOf.get(id) ?? []);
  return placeSpans(diff, spans, { limit: { now: () => performance.now(), until } }).map(
    (place): NewPlace => {
      if (place.state !== "orphaned") {
        const { id, start, end, method } = place;
        return { id, start, end, state: stateAt(diff, place, rowOf), method };
      }
      const gap = gaps.get(place.id) ?? { start: 0, end: 0 };
      const { start, end } = gap;
      return {
        id: place.id,
        start,
        end,
        state: "orphaned",
        method: "search",
        proposals: [...place.proposals],
      };
    },
  );
}

/** A target that was changed before is compared with what was marked, not with what it had become. */
function stateAt(
  { newer }: TextDiff,
  { id, start, end }: TextRange & { id: string },
  rowOf: ReadonlyMap<string, TargetRow>,
): "placed" | "changed" {
  return newer.text.slice(start, end) === rowOf.get(id)?.exact ? "placed" : "changed";
}

/**
 * Places targets in a text that came without steps, by comparing the two.
 *
 * @param known places that are certain, by target: those of the version that comes back
 */
export function placingByDiff(
  texts: { before: string; after: string; language: string },
  known: readonly PackedPlacement[] = [],
): { placing: Placing; diff: TextDiff } {
  const diff = diffOf(texts.before, texts.after, texts.language);
  const certain = new Map(known.map((placement) => [placement[0], placement]));
  const placing: Placing = (targets) => {
    const rowOf = new Map(targets.map((target) => [target.id, target]));
    const places: NewPlace[] = [];
    const open: TargetRow[] = [];
    const gaps = new Map<string, TextRange>();
    for (const target of targets) {
      const [, start, end, state] = certain.get(target.id) ?? [];
      if (start !== undefined && end !== undefined && state && state !== "orphaned") {
        places.push({ id: target.id, start, end, state, method: "diff" });
        continue;
      }
      const from = mapOffset(diff.map, target.start, -1);
      const gap = { start: from, end: Math.max(from, mapOffset(diff.map, target.end, 1)) };
      gaps.set(target.id, gap);
      if (target.state === "orphaned") {
        const back = texts.after.slice(gap.start, gap.end).indexOf(target.exact);
        const at = gap.start + back;
        places.push(
          back >= 0 && target.exact !== ""
            ? {
                id: target.id,
                start: at,
                end: at + target.exact.length,
                state: "placed",
                method: "diff",
              }
            : { id: target.id, ...gap, state: "orphaned", method: "diff" },
        );
      } else open.push(target);
    }
    return [...places, ...searched(diff, open, rowOf, gaps)];
  };
  return { placing, diff };
}

function proposalsOf(row: TargetRow | undefined): z.infer<typeof proposalsSchema> {
  const parsed = proposalsSchema.safeParse(row?.proposals ?? []);
  return parsed.success ? parsed.data : [];
}
