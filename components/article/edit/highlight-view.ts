import type { Node } from "@tiptap/pm/model";
import type { EditorState } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { withoutEdgeSpace } from "@/components/article/reading/edge-space";
import { browserRegistry, type Registry, stateSheet } from "@/components/article/reading/sheet";
import { firstWhere } from "@/components/article/reading/text-map";
import { FollowedRanges } from "@/lib/anchoring/follow-steps";
import { StepMapping } from "@/lib/anchoring/map-steps";
import { placeThroughSteps } from "@/lib/anchoring/place-through-steps";
import { textIndexOf } from "@/lib/document/canonical";
import type { EditHighlight, EditTarget } from "./highlight";
import { recordOf, recordsSince, type StepRecord, stepsTaken } from "./step-record";

interface Place {
  state: EditHighlight["state"];
  target: EditTarget;
}

/** What is painted of one target: a range of the text, or a picture's element. */
type Painted = { range: StaticRange } | { picture: HTMLElement };

/**
 * How many screens above and below are painted, and how near their end new ones are. Few: at every
 * key the browser goes through all that it was handed.
 */
const MARGIN = 0.5;
const NEAR = 0.1;
/** After so many milliseconds without a change, what typing cannot tell is looked up. */
const REST = 400;

/**
 * Paints highlights over a text that is being edited, with the platform's highlights and without
 * touching the text's DOM: decorations would have the editor draw elements for each of them, and go
 * through all of them at every key. Ranges follow each step; only those near the screen are handed
 * to the browser, and of these only the ones in the block that was typed in are made anew.
 */
export class HighlightView {
  readonly #view: EditorView;
  readonly #registry: Registry | null;
  readonly #places: readonly Place[];
  readonly #ranges: FollowedRanges;
  readonly #painted = new Map<number, Painted>();
  readonly #stop = new AbortController();
  readonly #resize: ResizeObserver;
  #record: StepRecord;
  /** Positions between which everything is painted. */
  #window = { from: 0, to: 0 };
  #frame = 0;
  #resting = 0;

