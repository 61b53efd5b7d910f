import { withoutEdgeSpace } from "./edge-space";
import { changeOf, type Highlight, type HighlightTarget, type Span } from "./highlight";
import { browserRegistry, priority, type Registry, sheetOf, stateSheet } from "./sheet";
import type { TextMap } from "./text-map";
import type { BlockWindow, Movement, Viewport } from "./viewport";

/** What changed, in the words of the user-timing marks. */
export type PaintOp = "load" | "add" | "status" | "targets" | "remove";

/** A target with the blocks it lies in, and its range while it is painted. */
export interface Placed {
  readonly highlight: Highlight;
  readonly target: HighlightTarget;
  readonly firstBlock: number;
  readonly lastBlock: number;
  range: StaticRange | null;
}

/** What the painter asks of a viewport. */
export type Surroundings = Pick<Viewport, "window" | "subscribe">;

/** How many screens stay painted above and below while nothing moves. */
const atRest = 1;
/**
 * How many are painted ahead when a movement leaves the window, so that it seldom does: whatever is
 * added to or taken from the highlights, the browser draws all the text on the screen anew.
 */
const ahead = 14;
/** Windows with fewer ranges than this cost nothing worth saving, and are not made smaller. */
const few = 300;

/**
 * Paints highlights with the CSS Custom Highlight API: the DOM of the text is never touched.
 *
 * Browsers check every range of every highlight again whenever anything in the page changes, so
 * only the targets near the viewport are handed to them: the cost of a change then depends on what can
 * be seen and not on how much an article is annotated. Everything is handed over while the page is
 * printed.
 */
export class Painter {
  private readonly map: TextMap;
  private readonly viewport: Surroundings;
  private readonly registry: Registry | null;
  private list: readonly Highlight[] = [];
  private readonly known = new Map<string, Highlight>();
  private readonly byId = new Map<string, Placed[]>();
  /** For each block, the targets that touch it. */
  private readonly byBlock: Placed[][];
  private readonly painted = new Set<Placed>();
  private readonly listeners = new Set<() => void>();
  private readonly unsubscribe: () => void;
  /** The blocks whose targets are painted. */
  window: BlockWindow = { first: 0, last: -1 };
  private before = 0;
  private printing = false;
  private active: readonly string[] = [];
  private hovered: readonly string[] = [];
  private extra: { sheet: globalThis.Highlight; range: StaticRange }[] = [];
  private proposals: { sheet: globalThis.Highlight; range: StaticRange }[] = [];
  /** What lies under more than one annotation, for each block of the window that has such words. */
  private readonly overlaps = new Map<number, StaticRange[]>();
  /** Blocks in which that may have changed. */
  private readonly stale = new Set<number>();
  private selection: StaticRange | null = null;

  constructor(map: TextMap, viewport: Surroundings, registry: Registry | null = browserRegistry) {
    this.map = map;
    this.viewport = viewport;
    this.registry = registry;
    this.byBlock = map.blocks.map(() => []);
    this.unsubscribe = viewport.subscribe((reason) => this.follow(reason));
    window.addEventListener("beforeprint", this.onBeforePrint);
    window.addEventListener("afterprint", this.onAfterPrint);
  }

  /**
   * Makes what is painted equal to a list, touching only what differs from it by identity, and
   * leaves the user-timing marks. Costs O(log n) for each change, and a comparison for each entry.
   */
  apply(next: readonly Highlight[]): void {
    const { gone, come } = changeOf(this.list, next);
    this.list = next;
    const loading = this.known.size === 0 && next.length > 0;
    if (loading) performance.mark("annot:data");
    const changed: Record<Exclude<PaintOp, "load">, string[]> = {
      add: [],
      status: [],
      targets: [],
      remove: [],
    };
    for (const highlight of come) {
      const before = this.known.get(highlight.id);
      if (before === highlight) continue;
      this.known.set(highlight.id, highlight);
      if (!before) changed.add.push(highlight.id);
      else if (before.targets === highlight.targets || sameTargets(before, highlight)) {
        if (before.state === highlight.state) continue;
        changed.status.push(highlight.id);
      } else changed.targets.push(highlight.id);
      if (before) this.take(highlight.id);
      this.put(highlight);
    }
    const kept = new Set(come.map(({ id }) => id));
    for (const { id } of gone) {
      if (kept.has(id)) continue;
      this.known.delete(id);
      this.take(id);
      changed.remove.push(id);
    }
    if (loading) this.follow("layout");
    this.settle();
    if (loading) markApplied("load", changed.add);
    else {
      for (const op of ["add", "status", "targets", "remove"] as const) {
        if (changed[op].length > 0) markApplied(op, changed[op]);
      }
    }
  }

  /** Gives the annotations a background: the ones a person is working on. */
  setActive(ids: readonly string[]): void {
    if (sameIds(ids, this.active)) return;
    this.active = ids;
    this.paintExtra();
  }

