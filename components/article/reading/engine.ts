import { Caret } from "./caret";
import { firstTarget, type Highlight, type Span } from "./highlight";
import { type Hit, Hits, offsetAtPoint, offsetUnderFinger, rectsAt } from "./hit";
import { Marks } from "./marks";
import { Painter } from "./painter";
import { TextSelection } from "./selection";
import { wordSnap } from "./snap";
import { TextMap } from "./text-map";
import { Viewport } from "./viewport";

export interface EngineEvents {
  onSelect: (span: Span | null) => void;
  onActivate: (hit: Hit | null) => void;
  onCaret: (offset: number, ids: string[]) => void;
  onHover: (ids: string[]) => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

export interface EngineParts {
  /** The element whose content is the rendered article. */
  root: HTMLElement;
  /** A layer over the text, and in it the caret. */
  caretLayer: HTMLElement;
  caret: HTMLElement;
  /** An SVG layer over the text. */
  marks: SVGElement;
  text: string;
  language: string;
  events: EngineEvents;
}

/** All that makes a rendered article readable, selectable and annotated, without a framework. */
export class ReadingEngine {
  readonly map: TextMap;
  readonly viewport: Viewport;
  readonly painter: Painter;
  readonly selection: TextSelection;
  readonly caret: Caret;
  private readonly hits: Hits;
  private readonly marks: Marks;
  private readonly events: EngineEvents;
  private readonly stop = new AbortController();
  private highlights: readonly Highlight[] = [];
  private caretFrame = 0;
  private hoverFrame = 0;
  private isScrolling = false;
  /** The last press was a finger's. */
  private isTouch = false;

  constructor(parts: EngineParts) {
    const { root, events, text, language } = parts;
    this.events = events;
    this.map = new TextMap(root);
    this.viewport = new Viewport(this.map);
    this.painter = new Painter(this.map, this.viewport);
    this.hits = new Hits(this.map, this.painter);
    this.selection = new TextSelection(this.map, {
      text,
      snap: wordSnap(this.map, text, language),
      onSelect: (span) => events.onSelect(span),
      onChange: (span) => {
        this.painter.setSelection(span);
        this.afterCaret();
      },
    });
    this.caret = new Caret(this.map, this.viewport, this.selection, parts.caretLayer, parts.caret);
    this.marks = new Marks(this.map, this.viewport, this.painter, parts.marks);
    this.listen(root);
  }

  /** Paints a list of highlights; what it has in common with the one before is left alone. */
  show(highlights: readonly Highlight[]): void {
    if (highlights === this.highlights) return;
    this.highlights = highlights;
    this.painter.apply(highlights);
  }

  /** The annotations under the caret; again at the same place, the next of them comes first. */
  activateAtCaret(): Hit | null {
    const offset = this.caret.offset;
    if (offset === null) return null;
    const hit =
      this.painter.at(offset).length === 0 && offset > 0
        ? this.hits.at(offset - 1)
        : this.hits.at(offset);
    this.events.onActivate(hit);
    return hit;
  }

  /** Brings an annotation's words onto the screen, a third from its top, and the caret to them. */
  reveal(id: string, behavior: ScrollBehavior = "auto"): boolean {
    const highlight = this.painter.get(id);
    const target = highlight && firstTarget(highlight);
    return target !== undefined && this.revealSpan(target, behavior);
  }

  /** As `reveal`, for any place of the text. */
  revealSpan({ start }: Span, behavior: ScrollBehavior = "auto"): boolean {
    const block = this.map.blocks[this.map.blockAt(start)]?.element;
    const rect = rectsAt(this.map, start)[0] ?? block?.getBoundingClientRect();
    if (!rect) return false;
    const { top, bottom } = this.viewport.bounds();
    const margin = Math.min(120, (bottom - top) / 5);
    if (rect.top < top + margin || rect.bottom > bottom - margin) {
      const by = rect.top - (top + (bottom - top) / 3);
      this.viewport.scroller().scrollBy({ top: by, behavior });
    }
    this.selection.collapse(start);
    this.selection.read();
    this.caret.draw();
    return true;
  }

  /** Where the text on the screen begins. */
  firstOnScreen(): number {
    return this.map.startOf(this.viewport.window(0).first);
  }

