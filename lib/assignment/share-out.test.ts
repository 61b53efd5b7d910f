import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { shareOut } from "./share-out";

const anybody = () => true;

describe("sharing claims out", () => {
  test("goes to whoever holds the fewest, until all hold the same", () => {
    const shared = shareOut(
      [1, 2, 3, 4, 5],
      [
        { id: "b", load: 0 },
        { id: "a", load: 3 },
      ],
      anybody,
    );
    expect(shared.map(({ memberId }) => memberId)).toEqual(["b", "b", "b", "a", "b"]);
  });

  test("passes over who may not check a claim, and leaves what nobody may", () => {
    const shared = shareOut(
      ["x", "y", "z"],
      [
        { id: "a", load: 0 },
        { id: "b", load: 9 },
      ],
      (claim, id) => claim !== "z" && !(claim === "x" && id === "a"),
    );
    expect(shared.map(({ memberId }) => memberId)).toEqual(["b", "a", null]);
  });

  test("does not depend on the order in which people were chosen, and evens loads out", () => {
    const people = fc.uniqueArray(fc.record({ id: fc.uuid(), load: fc.nat({ max: 9 }) }), {
      minLength: 1,
      maxLength: 6,
      selector: ({ id }) => id,
    });
    fc.assert(
      fc.property(people, fc.nat({ max: 60 }), (sharers, count) => {
        const claims = Array.from({ length: count }, (_, index) => index);
        const shared = shareOut(claims, sharers, anybody);
        expect(shareOut(claims, sharers.toReversed(), anybody)).toEqual(shared);
        const loads = sharers.map(
          ({ id, load }) => load + shared.filter(({ memberId }) => memberId === id).length,
        );
        const given = loads.filter((load, index) => load > (sharers[index]?.load ?? 0));
        // Nobody was given one more while somebody else held two fewer.
        if (given.length > 0) {
          expect(Math.max(...given) - Math.min(...loads)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});
