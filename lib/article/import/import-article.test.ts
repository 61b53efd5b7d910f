import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { JSDOM } from "jsdom";
import { beforeAll, describe, expect, test } from "vitest";
import { textIndexOf } from "@/lib/document/canonical";
import { renderDocument } from "@/lib/document/render";
import { parseDocument } from "@/lib/document/schema";
import { type ArticleDraft, DEFAULT_IMPORT_LIMITS, type ImportInput, type JsonNode } from "./draft";
import { importArticle } from "./import-article";

const material = path.join(process.cwd(), "../shared/data");
const hasMaterial = existsSync(material);
if (!hasMaterial) {
  process.stdout.write(
    "Real documents and pages are absent (../shared/data): their tests are skipped.\n",
  );
}

const read = (...parts: string[]) => readFileSync(path.join(material, ...parts));
const run = (input: ImportInput, limits = {}) =>
  importArticle(input, { ...DEFAULT_IMPORT_LIMITS, ...limits });
const file = (filename: string) => run({ bytes: read(filename), filename });
const html = (source: string) => run({ html: source });

/** The text blocks of a draft as "role: text". */
function lines(draft: ArticleDraft): string[] {
  const index = textIndexOf(parseDocument(draft.document));
  return index.blocks.map(({ start, end, role }) => `${role}: ${index.slice(start, end)}`);
}

function render(draft: ArticleDraft): string {
  return renderDocument(parseDocument(draft.document), { pictureUrl: (sha) => `/pictures/${sha}` });
}

function nodes(draft: ArticleDraft, type: string): JsonNode[] {
  const found: JsonNode[] = [];
  parseDocument(draft.document).descendants((node) => {
    if (node.type.name === type) found.push(node.toJSON());
  });
  return found;
}

const PIXEL_GIF = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";
const PNG_2X2 =
  "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEElEQVR4nGP4z8AARAwQCgAf7gP9i18U1AAAAABJRU5ErkJggg==";

