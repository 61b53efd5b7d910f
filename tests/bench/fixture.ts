import type { Highlight, HighlightTarget } from "@/components/article/reading/highlight";
import { HIGHLIGHT_STATES } from "@/lib/annotation/state";

/** A generated article, in every form that the benchmark's pages need. */
export interface Fixture {
  text: string;
  html: string;
  /** The same text as a ProseMirror document. */
  doc: { type: "doc"; content: DocNode[] };
}

export interface DocNode {
  type: string;
  text?: string;
  attrs?: Record<string, unknown>;
  marks?: { type: string }[];
  content?: DocNode[];
}

const words = (
  "the minister said that a report on harbour traffic had found no fault with its figures and " +
  "figures from last spring show growth of nearly four per cent while critics point to older " +
  "tables in which costs rose by half before anybody asked why contracts were signed without " +
  "a second reading by council members who later denied having seen any draft at all"
).split(" ");

/** mulberry32: small, seeded, the same on every machine. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** An article of about `length` characters: paragraphs of 300 to 600, a heading every twelfth. */
export function makeArticle(length: number, seed = 1): Fixture {
  const next = random(seed);
  const blocks: string[] = [];
  const html: string[] = [];
  const content: DocNode[] = [];
  let start = 0;
  while (start < length) {
    const isHeading = blocks.length % 12 === 6;
    const size = isHeading ? 40 : 300 + next() * 300;
    let block = "";
    while (block.length < size) {
      const word = words[Math.floor(next() * words.length)] ?? "";
      block += block === "" ? word : next() < 0.06 ? `. ${word}` : ` ${word}`;
    }
    block = `${block.charAt(0).toUpperCase()}${block.slice(1)}${isHeading ? "" : "."}`;
    const role = blocks.length === 0 ? "headline" : isHeading ? "heading" : "body";
    // Some emphasis in every third paragraph, so that text nodes are not whole blocks.
    const from = block.indexOf(" ", 60) + 1;
    const to = block.indexOf(" ", from + 20);
    const cut = blocks.length % 3 === 0 && !isHeading && from > 0 && to > from;
    const inner = cut
      ? `${block.slice(0, from)}<em>${block.slice(from, to)}</em>${block.slice(to)}`
      : block;
    const tag = isHeading ? "h2" : "p";
    html.push(`<${tag} data-start="${start}" data-role="${role}">${inner}</${tag}>`);
    content.push({
      type: isHeading ? "heading" : "paragraph",
      ...(isHeading ? { attrs: { level: 2 } } : {}),
      content: cut
        ? [
            { type: "text", text: block.slice(0, from) },
            { type: "text", text: block.slice(from, to), marks: [{ type: "italic" }] },
            { type: "text", text: block.slice(to) },
          ]
        : [{ type: "text", text: block }],
    });
    blocks.push(block);
    start += block.length + 2;
  }
  return { text: blocks.join("\n\n"), html: html.join(""), doc: { type: "doc", content } };
}

/**
 * Highlights over an article, in text order. A fifth of them begin inside the one before; the rest
 * stand apart, spread evenly; all lie on whole words within one block, as people's mostly do.
 */
export function makeHighlights(text: string, count: number, seed = 2): Highlight[] {
  const next = random(seed);
  const starts: number[] = [];
  const pattern = /[A-Za-z]+/g;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) starts.push(match.index);
  const stride = starts.length / (count * 0.8);
  const highlights: Highlight[] = [];
  let place = 0;
  for (let index = 0; index < count; index++) {
    const overlaps = index % 5 === 4;
    const at = Math.min(starts.length - 2, Math.floor(overlaps ? place - stride : place));
    if (!overlaps) place += stride;
    const start = starts[Math.max(0, at)] ?? 0;
    const longest = Math.max(1, Math.min(12, Math.floor(stride)));
    const size = overlaps ? longest + 1 : 1 + Math.floor(next() * longest * 0.9);
    const stop = starts[Math.min(starts.length - 1, at + size)] ?? text.length;
    const blockEnd = text.indexOf("\n\n", start);
    const end = text.slice(start, Math.min(stop, blockEnd < 0 ? text.length : blockEnd)).trimEnd();
    const id = `h${index}`;
    const target: HighlightTarget = {
      id: `${id}t`,
      role: index % 9 === 8 ? "context" : "words",
      start,
      end: start + end.length,
    };
    const state = HIGHLIGHT_STATES[Math.floor(next() * HIGHLIGHT_STATES.length)] ?? "note";
    highlights.push({ id, state, targets: [target] });
  }
  return highlights;
}
