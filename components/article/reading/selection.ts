import type { Span } from "./highlight";
import type { TextMap } from "./text-map";

/** Grows a span to whole words, and frees it of space; null where nothing else is in it. */
export type Snap = (span: Span) => Span | null;

/** A selection as the browser holds it, in canonical offsets, with its direction. */
export interface RawSelection {
  anchor: number;
  focus: number;
}

export function readSelection(selection: Selection | null, map: TextMap): RawSelection | null {
  if (!selection?.anchorNode || !selection.focusNode) return null;
  if (!map.root.contains(selection.anchorNode) && !map.root.contains(selection.focusNode)) {
    return null;
  }
  const anchor = clampedOffset(map, selection.anchorNode, selection.anchorOffset);
  const focus = clampedOffset(map, selection.focusNode, selection.focusOffset);
  return { anchor, focus };
}

/** A selection dragged out of the article ends at the article's end on that side. */
function clampedOffset(map: TextMap, node: Node, offset: number): number {
  const inside = map.offsetOf(node, offset);
  if (inside !== null) return inside;
  const before = map.root.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_PRECEDING;
  return before ? (map.blocks[0]?.start ?? 0) : map.length;
}

export interface SelectionOptions {
  /** The canonical text. */
  text: string;
  snap: Snap;
  onSelect: (span: Span | null) => void;
  /** Called whenever the span or the caret has moved, also while a drag goes on. */
  onChange: (span: Span | null, raw: RawSelection | null) => void;
}

/**
 * Follows the browser's selection and says which span of the text it means: whole words, unless Alt
 * is held. `onSelect` hears of it when a gesture is complete, so that nothing opens in the middle
 * of a drag.
 */
export class TextSelection {
  span: Span | null = null;
  raw: RawSelection | null = null;
  private readonly map: TextMap;
  private readonly options: SelectionOptions;
  private exact = false;
  private pointerDown = false;
  /** The pointer was pressed last in the text, not beside it. */
  private pressed = false;
  private told: Span | null = null;
  private readonly stop = new AbortController();

  constructor(map: TextMap, options: SelectionOptions) {
    this.map = map;
    this.options = options;
    const { signal } = this.stop;
    document.addEventListener("selectionchange", () => this.read(), { signal });
    document.addEventListener(
      "pointerdown",
      ({ target }) => {
        this.pressed = target instanceof Node && map.root.contains(target);
      },
      { signal, capture: true },
    );
    map.root.addEventListener(
      "pointerdown",
      (event) => {
        this.pointerDown = event.pointerType === "mouse";
        this.exact = event.altKey;
      },
      { signal },
    );
    document.addEventListener(
      "pointermove",
      (event) => {
        if (this.pointerDown && event.altKey !== this.exact) {
          this.exact = event.altKey;
          this.read();
        }
      },
      { signal, passive: true },
    );
    for (const type of ["pointerup", "pointercancel"] as const) {
      document.addEventListener(
        type,
        () => {
          if (!this.pointerDown) return;
          // A click into a selection takes it away only after this event.
          window.setTimeout(() => {
            this.pointerDown = false;
            this.read();
            this.tell();
          });
        },
        { signal },
      );
    }
    map.root.addEventListener("click", (event) => this.onClick(event), { signal });
  }

  /** Selects a span as it is, or nothing, without moving the focus. */
  set(span: Span | null): void {
    const selection = document.getSelection();
    this.exact = true;
    if (!span) {
      const at = this.raw?.focus;
      if (at === undefined) selection?.removeAllRanges();
      else this.collapse(at);
    } else if (span.end <= span.start) this.collapse(span.start);
    else {
      const range = this.map.rangeOf(span);
      selection?.setBaseAndExtent(
        range.startContainer,
        range.startOffset,
        range.endContainer,
        range.endOffset,
      );
    }
    this.read();
  }

  collapse(offset: number): void {
    const point = this.map.pointAt(offset, "backward");
    document.getSelection()?.collapse(point.node, point.offset);
  }

  /** Says whether what is selected by keyboard is meant exactly or by words. */
  setExact(exact: boolean): void {
    this.exact = exact;
  }

  read(): void {
    const raw = readSelection(document.getSelection(), this.map);
    if (!raw) {
      // A selection made elsewhere (a form beside the text) leaves ours as it is; but a click into
      // ours takes it away without leaving a caret.
      if (this.pressed && this.span && document.getSelection()?.rangeCount === 0) this.clear();
      return;
    }
    const span = raw.anchor === raw.focus ? null : this.spanOf(raw);
    if (raw.anchor === this.raw?.anchor && raw.focus === this.raw.focus && same(span, this.span)) {
      return;
    }
    this.raw = raw;
    this.span = span;
    this.options.onChange(span, raw);
    if (!this.pointerDown) this.tell();
  }

  destroy(): void {
    this.stop.abort();
  }

  private clear(): void {
    const focus = this.raw?.focus ?? 0;
    this.raw = { anchor: focus, focus };
    this.span = null;
    this.options.onChange(null, this.raw);
    if (!this.pointerDown) this.tell();
  }

  private tell(): void {
    if (same(this.span, this.told)) return;
    this.told = this.span;
    this.options.onSelect(this.span);
  }

  private spanOf({ anchor, focus }: RawSelection): Span | null {
    const { text, snap } = this.options;
    const span = trim(text, { start: Math.min(anchor, focus), end: Math.max(anchor, focus) });
    if (!span || this.exact || this.map.imageAt(span)) return span;
    return snap(span);
  }

  private onClick(event: MouseEvent): void {
    if (!(event.target instanceof HTMLImageElement)) return;
    const start = this.map.offsetOf(event.target, 0);
    if (start === null) return;
    this.set({ start, end: start + 1 });
    this.tell();
  }
}

/** Leaves out the space around a selection: a triple click ends at the start of what follows. */
export function trim(text: string, span: Span): Span | null {
  let { start, end } = span;
  while (start < end && /\s/u.test(text[start] ?? "")) start += 1;
  while (end > start && /\s/u.test(text[end - 1] ?? "")) end -= 1;
  return start < end ? { start, end } : null;
}

function same(a: Span | null, b: Span | null): boolean {
  return a === b || (a !== null && b !== null && a.start === b.start && a.end === b.end);
}
