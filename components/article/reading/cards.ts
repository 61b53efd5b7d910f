import { rectsAt } from "./hit";
import { type CardBox, cardGap, leadingCard, type PlacedCards, placeCards } from "./placement";
import { lastAtOrBefore, type TextMap } from "./text-map";
import type { Viewport } from "./viewport";

export interface CardItem {
  id: string;
  /** Offset of the words that the card belongs to. */
  start: number;
}

/** How far the active card may stand below its line, in pixels, for the sake of those before it. */
const smallStep = 160;

/** Until a card has been measured it is taken to be as high as those that have. */
const firstGuess = 72;

/**
 * Finds where the cards near the screen belong. Nothing here depends on how many cards there are:
 * a search finds the card at the reading line, and its neighbours are placed outward from it.
 *
 * The reading line is at the top of the screen at the beginning of an article and at its foot at the
 * end, so that every card passes it once, also where there is more to say about the words than there
 * is room beside them.
 */
export class Cards {
  private items: readonly CardItem[] = [];
  private active = -1;
  /** The screen and one more above and below, in pixels of the column, and the reading line. */
  private seen = { top: 0, bottom: 0, screenTop: 0, shift: 0, isShort: false, line: 0 };
  private readonly map: TextMap;
  private readonly viewport: Viewport;
  private readonly heights = new Map<string, number>();
  private measured = 0;
  private readonly lines = new Map<number, number>();

  constructor(map: TextMap, viewport: Viewport) {
    this.map = map;
    this.viewport = viewport;
  }

  setItems(items: readonly CardItem[]): void {
    this.items = items;
  }

  setActive(index: number): void {
    this.active = index;
  }

  /** Remembers a card's height, and says whether it is news. */
  setHeight(id: string, height: number): boolean {
    const before = this.heights.get(id);
    if (before !== undefined && Math.abs(before - height) < 1) return false;
    this.measured += height - (before ?? 0);
    this.heights.set(id, height);
    return true;
  }

  /** To be called when the text was laid out anew: another width, another size of letters. */
  forgetLines(): void {
    this.lines.clear();
  }

  /** Takes in what the screen shows now; places are worked out for this until the next look. */
  look(column: DOMRect): void {
    const { top, bottom } = this.viewport.bounds();
    const text = this.map.root.getBoundingClientRect();
    const height = bottom - top;
    const room = text.height - height;
    const share = room > 0 ? Math.min(1, Math.max(0, (top - text.top) / room)) : 0;
    this.seen = {
      top: top - column.top - height,
      bottom: bottom - column.top + height,
      screenTop: top - column.top,
      shift: text.top - column.top,
      isShort: text.height < height * 1.25,
      line: this.offsetAtY(text.top + share * text.height),
    };
  }

  /** How far the page has moved since the last look, in screens; beyond one, what was not seen shows. */
  screensFromLook(column: DOMRect): number {
    const { top, bottom } = this.viewport.bounds();
    return Math.abs(top - column.top - this.seen.screenTop) / Math.max(1, bottom - top);
  }

  /** The cards to show, in pixels from the column's top, and what the column must be at least. */
  place(): PlacedCards & { mode: string; minHeight: number } {
    const count = this.items.length;
    if (count === 0) return { first: 0, tops: [], mode: "empty", minHeight: 0 };
    const { seen } = this;
    const { isShort, line } = seen;
    const box = (index: number) => this.box(index, seen.shift);

    const active = this.active >= 0 ? box(this.active) : null;
    if (active && active.y > seen.top && active.y < seen.bottom) {
      // Cards pushed up beyond the first line would be out of reach; a small step down saves them.
      const atTop = seen.screenTop <= 0;
      const least = atTop ? this.heightBefore(this.active, active.y) : 0;
      const isSmall = least - active.y < smallStep;
      const anchor = { index: this.active, top: isSmall ? Math.max(active.y, least) : active.y };
      return {
        ...placeCards(count, box, anchor, seen),
        mode: `active ${this.active} ${atTop}`,
        minHeight: isShort ? this.total() : 0,
      };
    }
    if (isShort) {
      const all = placeCards(count, box, { index: 0, top: box(0).y }, seen);
      return { ...this.within(all, seen), mode: "short", minHeight: this.total() };
    }
    const index = lastAtOrBefore(this.items, line);
    const from = this.items[index]?.start ?? 0;
    const to = this.items[index + 1]?.start ?? from;
    const lead = leadingCard(count, box, index, to > from ? (line - from) / (to - from) : 0);
    return { ...placeCards(count, box, lead, seen), mode: "reading", minHeight: 0 };
  }

  private box(index: number, shift: number): CardBox {
    const item = this.items[index];
    if (!item) return { y: shift, height: 0 };
    return { y: this.lineOf(item.start) + shift, height: this.heightOf(item.id) };
  }

  private heightOf(id: string): number {
    const known = this.heights.get(id);
    if (known !== undefined) return known;
    return this.heights.size > 0 ? this.measured / this.heights.size : firstGuess;
  }

  /** The top of a character's line, in pixels from the top of the text. */
  private lineOf(start: number): number {
    const known = this.lines.get(start);
    if (known !== undefined) return known;
    const top = rectsAt(this.map, start)[0]?.top;
    const element = this.map.blocks[this.map.blockAt(start)]?.element;
    const y =
      (top ?? element?.getBoundingClientRect().top ?? 0) -
      this.map.root.getBoundingClientRect().top;
    this.lines.set(start, y);
    return y;
  }

  /** A fractional offset for a height of the text, growing evenly through each block. */
  private offsetAtY(y: number): number {
    const index = this.map.blockAtY(y);
    const block = this.map.blocks[index];
    if (!block) return 0;
    const { top, height } = block.element.getBoundingClientRect();
    const share = height > 0 ? Math.min(1, Math.max(0, (y - top) / height)) : 0;
    const next = this.map.blocks[index + 1]?.start ?? this.map.blockEnd(index);
    return block.start + (next - block.start) * share;
  }

  private heightBefore(index: number, enough: number): number {
    let sum = 0;
    for (let before = index - 1; before >= 0; before--) {
      sum += this.heightOf(this.items[before]?.id ?? "") + cardGap;
      if (sum > enough + smallStep) break;
    }
    return sum;
  }

  private total(): number {
    return this.heightBefore(this.items.length, Number.POSITIVE_INFINITY);
  }

  /** Leaves out the cards that placing from the first one had to pass on its way to the screen. */
  private within(placed: PlacedCards, view: { top: number }): PlacedCards {
    let skip = 0;
    while (skip < placed.tops.length - 1 && (placed.tops[skip + 1] ?? 0) < view.top) skip += 1;
    return { first: placed.first + skip, tops: placed.tops.slice(skip) };
  }
}
