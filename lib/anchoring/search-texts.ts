import type { DiffMap } from "./diff-map";
import { diffTexts, type TextChange } from "./diff-texts";
import { placeSpans, type SpanPlace, type SpanToPlace } from "./place-spans";

/** Two texts to compare, and spans of the older one to find in the newer one. */
export interface TextSearch {
  readonly before: string;
  readonly after: string;
  /** BCP 47: where sentences end. */
  readonly language: string | null;
  readonly spans: readonly SpanToPlace[];
  /** Even a safe place is only proposed. */
  readonly onlyPropose?: boolean;
  /** After so many milliseconds only equal sentences are looked for. */
  readonly compareMs: number;
  /** So many milliseconds after the texts were compared, no more likely places are looked for. */
  readonly searchMs: number;
}

export interface TextSearchResult {
  readonly map: DiffMap;
  readonly changes: readonly TextChange[];
  /** In the order of the spans. */
  readonly places: readonly SpanPlace[];
}

/** Compares two texts and finds spans of one in the other, in bounded time. */
export function searchTexts(
  { before, after, language, spans, onlyPropose, compareMs, searchMs }: TextSearch,
  onProgress?: (done: number, total: number) => void,
): TextSearchResult {
  const within = (ms: number) => ({
    now: () => performance.now(),
    until: performance.now() + ms,
  });
  const diff = diffTexts(before, after, { language, limit: within(compareMs) });
  const places = placeSpans(diff, spans, { limit: within(searchMs), onlyPropose, onProgress });
  return { map: diff.map, changes: diff.changes, places };
}
