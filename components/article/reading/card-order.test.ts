import fc from "fast-check";
import { expect, it } from "vitest";
import { CardOrder } from "./card-order";
import type { Highlight } from "./highlight";

function highlight(id: string, start: number, state: Highlight["state"] = "unchecked"): Highlight {
  return { id, state, targets: [{ id: `${id}-t`, role: "words", start, end: start + 1 }] };
}

it("is in text order, whatever came, went, moved or was left out", () => {
  const step = fc.record({
    id: fc.constantFrom(..."abcdefghijklmnopqrstuvwxyz"),
    start: fc.nat(9),
    isGone: fc.boolean(),
  });
  const filter = fc.option(fc.subarray([..."abcdefghijklmnopqrstuvwxyz"]), { nil: undefined });
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.array(step, { maxLength: 25 }), filter)), (rounds) => {
      const order = new CardOrder();
      let list: readonly Highlight[] = [];
      for (const [steps, shown] of rounds) {
        for (const { id, start, isGone } of steps) {
          const others = list.filter((one) => one.id !== id);
          list = isGone ? others : [...others, highlight(id, start)];
        }
        const only = shown && new Set(shown);
        const expected = list
          .filter(({ id }) => !only || only.has(id))
          .map(({ id, targets }) => ({ id, start: targets[0]?.start ?? 0 }))
          .sort((a, b) => a.start - b.start || (a.id < b.id ? -1 : 1));
        expect(order.of(list, only)).toEqual(expected);
      }
    }),
  );
});

it("is the same list where only a state changed", () => {
  const order = new CardOrder();
  const b = highlight("b", 4);
  const before = order.of([highlight("a", 7), b]);
  expect(order.of([highlight("a", 7, "approved"), b])).toBe(before);
});