describe("pasted HTML", () => {
  test("keeps what the schema knows", async () => {
    const draft = await html(`
      <h1>Title</h1><h2>Part</h2>
      <p>A <b>bold</b> <i>word</i>, <u>u</u> <s>s</s> H<sub>2</sub>O m<sup>2</sup> <code>c</code>
      <a href="https://example.org/?a=1&amp;b">link</a><br>next</p>
      <ul><li>one<ul><li>inner</li></ul></li><li><p>two</p></li></ul>
      <ol start="3"><li>three</li></ol>
      <blockquote><p>Said.</p></blockquote><pre>code
  block</pre><hr>
      <table><caption>Cap</caption><tr><th>H</th><th>I</th></tr><tr><td colspan="2">c</td></tr></table>
      <p>End</p>`);
    expect(render(draft)).toBe(
      '<h1 id="s-title" data-start="0" data-role="headline">Title</h1>' +
        '<h2 id="s-part" data-start="7" data-role="heading">Part</h2>' +
        '<p data-start="13" data-role="body">A <strong>bold</strong> <em>word</em>, <u>u</u> <s>s</s> ' +
        "H<sub>2</sub>O m<sup>2</sup> <code>c</code> " +
        '<a href="https://example.org/?a=1&amp;b" rel="noopener noreferrer">link</a><br>next</p>' +
        '<ul><li><p data-start="50" data-role="body">one</p><ul><li><p data-start="55" data-role="body">inner</p></li></ul></li>' +
        '<li><p data-start="62" data-role="body">two</p></li></ul>' +
        '<ol start="3"><li><p data-start="67" data-role="body">three</p></li></ol>' +
        '<blockquote><p data-start="74" data-role="quotation">Said.</p></blockquote>' +
        '<pre data-start="81" data-role="body">code\n  block</pre><hr>' +
        '<p data-start="95" data-role="caption">Cap</p>' +
        '<div data-table-scroll="" tabindex="0"><table><tbody><tr>' +
        '<th scope="col"><p data-start="100" data-role="body">H</p></th><th scope="col"><p data-start="103" data-role="body">I</p></th></tr>' +
        '<tr><td colspan="2"><p data-start="106" data-role="body">c</p></td></tr></tbody></table></div>' +
        '<p data-start="109" data-role="body">End</p>',
    );
  });

  test("word processors' ways: styled spans, wrapped bold, fragments between comments", async () => {
    const draft = await html(
      `<html><body>junk<!--StartFragment--><b style="font-weight:normal"><p><span style="font-weight:700">Bold</span>
      <span style="font-style:italic">slant</span></p></b><!--EndFragment-->junk</body></html>`,
    );
    expect(render(draft)).toBe(
      '<p data-start="0" data-role="body"><strong>Bold</strong> <em>slant</em></p>',
    );
  });

  test("pictures: stored, missing, tracking; captions and credits", async () => {
    const draft = await html(`
      <figure><img src="data:image/png;base64,${PNG_2X2}" alt="A dog"><figcaption>Dog. <span class="credit">Photo: Ann</span></figcaption></figure>
      <figure><img src="https://cdn.example.org/cat.jpg" alt="A cat"></figure>
      <p>text <img src="https://t.example/p.gif" width=1 height=1><img src="data:image/gif;base64,${PIXEL_GIF}"></p>
      <img src="data:image/svg+xml,<svg onload=alert(1)>" alt="drawing">`);
    expect(
      draft.pictures.map(({ mediaType, width, height }) => [mediaType, width, height]),
    ).toEqual([["image/png", 2, 2]]);
    expect(lines(draft)).toEqual([
      "null: \uFFFC",
      "caption: Dog.",
      "credit: Photo: Ann",
      "null: \uFFFC",
      "body: text",
      "null: \uFFFC",
    ]);
    const [, cat, drawing] = nodes(draft, "image");
    expect(cat?.attrs).toMatchObject({ src: null, origin: "https://cdn.example.org/cat.jpg" });
    expect(drawing?.attrs).toMatchObject({ src: null, origin: null, alt: "drawing" });
    expect(draft.warnings).toEqual(
      expect.arrayContaining(["tracker_removed", "picture_missing", "picture_unreadable"]),
    );
  });

  test("footnotes of several makers become footnotes", async () => {
    const draft = await html(`
      <p>Fact<sup><a href="#cite_note-1">[1]</a></sup> and more<a href="#_ftn2" name="_ftnref2"><sup>[2]</sup></a>.</p>
      <p>After</p>
      <ol class="references"><li id="cite_note-1"><a href="#cite_ref-1">^</a> First note.</li></ol>
      <div id="ftn2"><p><a href="#_ftnref2" name="_ftn2">[2]</a> Second <a href="https://example.org/">note</a>.</p></div>`);
    expect(lines(draft)).toEqual([
      "body: Fact[1] and more[2].",
      "body: After",
      "footnote: ^ First note.",
      "footnote: Second note.",
    ]);
  });

  test("nothing but text comes through hostile HTML", async () => {
    const draft = await html(
      `<p onclick=alert(1)>a<script>alert(1)</script><a href="java&#10;script:alert(1)">b</a></p><iframe src=x></iframe><svg><p>c</p></svg>`,
    );
    expect(lines(draft)).toEqual(["body: ab", "body: c"]);
    expect(draft.warnings).toContain("active_content_removed");
  });

  test("an address that no page can have is not taken for the source", async () => {
    const draft = await run({
      bytes: Buffer.from("---\nurl: javascript:alert(1)\n---\n\n[x](/y) and words."),
      filename: "a.md",
    });
    expect(draft.meta.sourceUrl).toBeNull();
    expect(JSON.stringify(draft.document)).not.toContain("href");
  });

  test("deep nesting is flattened, not refused", async () => {
    const draft = await html(`${"<blockquote><ul><li>".repeat(300)}deep`);
    expect(textIndexOf(parseDocument(draft.document)).text).toContain("deep");
  });

  test.each(["", "   ", "<p> </p>", "<script>alert(1)</script>", "<!-- -->"])(
    "%j is empty",
    async (source) => {
      await expect(html(source)).rejects.toMatchObject({ details: { reason: "empty" } });
    },
  );
});

