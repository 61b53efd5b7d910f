import { snapToWords } from "@/lib/document/words";
import type { Span } from "./highlight";
import type { Snap } from "./selection";
import type { TextMap } from "./text-map";

/** Snapping for a rendered article: its blocks come from the page, its text from the version. */
export function wordSnap(map: TextMap, text: string, language: string): Snap {
  const blockOf = (index: number): Span => ({
    start: map.startOf(index),
    end: map.blockEnd(index),
  });
  const source = {
    blocks: map.blocks,
    slice: (start: number, end: number) => text.slice(start, end),
    blockAt(offset: number, bias: -1 | 1): Span {
      const index = map.blockAt(offset);
      const block = blockOf(index);
      const isBehind = offset > block.end && bias === 1 && index + 1 < map.blocks.length;
      return isBehind ? blockOf(index + 1) : block;
    },
  };
  return (span) => snapToWords(source, span, language);
}