  constructor(
    view: EditorView,
    highlights: readonly EditHighlight[],
    registry: Registry | null = browserRegistry,
  ) {
    this.#view = view;
    this.#registry = registry;
    this.#places = highlights.flatMap(({ state, targets }) =>
      targets.map((target) => ({ state, target })),
    );
    const index = textIndexOf(view.state.doc);
    this.#ranges = new FollowedRanges(
      this.#places.map(({ target: { start, end } }) => {
        const from = index.positionAt(start, 1);
        return { from, to: Math.max(from, index.positionAt(end, -1)) };
      }),
    );
    this.#record = recordOf(view.state);
    const { signal } = this.#stop;
    document.addEventListener("scroll", this.#look, { signal, capture: true, passive: true });
    window.addEventListener("resize", this.#look, { signal });
    this.#resize = new ResizeObserver(this.#look);
    this.#resize.observe(view.dom);
  }

  update(view: EditorView, before: EditorState): void {
    if (view.state.doc === before.doc || this.#places.length === 0) return;
    const now = recordOf(view.state);
    const records = recordsSince(this.#record, now);
    this.#record = now;
    if (!records) return;
    for (const { steps } of records) {
      for (const step of steps) {
        const map = step.getMap();
        this.#ranges.follow(map);
        this.#window = { from: map.map(this.#window.from, -1), to: map.map(this.#window.to, 1) };
      }
    }
    const isUndo = records.some((record) => record.isUndo);
    const dirty = changedBlocks(before.doc, view.state.doc);
    if (isUndo && this.#revise()) this.#paintAll();
    else this.#paint(dirty);
    clearTimeout(this.#resting);
    this.#resting = window.setTimeout(() => {
      if (this.#revise()) this.#paintAll();
    }, REST);
  }

  destroy(): void {
    this.#stop.abort();
    this.#resize.disconnect();
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#resting);
    for (const index of [...this.#painted.keys()]) this.#unpaint(index);
  }

  /**
   * Places the ranges that lost something by all the steps and their words, as the server will: what
   * was undone or moved is there again, what was typed in its place is taken for it.
   */
  #revise(): boolean {
    const { cut } = this.#ranges;
    if (cut.size === 0) return false;
    const taken = stepsTaken(this.#view.state);
    const index = textIndexOf(this.#view.state.doc);
    const numbers = new Map<string, number>();
    const targets = [...cut].flatMap((number) => {
      const target = this.#places[number]?.target;
      if (!target) return [];
      numbers.set(target.id, number);
      return [{ ...target, isGap: false }];
    });
    let isChanged = false;
    for (const place of placeThroughSteps(new StepMapping(taken), index.text, targets)) {
      const number = numbers.get(place.id) ?? -1;
      const from = index.positionAt(place.start, 1);
      const to = place.state === "orphaned" ? from : index.positionAt(place.end, -1);
      if (this.#ranges.from[number] === from && this.#ranges.to[number] === to) continue;
      this.#ranges.set(number, from, to);
      isChanged = true;
    }
    return isChanged;
  }

  /** Looks, before the next frame, whether what is painted still reaches beyond the screen. */
  readonly #look = (event?: Event | ResizeObserverEntry[]) => {
    const moved = event instanceof Event && event.target instanceof window.Node;
    if (moved && !event.target.contains(this.#view.dom)) return;
    if (this.#frame !== 0 || this.#places.length === 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      // While something else stands in its place, nothing of the text is on the screen.
      if (this.#view.dom.getClientRects().length === 0) return;
      const seen = this.#positionsWithin(NEAR);
      if (seen.from >= this.#window.from && seen.to <= this.#window.to) return;
      this.#window = this.#positionsWithin(MARGIN);
      this.#paintAll();
    });
  };

  /** The positions of what is on the screen, and so many screens above and below. */
  #positionsWithin(screens: number): { from: number; to: number } {
    const { dom, state } = this.#view;
    const blocks = dom.children;
    const height = window.innerHeight;
    const bottomOf = (index: number) => blocks[index]?.getBoundingClientRect().bottom ?? 0;
    const topOf = (index: number) => blocks[index]?.getBoundingClientRect().top ?? 0;
    const first = firstWhere(blocks.length, (index) => bottomOf(index) > -screens * height);
    const last = firstWhere(blocks.length, (index) => topOf(index) > (1 + screens) * height) - 1;
    const size = state.doc.content.size;
    const from = first < blocks.length ? this.#view.posAtDOM(dom, first) : size;
    const to = last + 1 < blocks.length ? this.#view.posAtDOM(dom, last + 1) : size;
    return { from, to: Math.max(from, to) };
  }

  #paintAll(): void {
    for (const index of [...this.#painted.keys()]) this.#unpaint(index);
    this.#paint(this.#window);
  }

  /** Paints anew what lies within positions, as far as it is near the screen. */
  #paint({ from, to }: { from: number; to: number }): void {
    const { ranges, window: near } = { ranges: this.#ranges, window: this.#window };
    for (let index = 0; index < ranges.size; index++) {
      const start = ranges.from[index] ?? 0;
      const end = ranges.to[index] ?? 0;
      if (end < from || start > to) continue;
      this.#unpaint(index);
      if (start < end && end > near.from && start < near.to) this.#paintOne(index, start, end);
    }
  }

  #paintOne(index: number, from: number, to: number): void {
    const place = this.#places[index];
    if (!place) return;
    if (this.#view.state.doc.nodeAt(from)?.type.name === "image" && to === from + 1) {
      const picture = this.#view.nodeDOM(from);
      if (!(picture instanceof HTMLElement)) return;
      picture.dataset.highlight = place.state;
      picture.style.setProperty("--highlight", `var(--stet-${place.state.replace("_", "-")})`);
      this.#painted.set(index, { picture });
      return;
    }
    const start = this.#view.domAtPos(from, 1);
    const end = this.#view.domAtPos(to, -1);
    const range = new StaticRange(
      withoutEdgeSpace({
        startContainer: start.node,
        startOffset: start.offset,
        endContainer: end.node,
        endOffset: end.offset,
      }),
    );
    stateSheet(this.#registry, place.state, place.target.role)?.add(range);
    this.#painted.set(index, { range });
  }

  #unpaint(index: number): void {
    const painted = this.#painted.get(index);
    const place = this.#places[index];
    if (!painted || !place) return;
    this.#painted.delete(index);
    if ("picture" in painted) delete painted.picture.dataset.highlight;
    else stateSheet(this.#registry, place.state, place.target.role)?.delete(painted.range);
  }
}

/** Between which positions of the new document its blocks are others than in the old. */
function changedBlocks(before: Node, after: Node): { from: number; to: number } {
  const least = Math.min(before.childCount, after.childCount);
  let first = 0;
  let from = 0;
  while (first < least && before.child(first) === after.child(first)) {
    from += after.child(first).nodeSize;
    first += 1;
  }
  let same = 0;
  let to = after.content.size;
  while (
    same < least - first &&
    before.child(before.childCount - 1 - same) === after.child(after.childCount - 1 - same)
  ) {
    to -= after.child(after.childCount - 1 - same).nodeSize;
    same += 1;
  }
  return { from, to };
}
