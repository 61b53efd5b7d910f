import fc from "fast-check";
import { JSDOM } from "jsdom";
import { describe, expect, test } from "vitest";
import { arbitraryDocument } from "./arbitrary-document";
import { PICTURE_CHARACTER, textIndexOf } from "./canonical";
import { renderDocument } from "./render";
import { parseDocument } from "./schema";

const sha = "ab".repeat(32);
const options = {
  pictureUrl: (hash: string) => `/w/x/pictures/${hash}`,
  footnoteBackLabel: "Back",
};
const render = (...content: unknown[]) =>
  renderDocument(parseDocument({ type: "doc", content }), options);
const text = (words: string, ...marks: unknown[]) => ({ type: "text", text: words, marks });
const p = (...content: unknown[]) => ({ type: "paragraph", content });
const heading = (level: number, words: string, role: string | null = null) => ({
  type: "heading",
  attrs: { level, role },
  content: [text(words)],
});

function domOf(html: string) {
  return new JSDOM(`<!doctype html><body>${html}`).window.document.body;
}

describe("rendered article", () => {
  test("gives the headline the only h1 and the other headings the levels below", () => {
    const body = domOf(
      render(heading(2, "Title", "headline"), heading(1, "Part"), heading(3, "Part"), p(text("x"))),
    );
    expect([...body.children].map((e) => `${e.tagName} ${e.id}`.trim())).toEqual([
      "H1 s-title",
      "H2 s-part",
      "H4 s-part-2",
      "P",
    ]);
  });

  test("a paragraph may be the headline", () => {
    expect(render({ type: "paragraph", attrs: { role: "headline" }, content: [text("T")] })).toBe(
      '<h1 data-start="0" data-role="headline">T</h1>',
    );
  });

  test("figures: stored and missing pictures, caption and credit", () => {
    const figure = (attrs: object) => ({
      type: "figure",
      content: [
        { type: "image", attrs },
        { type: "figcaption", content: [text("Cap")] },
        { type: "figcaption", attrs: { role: "credit" }, content: [text("AP")] },
      ],
    });
    const body = domOf(
      render(
        figure({ src: `picture:${sha}`, alt: "A dog", width: 10, height: 20 }),
        figure({ src: null, origin: "https://example.org/a.jpg" }),
      ),
    );
    const [stored, missing] = body.querySelectorAll("img");
    expect(stored?.getAttribute("src")).toBe(`/w/x/pictures/${sha}`);
    expect(stored?.getAttribute("data-start")).toBe("0");
    expect(missing?.hasAttribute("src")).toBe(false);
    expect(missing?.hasAttribute("data-missing")).toBe(true);
    expect(body.querySelector("figcaption [data-role=credit]")?.textContent).toBe("AP");
  });

  test("footnotes and their references lead to each other", () => {
    const body = domOf(
      render(p(text("Fact"), text("1", { type: "footnoteReference", attrs: { id: "1" } })), {
        type: "footnotes",
        content: [{ type: "footnote", attrs: { id: "1" }, content: [p(text("Note"))] }],
      }),
    );
    const reference = body.querySelector("sup a");
    expect(body.querySelector(reference?.getAttribute("href") ?? "")?.tagName).toBe("LI");
    const back = body.querySelector("[data-footnote-back]");
    expect(body.querySelector(back?.getAttribute("href") ?? "")).toBe(reference);
    expect(body.querySelector("li p")?.getAttribute("data-role")).toBe("footnote");
  });

  test("hostile text and attributes do not break out", () => {
    const evil = `"><img src=x onerror=alert(1)><script>alert(1)</script>'`;
    const body = domOf(
      render(
        heading(1, evil),
        p(text(evil, { type: "link", attrs: { href: "https://x.org/", title: evil } })),
        { type: "codeBlock", content: [text(`\n</pre>${evil}`)] },
        { type: "figure", content: [{ type: "image", attrs: { alt: evil } }] },
      ),
    );
    expect(body.querySelectorAll("script, [onerror]")).toHaveLength(0);
    expect(body.querySelectorAll("img")).toHaveLength(1);
    expect(body.querySelector("img")?.getAttribute("alt")).toBe(evil);
    expect(body.querySelector("a")?.title).toBe(evil);
    expect(body.querySelector("pre")?.textContent).toBe(`\n</pre>${evil}`);
  });

  test("on random documents, the text nodes stand where data-start says", () => {
    fc.assert(
      fc.property(arbitraryDocument, (doc) => {
        const { blocks, text: canonical } = textIndexOf(doc);
        const body = domOf(renderDocument(doc, options));
        const rendered = [...body.querySelectorAll("[data-start]")];
        expect(rendered.map((e) => Number(e.getAttribute("data-start")))).toEqual(
          blocks.map(({ start }) => start),
        );
        rendered.forEach((element, i) => {
          const block = blocks[i];
          if (!block) return;
          const words = element.tagName === "IMG" ? PICTURE_CHARACTER : wordsOf(element);
          expect(words).toBe(canonical.slice(block.start, block.end));
          expect(element.getAttribute("data-role")).toBe(block.role);
        });
      }),
      { numRuns: 50 },
    );
  });
});

function wordsOf(element: Element): string {
  let words = "";
  for (const node of element.childNodes) {
    if (node.nodeName === "BR") words += "\n";
    else if (node.nodeType === node.TEXT_NODE) words += node.textContent;
    else words += wordsOf(node as Element);
  }
  return words;
}
