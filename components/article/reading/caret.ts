import { pointAt, rectsAt } from "./hit";
import type { TextSelection } from "./selection";
import type { TextMap } from "./text-map";
import type { Viewport } from "./viewport";

type Unit = "character" | "word" | "line" | "lineboundary";

/**
 * A caret for text that cannot be edited. The browser's own selection is the state, so that mouse,
 * touch, keyboard and assistive technology move one and the same thing, and movement follows the
 * browser's rules for lines and for right-to-left text; only the drawing is ours, because browsers
 * show no caret outside of editable text.
 */
export class Caret {
  private readonly map: TextMap;
  private readonly viewport: Viewport;
  private readonly selection: TextSelection;
  private readonly layer: HTMLElement;
  private readonly element: HTMLElement;
  private readonly stop = new AbortController();
  private readonly unsubscribe: () => void;
  private readonly mac = /Mac|iP(hone|ad|od)/.test(navigator.userAgent);
  /** The x that Page Up and Page Down keep to while they are pressed one after the other. */
  private column: number | null = null;
  private pointer = false;
  /** The layer's scroll offsets at which the caret is where it belongs. */
  private shown = { left: 0, top: 0 };
  private blinking = 0;
  private readonly still = window.matchMedia("(prefers-reduced-motion: reduce)");

  /** @param layer lies over the text, with the caret in the middle of a content twice its size */
  constructor(
    map: TextMap,
    viewport: Viewport,
    selection: TextSelection,
    layer: HTMLElement,
    element: HTMLElement,
  ) {
    this.map = map;
    this.viewport = viewport;
    this.selection = selection;
    this.layer = layer;
    this.element = element;
    const { signal } = this.stop;
    map.root.addEventListener(
      "pointerdown",
      () => {
        this.pointer = true;
      },
      { signal },
    );
    // A finger that begins to scroll ends with the second.
    for (const type of ["pointerup", "pointercancel"] as const) {
      document.addEventListener(
        type,
        () => {
          this.pointer = false;
        },
        { signal },
      );
    }
    map.root.addEventListener("focus", () => this.onFocus(), { signal });
    this.unsubscribe = viewport.subscribe((reason) => {
      if (reason === "layout") this.draw();
    });
  }

  /** Where the caret is, or null before it was ever placed. */
  get offset(): number | null {
    return this.selection.raw?.focus ?? null;
  }

  /** Moves the caret if the key is one of its own, and says whether it was. */
  handleKey(event: KeyboardEvent): boolean {
    const { key, shiftKey: extend } = event;
    if (event.isComposing || event.metaKey !== (this.mac && event.metaKey)) return false;
    const byWord = this.mac ? event.altKey : event.ctrlKey;
    const far = this.mac && event.metaKey;
    if (!this.mac && event.altKey && !extend) return false;
    this.selection.setExact(!this.mac && event.altKey);
    const keepColumn = key === "PageUp" || key === "PageDown";
    if (!keepColumn) this.column = null;
    switch (key) {
      case "ArrowLeft":
      case "ArrowRight": {
        const side = key === "ArrowLeft" ? "left" : "right";
        return this.move(extend, side, far ? "lineboundary" : byWord ? "word" : "character");
      }
      case "ArrowUp":
      case "ArrowDown":
        if (far) return this.jump(extend, key === "ArrowUp" ? 0 : this.map.length);
        if (byWord) return this.byBlock(extend, key === "ArrowDown");
        return this.move(extend, key === "ArrowUp" ? "backward" : "forward", "line");
      case "Home":
      case "End":
        if (event.ctrlKey) return this.jump(extend, key === "Home" ? 0 : this.map.length);
        return this.move(extend, key === "Home" ? "backward" : "forward", "lineboundary");
      case "PageUp":
      case "PageDown":
        return this.page(extend, key === "PageDown");
      case "Escape":
        if (!this.selection.span) return false;
        this.selection.set(null);
        this.draw();
        return true;
      default:
        return false;
    }
  }

  /** Puts the caret at an offset, and the offset on the screen. */
  place(offset: number, extend = false): void {
    this.jump(extend, offset);
  }

