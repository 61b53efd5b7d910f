import type { JsonNode } from "./draft";
import { clean } from "./html-to-document";

/**
 * The paragraphs of plain text. A blank line parts them; so does any line's end, unless the lines
 * were wrapped to a fixed width, as in mail: then they are joined again.
 */
export function textToBlocks(text: string): JsonNode[] {
  const source = clean(text).replace(/[\u2028\u2029\u0085]/g, "\n");
  const groups = source
    .split(/\n[ \t\u00a0]*\n/)
    .map((group) =>
      group
        .split("\n")
        .map(squeeze)
        .filter((line) => line !== ""),
    )
    .filter((lines) => lines.length > 0);
  const isWrapped = areWrapped(groups);
  return groups
    .flatMap((lines) => (isWrapped ? [lines.join(" ")] : lines))
    .map((line) => ({ type: "paragraph", attrs: {}, content: [{ type: "text", text: line }] }));
}

function squeeze(line: string): string {
  return line.replace(/[ \t\u00a0]+/g, " ").trim();
}

const MIN_WRAP = 45;
const MAX_WRAP = 90;

/** Whether nearly every line that another one follows in its group is about as long as the longest. */
function areWrapped(groups: readonly string[][]): boolean {
  const inner = groups.flatMap((lines) => lines.slice(0, -1)).map((line) => line.length);
  if (inner.length < 3) return false;
  const width = inner.reduce((longest, length) => Math.max(longest, length), 0);
  const full = inner.filter((length) => length > width - 20).length;
  return width >= MIN_WRAP && width <= MAX_WRAP && full / inner.length > 0.8;
}
