import type { Node } from "@tiptap/pm/model";
import { z } from "zod";
import type { TextChange } from "@/lib/anchoring/diff-texts";
import { pictureSha } from "@/lib/document/attribute";
import { BLOCK_SEPARATOR, type TextBlock, textIndexOf } from "@/lib/document/canonical";
import { blockRoleSchema } from "@/lib/document/role";

const comparedPartSchema = z.object({
  in: z.enum(["both", "older", "newer"]),
  text: z.string(),
  /** The text is nothing but the boundary between two blocks of the row. */
  isBreak: z.literal(true).optional(),
});
/** Words that both texts have, or one of them; or the end of a block that another follows. */
export type ComparedPart = z.infer<typeof comparedPartSchema>;

const comparedBlockSchema = z.object({
  /** Null: a picture. */
  role: blockRoleSchema.nullable(),
  picture: z.object({ sha256: z.string().nullable(), alt: z.string() }).optional(),
});
export type ComparedBlock = z.infer<typeof comparedBlockSchema>;

/**
 * What stands side by side: a block and what became of it, several where they were split or joined.
 * `parts` is the text of both, merged; without what is in the other text it is the text of one.
 */
export const comparedRowSchema = z.object({
  change: z.enum(["none", "words", "look", "removed", "added"]),
  older: z.array(comparedBlockSchema),
  newer: z.array(comparedBlockSchema),
  parts: z.array(comparedPartSchema),
});
export type ComparedRow = z.infer<typeof comparedRowSchema>;

/** A stretch that both texts have, inside a block of each or exactly between two. */
interface Kept {
  old: number;
  new: number;
  length: number;
  /** Numbers of the blocks it lies in, or that it follows. */
  oldBlock: number;
  newBlock: number;
  isBreak: boolean;
}

/** Of the letters of the shorter of two blocks so many are kept where one became the other. */
const SAME_BLOCK = 0.25;

/** Two documents block by block, with the words that `changes` says were put in or taken out. */
export function compareBlocks(
  older: Node,
  newer: Node,
  changes: readonly TextChange[],
): ComparedRow[] {
  const [a, b] = [sideOf(older), sideOf(newer)];
  const kept = keptBetween(a, b, changes);
  const byBlock = new Map<number, Kept[]>();
  for (const run of kept) {
    const others = byBlock.get(run.oldBlock);
    if (others) others.push(run);
    else byBlock.set(run.oldBlock, [run]);
  }
  return groupsOf(a, b, kept).map((group) => rowOf(a, b, byBlock, group));
}

interface Side {
  doc: Node;
  text: string;
  blocks: readonly TextBlock[];
}

function sideOf(doc: Node): Side {
  const { text, blocks } = textIndexOf(doc);
  return { doc, text, blocks };
}

function keptBetween(a: Side, b: Side, changes: readonly TextChange[]): Kept[] {
  const kept: Kept[] = [];
  let at = { old: 0, new: 0 };
  const end = { oldStart: a.text.length, oldEnd: 0, newStart: 0, newEnd: 0 };
  for (const change of [...changes, end]) {
    for (let left = change.oldStart - at.old; left > 0; ) {
      const oldBlock = lastAtOrBefore(a.blocks, at.old);
      const newBlock = lastAtOrBefore(b.blocks, at.new);
      const inOld = (a.blocks[oldBlock]?.end ?? 0) - at.old;
      const inNew = (b.blocks[newBlock]?.end ?? 0) - at.new;
      const isBreak = inOld === 0 && inNew === 0 && left >= BLOCK_SEPARATOR.length;
      const length = isBreak ? BLOCK_SEPARATOR.length : Math.min(left, inOld, inNew);
      if (length > 0) kept.push({ ...at, length, oldBlock, newBlock, isBreak });
      // The end of a block that is in one text only is no text that both have.
      const step = Math.max(1, length);
      at = { old: at.old + step, new: at.new + step };
      left -= step;
    }
    at = { old: change.oldEnd, new: change.newEnd };
  }
  return kept;
}

