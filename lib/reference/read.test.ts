import { describe, expect, test } from "vitest";
import { readReferences } from "./read";
import type { Reference } from "./schema";

/** What each entry of a list makes, without what was not written. */
async function made(text: string) {
  const { references } = await readReferences(text);
  return references.map(({ fields }) =>
    fields === null
      ? null
      : { type: fields.type, title: fields.title, url: fields.url, ...fields.csl },
  );
}

const problemsOf = (references: readonly Reference[]) =>
  references.flatMap(({ problems }) =>
    problems.map(({ code, line, field }) => [code, line, field]),
  );

const problemsIn = async (text: string) => problemsOf((await readReferences(text)).references);

describe("BibTeX", () => {
  test("as Zotero writes it: accents in TeX, a body in braces, months, what it adds for itself", async () => {
    const text = String.raw`
@article{muller_water_2019,
	title = {Water loss in {European} cities: {A} comparison of \textit{reported} and measured losses},
	volume = {12},
	issn = {0043-1354},
	url = {https://www.example.org/articles/water\_loss},
	doi = {10.1016/j.watres.2019.04.012},
	abstract = {We compare losses of 10\% and more.},
	language = {en},
	number = {3},
	urldate = {2021-02-03},
	journal = {Water Research},
	author = {M{\"u}ller, J{\"o}rg and Garc{\'\i}a, {\'A}ngel and {\O}stby, {\AA}se and {European Environment Agency}},
	month = may,
	year = {2019},
	note = {Publisher: Elsevier},
	pages = {112--134},
	file = {PDF:/home/someone/Zotero/storage/ABC/a.pdf:application/pdf},
}`;
    const { format, references } = await readReferences(text);
    expect(format).toBe("bibtex");
    expect(await made(text)).toMatchObject([
      {
        type: "article-journal",
        title: "Water loss in European cities: A comparison of reported and measured losses",
        url: "https://www.example.org/articles/water_loss",
        author: [
          { family: "Müller", given: "Jörg" },
          { family: "García", given: "Ángel" },
          { family: "Østby", given: "Åse" },
          { literal: "European Environment Agency" },
        ],
        issued: { "date-parts": [[2019, 5]] },
        accessed: { "date-parts": [[2021, 2, 3]] },
        "container-title": "Water Research",
        DOI: "10.1016/j.watres.2019.04.012",
        ISSN: "0043-1354",
        volume: "12",
        issue: "3",
        page: "112-134",
        note: "Publisher: Elsevier",
      },
    ]);
    expect(references[0]?.fields?.language).toBe("en");
    expect(problemsOf(references)).toEqual([["field", 18, "file"]]);
  });

  test("as Crossref writes it, in one line, and as BibLaTeX calls things", async () => {
    const text = ` @article{Watson_1953, title={Molecular Structure of Nucleic Acids}, volume={171}, ISSN={1476-4687}, url={http://dx.doi.org/10.1038/171737a0}, DOI={10.1038/171737a0}, number={4356}, journal={Nature}, publisher={Springer Science and Business Media LLC}, author={WATSON, J. D. and CRICK, F. H. C.}, year={1953}, month=Apr, pages={737–738} }
@online{met:rain,
  author = {{Met Office}}, title = {Rain}, date = {2020-11-05}, url = {https://www.example.org/rain}, urldate = {2020-12-01}
}
@thesis{doe, author = {Doe, Jane}, title = {On rain}, type = {phdthesis}, institution = {University of Example}, date = {2018}}`;
    expect(await made(text)).toMatchObject([
      {
        title: "Molecular Structure of Nucleic Acids",
        author: [
          { family: "WATSON", given: "J. D." },
          { family: "CRICK", given: "F. H. C." },
        ],
        issued: { "date-parts": [[1953, 4]] },
        DOI: "10.1038/171737a0",
      },
      {
        type: "webpage",
        author: [{ literal: "Met Office" }],
        issued: { "date-parts": [[2020, 11, 5]] },
        accessed: { "date-parts": [[2020, 12, 1]] },
      },
      { type: "thesis", title: "On rain", issued: { "date-parts": [[2018]] } },
    ]);
    expect((await readReferences(text)).references[0]?.fields?.publisher).toBe(
      "Springer Science and Business Media LLC",
    );
    expect(await problemsIn(text)).toEqual([]);
  });

  test("abbreviations, a parent by crossref, comments, fields that are missing", async () => {
    const text = `% a list
@string{acm = {Association for Computing Machinery}}
@comment{nothing}
@inproceedings{a, author = {Doe, J.}, title = {One talk}, crossref = {proc}}
@proceedings{proc, title = {All talks}, year = 2001, publisher = acm}
@book{b, title = {A book}}
@misc{c, author = {Nobody}, year = {forthcoming}}`;
    expect(await made(text)).toMatchObject([
      { title: "One talk", issued: { "date-parts": [[2001]] } },
      { title: "All talks" },
      { type: "book", title: "A book" },
      null,
    ]);
    expect(await problemsIn(text)).toEqual([["no_title", 7, null]]);
  });

  test("a broken entry is told of with its line, and takes none of the others with it", async () => {
    const text = [
      "@book{a, title = {First}}",
      "@article{b, title = {never closed,",
      "  year = 2001",
      "@book{c title = {no comma}}",
      "@book{, title = {no key}}",
      "@newspaperish{d, title = {Odd kind}, colour = {red}}",
      String.raw`@misc{e, title = {R{\'\i}o, Malm{\"o}, {\AA}rhus, \aa{}, Stra{\ss}e, \v{C}apek, na\"{\i}ve}}`,
    ].join("\r\n");
    const { references } = await readReferences(text);
    expect((await made(text)).map((one) => one?.title ?? null)).toEqual([
      "First",
      null,
      null,
      null,
      "Odd kind",
      "Río, Malmö, Århus, å, Straße, Čapek, naïve",
    ]);
    expect(problemsOf(references)).toEqual([
      ["unreadable", 2, null],
      ["unreadable", 4, null],
      ["unreadable", 5, null],
      ["type", 6, null],
      ["field", 6, "colour"],
    ]);
  });
});

