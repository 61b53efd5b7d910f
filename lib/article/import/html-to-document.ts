import { isFootnoteId, isSafeHref, isWebAddress } from "@/lib/document/attribute";
import type { BlockRole } from "@/lib/document/role";
import type { ImportWarning, JsonMark, JsonNode } from "./draft";
import { type FootnoteLinks, findFootnotes } from "./footnote-links";
import {
  directionOf,
  dropped,
  isBlockElement,
  isLayoutTable,
  isTrackingPixel,
  isWorthTelling,
  marksOf,
  pixelsOf,
} from "./html-element";
import type { PictureStore } from "./picture";

export interface HtmlOptions {
  pictures: PictureStore;
  warn: (warning: ImportWarning) => void;
  /** Against which relative addresses are resolved. */
  baseUrl: string | null;
  /** The role that the source itself gives an element, where it knows. */
  roleOf?: (element: Element) => BlockRole | null;
}

/**
 * The blocks of a document that a piece of HTML says, built from nothing: an element is read for
 * what it means or not at all, and only attributes the schema knows are written. Footnotes come last.
 */
export function htmlToBlocks(root: Element, options: HtmlOptions): JsonNode[] {
  return new HtmlReader(root, options).read();
}

interface Context {
  marks: readonly JsonMark[];
  dir: "ltr" | "rtl" | null;
  role: BlockRole | null;
  isPreserved: boolean;
  /** Inside a table's cell, a list or a note, where some blocks have no place. */
  isNarrow: boolean;
  isInTable: boolean;
  isInNote: boolean;
  /** How many lists, quotations and tables are around. */
  level: number;
}

const START: Context = {
  marks: [],
  dir: null,
  role: null,
  isPreserved: false,
  isNarrow: false,
  isInTable: false,
  isInNote: false,
  level: 0,
};

// Blocks nested deeper than this are read as if they stood side by side.
const MAX_LEVEL = 12;
const CREDIT_CLASS = /credit|copyright|photographer|byline|attribution/i;
const CREDIT_TEXT =
  /^(?:©|\(c\)|copyright\b|(?:photo(?:graph)?|picture|image|illustration|credit|source|foto|crédit)(?:\s+credit)?\s*(?::|\bby\b))/i;

class HtmlReader {
  readonly #root: Element;
  readonly #options: HtmlOptions;
  readonly #footnotes: FootnoteLinks;

  constructor(root: Element, options: HtmlOptions) {
    this.#root = root;
    this.#options = options;
    this.#footnotes = findFootnotes(root);
  }

  read(): JsonNode[] {
    const blocks = this.#flow(this.#root, START);
    const notes = this.#footnotes.notes.map(({ id, element }) => this.#footnote(id, element));
    const written = notes.filter((note) => note !== null);
    return written.length > 0 ? [...blocks, { type: "footnotes", content: written }] : blocks;
  }

