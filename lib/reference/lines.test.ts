import { expect, test } from "vitest";
import { itemOfLine, lineEntries } from "./lines";

test.each([
  [
    "Watson, J. D., & Crick, F. H. C. (1953). Molecular structure of nucleic acids. Nature, 171(4356), 737–738. https://doi.org/10.1038/171737a0",
    {
      type: "article-journal",
      title: "Molecular structure of nucleic acids",
      author: [
        { family: "Watson", given: "J. D." },
        { family: "Crick", given: "F. H. C." },
      ],
      issued: { "date-parts": [[1953]] },
      "container-title": "Nature",
      volume: "171",
      issue: "4356",
      page: "737-738",
      DOI: "10.1038/171737a0",
    },
  ],
  [
    "[2] Watson JD, Crick FHC, et al. Molecular structure of nucleic acids. Nature. 1953;171(4356):737-8.",
    {
      type: "article-journal",
      title: "Molecular structure of nucleic acids",
      author: [
        { family: "Watson", given: "JD" },
        { family: "Crick", given: "FHC" },
      ],
      issued: { "date-parts": [[1953]] },
      "container-title": "Nature",
      volume: "171",
      page: "737-8",
    },
  ],
  [
    "Doe, Jane, and Richard Roe. “Rain over Oslo.” Weather 12, no. 3 (2019): 4–9.",
    {
      title: "Rain over Oslo",
      author: [{ literal: "Doe, Jane, and Richard Roe" }],
      issued: { "date-parts": [[2019]] },
      "container-title": "Weather",
      volume: "12",
      issue: "3",
    },
  ],
  [
    "3. World Health Organization (2021, 4 May). Water loss in cities. Available at: https://www.example.org/water_(loss). Accessed 3 June 2022.",
    {
      type: "webpage",
      title: "Water loss in cities",
      author: [{ literal: "World Health Organization" }],
      issued: { "date-parts": [[2021, 5, 4]] },
      accessed: { "date-parts": [[2022, 6, 3]] },
    },
  ],
  ["A conversation with the mayor’s office", { title: "A conversation with the mayor’s office" }],
  ["آمار جمعیت تهران", { title: "آمار جمعیت تهران", type: "document" }],
])("%s", (line, item) => {
  expect(itemOfLine(line)).toMatchObject(item);
});

test("lines without a word are none", () => {
  expect(lineEntries("References\n\n  \n---\nDoe (2019). Rain.").map(({ line }) => line)).toEqual([
    1, 5,
  ]);
});

test("no line keeps it for long", () => {
  for (const noise of ["(".repeat(5_000), "“a ".repeat(3_000), "Doe, J., ".repeat(2_000)]) {
    expect(() => itemOfLine(noise)).not.toThrow();
  }
});
