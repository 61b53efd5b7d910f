import type { Mark, Node } from "@tiptap/pm/model";
import { isFootnoteId, isSafeHref, isWebAddress, pictureSha } from "./attribute";
import { type TextBlock, textIndexOf } from "./canonical";

export interface RenderOptions {
  /** The address under which the bytes of a stored picture are served. */
  pictureUrl: (sha256: string) => string;
  /** The name of the link from a footnote back to the text; without it there is no such link. */
  footnoteBackLabel?: string;
}

/**
 * The document as HTML for reading, the text included before any script runs.
 *
 * - Every text block has `data-start` (the canonical offset of its first character) and
 *   `data-role`; an `<img>` has `data-start`. Inside a text block stand only text, `<br>` and
 *   inline marks, so the offsets of its text nodes follow by counting.
 * - The first block with the role headline is the `<h1>`; other headings follow from `<h2>`.
 * - Headings have an id `s-…`, footnotes `fn-…`, their references `fnref-…`.
 * - A picture whose bytes we do not have is an `<img data-missing>` without `src`.
 * - Tables stand in a `<div data-table-scroll>`, footnotes in a `<section data-footnotes>`.
 *
 * The result is safe to insert as it is: text and attributes are escaped, addresses checked.
 */
export function renderDocument(doc: Node, options: RenderOptions): string {
  return new Renderer(doc, options).html();
}

const HEADING_BASE = 2;
const HEADING_MAX = 6;

class Renderer {
  readonly #doc: Node;
  readonly #options: RenderOptions;
  readonly #blocks: ReadonlyMap<number, TextBlock>;
  readonly #headline: TextBlock | undefined;
  readonly #topLevel: number;
  readonly #ids = new Set<string>();

  constructor(doc: Node, options: RenderOptions) {
    this.#doc = doc;
    this.#options = options;
    const { blocks } = textIndexOf(doc);
    this.#blocks = new Map(blocks.map((block) => [block.pos, block]));
    this.#headline = blocks.find((block) => block.role === "headline");
    let topLevel = Number.POSITIVE_INFINITY;
    doc.descendants((node, pos) => {
      if (node.type.name === "heading" && pos !== this.#headline?.pos) {
        topLevel = Math.min(topLevel, Number(node.attrs.level));
      }
    });
    this.#topLevel = topLevel;
  }

  html(): string {
    return this.#children(this.#doc, -1);
  }

