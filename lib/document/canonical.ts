import type { Node } from "@tiptap/pm/model";
import { type BlockRole, isBlockRole } from "./role";

/** Between two blocks of the canonical text. */
export const BLOCK_SEPARATOR = "\n\n";
/** Stands for a picture in the canonical text (object replacement character). */
export const PICTURE_CHARACTER = "\uFFFC";

/** A text block or a picture, as it stands in the canonical text. */
export interface TextBlock {
  /** Offset of its first character, in UTF-16 code units of the canonical text. */
  readonly start: number;
  /** Offset behind its last character. */
  readonly end: number;
  /** The role that was set, else the one its place implies; a picture has none. */
  readonly role: BlockRole | null;
  /** Name of the node's type: paragraph, heading, codeBlock, figcaption or image. */
  readonly type: string;
  /** ProseMirror position at which `start` lies: inside a text block, before a picture. */
  readonly from: number;
  /** ProseMirror position before the node. */
  readonly pos: number;
}

/** To which side an offset between two blocks belongs: the block before (-1) or after (1). */
export type Bias = -1 | 1;

/**
 * The role of a text block to which none was set: that of its place.
 *
 * @param ancestors the names of the types of the nodes around it
 */
export function impliedRole(type: string, ancestors: readonly string[]): BlockRole {
  if (type === "figcaption") return "caption";
  if (ancestors.includes("footnote")) return "footnote";
  if (type === "heading") return "heading";
  return ancestors.includes("blockquote") ? "quotation" : "body";
}

export function blockRole(node: Node, ancestors: readonly string[]): BlockRole {
  const role: unknown = node.attrs.role;
  return isBlockRole(role) ? role : impliedRole(node.type.name, ancestors);
}

const indexes = new WeakMap<Node, TextIndex>();

/** The index of a document; built once for each document value. */
export function textIndexOf(doc: Node): TextIndex {
  const known = indexes.get(doc);
  if (known) return known;
  const index = new TextIndex(doc);
  indexes.set(doc, index);
  return index;
}

/** Text blocks joined by a blank line; a hard break is "\n", a picture U+FFFC. */
export function canonicalText(doc: Node): string {
  return textIndexOf(doc).text;
}

/**
 * The canonical text of one document and the ways between its three measures: offsets (UTF-16 code
 * units of the text), ProseMirror positions, and code points. Lookups take O(log n).
 *
 * Every inline node is text or a hard break, and both are as long in the document as in the text;
 * so inside a block the three differ by a constant, and only the blocks need searching.
 */
export class TextIndex {
  readonly text: string;
  readonly blocks: readonly TextBlock[];
  /** Offsets of the characters that take two code units, ascending. */
  readonly #astral: readonly number[];

  constructor(doc: Node) {
    const blocks: TextBlock[] = [];
    const parts: string[] = [];
    let offset = 0;
    const add = (node: Node, pos: number, text: string, role: BlockRole | null): void => {
      if (blocks.length > 0) offset += BLOCK_SEPARATOR.length;
      parts.push(text);
      blocks.push({
        start: offset,
        end: offset + text.length,
        role,
        type: node.type.name,
        from: node.isTextblock ? pos + 1 : pos,
        pos,
      });
      offset += text.length;
    };
    const walk = (parent: Node, contentStart: number, ancestors: readonly string[]): void => {
      const inside = [...ancestors, parent.type.name];
      parent.forEach((node, childOffset) => {
        const pos = contentStart + childOffset;
        if (node.isTextblock) add(node, pos, textOf(node), blockRole(node, inside));
        else if (node.type.name === "image") add(node, pos, PICTURE_CHARACTER, null);
        else walk(node, pos + 1, inside);
      });
    };
    walk(doc, 0, []);
    this.blocks = blocks;
    this.text = parts.join(BLOCK_SEPARATOR);
    this.#astral = astralOffsets(this.text);
  }

  /** The position of an offset. Between two blocks, `bias` chooses the end of one or the start of the other. */
  positionAt(offset: number, bias: Bias = 1): number {
    const block = this.blockAt(offset, bias);
    return block.from + clamp(offset, block.start, block.end) - block.start;
  }

  /** The offset of a position. Outside text, `bias` chooses the nearest text before or after it. */
  offsetAt(position: number, bias: Bias = 1): number {
    const index = lastIndex(this.blocks, (block) => block.from <= position);
    const block = this.#blockNumber(Math.max(index, 0));
    if (index >= 0 && position > block.from + block.end - block.start && bias === 1) {
      const next = this.blocks[index + 1];
      if (next) return next.start;
    }
    return clamp(block.start + position - block.from, block.start, block.end);
  }

  /** The block that holds an offset, or the one before or after it, as `bias` says. */
  blockAt(offset: number, bias: Bias = 1): TextBlock {
    const index = this.blockIndexAt(offset, bias);
    return this.#blockNumber(index);
  }

  /** As `blockAt`, the block's place in `blocks`. */
  blockIndexAt(offset: number, bias: Bias = 1): number {
    const index = Math.max(
      0,
      lastIndex(this.blocks, (block) => block.start <= offset),
    );
    const isBehind = offset > this.#blockNumber(index).end;
    return isBehind && bias === 1 ? Math.min(index + 1, this.blocks.length - 1) : index;
  }

  /** The blocks that a range touches, in order; an empty range touches the block it lies in. */
  blocksIn(start: number, end: number): readonly TextBlock[] {
    if (start > end || this.blocks.length === 0) return [];
    const first = this.blockIndexAt(start, 1);
    const last = this.blockIndexAt(end, -1);
    return this.blocks.slice(first, last + 1);
  }

  slice(start: number, end: number): string {
    return this.text.slice(start, end);
  }

  /** How many code points lie before an offset; inside a surrogate pair, before that pair. */
  codePointAt(offset: number): number {
    const at = clamp(offset, 0, this.text.length);
    return at - (lastIndex(this.#astral, (pair) => pair < at) + 1);
  }

  /** The offset of a code point, counted from 0. */
  offsetOfCodePoint(codePoint: number): number {
    const pairs = lastIndex(this.#astral, (pair, index) => pair - index < codePoint) + 1;
    return clamp(codePoint + pairs, 0, this.text.length);
  }

  #blockNumber(index: number): TextBlock {
    const block = this.blocks[index];
    if (!block) throw new RangeError("A document without text blocks has no offsets");
    return block;
  }
}

function textOf(block: Node): string {
  return block.textBetween(0, block.content.size, undefined, "\n");
}

const ASTRAL_CHARACTER = /[\u{10000}-\u{10FFFF}]/gu;

function astralOffsets(text: string): number[] {
  return Array.from(text.matchAll(ASTRAL_CHARACTER), (match) => match.index);
}

/** The last index for which a condition holds that, once false, stays false; -1 if none. */
function lastIndex<T>(items: readonly T[], holds: (item: T, index: number) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = items[middle];
    if (item !== undefined && holds(item, middle)) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(Math.max(value, min), max);
}