describe("plain text and Markdown", () => {
  const markdown = (source: string) => run({ bytes: Buffer.from(source), filename: "a.md" });

  test("title, standfirst, byline and date by their shape", async () => {
    const draft = await run({
      text: `Council approves the bridge\n\nThe vote ends ten years of argument over the crossing at Mill Lane.\n\nBy Ann Smith\n3 March 2024\n\n${"The council voted on Monday. ".repeat(8)}\n\nAnd more.`,
    });
    expect(draft.meta).toMatchObject({
      headline: "Council approves the bridge",
      standfirst: "The vote ends ten years of argument over the crossing at Mill Lane.",
      byline: "Ann Smith",
      publishedOn: "2024-03-03",
      language: "en",
      direction: "ltr",
    });
    expect(lines(draft).map((line) => line.split(":")[0])).toEqual([
      "headline",
      "standfirst",
      "byline",
      "dateline",
      "body",
      "body",
    ]);
  });

  test("lines wrapped at a width are joined, others are paragraphs", async () => {
    const wrapped =
      "The council voted on Monday evening to build a bridge over\nthe river at the mill, which has been argued over for more\nthan ten years by everyone who lives in the town or near to\nit, and by some who do not at all.\n\nEnd.";
    expect((await run({ text: wrapped })).document.content).toHaveLength(2);
    expect((await run({ text: "one\ntwo\nthree" })).document.content).toHaveLength(3);
  });

  test("a Persian text is right-to-left", async () => {
    const draft = await run({
      text: "سال گذشته، دولت اعلام کرد که پژوهش‌ها درباره این موضوع گسترش می‌یابد و ادامه دارد.",
    });
    expect(draft.meta).toMatchObject({ language: "fa", direction: "rtl" });
    expect(draft.document.content).toMatchObject([{ attrs: { dir: null } }]);
  });

  test("Markdown with front matter, footnotes, tables and raw HTML", async () => {
    const draft = await markdown(
      `---\ntitle: "The Title"\nauthor: Ann\ndate: 2024-03-03\nlang: en-GB\n---\n\nText ~~old~~ **new**[^1].\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n<script>alert(1)</script>\n\n[x](javascript:alert(1)) ![alt](https://x.org/i.png)\n\n[^1]: The note.\n`,
    );
    expect(draft.meta).toMatchObject({
      headline: "The Title",
      byline: "Ann",
      publishedOn: "2024-03-03",
      language: "en-GB",
    });
    expect(lines(draft)).toEqual([
      "headline: The Title",
      "body: Text old new1.",
      "body: a",
      "body: b",
      "body: 1",
      "body: 2",
      "body: x",
      "null: \uFFFC",
      "footnote: The note.",
    ]);
    expect(nodes(draft, "footnote")[0]?.attrs).toEqual({ id: "1" });
    expect(JSON.stringify(draft.document)).toContain('"footnoteReference"');
  });
});

describe("encodings", () => {
  const persian = "این یک آزمایش است. دولت اعلام کرد که پژوهش‌ها ادامه دارد و مردم در خیابان بودند.";
  const utf16 = (text: string, bom: boolean) =>
    Buffer.from((bom ? "\ufeff" : "") + text, "utf16le");

  test.each([
    ["UTF-8 with mark", Buffer.from("\ufeffCafé déjà"), "Café déjà"],
    ["UTF-16 LE with mark", utf16("Café déjà", true), "Café déjà"],
    ["UTF-16 LE without", utf16("Café déjà vu", false), "Café déjà vu"],
    ["UTF-16 BE with mark", utf16("Café", true).swap16(), "Café"],
    ["UTF-8 Persian", Buffer.from(persian), persian],
    [
      "windows-1252",
      Buffer.from("Le caf\xe9 \x93fran\xe7ais\x94 \x96 d\xe9j\xe0 vu \xe0 l'\xe9cole", "latin1"),
      "Le café “français” – déjà vu à l'école",
    ],
    [
      "declared Shift_JIS",
      Buffer.concat([
        Buffer.from('<html><head><meta charset="Shift_JIS"></head><body><p>'),
        Buffer.from([0x93, 0xfa, 0x96, 0x7b, 0x8c, 0xea]),
        Buffer.from("</p></body></html>"),
      ]),
      "日本語",
    ],
    [
      "undeclared windows-1256",
      // «السلام عليكم ورحمة الله وبركاته، وقال الرئيس ان الحكومة في المدينة»
      Buffer.from(
        "c7e1d3e1c7e320dae1edDFe320e6d1cde3c920c7e1e1e520e6c8d1DFc7cae5a120e6DEc7e120c7e1d1c6edd320c7e420c7e1cdDFe6e3c920ddec20c7e1e3cfede4c9",
        "hex",
      ),
      "السلام",
    ],
  ])("%s", async (_name, bytes, expected) => {
    const draft = await run({ bytes, filename: "a.txt" });
    expect(textIndexOf(parseDocument(draft.document)).text).toContain(expected);
  });
});

