import type { DraftComment, JsonNode } from "./draft";

/**
 * Word keeps a comment's words between two empty elements that its readers drop. Before the file is
 * read, both are replaced by signs in the text, from Unicode's private use; after it, the signs are
 * found, counted and taken out.
 */
const OPEN = "\uE0F0";
const CLOSE = "\uE0F1";
const POINT = "\uE0F2";
const END = "\uE0F3";
const SIGN = /[\uE0F0\uE0F1\uE0F2]\d{1,9}\uE0F3/g;
const STRAY = /[\uE0F0-\uE0F3]/g;

function sign(kind: string, id: string): string {
  return `<w:r><w:t xml:space="preserve">${kind}${id}${END}</w:t></w:r>`;
}

const TAG =
  /<w:p(?:\s[^>]*)?>|<\/w:p>|<w:comment(RangeStart|RangeEnd|Reference)\b[^>]*?\bw:id="(\d{1,9})"[^>]*?\/>/g;

/** A Word document's main part with signs where comments begin, end, or merely stand. */
export function markComments(xml: string): string {
  const source = xml.replace(STRAY, "");
  const insertions: { at: number; text: string }[] = [];
  let depth = 0;
  let lastParagraphEnd = -1;
  let waiting = "";
  for (const match of source.matchAll(TAG)) {
    const [tag, kind, id] = match;
    const end = match.index + tag.length;
    if (tag === "</w:p>") {
      depth--;
      lastParagraphEnd = match.index;
    } else if (!kind || !id) {
      if (tag.endsWith("/>")) continue;
      depth++;
      if (waiting) insertions.push({ at: end, text: waiting });
      waiting = "";
    } else if (kind === "Reference") {
      // Inside a run, which may hold no other run: the sign stands in the same one.
      insertions.push({ at: end, text: `<w:t>${POINT}${id}${END}</w:t>` });
    } else if (kind === "RangeStart") {
      // Between paragraphs, where no text may stand, the next paragraph's start is meant.
      if (depth > 0) insertions.push({ at: end, text: sign(OPEN, id) });
      else waiting += sign(OPEN, id);
    } else if (depth > 0) {
      insertions.push({ at: end, text: sign(CLOSE, id) });
    } else if (lastParagraphEnd >= 0) {
      insertions.push({ at: lastParagraphEnd, text: sign(CLOSE, id) });
    }
  }
  insertions.sort((a, b) => a.at - b.at);
  let written = "";
  let from = 0;
  for (const { at, text } of insertions) {
    written += source.slice(from, at) + text;
    from = at;
  }
  return written + source.slice(from);
}

export interface CommentPlace {
  id: string;
  /** The block's place in document order, and the offset in its text. */
  start: { block: number; offset: number };
  end: { block: number; offset: number };
  /** Whether the comment has no words of its own, only a point. */
  isPoint: boolean;
}

/**
 * The same blocks without signs, and the places they stood for. Text blocks and pictures are
 * counted in the order of the canonical text.
 */
export function takeSigns(blocks: readonly JsonNode[]): {
  blocks: JsonNode[];
  places: CommentPlace[];
} {
  const places = new Map<string, CommentPlace>();
  let block = -1;
  const take = (node: JsonNode): JsonNode | null => {
    if (node.type === "image") block++;
    if (!isTextBlock(node)) {
      if (!node.content) return node;
      return { ...node, content: node.content.map(take).filter((child) => child !== null) };
    }
    block++;
    let offset = 0;
    const content: JsonNode[] = [];
    for (const inline of node.content ?? []) {
      if (inline.text === undefined) {
        content.push(inline);
        offset++;
        continue;
      }
      let from = 0;
      let text = "";
      for (const match of inline.text.matchAll(SIGN)) {
        text += inline.text.slice(from, match.index);
        from = match.index + match[0].length;
        place(places, match[0], { block, offset: offset + text.length });
      }
      text += inline.text.slice(from);
      offset += text.length;
      if (text !== "") content.push({ ...inline, text });
    }
    return { ...node, content };
  };
  return { blocks: blocks.map(take).filter((node) => node !== null), places: [...places.values()] };
}

function place(
  places: Map<string, CommentPlace>,
  found: string,
  at: { block: number; offset: number },
): void {
  const id = found.slice(1, -1);
  const known = places.get(id);
  const kind = found[0];
  if (kind === OPEN && (!known || known.isPoint)) {
    places.set(id, { id, start: at, end: at, isPoint: true });
  } else if (kind === CLOSE && known) {
    places.set(id, { ...known, end: at, isPoint: isSame(known.start, at) });
  } else if (kind === POINT && !known) {
    places.set(id, { id, start: at, end: at, isPoint: true });
  }
}

function isSame(a: CommentPlace["start"], b: CommentPlace["start"]): boolean {
  return a.block === b.block && a.offset === b.offset;
}

const TEXT_BLOCKS = new Set(["paragraph", "heading", "codeBlock", "figcaption"]);

function isTextBlock(node: JsonNode): boolean {
  return TEXT_BLOCKS.has(node.type);
}

/** The comments of word/comments.xml, by id. */
export function readComments(document: Document): Map<string, Omit<DraftComment, "target">> {
  const comments = new Map<string, Omit<DraftComment, "target">>();
  for (const element of document.getElementsByTagName("w:comment")) {
    const id = element.getAttribute("w:id");
    if (!id) continue;
    const paragraphs = [...element.getElementsByTagName("w:p")].map(paragraphText);
    const text = paragraphs.join("\n").trim().toWellFormed();
    if (text === "") continue;
    const author = element.getAttribute("w:author")?.trim().slice(0, 200) || null;
    const date = Date.parse(element.getAttribute("w:date") ?? "");
    comments.set(id, {
      author,
      date: Number.isNaN(date) ? null : new Date(date).toISOString(),
      text: text.slice(0, 20_000).toWellFormed(),
    });
  }
  return comments;
}

function paragraphText(paragraph: Element): string {
  let text = "";
  for (const element of paragraph.getElementsByTagName("*")) {
    if (element.localName === "t") text += element.textContent;
    else if (element.localName === "tab") text += " ";
    else if (element.localName === "br" || element.localName === "cr") text += "\n";
  }
  return text;
}