  /** Gives the annotations the lighter background of what the pointer is over. */
  setHover(ids: readonly string[]): void {
    if (sameIds(ids, this.hovered)) return;
    this.hovered = ids;
    this.paintExtra();
  }

  /** Draws the selection, snapped as it will be used; it stays while the focus is elsewhere. */
  setSelection(span: Span | null): void {
    const sheet = this.sheet("stet-selection", priority.selection);
    if (this.selection) sheet?.delete(this.selection);
    this.selection = span && span.end > span.start ? new StaticRange(this.map.rangeOf(span)) : null;
    if (this.selection) sheet?.add(this.selection);
  }

  /** Draws places that are proposed for words without one; `shown` is the one looked at. */
  setProposals(spans: readonly Span[], shown?: number): void {
    for (const { sheet, range } of this.proposals) sheet.delete(range);
    this.proposals = spans.flatMap((span, index) => {
      const name = index === shown ? "stet-proposal-shown" : "stet-proposal";
      const sheet = this.sheet(name, priority.active);
      if (!sheet || span.start >= span.end) return [];
      const range = new StaticRange(this.map.rangeOf(span));
      sheet.add(range);
      return [{ sheet, range }];
    });
  }

  /** The annotations over the character at an offset: words before context, then the shortest. */
  at(offset: number): Highlight[] {
    const there = (this.byBlock[this.map.blockAt(offset)] ?? [])
      .filter(({ target }) => target.start <= offset && offset < target.end)
      .sort((a, b) => {
        if (a.target.role !== b.target.role) return a.target.role === "words" ? -1 : 1;
        const length = a.target.end - a.target.start - (b.target.end - b.target.start);
        return (
          length || a.target.start - b.target.start || (a.highlight.id < b.highlight.id ? -1 : 1)
        );
      });
    return [...new Set(there.map(({ highlight }) => highlight))];
  }

  get(id: string): Highlight | undefined {
    return this.byId.get(id)?.[0]?.highlight;
  }

  isActive(id: string): boolean {
    return this.active.includes(id);
  }

  /** The targets that touch a window of blocks, each once, by block. */
  placedIn(window: BlockWindow): Placed[] {
    const found: Placed[] = [];
    for (let block = window.first; block <= window.last; block++) {
      for (const placed of this.byBlock[block] ?? []) {
        if (placed.firstBlock === block || block === window.first) found.push(placed);
      }
    }
    return found;
  }