describe("refused", () => {
  const reason = (input: ImportInput, limits = {}) =>
    run(input, limits).then(
      () => "imported",
      (error: { details?: { reason?: unknown } }) => error.details?.reason ?? error,
    );
  const bytes = (data: string | Buffer, filename = "a.txt") => ({
    bytes: Buffer.from(data),
    filename,
  });

  test.each([
    ["an empty file", bytes(""), "empty"],
    ["spaces", bytes(" \n "), "empty"],
    ["a picture called text", bytes(Buffer.from(PNG_2X2, "base64")), "unsupported_type"],
    ["a PDF", bytes("%PDF-1.7 …", "a.pdf"), "unsupported_type"],
    ["RTF", bytes("{\\rtf1 hello}", "a.rtf"), "unsupported_type"],
    [
      "noise",
      bytes(Buffer.from(Array.from({ length: 900 }, (_, i) => (i * 7919) % 31))),
      "unsupported_type",
    ],
    ["text called Word", bytes("Hello", "a.docx"), "mistyped"],
    ["a cut zip", bytes("PK\u0003\u0004rest of it", "a.docx"), "corrupt"],
    [
      "an encrypted Word file",
      bytes(Buffer.concat([ole(), Buffer.from("EncryptedPackage", "utf16le")]), "a.docx"),
      "encrypted",
    ],
    [
      "an old Word file",
      bytes(Buffer.concat([ole(), Buffer.from("WordDocument", "utf16le")])),
      "old_word",
    ],
  ])("%s", async (_name, input, expected) => {
    expect(await reason(input)).toBe(expected);
  });

  test("too much text, in each kind", async () => {
    const long = "word ".repeat(3000);
    expect(await reason({ text: long }, { textBytes: 10_000 })).toBe("too_large");
    expect(await reason({ html: `<p>${long}` }, { textBytes: 10_000 })).toBe("too_large");
    expect(await reason(bytes(long), { fileBytes: 10_000 })).toBe("too_large");
  });
});

function ole(): Buffer {
  return Buffer.from("d0cf11e0a1b11ae1", "hex");
}

