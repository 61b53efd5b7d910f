import { wordSegmenter } from "./segmenter";
import type { TextRange } from "./sentences";

/** What words are looked for in; a `TextIndex` is one, and so is a rendered article. */
export interface BlockText {
  readonly blocks: { readonly length: number };
  slice(start: number, end: number): string;
  /** The block that holds an offset; between two, the one before (-1) or after (1). */
  blockAt(offset: number, bias: -1 | 1): TextRange;
}

/**
 * A selection grown to whole words and freed of the space at its edges; a caret becomes the word
 * it touches. Null where nothing but space is selected. Never reaches into another block.
 */
export function snapToWords(
  index: BlockText,
  range: TextRange,
  language?: string | null,
): TextRange | null {
  if (index.blocks.length === 0) return null;
  if (range.start === range.end) return wordAt(index, range.start, language);
  const selected = index.slice(range.start, range.end);
  if (selected.trim() === "") return null;
  const start = range.start + selected.length - selected.trimStart().length;
  const end = range.end - (selected.length - selected.trimEnd().length);
  return {
    start: segmentAround(index, start, 1, language)?.start ?? start,
    end: segmentAround(index, end, -1, language)?.end ?? end,
  };
}

/** The word that a caret touches, the one after it first; null where it touches none. */
function wordAt(index: BlockText, offset: number, language?: string | null): TextRange | null {
  const after = segmentAround(index, offset, 1, language);
  if (after?.isWord) return { start: after.start, end: after.end };
  const before = segmentAround(index, offset, -1, language);
  return before?.isWord ? { start: before.start, end: before.end } : null;
}

interface Segment extends TextRange {
  isWord: boolean;
}

/** The segment that holds the character after (1) or before (-1) an offset, inside its block. */
function segmentAround(
  index: BlockText,
  offset: number,
  side: -1 | 1,
  language?: string | null,
): Segment | null {
  const block = index.blockAt(offset, side);
  const at = (side === 1 ? offset : offset - 1) - block.start;
  const text = index.slice(block.start, block.end);
  const segment = wordSegmenter(language).segment(text).containing(at);
  if (!segment) return null;
  const start = block.start + segment.index;
  return {
    start,
    end: start + segment.segment.length,
    isWord: segment.isWordLike === true,
  };
}
