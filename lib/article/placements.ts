import "server-only";
import type { Tx } from "@/lib/db/client";
import { AppError } from "@/lib/errors";

/** Where a person marked something: offsets into one version's canonical text. */
export interface Span {
  start: number;
  end: number;
}

/** Where a span of an older version stands in the current one. */
export interface Place extends Span {
  state: "placed" | "changed" | "orphaned";
  /** How it got there. */
  method: "made" | "steps" | "diff" | "search";
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
 * Maps spans that were marked on an older version to the current one. The caller holds the
 * article's lock, so that `current` stays current.
 *
 * What cannot be mapped is refused as a conflict, with the current version's number, rather than
 * put in a wrong place: the person marks the words anew. Until versions bring their steps, that is
 * every span unless both texts are the same.
 */
export async function placeSpans<S extends Span>(
  tx: Tx,
  at: { workspaceId: string; articleId: string; made: number; current: number },
  spans: readonly S[],
): Promise<(S & { place: Place })[]> {
  const { workspaceId, articleId, made, current } = at;
  if (made > current) throw new AppError("invalid", { reason: "no_such_version" });
  if (made !== current) {
    const [before, now] = [
      await versionText(tx, { workspaceId, articleId, number: made }),
      await versionText(tx, { workspaceId, articleId, number: current }),
    ];
    if (before !== now) {
      throw new AppError("conflict", { reason: "version_outdated", currentVersion: current });
    }
  }
  return spans.map((span) => ({
    ...span,
    place: { start: span.start, end: span.end, state: "placed", method: "made" },
  }));
}