function lastAtOrBefore(blocks: readonly TextBlock[], offset: number): number {
  let [low, high] = [0, blocks.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((blocks[middle]?.start ?? 0) > offset) high = middle;
    else low = middle + 1;
  }
  return low - 1;
}

/** Blocks of both sides that belong in one row; first to last, the last not included. */
interface Group {
  old: [first: number, last: number];
  new: [first: number, last: number];
}

function groupsOf(a: Side, b: Side, kept: readonly Kept[]): Group[] {
  const groups: Group[] = [];
  const at = { old: 0, new: 0 };
  const alone = (old: number, neu: number): void => {
    // What stands in the same place is set side by side where it is of one kind.
    while (at.old < old && at.new < neu) {
      const isAlike = a.blocks[at.old]?.role === b.blocks[at.new]?.role;
      if (!isAlike) break;
      groups.push({ old: [at.old, at.old + 1], new: [at.new, at.new + 1] });
      at.old += 1;
      at.new += 1;
    }
    for (; at.old < old; at.old += 1) {
      groups.push({ old: [at.old, at.old + 1], new: [at.new, at.new] });
    }
    for (; at.new < neu; at.new += 1) {
      groups.push({ old: [at.old, at.old], new: [at.new, at.new + 1] });
    }
  };
  for (const { old, neu } of linksOf(a, b, kept)) {
    const last = groups.at(-1);
    const isMore = last && last.old[1] > last.old[0] && last.new[1] > last.new[0];
    if (isMore && (old < at.old || neu < at.new)) {
      // A block that was split, or joined to the one before.
      at.old = Math.max(at.old, old + 1);
      at.new = Math.max(at.new, neu + 1);
      last.old[1] = at.old;
      last.new[1] = at.new;
      continue;
    }
    alone(old, neu);
    groups.push({ old: [old, old + 1], new: [neu, neu + 1] });
    at.old = old + 1;
    at.new = neu + 1;
  }
  alone(a.blocks.length, b.blocks.length);
  return groups;
}

/** Pairs of blocks that have enough in common, in the order of both texts. */
function linksOf(a: Side, b: Side, kept: readonly Kept[]): { old: number; neu: number }[] {
  const links: { old: number; neu: number; letters: number }[] = [];
  for (const { oldBlock: old, newBlock: neu, length, isBreak } of kept) {
    if (isBreak) continue;
    const last = links.at(-1);
    if (last?.old === old && last.neu === neu) last.letters += length;
    else links.push({ old, neu, letters: length });
  }
  return links.filter(({ old, neu, letters }) => {
    const [before, after] = [a.blocks[old], b.blocks[neu]];
    if (!before || !after || !isSamePicture(a, before, b, after)) return false;
    return letters >= SAME_BLOCK * Math.min(before.end - before.start, after.end - after.start);
  });
}

function isSamePictures(
  a: Side,
  older: readonly TextBlock[],
  b: Side,
  newer: readonly TextBlock[],
): boolean {
  const [before, after] = [older[0], newer[0]];
  return before !== undefined && after !== undefined && isSamePicture(a, before, b, after);
}

/** Every picture is the same character in the text. */
function isSamePicture(a: Side, before: TextBlock, b: Side, after: TextBlock): boolean {
  if (before.type !== "image" && after.type !== "image") return true;
  return a.doc.nodeAt(before.pos)?.attrs.src === b.doc.nodeAt(after.pos)?.attrs.src;
}