describe.skipIf(!hasMaterial)("Word files", () => {
  const word = (name: string) => file(`documents/${name}.docx`);

  test("all import, but the empty one", async () => {
    for (const name of readdirSync(path.join(material, "documents"))) {
      const draft = await file(`documents/${name}`).catch((error) => error.details.reason);
      if (name === "empty.docx") expect(draft).toBe("empty");
      else expect(lines(draft).length, name).toBeGreaterThan(0);
    }
  });

  test("comments stand on their words", async () => {
    const draft = await word("comments");
    const { text } = textIndexOf(parseDocument(draft.document));
    const said = draft.comments.map((comment) => [
      comment.author,
      comment.text,
      comment.target && text.slice(comment.target.start, comment.target.end),
    ]);
    expect(said).toEqual([
      ["Michael Williamson", "A tachyon walks into a bar.", "Ouch"],
      ["Michael Williamson", "Fin.", "Ouch."],
    ]);
    expect(text).toBe("Ouch.");
  });

  test("footnotes and endnotes are footnotes, with their references", async () => {
    for (const name of ["footnotes", "endnotes"]) {
      const draft = await word(name);
      expect(lines(draft)).toEqual([
        "body: Ouch[1].[2]",
        "footnote: A tachyon walks into a bar.",
        "footnote: Fin.",
      ]);
      expect(nodes(draft, "footnote").map(({ attrs }) => attrs?.id)).toEqual(["1", "2"]);
    }
  });

  test("lists, tables, marks, text boxes, pictures", async () => {
    expect(nodes(await word("simple-list"), "listItem")).toHaveLength(2);
    expect(nodes(await word("tables"), "tableCell")).toHaveLength(4);
    expect(render(await word("strikethrough"))).toContain("<s>");
    expect(render(await word("underline"))).toContain("<u>");
    expect(lines(await word("text-box"))).toEqual(["body: Datum plane"]);
    const picture = await word("tiny-picture");
    expect(picture.pictures).toMatchObject([{ mediaType: "image/png", width: 10, height: 10 }]);
    expect(render(picture)).toContain(`/pictures/${picture.pictures[0]?.sha256}`);
  });

  test("one called something else is still one", async () => {
    const draft = await run({ bytes: read("documents/single-paragraph.docx"), filename: "a.txt" });
    expect(lines(draft)).toEqual(["body: Walking on imported air"]);
  });

  test("damaged or bloated ones are refused", async () => {
    const whole = read("documents/single-paragraph.docx");
    const noise = Buffer.from(whole);
    // Behind the padding that Word leaves after the first entry's name.
    noise.fill(0x41, 700, 1000);
    await expect(run({ bytes: noise })).rejects.toMatchObject({ details: { reason: "corrupt" } });
    await expect(run({ bytes: whole.subarray(0, whole.length - 200) })).rejects.toMatchObject({
      details: { reason: "corrupt" },
    });
    await expect(run({ bytes: whole }, { unzippedBytes: 1000 })).rejects.toMatchObject({
      details: { reason: "unpacks_too_large" },
    });
  });
});

describe.skipIf(!hasMaterial)("the campaign article", () => {
  test("has its headline and standfirst", async () => {
    const draft = await file("articles/1988-campaign.txt");
    expect(draft.meta.headline).toMatch(/^Iran: Campaign Calling/);
    expect(draft.meta.standfirst).toMatch(/^Campaign Calling for Justice .* humanity\.$/);
    expect(draft.meta).toMatchObject({ publishedOn: null, language: "en", direction: "ltr" });
  });
});

