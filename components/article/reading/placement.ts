/** One card as the column places it; `y` is the top of its line, both in pixels of the column. */
export interface CardBox {
  y: number;
  height: number;
}

export interface PlacedCards {
  first: number;
  /** The tops of the cards from `first` on. */
  tops: number[];
}

/** Between two cards, in pixels. */
export const cardGap = 8;

/**
 * Places the cards around one that stands where it is told: below it each at its line or pushed
 * down by the one before, above it each at its line or pushed up by the one after. Only as many are
 * looked at as fit between `top` and `bottom`, so that the cost does not depend on how many there
 * are. Cards keep their order and never overlap.
 */
export function placeCards(
  count: number,
  box: (index: number) => CardBox,
  anchor: { index: number; top: number },
  view: { top: number; bottom: number },
): PlacedCards {
  if (count === 0) return { first: 0, tops: [] };
  const below: number[] = [anchor.top];
  let floor = anchor.top + box(anchor.index).height + cardGap;
  for (let index = anchor.index + 1; index < count && floor < view.bottom; index++) {
    const { y, height } = box(index);
    const top = Math.max(y, floor);
    if (top > view.bottom) break;
    below.push(top);
    floor = top + height + cardGap;
  }
  const above: number[] = [];
  let ceiling = anchor.top - cardGap;
  for (let index = anchor.index - 1; index >= 0 && ceiling > view.top; index--) {
    const { y, height } = box(index);
    const top = Math.min(y, ceiling - height);
    if (top + height < view.top) break;
    above.push(top);
    ceiling = top - cardGap;
  }
  return { first: anchor.index - above.length, tops: [...above.reverse(), ...below] };
}

/**
 * The card that leads while a text scrolls, and its top. `share` says how far the reading line has
 * moved from this card's words to the next card's: the first stands at its own line at 0, the second
 * at its own at 1, and nothing jumps in between, however many cards crowd a line.
 */
export function leadingCard(
  count: number,
  box: (index: number) => CardBox,
  index: number,
  share: number,
): { index: number; top: number } {
  const lead = Math.min(Math.max(index, 0), count - 1);
  const { y, height } = box(lead);
  if (index < 0 || lead + 1 >= count) return { index: lead, top: y };
  const pushed = Math.min(y, box(lead + 1).y - height - cardGap);
  return { index: lead, top: y + (pushed - y) * Math.min(Math.max(share, 0), 1) };
}