  #flow(element: Element, context: Context): JsonNode[] {
    const flow = new Flow();
    this.#children(element, flow, context);
    flow.flush();
    return flow.blocks;
  }

  #children(element: Node, flow: Flow, context: Context): void {
    for (const child of element.childNodes) {
      if (child.nodeType === child.TEXT_NODE) flow.addText(child.nodeValue ?? "", context);
      else if (isElement(child)) this.#element(child, flow, context);
    }
  }

  #element(element: Element, flow: Flow, context: Context): void {
    const reason = dropped(element);
    if (reason) {
      if (reason !== "hidden" && isWorthTelling(element)) {
        this.#options.warn(reason === "active" ? "active_content_removed" : "embed_removed");
      }
      return;
    }
    if (this.#footnotes.idOf(element) !== null && !context.isInNote) return;
    if (isBlockElement(element)) this.#block(element, flow, context);
    else this.#inline(element, flow, context);
  }

  #inline(element: Element, flow: Flow, context: Context): void {
    switch (element.localName) {
      case "br":
        flow.addBreak();
        return;
      case "wbr":
        return;
      case "img":
        this.#picture(element, flow, context, []);
        return;
      case "a":
        this.#link(element, flow, context);
        return;
      case "q":
        flow.addText("“", context);
        this.#children(element, flow, context);
        flow.addText("”", context);
        return;
      default: {
        const marks = marksOf(element).map((type) => ({ type }));
        this.#children(element, flow, { ...context, marks: withMarks(context.marks, marks) });
      }
    }
  }

  #link(link: Element, flow: Flow, context: Context): void {
    const note = this.#footnotes.noteOf(link);
    if (note && isFootnoteId(note) && !context.isInNote) {
      const sign = (link.textContent ?? "").trim();
      const mark = { type: "footnoteReference", attrs: { id: note } };
      flow.addText(sign, { ...context, marks: [mark] });
      return;
    }
    if (this.#footnotes.isBackLink(link)) return;
    const href = this.#resolve(link.getAttribute("href"));
    const isTarget = isSafeHref(href) && !href.startsWith("#");
    const mark = { type: "link", attrs: { href } };
    const marks = isTarget ? withMarks(context.marks, [mark]) : context.marks;
    this.#children(link, flow, { ...context, marks });
  }

  #block(element: Element, flow: Flow, outer: Context): void {
    flow.flush();
    const context: Context = {
      ...outer,
      dir: directionOf(element) ?? outer.dir,
      role: this.#options.roleOf?.(element) ?? outer.role,
    };
    const name = element.localName;
    const within = { ...context, level: outer.level + 1 };
    if (outer.level >= MAX_LEVEL) {
      this.#children(element, flow, context);
    } else if (/^h[1-6]$/.test(name)) {
      const level = Math.min(Number(name[1]), 4);
      for (const block of this.#flow(element, context)) {
        const isText = block.type === "paragraph";
        flow.add(isText ? { ...block, type: "heading", attrs: { ...block.attrs, level } } : block);
      }
    } else if (name === "ul" || name === "ol" || name === "menu" || name === "dir") {
      this.#list(element, flow, within);
    } else if (name === "blockquote") {
      const content = this.#flow(element, within);
      if (content.length > 0) flow.add({ type: "blockquote", content });
    } else if (name === "pre") {
      this.#preformatted(element, flow, context);
    } else if (name === "hr") {
      if (!context.isNarrow && !context.isInNote) flow.add({ type: "horizontalRule" });
    } else if (name === "table") {
      this.#table(element, flow, within);
    } else if (name === "figure") {
      this.#figure(element, flow, context);
    } else if (name === "figcaption" || name === "caption") {
      this.#children(element, flow, { ...context, role: "caption" });
    } else {
      this.#children(element, flow, context);
    }
    flow.flush();
  }

  #preformatted(element: Element, flow: Flow, context: Context): void {
    for (const line of element.querySelectorAll("br")) line.replaceWith("\n");
    const text = clean(element.textContent ?? "").replace(/^\n+|\s+$/g, "");
    if (text === "") return;
    if (context.isInNote) flow.addText(text, context);
    else flow.add({ type: "codeBlock", content: [{ type: "text", text }] });
  }

  #list(list: Element, flow: Flow, context: Context): void {
    const type = list.localName === "ol" ? "orderedList" : "bulletList";
    const start = Number.parseInt(list.getAttribute("start") ?? "1", 10);
    let number = Math.abs(start) <= 1_000_000 ? start : 1;
    let items: JsonNode[] = [];
    const close = (): void => {
      if (items.length === 0) return;
      const attrs = type === "orderedList" ? { start: number } : {};
      flow.add({ type, attrs, content: items });
      number += items.length;
      items = [];
    };
    for (const child of itemsOf(list)) {
      const blocks = this.#itemBlocks(child, context);
      // An item begins with a paragraph: what stands before its first one stands before the item.
      const first = blocks.findIndex(
        (block) => block.type === "paragraph" || block.type === "heading",
      );
      const isNested = !isElement(child) || child.localName !== "li";
      const last = items.at(-1);
      if (first < 0 && isNested && last?.content) {
        last.content.push(...blocks);
        continue;
      }
      const before = first < 0 ? blocks : blocks.slice(0, first);
      if (before.length > 0) close();
      for (const block of before) flow.add(block);
      const lead = blocks[first];
      if (first < 0 || !lead) continue;
      items.push({ type: "listItem", content: [asParagraph(lead), ...blocks.slice(first + 1)] });
    }
    close();
  }

  #itemBlocks(item: Node, context: Context): JsonNode[] {
    const inner: Context = { ...context, isNarrow: true };
    const flow = new Flow();
    if (!isElement(item)) flow.addText(item.nodeValue ?? "", inner);
    else if (item.localName !== "li") this.#element(item, flow, inner);
    else if (dropped(item) === null && (this.#footnotes.idOf(item) === null || context.isInNote)) {
      this.#children(item, flow, { ...inner, dir: directionOf(item) ?? context.dir });
    }
    flow.flush();
    return flow.blocks;
  }

  #table(table: Element, flow: Flow, context: Context): void {
    if (context.isInTable || context.isInNote || isLayoutTable(table)) {
      this.#children(table, flow, context);
      return;
    }
    const inner: Context = { ...context, isInTable: true, isNarrow: true };
    const rows: JsonNode[] = [];
    for (const caption of table.querySelectorAll("caption")) {
      for (const block of this.#flow(caption, { ...context, role: "caption" })) flow.add(block);
    }
    const source = [...table.querySelectorAll("tr")];
    source.forEach((row, i) => {
      const cells = [...row.children].filter(
        (cell) => /^t[dh]$/.test(cell.localName) && dropped(cell) === null,
      );
      const content = cells.map((cell) => this.#cell(cell, inner, source.length - i));
      if (content.length > 0) rows.push({ type: "tableRow", content });
    });
    const isEmpty = rows.every((row) => row.content?.every(isEmptyCell));
    if (!isEmpty) flow.add({ type: "table", content: rows });
  }

  #cell(cell: Element, context: Context, rowsLeft: number): JsonNode {
    const blocks = this.#flow(cell, { ...context, dir: directionOf(cell) ?? context.dir });
    const span = (name: string, max: number) => {
      const value = Number.parseInt(cell.getAttribute(name) ?? "1", 10);
      return Number.isNaN(value) ? 1 : Math.min(Math.max(value, 1), max);
    };
    const align = (cell.getAttribute("align") ?? "").toLowerCase();
    return {
      type: cell.localName === "th" ? "tableHeader" : "tableCell",
      attrs: {
        colspan: span("colspan", 100),
        rowspan: span("rowspan", Math.min(rowsLeft, 100)),
        align: /^(left|right|center)$/.test(align) ? align : null,
      },
      content: blocks.length > 0 ? blocks : [{ type: "paragraph" }],
    };
  }

  #figure(figure: Element, flow: Flow, context: Context): void {
    const images = picturesIn(figure);
    if (images.length === 0 || figure.querySelector("table, pre, blockquote")) {
      this.#children(figure, flow, context);
      return;
    }
    const captions = [...figure.querySelectorAll("figcaption")].filter(
      (caption) => dropped(caption) === null,
    );
    const written = captions.flatMap((caption) => this.#captions(caption, context));
    if (context.isInNote) {
      this.#children(figure, flow, context);
      return;
    }
    const kept = images.filter((image) => dropped(image) === null && !this.#isTracker(image));
    kept.forEach((image, i) => {
      this.#picture(image, flow, context, i === kept.length - 1 ? written : []);
    });
    if (kept.length === 0) {
      for (const caption of written) flow.add({ ...caption, type: "paragraph" });
    }
  }

  /** A caption, and the credit apart where the source tells them apart. */
  #captions(caption: Element, context: Context): JsonNode[] {
    const credits = [...caption.querySelectorAll("*")].filter(
      (part) =>
        CREDIT_CLASS.test(`${part.getAttribute("class")} ${part.getAttribute("itemprop")}`) &&
        (part.textContent ?? "").trim() !== "",
    );
    const outermost = credits.filter(
      (part) => !credits.some((other) => other !== part && other.contains(part)),
    );
    const creditBlocks = outermost.flatMap((part) =>
      this.#flow(part, { ...context, role: "credit" }),
    );
    for (const part of outermost) part.remove();
    const captionBlocks = this.#flow(caption, { ...context, role: "caption" });
    return [...captionBlocks, ...creditBlocks]
      .filter((block) => block.type === "paragraph" || block.type === "heading")
      .map((block) => {
        const isCredit = block.attrs?.role === "credit" || CREDIT_TEXT.test(textOf(block).trim());
        return figcaption(block, isCredit ? "credit" : "caption");
      });
  }

  #isTracker(image: Element): boolean {
    if (!isTrackingPixel(image)) return false;
    this.#options.warn("tracker_removed");
    return true;
  }

  #picture(image: Element, flow: Flow, context: Context, captions: JsonNode[]): void {
    if (this.#isTracker(image) || context.isInNote) return;
    const { pictures, warn } = this.#options;
    const sources = addressesOf(image);
    const own = sources.find((source) => pictures.get(source));
    const data = sources.find((source) => /^data:image\//i.test(source));
    const origin = sources.map((source) => this.#resolve(source)).find(isWebAddress) ?? null;
    let src = own ?? null;
    // Beside the address of the real picture, an inline one is a placeholder.
    if (!src && data && !origin) src = pictures.addDataUrl(data);
    const stored = src ? pictures.get(src) : undefined;
    if (stored && stored.width !== null && stored.width <= 1 && (stored.height ?? 0) <= 1) {
      pictures.remove(stored);
      warn("tracker_removed");
      return;
    }
    const alt = clean(image.getAttribute("alt") ?? "")
      .trim()
      .slice(0, 4000)
      .toWellFormed();
    if (!src && !origin && alt === "" && captions.length === 0) return;
    if (!src) warn("picture_missing");
    flow.add({
      type: "figure",
      content: [
        {
          type: "image",
          attrs: {
            src,
            alt,
            origin,
            width: stored?.width ?? pixelsOf(image, "width"),
            height: stored?.height ?? pixelsOf(image, "height"),
          },
        },
        ...captions,
      ],
    });
  }

  #footnote(id: string, element: Element): JsonNode | null {
    const context: Context = { ...START, isInNote: true, isNarrow: true, role: "footnote" };
    const content = this.#flow(element, context).flatMap(paragraphsOf);
    if (content.length === 0) return null;
    return { type: "footnote", attrs: { id }, content };
  }

  #resolve(address: string | null): string | null {
    const trimmed = address?.trim();
    if (!trimmed) return null;
    try {
      return new URL(trimmed, this.#options.baseUrl ?? undefined).href;
    } catch {
      return null;
    }
  }
}

