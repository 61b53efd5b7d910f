import { expect, test } from "vitest";
import { searchTexts } from "./search-texts";

const STAYS = "Each morning the harbour master counts the boats that came in overnight.";
const GOES = "The number of flights over the old harbour trebled between 1955 and 1970.";
const COMES = "Flights over the harbour trebled, it was said.";
const search = {
  before: `${STAYS} ${GOES}`,
  after: `${STAYS} Nobody knows. ${COMES}`,
  language: "en",
  spans: [
    { id: "stays", start: 0, end: STAYS.length },
    { id: "goes", start: STAYS.length + 5, end: STAYS.length + 40 },
  ],
  compareMs: 60_000,
  searchMs: 60_000,
};

test("what has a safe place is placed, the rest proposed; how far it is is told", () => {
  const told: number[] = [];
  const { places, changes, map } = searchTexts(search, (done) => told.push(done));
  expect(places).toMatchObject([{ state: "placed" }, { state: "orphaned" }]);
  expect(places[1]).toHaveProperty("proposals.length");
  expect(changes.length).toBeGreaterThan(0);
  expect(map.newLength).toBe(search.after.length);
  expect(told).toEqual([0, 2]);
});

test("a safe place is only proposed where nothing may be placed", () => {
  const { places } = searchTexts({ ...search, onlyPropose: true });
  expect(places[0]).toMatchObject({
    state: "orphaned",
    proposals: [{ start: 0, end: STAYS.length, likeness: 1 }],
  });
});

test("where there is no time, likely places are still to be looked for", () => {
  const { places } = searchTexts({ ...search, searchMs: 0 });
  expect(places).toMatchObject([{ state: "placed" }, { state: "orphaned", proposals: null }]);
});