  /** Draws the caret where the selection's moving end is. */
  draw(): void {
    const { raw, span } = this.selection;
    if (!raw) return;
    const forward = raw.focus >= raw.anchor;
    const at = span ? (forward ? span.end : span.start) : raw.focus;
    const box = this.boxAt(at);
    if (!box) return;
    const layer = this.layer.getBoundingClientRect();
    this.shown = {
      left: layer.width - (box.x - layer.left),
      top: layer.height - (box.top - layer.top),
    };
    const height = `${Math.round(box.height)}px`;
    if (this.element.style.height !== height) this.element.style.height = height;
    this.blink();
  }

  /**
   * Scrolling the layer under its frame moves the caret without a change of style or DOM, after
   * which a browser would look at every painted highlight again; an animation would make it do so
   * in each frame. So blinking, too, is scrolling: out of the frame and back.
   */
  private blink(isOn = true): void {
    window.clearTimeout(this.blinking);
    const { left, top } = this.shown;
    this.layer.scrollTo({ left: isOn ? left : 0, top, behavior: "instant" });
    if (document.activeElement !== this.map.root || this.still.matches) return;
    this.blinking = window.setTimeout(() => this.blink(!isOn), 560);
  }

  destroy(): void {
    window.clearTimeout(this.blinking);
    this.stop.abort();
    this.unsubscribe();
  }

  private onFocus(): void {
    // A click focuses first and places the caret itself; the Tab key needs a place to begin.
    if (!this.pointer) this.ready();
    this.draw();
  }

  private move(
    extend: boolean,
    direction: "left" | "right" | "forward" | "backward",
    unit: Unit,
  ): boolean {
    const selection = this.ready();
    if (!selection) return true;
    const from = { node: selection.focusNode, offset: selection.focusOffset };
    const before = this.selection.raw?.focus;
    if (!extend && !selection.isCollapsed && unit === "character") {
      // As in every editor: an arrow leaves a selection at the end it points to.
      const start = this.isTowardsStart(direction);
      const { anchor = 0, focus = 0 } = this.selection.raw ?? {};
      return this.jump(false, start ? Math.min(anchor, focus) : Math.max(anchor, focus));
    }
    selection.modify(extend ? "extend" : "move", direction, unit);
    if (!selection.focusNode || !this.map.root.contains(selection.focusNode)) {
      // The text is over on this side; stay.
      if (from.node) {
        if (extend) selection.extend(from.node, from.offset);
        else selection.collapse(from.node, from.offset);
      }
    }
    this.selection.read();
    if (this.selection.raw?.focus === before && unit === "character") {
      this.step(extend, this.isTowardsStart(direction));
    }
    this.show();
    return true;
  }

  /**
   * Where the browser's step led to the same offset (two DOM points can be one place: on either
   * side of a picture's figure), one character further in reading order.
   */
  private step(extend: boolean, back: boolean): void {
    const at = this.selection.raw?.focus ?? 0;
    const block = this.map.blockAt(at);
    const start = this.map.startOf(block);
    if (back ? at === 0 : at >= this.map.length) return;
    if (!back) {
      const isInside = at < this.map.blockEnd(block);
      this.put(extend, isInside ? at + 1 : this.map.startOf(block + 1));
    } else if (at > start) this.put(extend, at - 1);
    else {
      const before = this.map.startOf(block - 1);
      const isPicture = this.map.imageAt({ start: before, end: before + 1 }) !== null;
      this.put(extend, isPicture ? before : this.map.blockEnd(block - 1));
    }
  }

  private byBlock(extend: boolean, down: boolean): boolean {
    if (!this.ready()) return true;
    const at = this.selection.raw?.focus ?? 0;
    const block = this.map.blockAt(at);
    const start = this.map.startOf(block);
    const next = down
      ? (this.map.blocks[block + 1]?.start ?? this.map.length)
      : at > start
        ? start
        : this.map.startOf(Math.max(0, block - 1));
    return this.jump(extend, next);
  }

