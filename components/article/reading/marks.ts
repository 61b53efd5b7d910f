import { HIGHLIGHT_STATES, type HighlightState } from "@/lib/annotation/state";
import { rectsAt } from "./hit";
import type { Painter } from "./painter";
import { statePaths } from "./state-marks";
import type { TextMap } from "./text-map";
import type { Viewport } from "./viewport";

const namespace = "http://www.w3.org/2000/svg";
interface Box {
  left: number;
  right: number;
  top: number;
  width: number;
  height: number;
}

/** How far apart marks on one line are kept: where several begin at once they stand in a row. */
const apart = 11;

/**
 * Draws the state's mark above the first letter of each words-target that is painted, and a frame
 * around pictures. One path for each state, however many marks: the DOM stays as it is.
 */
export class Marks {
  private readonly map: TextMap;
  private readonly painter: Painter;
  private readonly layer: SVGElement;
  private readonly paths = new Map<HighlightState, { marks: SVGElement; frames: SVGElement }>();
  private readonly unsubscribe: (() => void)[];
  /** Where the characters are at which marks stand, from the layer's corner, while the text stays so. */
  private readonly boxes = new Map<number, Box | null>();
  private frame = 0;

  constructor(map: TextMap, viewport: Viewport, painter: Painter, layer: SVGElement) {
    this.map = map;
    this.painter = painter;
    this.layer = layer;
    for (const state of HIGHLIGHT_STATES) {
      const marks = this.path(state, "mark");
      this.paths.set(state, { marks, frames: this.path(state, "frame") });
    }
    this.unsubscribe = [
      painter.subscribe(() => this.redraw()),
      viewport.subscribe((reason) => {
        if (reason !== "layout") return;
        this.boxes.clear();
        this.redraw();
      }),
    ];
    this.redraw();
  }

  destroy(): void {
    cancelAnimationFrame(this.frame);
    for (const stop of this.unsubscribe) stop();
    for (const { marks, frames } of this.paths.values()) {
      marks.remove();
      frames.remove();
    }
  }

  private redraw(): void {
    if (this.frame !== 0) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.draw();
    });
  }

  private draw(): void {
    const rightToLeft = getComputedStyle(this.map.root).direction === "rtl";
    const marks = new Map<HighlightState, string>();
    const frames = new Map<HighlightState, string>();
    const taken = new Map<number, number>();
    const placed = this.painter
      .placedIn(this.painter.window)
      .filter(({ target }) => target.role === "words");
    placed.sort((a, b) => a.target.start - b.target.start);
    this.measure(placed.map(({ target }) => target.start));
    for (const { highlight, target } of placed) {
      const box = this.boxes.get(target.start);
      if (!box) continue;
      const { state } = highlight;
      const { left, right, width, height } = box;
      const y = Math.round(box.top);
      if (this.map.imageAt(target)) {
        const frame = `M${left - 4} ${y - 4}h${width + 8}v${height + 8}h${-width - 8}z`;
        frames.set(state, (frames.get(state) ?? "") + frame);
        marks.set(state, `${marks.get(state) ?? ""}M${left + 4} ${y - 11}${statePaths[state]}`);
        continue;
      }
      const edge = rightToLeft ? right - 4 : left + 4;
      const before = taken.get(y);
      // Text order is reading order, so the mark before it on the line is the only one in the way.
      const x =
        before === undefined
          ? edge
          : rightToLeft
            ? Math.min(edge, before - apart)
            : Math.max(edge, before + apart);
      taken.set(y, x);
      marks.set(state, `${marks.get(state) ?? ""}M${x.toFixed(1)} ${y}${statePaths[state]}`);
    }
    for (const [state, path] of this.paths) {
      write(path.marks, marks.get(state) ?? "");
      write(path.frames, frames.get(state) ?? "");
    }
  }

  /** Asks the browser for the places that are not known, which it finds out anew each time. */
  private measure(offsets: readonly number[]): void {
    const unknown = offsets.filter((offset) => !this.boxes.has(offset));
    if (unknown.length === 0) return;
    const origin = this.layer.getBoundingClientRect();
    for (const offset of unknown) {
      const rect = rectsAt(this.map, offset)[0];
      this.boxes.set(offset, rect ? boxOf(rect, origin) : null);
    }
  }

  private path(state: HighlightState, kind: string): SVGElement {
    const path = document.createElementNS(namespace, "path");
    path.dataset.state = state;
    path.dataset.kind = kind;
    this.layer.append(path);
    return path;
  }
}

function boxOf({ left, right, top, width, height }: DOMRect, origin: DOMRect): Box {
  return {
    left: left - origin.left,
    right: right - origin.left,
    top: top - origin.top,
    width,
    height,
  };
}

/** A path that stays is not drawn again. */
function write(path: SVGElement, d: string): void {
  if (path.getAttribute("d") !== d) path.setAttribute("d", d);
}