describe("RIS", () => {
  test("as Zotero and EndNote write it: pages in one line, bodies, a day without a month", async () => {
    const text = [
      "TY  - JOUR",
      "TI  - Water loss in European cities",
      "AU  - Müller, Jörg",
      "AU  - European Environment Agency",
      "T2  - Water Research",
      "DA  - 2019/05/12/",
      "PY  - 2019",
      "DO  - 10.1016/j.watres.2019.04.012",
      "VL  - 12",
      "IS  - 3",
      "SP  - 112",
      "EP  - 134",
      "SN  - 0043-1354",
      "UR  - https://www.example.org/water",
      "Y2  - 2021/02/03/10:00:00",
      "KW  - water",
      "L1  - file:///home/someone/a.pdf",
      "ER  - ",
      "",
      "TY  - RPRT",
      "A1  - Doe, Jane",
      "T1  - A report",
      "Y1  - 2001//",
      "PB  - Example Institute",
      "CY  - Geneva",
      "SP  - 12-34",
      "EP  - 34",
      "ER  -",
    ].join("\r\n");
    const { format, references } = await readReferences(`\uFEFF${text}`);
    expect(format).toBe("ris");
    expect(await made(text)).toMatchObject([
      {
        type: "article-journal",
        title: "Water loss in European cities",
        url: "https://www.example.org/water",
        author: [{ family: "Müller", given: "Jörg" }, { literal: "European Environment Agency" }],
        issued: { "date-parts": [[2019, 5, 12]] },
        accessed: { "date-parts": [[2021, 2, 3]] },
        page: "112-134",
        ISSN: "0043-1354",
      },
      {
        type: "report",
        author: [{ family: "Doe", given: "Jane" }],
        issued: { "date-parts": [[2001]] },
        "publisher-place": "Geneva",
      },
    ]);
    expect(references[1]?.fields?.publisher).toBe("Example Institute");
    expect(problemsOf(references)).toEqual([["field", 17, "L1"]]);
  });

  test("what stands outside of records, an unknown kind, a record without its end", async () => {
    const text = "stray words\nTY  - ODD\nTI  - A\n  thing\nZZ  - lost\nTY  - NEWS\nTI  - B";
    expect(await made(text)).toMatchObject([
      null,
      { title: "A thing" },
      { type: "article-newspaper" },
    ]);
    expect(await problemsIn(text)).toEqual([
      ["unreadable", 1, null],
      ["type", 2, "TY"],
      ["field", 5, "ZZ"],
    ]);
  });
});

describe("CSL-JSON", () => {
  test("one item, a list, and a list in an object; numbers and dates in words", async () => {
    const item = {
      id: 1,
      type: "article-journal",
      title: "A <i>title</i> &amp; more",
      volume: 12,
      issued: { "date-parts": [["2019", "5"]] },
      author: [{ family: "Doe", given: "J", sequence: "first" }, { literal: "A body" }],
      publisher: "Example",
      URL: "https://example.org/a",
    };
    for (const text of [item, [item], { items: [item] }]) {
      expect(await made(JSON.stringify(text))).toMatchObject([
        {
          title: "A title & more",
          volume: "12",
          issued: { "date-parts": [[2019, 5]] },
          author: [{ family: "Doe", given: "J" }, { literal: "A body" }],
        },
      ]);
    }
    expect(await made('{"type":"book","title":"T","issued":{"raw":"in press"}}')).toMatchObject([
      { issued: { literal: "in press" } },
    ]);
  });

  test("what fits no field is told of", async () => {
    const items = [
      { type: "book", title: "T", URL: "mailto:a@b", volume: { a: 1 }, mystery: "x" },
      "no item",
      { type: "wondrous", title: "U" },
    ];
    const { references } = await readReferences(JSON.stringify(items));
    expect(problemsOf(references)).toEqual([
      ["value", 1, "volume"],
      ["field", 1, "mystery"],
      ["value", 1, "URL"],
      ["unreadable", 2, null],
      ["type", 3, "type"],
    ]);
    expect(await problemsIn('[{"title": ')).toEqual([["unreadable", 1, null]]);
  });
});

test("a written list is read line by line, and each line kept", async () => {
  const text = "References\n\n[1] Doe, J. (2019). A title. https://example.org/a\n10.5555/abc";
  const { format, references } = await readReferences(text);
  expect(format).toBe("lines");
  expect(references.map(({ line, fields }) => [line, fields?.title, fields?.notes])).toEqual([
    [1, "References", "References"],
    [3, "A title", "[1] Doe, J. (2019). A title. https://example.org/a"],
    [4, "10.5555/abc", "10.5555/abc"],
  ]);
});

test("what is in no format is none, and nothing throws at noise", async () => {
  expect((await readReferences("<html>Doe, J. (2019).</html>")).format).toBeNull();
  expect((await readReferences("")).format).toBeNull();
  for (const noise of [
    "@",
    "@article{",
    "TY  - ",
    "[",
    "{}",
    "@article{a,}}}}",
    "[[]]",
    "[null]",
  ]) {
    await expect(readReferences(noise)).resolves.toBeDefined();
  }
  const long = `@book{a, title = {${"{".repeat(20_000)}${"}".repeat(20_000)}}}`;
  await expect(readReferences(long)).resolves.toBeDefined();
});