  /** The first annotation after an offset in text order that passes a test, beginning anew at the end. */
  nextFrom(offset: number, test: (highlight: Highlight) => boolean = () => true): string | null {
    let after: { id: string; start: number } | null = null;
    let first: { id: string; start: number } | null = null;
    for (const highlight of this.highlights) {
      const start = firstTarget(highlight)?.start;
      if (start === undefined || !test(highlight)) continue;
      if (start > offset && (!after || start < after.start)) after = { id: highlight.id, start };
      if (!first || start < first.start) first = { id: highlight.id, start };
    }
    return (after ?? first)?.id ?? null;
  }

  destroy(): void {
    cancelAnimationFrame(this.caretFrame);
    cancelAnimationFrame(this.hoverFrame);
    this.stop.abort();
    this.marks.destroy();
    this.caret.destroy();
    this.selection.destroy();
    this.painter.destroy();
    this.viewport.destroy();
  }

  private listen(root: HTMLElement): void {
    const { signal } = this.stop;
    this.viewport.subscribe((reason) => {
      this.isScrolling = reason === "scroll" || (this.isScrolling && reason !== "rest");
    });
    root.addEventListener(
      "keydown",
      (event) => {
        this.events.onKeyDown(event);
        // A wide table that has the keyboard is scrolled by it.
        if (event.target instanceof Element && event.target.matches("[data-table-scroll]")) return;
        if (!event.defaultPrevented && this.caret.handleKey(event)) event.preventDefault();
      },
      { signal },
    );
    root.addEventListener(
      "pointerdown",
      ({ pointerType }) => {
        this.isTouch = pointerType === "touch";
      },
      { signal, passive: true },
    );
    root.addEventListener("click", (event) => this.onClick(event), { signal });
    root.addEventListener("pointermove", (event) => this.onPointerMove(event), {
      signal,
      passive: true,
    });
    root.addEventListener("pointerleave", () => this.hover(null), { signal });
  }

  private onClick(event: MouseEvent): void {
    const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
    const isOwn = event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0;
    this.selection.read();
    if (isOwn || (this.selection.span !== null && !(event.target instanceof HTMLImageElement))) {
      return;
    }
    const href = link?.getAttribute("href") ?? "";
    if (href.startsWith("#")) return;
    const hit = this.hits.at(this.offsetOf(event, link !== null));
    if (link) {
      // Nobody should lose an article by clicking into it; an annotation goes before a link.
      event.preventDefault();
      if (!hit) window.open(href, "_blank", "noopener,noreferrer");
    }
    this.events.onActivate(hit);
  }

  /** The character that a click means: a finger, where it is not on a link, means what is near. */
  private offsetOf({ clientX: x, clientY: y }: MouseEvent, isOnLink: boolean): number | null {
    if (!this.isTouch || isOnLink) return offsetAtPoint(this.map, x, y);
    return offsetUnderFinger(this.map, x, y, (offset) => this.painter.at(offset).length > 0);
  }

  private onPointerMove(event: PointerEvent): void {
    if (event.pointerType !== "mouse" || event.buttons !== 0 || this.hoverFrame !== 0) return;
    // Browsers also report the text that passes under a pointer at rest; nobody points at that.
    if (this.isScrolling) return;
    const { clientX, clientY } = event;
    this.hoverFrame = requestAnimationFrame(() => {
      this.hoverFrame = 0;
      this.hover(offsetAtPoint(this.map, clientX, clientY));
    });
  }

  private hovered = "";
  private hover(offset: number | null): void {
    const ids = offset === null ? [] : this.painter.at(offset).map(({ id }) => id);
    const key = ids.join(" ");
    if (key === this.hovered) return;
    this.hovered = key;
    this.painter.setHover(ids.slice(0, 1));
    this.events.onHover(ids);
  }

  private afterCaret(): void {
    if (this.caretFrame !== 0) return;
    this.caretFrame = requestAnimationFrame(() => {
      this.caretFrame = 0;
      this.caret.draw();
      const offset = this.caret.offset;
      if (offset !== null) {
        this.events.onCaret(
          offset,
          this.painter.at(offset).map(({ id }) => id),
        );
      }
    });
  }
}
