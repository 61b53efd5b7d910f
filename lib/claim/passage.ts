import type { PlacementState, TargetRole } from "@/lib/annotation/schema-enums";
import type { Passage } from "@/lib/claim/schema";

interface PlacedTarget {
  role: TargetRole;
  state: PlacementState;
  start: number;
  end: number;
}

/** How much is shown beside the words, and of words that are far apart, in UTF-16 code units. */
const BESIDE = 600;
const MOST = 6_000;

/**
 * The words in their place: the whole text blocks around an occurrence's words, cut where they are
 * long, with every target that lies in them. Null where its words have no place.
 */
export function passageOf(text: string, targets: readonly PlacedTarget[]): Passage | null {
  const placed = targets.filter(({ state }) => state !== "orphaned");
  const words = placed.filter(({ role }) => role === "words");
  const [first] = words.toSorted((a, b) => a.start - b.start);
  if (!first) return null;
  const near = words.filter(({ end }) => end <= first.start + MOST);
  const last = Math.max(first.end, ...near.map(({ end }) => end));
  const start = Math.max(blockStart(text, first.start), first.start - BESIDE, 0);
  const end = Math.min(blockEnd(text, last), last + BESIDE, text.length);
  const from = onCharacter(text, start);
  const to = onCharacter(text, end);
  return {
    text: text.slice(from, to),
    offset: from,
    targets: placed
      .filter((target) => target.start >= from && target.end <= to)
      .map(({ role, start, end }) => ({ role, start, end })),
  };
}

function blockStart(text: string, at: number): number {
  const before = text.lastIndexOf("\n\n", Math.max(at - 1, 0));
  return before === -1 ? 0 : before + 2;
}

function blockEnd(text: string, at: number): number {
  const after = text.indexOf("\n\n", at);
  return after === -1 ? text.length : after;
}

/** Not between the two halves of a character. */
function onCharacter(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at;
}
