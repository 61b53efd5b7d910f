import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cardGap, leadingCard, placeCards } from "./placement";

const boxes = fc
  .array(fc.record({ gap: fc.nat(60), height: fc.integer({ min: 20, max: 200 }) }), {
    minLength: 1,
    maxLength: 40,
  })
  .map((cards) => {
    let y = 0;
    return cards.map(({ gap, height }) => {
      y += gap;
      return { y, height };
    });
  });

const everything = { top: -1e6, bottom: 1e6 };

describe("placing cards", () => {
  it("leaves each at its line where there is room", () => {
    const cards = [0, 200, 400].map((y) => ({ y, height: 60 }));
    const box = (index: number) => cards[index] ?? { y: 0, height: 0 };
    expect(placeCards(3, box, { index: 1, top: 200 }, everything)).toEqual({
      first: 0,
      tops: [0, 200, 400],
    });
  });

  it("pushes neighbours up and down from the one that stands at its line", () => {
    const cards = [0, 10, 20].map((y) => ({ y, height: 60 }));
    const box = (index: number) => cards[index] ?? { y: 0, height: 0 };
    expect(placeCards(3, box, { index: 1, top: 10 }, everything).tops).toEqual([
      10 - 60 - cardGap,
      10,
      10 + 60 + cardGap,
    ]);
  });

  it("keeps the order and never overlaps, whichever card leads", () => {
    fc.assert(
      fc.property(boxes, fc.nat(), (cards, seed) => {
        const box = (index: number) => cards[index] ?? { y: 0, height: 0 };
        const index = seed % cards.length;
        const { first, tops } = placeCards(
          cards.length,
          box,
          { index, top: box(index).y },
          everything,
        );
        expect(first).toBe(0);
        expect(tops).toHaveLength(cards.length);
        expect(tops[index]).toBe(box(index).y);
        for (let next = 1; next < tops.length; next++) {
          const before = (tops[next - 1] ?? 0) + box(next - 1).height + cardGap;
          expect(tops[next]).toBeGreaterThanOrEqual(before);
        }
      }),
    );
  });

  it("looks at no more cards than fit", () => {
    let looked = 0;
    const box = (index: number) => {
      looked += 1;
      return { y: index, height: 50 };
    };
    placeCards(20_000, box, { index: 10_000, top: 10_000 }, { top: 9_500, bottom: 10_500 });
    expect(looked).toBeLessThan(60);
  });

  it("hands the lead from card to card without a jump", () => {
    fc.assert(
      fc.property(boxes, (cards) => {
        const box = (index: number) => cards[index] ?? { y: 0, height: 0 };
        for (let index = 0; index + 1 < cards.length; index++) {
          const top = (share: number, of: number) => {
            const lead = leadingCard(cards.length, box, index, share);
            const { tops } = placeCards(cards.length, box, lead, everything);
            return tops[of] ?? Number.NaN;
          };
          expect(top(0, index)).toBe(box(index).y);
          expect(top(1, index + 1)).toBe(box(index + 1).y);
        }
      }),
    );
  });
});