function rowOf(
  a: Side,
  b: Side,
  keptByBlock: ReadonlyMap<number, readonly Kept[]>,
  group: Group,
): ComparedRow {
  const older = a.blocks.slice(...group.old);
  const newer = b.blocks.slice(...group.new);
  const kept = older
    .flatMap((_, index) => keptByBlock.get(group.old[0] + index) ?? [])
    .filter(({ oldBlock, newBlock, isBreak }) => {
      const after = isBreak ? 1 : 0;
      return (
        oldBlock + after < group.old[1] &&
        newBlock >= group.new[0] &&
        newBlock + after < group.new[1]
      );
    });
  const isPicture = [...older, ...newer].some(({ type }) => type === "image");
  const isOther = isPicture && !isSamePictures(a, older, b, newer);
  const parts = mergedParts(a, b, isOther ? [] : kept, older, newer);
  const isSame = parts.every((part) => part.in === "both");
  return {
    change:
      newer.length === 0
        ? "removed"
        : older.length === 0
          ? "added"
          : !isSame
            ? "words"
            : looksSame(a, older, b, newer)
              ? "none"
              : "look",
    older: older.map((block) => comparedBlock(a, block)),
    newer: newer.map((block) => comparedBlock(b, block)),
    parts,
  };
}

function looksSame(
  a: Side,
  older: readonly TextBlock[],
  b: Side,
  newer: readonly TextBlock[],
): boolean {
  return older.every((block, index) => {
    const other = newer[index];
    const [before, after] = [a.doc.nodeAt(block.pos), other && b.doc.nodeAt(other.pos)];
    if (!before || !after || other?.role !== block.role) return false;
    return (
      before.content.eq(after.content) &&
      formOf(a.doc, block.pos, before) === formOf(b.doc, other.pos, after)
    );
  });
}

/**
 * What a block is and what it stands in, but for its content, and for whether its role was set or
 * follows from its place.
 */
function formOf(doc: Node, pos: number, { type, attrs }: Node): string {
  const place = doc.resolve(pos);
  const around = Array.from({ length: place.depth }, (_, depth) => place.node(depth + 1).type.name);
  return JSON.stringify([around, type.name, { ...attrs, role: null }]);
}

function comparedBlock({ doc }: Side, block: TextBlock): ComparedBlock {
  const { role, type, pos } = block;
  if (type !== "image") return { role };
  const { src, alt } = doc.nodeAt(pos)?.attrs ?? {};
  return { role, picture: { sha256: pictureSha(src), alt: typeof alt === "string" ? alt : "" } };
}

/** The text of a row's blocks, old and new in one, in the order of reading. */
function mergedParts(
  a: Side,
  b: Side,
  kept: readonly Kept[],
  older: readonly TextBlock[],
  newer: readonly TextBlock[],
): ComparedPart[] {
  const parts: ComparedPart[] = [];
  let [old, neu] = [older[0]?.start ?? 0, newer[0]?.start ?? 0];
  const upTo = (oldTo: number, newTo: number): void => {
    parts.push(...cut(a.text, old, oldTo, older, "older"));
    parts.push(...cut(b.text, neu, newTo, newer, "newer"));
  };
  for (const run of kept) {
    upTo(run.old, run.new);
    [old, neu] = [run.old + run.length, run.new + run.length];
    const text = run.isBreak ? "" : b.text.slice(run.new, neu);
    parts.push({ in: "both", text, ...(run.isBreak && { isBreak: true }) });
  }
  upTo(older.at(-1)?.end ?? 0, newer.at(-1)?.end ?? 0);
  return parts;
}

/** A stretch of one text, cut where its blocks end. */
function cut(
  text: string,
  start: number,
  end: number,
  blocks: readonly TextBlock[],
  side: "older" | "newer",
): ComparedPart[] {
  const parts: ComparedPart[] = [];
  for (const [index, block] of blocks.entries()) {
    const [from, to] = [Math.max(start, block.start), Math.min(end, block.end)];
    if (to > from) parts.push({ in: side, text: text.slice(from, to) });
    const hasBreak = index < blocks.length - 1 && block.end >= start && block.end < end;
    if (hasBreak) parts.push({ in: side, text: "", isBreak: true });
  }
  return parts;
}
