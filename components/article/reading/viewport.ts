import type { TextMap } from "./text-map";

/** Blocks `first` to `last`, both included. */
export interface BlockWindow {
  first: number;
  last: number;
}

/** `rest` follows the last `scroll` of a movement. */
export type Movement = "scroll" | "rest" | "layout";

type Listener = (reason: Movement) => void;

/** A movement is over when nothing scrolled for so long, in milliseconds. */
const restAfter = 250;

/**
 * What of an article is near the screen. One listener for scrolling and one for layout serve all
 * that draw over the text; they are called before the frame in which the change shows.
 */
export class Viewport {
  readonly map: TextMap;
  private readonly listeners = new Set<Listener>();
  private readonly resize: ResizeObserver;
  private readonly onScroll = (event: Event) => {
    if (!(event.target instanceof Node)) return;
    // A wide table that is scrolled moves its own words and nothing else.
    if (event.target !== this.map.root && this.map.root.contains(event.target)) this.emit("layout");
    else if (event.target.contains(this.map.root)) {
      this.emit("scroll");
      window.clearTimeout(this.resting);
      this.resting = window.setTimeout(() => this.restUnlessMoving(), restAfter);
    }
  };
  /** A slow frame can outlast the wait; the next one tells whether the movement went on. */
  private restUnlessMoving(): void {
    const waited = this.resting;
    requestAnimationFrame(() => {
      if (this.resting === waited) this.emit("rest");
    });
  }
  private readonly onLayout = () => {
    this.found = undefined;
    this.emit("layout");
  };
  private found: Element | undefined;
  private resting = 0;

  constructor(map: TextMap) {
    this.map = map;
    document.addEventListener("scroll", this.onScroll, { capture: true, passive: true });
    window.addEventListener("resize", this.onLayout);
    // Pictures that arrive, zoom, another font size: all of them change the text's box.
    this.resize = new ResizeObserver(this.onLayout);
    this.resize.observe(map.root);
    document.fonts.addEventListener("loadingdone", this.onLayout);
  }

  /** The blocks that can be seen or are within so many screens above and below. */
  window(above: number, below = above): BlockWindow {
    const { top, bottom } = this.bounds();
    const screen = Math.max(1, bottom - top);
    const first = Math.max(0, this.map.blockAtY(top - above * screen));
    const last = Math.max(first, this.map.blockAtY(bottom + below * screen));
    return { first, last };
  }

  /** Top and bottom of the visible part, in client coordinates. */
  bounds(): { top: number; bottom: number } {
    const scroller = this.scroller();
    if (scroller === document.scrollingElement) return { top: 0, bottom: window.innerHeight };
    const { top, bottom } = scroller.getBoundingClientRect();
    return { top: Math.max(0, top), bottom: Math.min(window.innerHeight, bottom) };
  }

  scroller(): Element {
    this.found ??= this.findScroller();
    return this.found;
  }

  private findScroller(): Element {
    for (let node = this.map.root.parentElement; node; node = node.parentElement) {
      if (node === document.body || node === document.documentElement) break;
      const overflow = getComputedStyle(node).overflowY;
      if ((overflow === "auto" || overflow === "scroll") && node.scrollHeight > node.clientHeight) {
        return node;
      }
    }
    return document.scrollingElement ?? document.documentElement;
  }

  subscribe(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  destroy(): void {
    document.removeEventListener("scroll", this.onScroll, { capture: true });
    window.removeEventListener("resize", this.onLayout);
    document.fonts.removeEventListener("loadingdone", this.onLayout);
    this.resize.disconnect();
    window.clearTimeout(this.resting);
    this.listeners.clear();
  }

  private emit(reason: Movement): void {
    for (const listener of this.listeners) listener(reason);
  }
}