/** The blocks of one container, and the paragraph that inline content is gathering into. */
class Flow {
  readonly blocks: JsonNode[] = [];
  #inline: JsonNode[] = [];
  #context: Context = START;

  add(block: JsonNode): void {
    this.flush();
    this.blocks.push(block);
  }

  addText(raw: string, context: Context): void {
    const text = context.isPreserved ? clean(raw) : clean(raw).replace(/[ \t\n\r\f]+/g, " ");
    if (text === "") return;
    const last = this.#inline.at(-1);
    const isAfterSpace = !last || last.type === "hardBreak" || last.text?.endsWith(" ");
    const added = isAfterSpace ? text.replace(/^ +/, "") : text;
    if (added === "") return;
    if (this.#inline.length === 0) this.#context = context;
    const marks = [...context.marks];
    if (last?.text !== undefined && areSameMarks(last.marks ?? [], marks)) last.text += added;
    else this.#inline.push({ type: "text", text: added, marks });
  }

  /** A line break; a second one in a row begins a new paragraph. */
  addBreak(): void {
    trimEnd(this.#inline);
    if (this.#inline.at(-1)?.type === "hardBreak") this.flush();
    else if (this.#inline.length > 0) this.#inline.push({ type: "hardBreak" });
  }

  flush(): void {
    const content = this.#inline;
    this.#inline = [];
    trimEnd(content);
    while (content.at(-1)?.type === "hardBreak") {
      content.pop();
      trimEnd(content);
    }
    if (content.every((node) => (node.text ?? "").trim() === "")) return;
    const { role, dir } = this.#context;
    this.blocks.push({ type: "paragraph", attrs: { role, dir }, content });
  }
}

function trimEnd(inline: JsonNode[]): void {
  const last = inline.at(-1);
  if (last?.text === undefined) return;
  last.text = last.text.replace(/[ \t\n]+$/, "");
  if (last.text !== "") return;
  inline.pop();
  trimEnd(inline);
}

// Controls have no meaning in text, and PostgreSQL stores no NUL; soft hyphens and zero-width
// spaces only say where a line may break, and would part words that are searched for.
const MEANINGLESS = /(?![\t\n])[\p{Cc}\u00ad\u200b\ufeff]/gu;

/** Text without the characters that mean nothing. */
export function clean(text: string): string {
  return text.replace(/\r\n?/g, "\n").replace(MEANINGLESS, "").toWellFormed();
}

function isElement(node: Node): node is Element {
  return node.nodeType === node.ELEMENT_NODE;
}

function withMarks(marks: readonly JsonMark[], added: readonly JsonMark[]): JsonMark[] {
  const isCode = [...marks, ...added].some(({ type }) => type === "code");
  if (isCode) return [{ type: "code" }];
  const kept = marks.filter(({ type }) => !added.some((mark) => excludes(mark.type, type)));
  return [...kept, ...added];
}

function excludes(mark: string, other: string): boolean {
  const isRaised = (type: string) => type === "subscript" || type === "superscript";
  return mark === other || (isRaised(mark) && isRaised(other));
}

function areSameMarks(a: readonly JsonMark[], b: readonly JsonMark[]): boolean {
  return a.length === b.length && JSON.stringify(a) === JSON.stringify(b);
}

function itemsOf(list: Element): Node[] {
  return [...list.childNodes].filter(
    (child) => isElement(child) || (child.nodeType === 3 && (child.nodeValue ?? "").trim() !== ""),
  );
}

function asParagraph(block: JsonNode): JsonNode {
  const { level: _level, ...attrs } = block.attrs ?? {};
  return { ...block, type: "paragraph", attrs };
}

function figcaption(block: JsonNode, role: BlockRole): JsonNode {
  return {
    type: "figcaption",
    attrs: { role, dir: block.attrs?.dir ?? null },
    content: block.content,
  };
}

/** The text of blocks of any kind as plain paragraphs, for places that take nothing else. */
function paragraphsOf(block: JsonNode): JsonNode[] {
  if (block.type === "paragraph") return [block];
  if (block.type === "heading" || block.type === "figcaption") return [asParagraph(block)];
  if (block.type === "codeBlock") return [{ ...block, type: "paragraph", attrs: {} }];
  return (block.content ?? []).flatMap(paragraphsOf);
}

function isEmptyCell(cell: JsonNode): boolean {
  return (cell.content ?? []).every(
    (block) => block.type === "paragraph" && !block.content?.length,
  );
}

/** All text under a node. */
export function textOf(node: JsonNode): string {
  if (node.type === "hardBreak") return "\n";
  return node.text ?? (node.content ?? []).map(textOf).join("");
}

function picturesIn(figure: Element): Element[] {
  return [...figure.querySelectorAll("img")].filter(
    (image) => image.closest("noscript, figcaption") === null && image.closest("figure") === figure,
  );
}

/** Every address at which an image says it is, lazy loaders' included; the likeliest first. */
function addressesOf(image: Element): string[] {
  const direct = ["src", "data-src", "data-original", "data-lazy-src", "data-url"].map((name) =>
    image.getAttribute(name),
  );
  const sets = [image, ...(image.closest("picture")?.querySelectorAll("source") ?? [])].flatMap(
    (element) =>
      ["srcset", "data-srcset"].map((name) =>
        element.getAttribute(name)?.trim().split(/\s+/)[0]?.replace(/,$/, ""),
      ),
  );
  return [...direct, ...sets].filter((address): address is string => Boolean(address));
}
