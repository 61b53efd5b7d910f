import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Csl, cslDateSchema, cslNameSchema, cslSchema } from "./csl";
import { cslOf, textsOf } from "./csl-text";
import { formatDate, parseDate } from "./dates";
import { formatNames, parseNames } from "./names";

describe("names", () => {
  test.each([
    ["Ng, Amy", [{ family: "Ng", given: "Amy" }]],
    [
      "Ng, Amy; van der Berg, Jan",
      [
        { family: "Ng", given: "Amy" },
        { family: "van der Berg", given: "Jan" },
      ],
    ],
    ["King, Martin Luther, Jr.", [{ family: "King", given: "Martin Luther", suffix: "Jr." }]],
    ["Amy Ng", [{ literal: "Amy Ng" }]],
    ["Records Office", [{ literal: "Records Office" }]],
    ["{Food, Agriculture; Forestry}", [{ literal: "Food, Agriculture; Forestry" }]],
    ["A, b, c, d", [{ literal: "A, b, c, d" }]],
    ["Ng,", [{ literal: "Ng," }]],
    [" ; {} ;", []],
  ])("%s", (written, names) => {
    expect(parseNames(written)).toEqual(names);
  });

  test("whatever is written is a name that can be stored, and reads the same again", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (written) => {
        const names = parseNames(written);
        for (const name of names) expect(cslNameSchema.safeParse(name).success).toBe(true);
        expect(parseNames(formatNames(names))).toEqual(names);
      }),
    );
  });
});

describe("dates", () => {
  test.each([
    ["12 May 2024", [[2024, 5, 12]], "12 May 2024"],
    ["May 12, 2024", [[2024, 5, 12]], "12 May 2024"],
    ["12th Sept. 2024", [[2024, 9, 12]], "12 September 2024"],
    ["2024-05-12", [[2024, 5, 12]], "12 May 2024"],
    ["2024-05", [[2024, 5]], "May 2024"],
    ["12.5.2024", [[2024, 5, 12]], "12 May 2024"],
    ["May 2024", [[2024, 5]], "May 2024"],
    ["2024", [[2024]], "2024"],
    ["2019–2021", [[2019], [2021]], "2019–2021"],
    ["2019-2021", [[2019], [2021]], "2019–2021"],
    [
      "2024-05-12/2024-05-14",
      [
        [2024, 5, 12],
        [2024, 5, 14],
      ],
      "12 May 2024–14 May 2024",
    ],
    ["44 BC", [[-44]], "44 BC"],
    ["29 February 2024", [[2024, 2, 29]], "29 February 2024"],
  ])("%s", (written, parts, shown) => {
    const date = parseDate(written);
    expect(date).toEqual({ "date-parts": parts });
    expect(formatDate(date ?? undefined)).toBe(shown);
    expect(parseDate(shown)).toEqual(date);
  });

  test("a season, an approximate one, and none", () => {
    expect(parseDate("Fall 2020")).toEqual({ "date-parts": [[2020]], season: 3 });
    expect(parseDate("c. 1900")).toEqual({ "date-parts": [[1900]], circa: true });
    expect(parseDate("  ")).toBeNull();
  });

  test.each(["5/6/2024", "31 April 2024", "29 February 2023", "13.13.2024", "last week", "n.d."])(
    "%s is kept as written",
    (written) => {
      expect(parseDate(written)).toEqual({ literal: written });
    },
  );

  test("whatever is written can be stored, and reads the same again", () => {
    const someDay = fc
      .date({ min: new Date("1000-01-01"), max: new Date("9999-12-31"), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "grapheme" }), someDay), (written) => {
        const date = parseDate(written);
        if (!date) return;
        expect(cslDateSchema.safeParse(date).success).toBe(true);
        expect(parseDate(formatDate(date))).toEqual(date);
      }),
    );
  });
});

test("fields that were not touched stay as they are stored, with what their text does not show", () => {
  const stored: Csl = cslSchema.parse({
    type: "thesis",
    author: [{ family: "Berg", given: "Jan", "non-dropping-particle": "van der" }],
    issued: { "date-parts": [[1900]], circa: true },
    volume: "3",
  });
  const texts = textsOf(stored);
  expect(texts).toEqual({ author: "van der Berg, Jan", issued: "c. 1900", volume: "3" });
  expect(cslOf(texts, stored)).toEqual(stored);
  expect(cslOf({ ...texts, author: "Ng, Amy", volume: " " }, stored)).toEqual({
    type: "thesis",
    author: [{ family: "Ng", given: "Amy" }],
    issued: stored.issued,
  });
});

test("a DOI is kept without the address of its resolver", () => {
  for (const written of ["https://doi.org/10.1/x", "doi: 10.1/x", "10.1/x"]) {
    expect(cslOf({ DOI: written })).toEqual({ DOI: "10.1/x" });
  }
});