  /** Called after what is painted has changed. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  destroy(): void {
    this.unsubscribe();
    window.removeEventListener("beforeprint", this.onBeforePrint);
    window.removeEventListener("afterprint", this.onAfterPrint);
    this.setSelection(null);
    this.setProposals([]);
    this.active = [];
    this.hovered = [];
    this.paintExtra();
    for (const block of this.overlaps.keys()) this.clearOverlaps(block);
    for (const placed of this.painted) this.unpaint(placed);
    this.listeners.clear();
  }

  private readonly onBeforePrint = () => {
    this.printing = true;
    this.moveTo({ first: 0, last: this.map.blocks.length - 1 });
  };

  private readonly onAfterPrint = () => {
    this.printing = false;
    this.moveTo(this.viewport.window(atRest));
  };

  private put(highlight: Highlight): void {
    const all: Placed[] = [];
    for (const target of highlight.targets) {
      const firstBlock = this.map.blockAt(target.start);
      if (firstBlock < 0) continue;
      const lastBlock =
        target.end <= (this.map.blocks[firstBlock + 1]?.start ?? Number.POSITIVE_INFINITY)
          ? firstBlock
          : this.map.blockAt(target.end - 1);
      const placed: Placed = { highlight, target, firstBlock, lastBlock, range: null };
      all.push(placed);
      for (let block = firstBlock; block <= lastBlock; block++) {
        this.byBlock[block]?.push(placed);
        this.stale.add(block);
      }
      if (this.touches(placed, this.window)) this.paint(placed);
    }
    this.byId.set(highlight.id, all);
  }

  private take(id: string): void {
    for (const placed of this.byId.get(id) ?? []) {
      this.unpaint(placed);
      for (let block = placed.firstBlock; block <= placed.lastBlock; block++) {
        const list = this.byBlock[block];
        list?.splice(list.indexOf(placed), 1);
        this.stale.add(block);
      }
    }
    this.byId.delete(id);
  }

  private follow(reason: Movement): void {
    if (this.printing || this.byId.size === 0) return;
    const { top } = this.map.root.getBoundingClientRect();
    const down = top <= this.before;
    this.before = top;
    if (reason === "rest") {
      if (this.painted.size > few) this.moveTo(this.viewport.window(atRest));
      return;
    }
    const needed = this.viewport.window(reason === "scroll" ? 0.25 : 0.5);
    if (needed.first >= this.window.first && needed.last <= this.window.last) return;
    this.moveTo(
      reason === "layout"
        ? this.viewport.window(atRest)
        : this.viewport.window(down ? 0.5 : ahead, down ? ahead : 0.5),
    );
  }

  private moveTo(window: BlockWindow): void {
    const before = this.window;
    if (before.first === window.first && before.last === window.last) return;
    this.window = window;
    for (const placed of this.painted) if (!this.touches(placed, window)) this.unpaint(placed);
    for (const block of this.overlaps.keys()) {
      if (block < window.first || block > window.last) this.clearOverlaps(block);
    }
    for (let block = window.first; block <= window.last; block++) {
      if (block >= before.first && block <= before.last) continue;
      for (const placed of this.byBlock[block] ?? []) this.paint(placed);
      this.stale.add(block);
    }
    this.settle();
  }

  private touches(placed: Placed, window: BlockWindow): boolean {
    return placed.firstBlock <= window.last && placed.lastBlock >= window.first;
  }

  private paint(placed: Placed): void {
    if (placed.range) return;
    placed.range = new StaticRange(withoutEdgeSpace(this.map.rangeOf(placed.target)));
    this.painted.add(placed);
    this.sheetOf(placed)?.add(placed.range);
  }

  private unpaint(placed: Placed): void {
    if (!placed.range) return;
    this.sheetOf(placed)?.delete(placed.range);
    placed.range = null;
    this.painted.delete(placed);
  }

  private sheetOf({ highlight, target }: Placed): globalThis.Highlight | null {
    return stateSheet(this.registry, highlight.state, target.role);
  }

  private sheet(name: string, rank: number): globalThis.Highlight | null {
    return sheetOf(this.registry, name, rank);
  }

  private settle(): void {
    this.paintOverlaps();
    this.paintExtra();
    this.announce();
  }

  private paintExtra(): void {
    const next: [string, number, Span, StaticRange | null][] = [];
    for (const [name, rank, ids] of [
      ["stet-hover", priority.hover, this.hovered],
      ["stet-active", priority.active, this.active],
    ] as const) {
      for (const id of ids) {
        for (const { target, range } of this.byId.get(id) ?? []) {
          next.push([target.role === "words" ? name : `${name}-context`, rank, target, range]);
        }
      }
    }
    if (next.length === 0 && this.extra.length === 0) return;
    for (const { sheet, range } of this.extra) sheet.delete(range);
    this.extra = [];
    for (const [name, rank, target, painted] of next) {
      const sheet = this.sheet(name, rank);
      const range = painted ?? new StaticRange(withoutEdgeSpace(this.map.rangeOf(target)));
      sheet?.add(range);
      if (sheet) this.extra.push({ sheet, range });
    }
  }

  /** Marks the words that lie under more than one annotation: lines alone would run together. */
  private paintOverlaps(): void {
    const sheet = this.sheet("stet-overlap", priority.overlap);
    for (const block of this.stale) {
      this.clearOverlaps(block);
      if (block < this.window.first || block > this.window.last) continue;
      const from = this.map.startOf(block);
      const to = this.map.blockEnd(block);
      const spans: Span[] = [];
      for (const { target } of this.byBlock[block] ?? []) {
        if (target.role !== "words") continue;
        spans.push({ start: Math.max(from, target.start), end: Math.min(to, target.end) });
      }
      const ranges = overlapsOf(spans).map((span) => new StaticRange(this.map.rangeOf(span)));
      for (const range of ranges) sheet?.add(range);
      if (ranges.length > 0) this.overlaps.set(block, ranges);
    }
    this.stale.clear();
  }

  private clearOverlaps(block: number): void {
    const sheet = this.sheet("stet-overlap", priority.overlap);
    for (const range of this.overlaps.get(block) ?? []) sheet?.delete(range);
    this.overlaps.delete(block);
  }

  private announce(): void {
    for (const listener of this.listeners) listener();
  }
}

/** The stretches that two or more spans share, in order, without overlapping one another. */
export function overlapsOf(spans: readonly Span[]): Span[] {
  const sorted = [...spans].sort((a, b) => a.start - b.start);
  const shared: Span[] = [];
  let reach = -1;
  for (const { start, end } of sorted) {
    const stop = Math.min(end, reach);
    if (start < stop) {
      const last = shared[shared.length - 1];
      if (last && start <= last.end) last.end = Math.max(last.end, stop);
      else shared.push({ start, end: stop });
    }
    reach = Math.max(reach, end);
  }
  return shared;
}

function markApplied(op: PaintOp, ids: string[]): void {
  performance.mark("annot:applied", { detail: { op, ids } });
}

function sameIds(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id, index) => id === b[index]);
}

function sameTargets(a: Highlight, b: Highlight): boolean {
  return (
    a.targets.length === b.targets.length &&
    a.targets.every((target, index) => {
      const other = b.targets[index];
      return (
        other?.start === target.start && other.end === target.end && other.role === target.role
      );
    })
  );
}
