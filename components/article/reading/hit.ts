import type { Painter } from "./painter";
import type { DomPoint, TextMap } from "./text-map";

/** What lies under a point or the caret: all annotations there, the chosen one named. */
export interface Hit {
  ids: string[];
  current: string;
  offset: number;
  /** Where a popover belongs: the character's box, in client coordinates. */
  rect: DOMRect;
}

/** The offset of the character or picture under a point of the viewport, or null beside the text. */
export function offsetAtPoint(map: TextMap, x: number, y: number): number | null {
  const under = document.elementFromPoint(x, y);
  if (under instanceof HTMLImageElement) return map.offsetOf(under, 0);
  const point = pointAt(x, y);
  if (!point) return null;
  const near = map.offsetOf(point.node, point.offset);
  if (near === null) return null;
  // The nearest gap between characters is on either side of the one that was meant.
  for (const offset of [near, near - 1]) {
    if (offset >= 0 && rectsAt(map, offset).some((rect) => contains(rect, x, y))) return offset;
  }
  return null;
}

/** Where else a finger may have meant, in pixels from the middle of what it covers. */
const AROUND_A_FINGER = [
  [-8, 0],
  [8, 0],
  [-16, 0],
  [16, 0],
  [0, -14],
  [0, 14],
] as const;

/** As `offsetAtPoint`, for a finger: beside the place that it hit, a word that is looked for. */
export function offsetUnderFinger(
  map: TextMap,
  x: number,
  y: number,
  isMeant: (offset: number) => boolean,
): number | null {
  const hit = offsetAtPoint(map, x, y);
  if (hit !== null && isMeant(hit)) return hit;
  for (const [right, down] of AROUND_A_FINGER) {
    const near = offsetAtPoint(map, x + right, y + down);
    if (near !== null && isMeant(near)) return near;
  }
  return hit;
}

/** The DOM point nearest to a point of the viewport. */
export function pointAt(x: number, y: number): DomPoint | null {
  const isStandard = "caretPositionFromPoint" in document;
  if (isStandard) {
    const position = document.caretPositionFromPoint(x, y);
    return position ? { node: position.offsetNode, offset: position.offset } : null;
  }
  // Safari before 26 has only this.
  const range = document.caretRangeFromPoint(x, y);
  return range ? { node: range.startContainer, offset: range.startOffset } : null;
}

const measure = typeof document === "undefined" ? null : document.createRange();

/** The boxes of the character (or surrogate pair, or picture) at an offset. */
export function rectsAt(map: TextMap, offset: number): DOMRect[] {
  const image = map.imageAt({ start: offset, end: offset + 1 });
  if (image) return [image.getBoundingClientRect()];
  if (!measure) return [];
  const start = map.pointAt(offset, "forward");
  measure.setStart(start.node, start.offset);
  const length = start.node.nodeType === Node.TEXT_NODE ? (start.node.nodeValue ?? "").length : 0;
  measure.setEnd(start.node, Math.min(start.offset + 1, Math.max(length, start.offset)));
  const rects = [...measure.getClientRects()].filter((rect) => rect.width > 0);
  return rects;
}

/** Half the gap between lines still belongs to a line: a click is not a marksman's. */
function contains(rect: DOMRect, x: number, y: number): boolean {
  const slack = rect.height * 0.2;
  return (
    x >= rect.left - 1 && x <= rect.right + 1 && y >= rect.top - slack && y <= rect.bottom + slack
  );
}

/**
 * Resolves clicks and the cycling key to annotations. The same place again moves on to the next of
 * those that overlap there.
 */
export class Hits {
  private readonly map: TextMap;
  private readonly painter: Painter;
  private last: Hit | null = null;

  constructor(map: TextMap, painter: Painter) {
    this.map = map;
    this.painter = painter;
  }

  /** Resolves a place, leaves the user-timing mark, and remembers it for the next time. */
  at(offset: number | null): Hit | null {
    const ids = offset === null ? [] : this.painter.at(offset).map(({ id }) => id);
    if (offset === null || ids.length === 0) {
      this.last = null;
      performance.mark("annot:active", { detail: { ids: [] } });
      return null;
    }
    const before = this.last;
    const again =
      before !== null &&
      before.ids.length === ids.length &&
      before.ids.every((id) => ids.includes(id)) &&
      this.painter.isActive(before.current);
    const current = again ? ids[(ids.indexOf(before.current) + 1) % ids.length] : ids[0];
    const rect = rectsAt(this.map, offset)[0] ?? new DOMRect();
    this.last = { ids, current: current ?? "", offset, rect };
    performance.mark("annot:active", { detail: { ids } });
    return this.last;
  }
}