  #children(parent: Node, pos: number): string {
    let html = "";
    parent.forEach((node, offset) => {
      html += this.#block(node, pos + 1 + offset);
    });
    return html;
  }

  #block(node: Node, pos: number): string {
    const inner = () => this.#children(node, pos);
    switch (node.type.name) {
      case "paragraph":
        return this.#textBlock(pos === this.#headline?.pos ? "h1" : "p", node, pos);
      case "heading":
        return this.#textBlock(this.#headingTag(node, pos), node, pos, {
          id: this.#headingId(node.textContent),
        });
      case "codeBlock":
        return this.#textBlock("pre", node, pos);
      case "figcaption":
        return this.#textBlock("p", node, pos);
      case "figure":
        return this.#figure(node, pos);
      case "bulletList":
        return element("ul", {}, inner());
      case "orderedList": {
        const { start, type } = node.attrs;
        return element("ol", { start: start === 1 ? null : start, type }, inner());
      }
      case "listItem":
        return element("li", {}, inner());
      case "blockquote":
        return element("blockquote", {}, inner());
      case "horizontalRule":
        return "<hr>";
      case "table":
        return element(
          "div",
          { "data-table-scroll": "", tabindex: 0 },
          `<table><tbody>${this.#rows(node, pos)}</tbody></table>`,
        );
      case "footnotes":
        return element("section", { "data-footnotes": "" }, `<ol>${inner()}</ol>`);
      case "footnote":
        return this.#footnote(node, inner());
      default:
        throw new Error(`No way to render ${node.type.name}`);
    }
  }

  #textBlock(tag: string, node: Node, pos: number, attributes: Attributes = {}): string {
    const block = this.#blocks.get(pos);
    const inline = this.#inline(node);
    return element(
      tag,
      { ...attributes, dir: node.attrs.dir, "data-start": block?.start, "data-role": block?.role },
      // The parser drops one line break that opens a <pre>.
      tag === "pre" && inline.startsWith("\n") ? `\n${inline}` : inline,
    );
  }

  #headingTag(node: Node, pos: number): string {
    if (pos === this.#headline?.pos) return "h1";
    const level = HEADING_BASE + Number(node.attrs.level) - this.#topLevel;
    return `h${Math.min(level, HEADING_MAX)}`;
  }

  #headingId(text: string): string {
    const slug = text
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{N}]+/gu, "-")
      .replace(/^-+|-+$/g, "")
      .slice(0, 60);
    return this.#uniqueId(`s-${slug}`);
  }

  #uniqueId(wanted: string): string {
    let id = wanted;
    for (let n = 2; this.#ids.has(id); n++) id = `${wanted}-${n}`;
    this.#ids.add(id);
    return id;
  }

  #figure(figure: Node, pos: number): string {
    let picture = "";
    let captions = "";
    figure.forEach((node, offset) => {
      const at = pos + 1 + offset;
      if (node.type.name === "image") picture += this.#picture(node, at);
      else captions += this.#block(node, at);
    });
    return `<figure>${picture}${captions && `<figcaption>${captions}</figcaption>`}</figure>`;
  }

  #picture(node: Node, pos: number): string {
    const { src, alt, origin, width, height } = node.attrs;
    const sha = pictureSha(src);
    return openingTag("img", {
      "data-start": this.#blocks.get(pos)?.start,
      src: sha && this.#options.pictureUrl(sha),
      "data-missing": sha ? null : "",
      "data-origin": isWebAddress(origin) ? origin : null,
      alt,
      width,
      height,
      loading: sha ? "lazy" : null,
      decoding: sha ? "async" : null,
    });
  }

  #rows(table: Node, pos: number): string {
    let html = "";
    table.forEach((row, rowOffset, rowNumber) => {
      const rowPos = pos + 1 + rowOffset;
      let cells = "";
      row.forEach((cell, cellOffset) => {
        const isHeader = cell.type.name === "tableHeader";
        const { colspan, rowspan, align } = cell.attrs;
        cells += element(
          isHeader ? "th" : "td",
          {
            colspan: colspan === 1 ? null : colspan,
            rowspan: rowspan === 1 ? null : rowspan,
            "data-align": align,
            scope: isHeader ? (rowNumber === 0 ? "col" : "row") : null,
          },
          this.#children(cell, rowPos + 1 + cellOffset),
        );
      });
      html += `<tr>${cells}</tr>`;
    });
    return html;
  }

  #footnote(node: Node, inner: string): string {
    const id: unknown = node.attrs.id;
    if (!isFootnoteId(id)) return element("li", {}, inner);
    const label = this.#options.footnoteBackLabel;
    const isReferred = this.#ids.has(`fnref-${id}`);
    const back =
      label && isReferred
        ? element("a", { href: `#fnref-${id}`, "data-footnote-back": "", "aria-label": label }, "↩")
        : "";
    return element("li", { id: this.#uniqueId(`fn-${id}`) }, inner + back);
  }

  #inline(block: Node): string {
    let html = "";
    let open: readonly Mark[] = [];
    const close = (keep: number): void => {
      for (let i = open.length - 1; i >= keep; i--) html += closingTag(open[i]);
      open = open.slice(0, keep);
    };
    block.forEach((node) => {
      let shared = 0;
      while (isSameMark(open[shared], node.marks[shared])) {
        shared++;
      }
      close(shared);
      for (const mark of node.marks.slice(shared)) html += this.#openingTag(mark);
      open = node.marks;
      html += node.isText ? escapeText(node.text ?? "") : "<br>";
    });
    close(0);
    return html;
  }

  #openingTag(mark: Mark): string {
    if (mark.type.name === "link") {
      const { href, title } = mark.attrs;
      return openingTag("a", {
        href: isSafeHref(href) ? href : null,
        title,
        rel: "noopener noreferrer",
      });
    }
    if (mark.type.name === "footnoteReference") {
      const id: unknown = mark.attrs.id;
      if (!isFootnoteId(id)) return "<sup><a>";
      const anchor = `fnref-${id}`;
      const isFirst = !this.#ids.has(anchor);
      this.#ids.add(anchor);
      return `<sup>${openingTag("a", { href: `#fn-${id}`, id: isFirst ? anchor : null, role: "doc-noteref" })}`;
    }
    return `<${markTag(mark)}>`;
  }
}

function isSameMark(a: Mark | undefined, b: Mark | undefined): boolean {
  return a !== undefined && b !== undefined && a.eq(b);
}

const MARK_TAGS: Readonly<Record<string, string>> = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strike: "s",
  subscript: "sub",
  superscript: "sup",
  code: "code",
};

function markTag(mark: Mark): string {
  const tag = MARK_TAGS[mark.type.name];
  if (!tag) throw new Error(`No way to render ${mark.type.name}`);
  return tag;
}

function closingTag(mark: Mark | undefined): string {
  if (!mark) return "";
  if (mark.type.name === "link") return "</a>";
  if (mark.type.name === "footnoteReference") return "</a></sup>";
  return `</${markTag(mark)}>`;
}

type Attributes = Readonly<Record<string, unknown>>;

function openingTag(tag: string, attributes: Attributes): string {
  let html = `<${tag}`;
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined) continue;
    html += ` ${name}="${escapeAttribute(String(value))}"`;
  }
  return `${html}>`;
}

function element(tag: string, attributes: Attributes, inner: string): string {
  return `${openingTag(tag, attributes)}${inner}</${tag}>`;
}

// A bare carriage return would be read back as a line feed, and "\r\n" as one character.
const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  "\r": "&#13;",
};

function escapeText(text: string): string {
  return text.replace(/[&<>\r]/g, (character) => ESCAPES[character] ?? "");
}

function escapeAttribute(text: string): string {
  return text.replace(/[&<>"'\r]/g, (character) => ESCAPES[character] ?? "");
}
