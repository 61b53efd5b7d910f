import "server-only";
import { type Description, describeTarget } from "@/lib/anchoring/describe";
import { diffMapSchema, mapRange } from "@/lib/anchoring/diff-map";
import { StepMapping } from "@/lib/anchoring/map-steps";
import { placeThroughSteps } from "@/lib/anchoring/place-through-steps";
import type { Tx } from "@/lib/db/client";
import { parseDocument } from "@/lib/document/schema";
import { applySteps, stepsSchema } from "@/lib/document/steps";
import { AppError } from "@/lib/errors";
import type { PlacementMethod } from "./schema";

/** Where a person marked something: offsets into one version's canonical text. */
export interface Span {
  start: number;
  end: number;
}

/** Where a span of an older version stands in the current one. */
export interface Place extends Span {
  state: "placed" | "changed" | "orphaned";
  method: PlacementMethod;
}

interface Text {
  workspaceId: string;
  articleId: string;
  number: number;
}

/**
 * Texts of versions lately used. A version never changes, so that one read from the database is
 * good for ever; and marking words in a long article should not fetch all of it each time.
 */
const texts = new Map<string, string>();
const KEPT_CHARACTERS = 8_000_000;
let kept = 0;

/** The canonical text of one version. @throws AppError not_found */
export async function versionText(tx: Tx, version: Text): Promise<string> {
  const key = `${version.workspaceId} ${version.articleId} ${version.number}`;
  const known = texts.get(key);
  if (known !== undefined) {
    texts.delete(key);
    texts.set(key, known);
    return known;
  }
  const row = await tx.articleVersion.findFirst({ where: version, select: { text: true } });
  if (!row) throw new AppError("not_found");
  texts.set(key, row.text);
  kept += row.text.length;
  for (const [oldest, text] of texts) {
    if (kept <= KEPT_CHARACTERS || oldest === key) break;
    texts.delete(oldest);
    kept -= text.length;
  }
  return row.text;
}

/**
 * Maps spans that were marked on an older version to the current one, version by version, through
 * the steps or the comparison that each was saved with. The caller holds the article's lock, so
 * that `current` stays current.
 *
 * What has no safe place is refused as a conflict, with the current version's number, rather than
 * put in a wrong one: the person marks the words anew.
 */
export async function placeSpans<S extends Span>(
  tx: Tx,
  at: { workspaceId: string; articleId: string; made: number; current: number },
  spans: readonly S[],
): Promise<(S & { place: Place })[]> {
  const { workspaceId, articleId, made, current } = at;
  if (made > current) throw new AppError("invalid", { reason: "no_such_version" });
  let places = spans.map(
    ({ start, end }): Place => ({ start, end, state: "placed", method: "made" }),
  );
  if (made < current) {
    const text = await versionText(tx, { workspaceId, articleId, number: made });
    const wanted = spans.map(({ start, end }) => describeTarget(text, start, end));
    const later = await tx.articleVersion.findMany({
      where: { workspaceId, articleId, number: { gte: made, lte: current } },
      select: { document: true, text: true, steps: true, diffMap: true },
      orderBy: { number: "asc" },
    });
    for (const [index, version] of later.slice(1).entries()) {
      const before = later[index];
      if (before) places = movedBy({ before: before.document, ...version }, places, wanted);
    }
  }
  return spans.map((span, index) => {
    const place = places[index];
    if (!place || place.state === "orphaned") {
      throw new AppError("conflict", { reason: "version_outdated", currentVersion: current });
    }
    return { ...span, place };
  });
}

/** Where places of one version are in the next. */
function movedBy(
  version: { before: unknown; text: string; steps: unknown; diffMap: unknown },
  places: readonly Place[],
  wanted: readonly Description[],
): Place[] {
  const { text } = version;
  const steps = stepsSchema.safeParse(version.steps);
  if (steps.success) {
    const applied = applySteps(parseDocument(version.before), steps.data);
    if (!applied.ok) throw new Error(`stored steps do not apply: ${applied.problem}`);
    const targets = places.map((place, index) => ({
      prefix: "",
      suffix: "",
      exact: "",
      ...wanted[index],
      ...place,
      id: String(index),
      isGap: place.method === "replaced",
    }));
    return placeThroughSteps(new StepMapping(applied), text, targets).map(
      ({ id: _, ...place }) => place,
    );
  }
  const map = diffMapSchema.parse(version.diffMap);
  return places.map((place, index): Place => {
    const range = mapRange(map, place);
    if (!range) return { ...place, state: "orphaned", method: "diff" };
    const isSame = text.slice(range.start, range.end) === wanted[index]?.exact;
    return { ...range, state: isSame ? "placed" : "changed", method: "diff" };
  });
}