describe.skipIf(!hasMaterial)("saved pages", () => {
  const names = hasMaterial ? readdirSync(path.join(material, "pages")) : [];
  const words = (text: string) =>
    text
      .normalize("NFKC")
      .toLowerCase()
      .match(/[\p{L}\p{N}]/gu) ?? [];
  const tokens = (text: string) =>
    words(text).length === 0
      ? []
      : (text
          .normalize("NFKC")
          .toLowerCase()
          .match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[\p{L}\p{N}]+/gu) ?? []);

  describe.each(names)("%s", (name) => {
    let draft: ArticleDraft;
    let expected: Record<string, string | null>;
    beforeAll(async () => {
      draft = await run({ bytes: read("pages", name, "source.html"), filename: "source.html" });
      expected = JSON.parse(read("pages", name, "expected-metadata.json").toString("utf8"));
    });

    test("has the article's words and little else", () => {
      const page = new JSDOM(read("pages", name, "expected.html").toString("utf8"));
      const wanted = tokens(visibleText(page.window.document.body));
      const found = tokens(textIndexOf(parseDocument(draft.document)).text);
      const share = shareOf(wanted, found);
      expect(share, "of the expected words").toBeGreaterThan(0.9);
      expect(shareOf(found, wanted), "of our words").toBeGreaterThan(0.85);
    });

    test("says of itself what it should", () => {
      const plain = (text: string | null | undefined) =>
        text?.normalize("NFKC").replace(/\s+/g, " ").trim() ?? null;
      expect(plain(draft.meta.headline)).toBe(plain(expected.title));
      expect(plain(draft.meta.byline)).toBe(plain(expected.byline));
      if (expected.dir) expect(draft.meta.direction).toBe(expected.dir);
      if (expected.lang) expect(draft.meta.language?.toLowerCase()).toBe(expected.lang);
      if (expected.publishedTime) {
        expect(draft.meta.publishedOn).toBe(expected.publishedTime.slice(0, 10));
      }
    });
  });

  function visibleText(root: Element): string {
    for (const element of root.querySelectorAll(
      "script, style, svg, math, iframe, video, form button",
    )) {
      element.remove();
    }
    for (const element of root.querySelectorAll("p, div, li, td, th, h1, h2, h3, h4, br, dt, dd")) {
      element.append(" ");
    }
    return root.textContent ?? "";
  }

  /** The share of the first list's words that the second has, counting each as often as it stands. */
  function shareOf(wanted: string[], found: string[]): number {
    const counts = new Map<string, number>();
    for (const word of found) counts.set(word, (counts.get(word) ?? 0) + 1);
    let hits = 0;
    for (const word of wanted) {
      const left = counts.get(word) ?? 0;
      if (left > 0) hits++;
      counts.set(word, left - 1);
    }
    return wanted.length === 0 ? 1 : hits / wanted.length;
  }
});

describe.skipIf(!hasMaterial)("hostile payloads", () => {
  const payloads: { title?: string; payload: string }[] = hasMaterial
    ? JSON.parse(read("sanitizer/dompurify-dev.json").toString("utf8"))
    : [];
  const ways: [string, (payload: string) => ImportInput][] = [
    ["pasted", (payload) => ({ html: `<p>before</p>${payload}<p>after</p>` })],
    [
      "as a page",
      (payload) => ({
        bytes: Buffer.from(
          `<!doctype html><html><body><p>before</p>${payload}<p>after</p></body></html>`,
        ),
        filename: "a.html",
      }),
    ],
    [
      "as Markdown",
      (payload) => ({ bytes: Buffer.from(`before\n\n${payload}\n\nafter`), filename: "a.md" }),
    ],
    ["as text", (payload) => ({ text: `before ${payload} after` })],
  ];

  test.each(ways)("leave nothing executable, %s", async (_way, input) => {
    expect(payloads.length).toBeGreaterThan(100);
    for (const { payload } of payloads) {
      const draft = await run(input(payload)).catch((error) => {
        // What is nothing but active content has no text left.
        expect(error.details, payload).toEqual({ reason: "empty" });
        return null;
      });
      if (!draft) continue;
      const { body } = new JSDOM(`<!doctype html><body>${render(draft)}`).window.document;
      for (const element of body.querySelectorAll("*")) {
        expect(ALLOWED_ELEMENTS.has(element.localName), `${element.localName} in ${payload}`).toBe(
          true,
        );
        expect(element.namespaceURI).toBe("http://www.w3.org/1999/xhtml");
        for (const { name, value } of element.attributes) {
          expect(ALLOWED_ATTRIBUTES.has(name), `${name} in ${payload}`).toBe(true);
          if (name === "href") expect(value).toMatch(/^(https?:|mailto:|#fn)/);
          if (name === "src") expect(value).toMatch(/^\/pictures\/[0-9a-f]{64}$/);
          if (name === "id") expect(value).toMatch(/^(s|fn|fnref)-/);
        }
      }
    }
  });
});

const ALLOWED_ELEMENTS = new Set(
  "p h1 h2 h3 h4 h5 h6 ul ol li blockquote pre hr div table tbody tr th td figure figcaption img section strong em u s sub sup code a br".split(
    " ",
  ),
);
const ALLOWED_ATTRIBUTES = new Set(
  "id dir start type colspan rowspan scope tabindex href title rel role src alt width height loading decoding data-start data-role data-align data-missing data-origin data-table-scroll data-footnotes".split(
    " ",
  ),
);
