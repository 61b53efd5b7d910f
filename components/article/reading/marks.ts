import { HIGHLIGHT_STATES, type HighlightState } from "@/lib/annotation/state";
import { rectsAt } from "./hit";
import type { Painter } from "./painter";
import { statePaths } from "./state-marks";
import type { TextMap } from "./text-map";
import type { Viewport } from "./viewport";

const namespace = "http://www.w3.org/2000/svg";
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
        if (reason === "layout") this.redraw();
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
    const origin = this.layer.getBoundingClientRect();
    const rightToLeft = getComputedStyle(this.map.root).direction === "rtl";
    const marks = new Map<HighlightState, string>();
    const frames = new Map<HighlightState, string>();
    const taken = new Map<number, number>();
    const placed = this.painter
      .placedIn(this.painter.window)
      .filter(({ target }) => target.role === "words");
    placed.sort((a, b) => a.target.start - b.target.start);
    for (const { highlight, target } of placed) {
      const rect = rectsAt(this.map, target.start)[0];
      if (!rect) continue;
      const { state } = highlight;
      const y = Math.round(rect.top - origin.top);
      if (this.map.imageAt(target)) {
        const x = rect.left - origin.left;
        const box = `M${x - 4} ${y - 4}h${rect.width + 8}v${rect.height + 8}h${-rect.width - 8}z`;
        frames.set(state, (frames.get(state) ?? "") + box);
        marks.set(state, `${marks.get(state) ?? ""}M${x + 4} ${y - 11}${statePaths[state]}`);
        continue;
      }
      const edge = (rightToLeft ? rect.right - 4 : rect.left + 4) - origin.left;
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
      path.marks.setAttribute("d", marks.get(state) ?? "");
      path.frames.setAttribute("d", frames.get(state) ?? "");
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
