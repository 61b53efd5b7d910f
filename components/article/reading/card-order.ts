import type { CardItem } from "./cards";
import { changeOf, type Highlight, placeInOrder } from "./highlight";

/** Keeps the cards of a changing list of highlights in the order of the text. */
export class CardOrder {
  private highlights: readonly Highlight[] = [];
  private only: ReadonlySet<string> | undefined;
  private items: readonly CardItem[] = [];

  /**
   * The cards of these highlights, `only` of some where it is given. The same list as before where
   * none came, went or moved, so that nothing has to be drawn again.
   */
  of(highlights: readonly Highlight[], only?: ReadonlySet<string>): readonly CardItem[] {
    const isAnew = only !== this.only;
    const { gone, come } = changeOf(isAnew ? [] : this.highlights, highlights);
    const before = isAnew ? [] : this.items;
    this.highlights = highlights;
    this.only = only;
    const leaving = new Map(itemsOf(gone, only).map((item) => [item.id, item]));
    const arriving: CardItem[] = [];
    for (const item of itemsOf(come, only)) {
      if (leaving.get(item.id)?.start === item.start) leaving.delete(item.id);
      else arriving.push(item);
    }
    if (leaving.size > 0 || arriving.length > 0 || isAnew) {
      this.items = changed(before, [...leaving.values()], arriving);
    }
    return this.items;
  }
}

function itemsOf(highlights: readonly Highlight[], only?: ReadonlySet<string>): CardItem[] {
  return highlights.flatMap((highlight) => {
    const start = placeInOrder(highlight);
    const isShown = start !== undefined && (!only || only.has(highlight.id));
    return isShown ? [{ id: highlight.id, start }] : [];
  });
}

/** Few changes are each looked for; many are sorted in. */
const few = 16;

function changed(
  before: readonly CardItem[],
  leaving: readonly CardItem[],
  arriving: readonly CardItem[],
): CardItem[] {
  if (leaving.length + arriving.length > few) {
    const gone = new Set(leaving.map(({ id }) => id));
    return [...before.filter(({ id }) => !gone.has(id)), ...arriving].sort(inTextOrder);
  }
  const items = [...before];
  for (const item of leaving) items.splice(placeOf(items, item), 1);
  for (const item of arriving) items.splice(placeOf(items, item), 0, item);
  return items;
}

/** Where an item stands, or would. */
function placeOf(items: readonly CardItem[], item: CardItem): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = items[middle];
    if (other && inTextOrder(other, item) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function inTextOrder(a: CardItem, b: CardItem): number {
  return a.start - b.start || (a.id === b.id ? 0 : a.id < b.id ? -1 : 1);
}