  private page(extend: boolean, down: boolean): boolean {
    if (!this.ready()) return true;
    const box = this.boxAt(this.selection.raw?.focus ?? 0);
    const { top, bottom } = this.viewport.bounds();
    const distance = (bottom - top) * 0.85 * (down ? 1 : -1);
    this.column ??= box?.x ?? 0;
    const scroller = this.viewport.scroller();
    const before = scroller.scrollTop;
    scroller.scrollBy({ top: distance, behavior: "instant" });
    const scrolled = scroller.scrollTop - before;
    if (Math.abs(scrolled) < 2) return this.jump(extend, down ? this.map.length : 0);
    const y = Math.min(Math.max(box ? box.top + box.height / 2 : top, top + 8), bottom - 8);
    const text = this.map.root.getBoundingClientRect();
    const x = Math.min(Math.max(this.column, text.left + 1), text.right - 1);
    const point = pointAt(x, y);
    const offset = point && this.map.offsetOf(point.node, point.offset);
    if (offset !== null) this.put(extend, offset);
    this.show();
    return true;
  }

  private jump(extend: boolean, offset: number): boolean {
    this.put(extend, offset);
    this.show();
    return true;
  }

  private put(extend: boolean, offset: number): void {
    const selection = document.getSelection();
    const point = this.map.pointAt(offset, offset >= this.map.length ? "backward" : "forward");
    if (extend && selection?.anchorNode) selection.extend(point.node, point.offset);
    else selection?.collapse(point.node, point.offset);
    this.selection.read();
  }

  /** The browser's selection, brought back into the article if it is elsewhere. */
  private ready(): Selection | null {
    const selection = document.getSelection();
    if (!selection) return null;
    if (!selection.focusNode || !this.map.root.contains(selection.focusNode)) {
      const first = this.map.blockAtY(this.viewport.bounds().top + 1);
      this.selection.collapse(this.selection.raw?.focus ?? this.map.startOf(Math.max(0, first)));
      this.selection.read();
    }
    return selection;
  }

  private isTowardsStart(direction: "left" | "right" | "forward" | "backward"): boolean {
    if (direction === "backward") return true;
    if (direction === "forward") return false;
    const rightToLeft = getComputedStyle(this.map.root).direction === "rtl";
    return (direction === "left") !== rightToLeft;
  }

  private show(): void {
    this.intoTable();
    this.draw();
    const { top, bottom } = this.viewport.bounds();
    const rect = this.element.getBoundingClientRect();
    const margin = Math.min(96, (bottom - top) / 4);
    const over = top + margin - rect.top;
    const under = rect.bottom - (bottom - margin);
    const by = over > 0 ? -over : Math.max(under, 0);
    if (by !== 0) this.viewport.scroller().scrollBy({ top: by, behavior: "instant" });
  }

  /** Scrolls a wide table sideways to the caret. */
  private intoTable(): void {
    const at = this.selection.raw?.focus ?? 0;
    const element = this.map.blocks[this.map.blockAt(at)]?.element;
    const table = element?.closest("[data-table-scroll]");
    if (!table || table.scrollWidth <= table.clientWidth) return;
    const box = this.boxAt(at);
    const { left, right } = table.getBoundingClientRect();
    if (box && box.x < left + 8) table.scrollLeft -= left + 40 - box.x;
    else if (box && box.x > right - 8) table.scrollLeft += box.x - right + 40;
  }

  /** The gap before an offset: beside the character that follows, or that ends there. */
  private boxAt(offset: number): { x: number; top: number; height: number } | null {
    const selection = document.getSelection();
    const live = selection?.isCollapsed && this.selection.raw?.focus === offset;
    if (live && selection.rangeCount > 0) {
      // The browser knows on which of two lines, and on which side in mixed directions.
      const rect = selection.getRangeAt(0).getClientRects()[0];
      if (rect && rect.height > 0) return { x: rect.left, top: rect.top, height: rect.height };
    }
    const block = this.map.blockAt(offset);
    const element = this.map.blocks[block]?.element;
    if (!element) return null;
    const rightToLeft = getComputedStyle(element).direction === "rtl";
    const before = offset > this.map.startOf(block) ? rectsAt(this.map, offset - 1).at(-1) : null;
    if (before) {
      const x = rightToLeft ? before.left : before.right;
      return { x, top: before.top, height: before.height };
    }
    const after = rectsAt(this.map, offset)[0];
    if (after) {
      return { x: rightToLeft ? after.right : after.left, top: after.top, height: after.height };
    }
    const box = element.getBoundingClientRect();
    return {
      x: rightToLeft ? box.right : box.left,
      top: box.top,
      height: Math.min(box.height, 32),
    };
  }
}
