import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FITS } from "@/lib/annotation/schema";
import { HIGHLIGHT_STATES } from "@/lib/annotation/state";
import { CLAIM_KINDS } from "@/lib/claim/schema-enums";
import { FLAG_KINDS } from "@/lib/flag/schema";
import { QUERY_STATUSES } from "@/lib/query/status";
import { SOURCINGS } from "@/lib/source/sourcing";
import {
  type Filter,
  filterFromQuery,
  filterIntoQuery,
  isFiltering,
  NO_FILTER,
  THREADS_KINDS,
  toggled,
} from "./filter";

const filters: fc.Arbitrary<Filter> = fc.record({
  status: fc.uniqueArray(fc.constantFrom(...HIGHLIGHT_STATES)),
  sourcing: fc.uniqueArray(fc.constantFrom(...SOURCINGS)),
  verdict: fc.uniqueArray(fc.constantFrom("true", "false", "none", "cannot_be_verified")),
  kind: fc.uniqueArray(fc.constantFrom(...CLAIM_KINDS)),
  person: fc.uniqueArray(fc.uuid({ version: 7 })),
  fit: fc.uniqueArray(fc.constantFrom(...FITS)),
  threads: fc.uniqueArray(fc.constantFrom(...THREADS_KINDS)),
  queries: fc.uniqueArray(fc.constantFrom(...QUERY_STATUSES)),
  flags: fc.uniqueArray(fc.constantFrom(...FLAG_KINDS)),
  words: fc.string({ maxLength: 200 }),
});

describe("a filter in an address", () => {
  it("comes out as it went in, and leaves the rest of the address alone", () => {
    fc.assert(
      fc.property(filters, (filter) => {
        const query = filterIntoQuery(filter, new URLSearchParams("a=x&status=stale"));
        expect(query.get("a")).toBe("x");
        expect(filterFromQuery(new URLSearchParams(query.toString()))).toEqual(filter);
      }),
    );
  });

  it("is not misled by what is misspelt", () => {
    const query = new URLSearchParams("status=stale,stale,nonsense&person=me&kind=&verdict=A B");
    expect(filterFromQuery(query)).toEqual({ ...NO_FILTER, status: ["stale"] });
    expect(isFiltering(filterFromQuery(new URLSearchParams("kind=nothing")))).toBe(false);
  });
});

it("adds a value and takes it away", () => {
  const one = toggled(NO_FILTER, "status", "stale");
  expect(one.status).toEqual(["stale"]);
  expect(toggled(one, "status", "stale")).toEqual(NO_FILTER);
  expect(toggled(NO_FILTER, "status", "nonsense")).toEqual(NO_FILTER);
});
