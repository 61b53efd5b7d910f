import type { Span } from "./highlight";

/** A place in the DOM, as ranges and selections name it. */
export interface DomPoint {
  node: Node;
  offset: number;
}

/** A text block or an image: an element with `data-start`. */
export interface Block {
  element: Element;
  start: number;
}

interface Segments {
  /** Canonical offset of each node's first character. */
  starts: number[];
  /** Text nodes, and the elements that stand for one character: `br` and `img`. */
  nodes: (Text | Element)[];
  end: number;
}

/**
 * Canonical text ↔ rendered article, in both directions, in O(log n).
 *
 * Every element with `data-start` is a block and says where it begins; inside one, offsets follow
 * by counting: a text node its code units, `br` and `img` one each. Only the blocks are indexed at
 * first; a block's text nodes are walked when somebody asks for a place inside it. The text must not
 * change while a map of it is in use: that is what lets the map be a plain index.
 */
export class TextMap {
  readonly root: HTMLElement;
  readonly blocks: readonly Block[];
  private readonly segments: (Segments | undefined)[];

  constructor(root: HTMLElement) {
    this.root = root;
    const blocks: Block[] = [];
    for (const element of root.querySelectorAll("[data-start]")) {
      const start = Number(element.getAttribute("data-start"));
      const inline = isImage(element) && element.parentElement?.closest("[data-start]");
      if (Number.isSafeInteger(start) && !(inline && root.contains(inline))) {
        blocks.push({ element, start });
      }
    }
    this.blocks = blocks;
    this.segments = new Array(blocks.length);
  }

  /** The end of the text. */
  get length(): number {
    return this.blocks.length === 0 ? 0 : this.blockEnd(this.blocks.length - 1);
  }

  /** The last block that begins at or before an offset; 0 before the first, -1 without any. */
  blockAt(offset: number): number {
    const index = firstWhere(this.blocks.length, (i) => this.startOf(i) > offset) - 1;
    return this.blocks.length === 0 ? -1 : Math.max(0, index);
  }

  blockEnd(index: number): number {
    return this.segmentsOf(index).end;
  }

  startOf(index: number): number {
    return this.blocks[index]?.start ?? 0;
  }

  /**
   * The DOM point of an offset. Where two nodes meet, `forward` gives the start of the second (for
   * the start of a range) and `backward` the end of the first (for its end). An offset between two
   * blocks is taken to the nearest end of one.
   */
  pointAt(offset: number, bias: "forward" | "backward" = "forward"): DomPoint {
    const index = this.blockAt(offset);
    const block = this.blocks[index];
    if (!block) return { node: this.root, offset: 0 };
    const { starts, nodes, end } = this.segmentsOf(index);
    const next = this.blocks[index + 1];
    if (offset > end && next && bias === "forward") return this.pointAt(next.start);
    const place = Math.min(Math.max(offset, block.start), end);
    const at =
      bias === "forward"
        ? firstWhere(starts.length, (i) => (starts[i] ?? 0) > place) - 1
        : firstWhere(starts.length, (i) => (starts[i] ?? 0) >= place) - 1;
    const node = nodes[Math.max(0, at)];
    if (!node) return { node: block.element, offset: 0 };
    const inside = place - (starts[Math.max(0, at)] ?? 0);
    if (isText(node)) return { node, offset: Math.min(inside, node.data.length) };
    const parent = node.parentNode ?? block.element;
    return { node: parent, offset: childIndex(node) + (inside > 0 ? 1 : 0) };
  }

  /** The two ends of a span, as `StaticRange` takes them. */
  rangeOf(span: Span): StaticRangeInit {
    const start = this.pointAt(span.start, "forward");
    const end = this.pointAt(span.end, span.end > span.start ? "backward" : "forward");
    return {
      startContainer: start.node,
      startOffset: start.offset,
      endContainer: end.node,
      endOffset: end.offset,
    };
  }

  /**
   * The offset of a DOM point, or null outside the article. A point between blocks is the start of
   * the block that follows.
   */
  offsetOf(node: Node, offset: number): number | null {
    if (!this.root.contains(node)) return null;
    const element = isElement(node) ? node : node.parentElement;
    let owner = element?.closest("[data-start]") ?? null;
    if (owner && isImage(owner)) {
      const around = owner.parentElement?.closest("[data-start]");
      if (around && this.root.contains(around)) owner = around;
    }
    if (owner && this.root.contains(owner)) {
      const index = this.blockAt(Number(owner.getAttribute("data-start")));
      if (this.blocks[index]?.element === owner) return this.offsetInBlock(index, node, offset);
    }
    const child = node.childNodes[offset];
    const index = firstWhere(this.blocks.length, (i) => {
      const block = this.blocks[i]?.element;
      return block !== undefined && isAtOrAfter(block, node, child);
    });
    return this.blocks[index]?.start ?? this.length;
  }

  /** The block whose box reaches below a y of the viewport first. */
  blockAtY(y: number): number {
    const index = firstWhere(
      this.blocks.length,
      (i) => (this.blocks[i]?.element.getBoundingClientRect().bottom ?? 0) > y,
    );
    return Math.min(index, this.blocks.length - 1);
  }

  /** The element of the image that a span of one character covers, if it does. */
  imageAt(span: Span): Element | null {
    if (span.end !== span.start + 1) return null;
    const index = this.blockAt(span.start);
    if (index < 0) return null;
    const { starts, nodes } = this.segmentsOf(index);
    const node = nodes[starts.indexOf(span.start)];
    return node && !isText(node) && isImage(node) ? node : null;
  }

  private offsetInBlock(index: number, node: Node, offset: number): number {
    const { starts, nodes, end } = this.segmentsOf(index);
    if (isText(node)) {
      const at = nodes.indexOf(node);
      if (at >= 0) return (starts[at] ?? 0) + Math.min(offset, node.data.length);
    }
    if (isElement(node)) {
      const self = nodes.indexOf(node);
      if (self >= 0) return (starts[self] ?? 0) + (offset > 0 ? 1 : 0);
    }
    const child = node.childNodes[offset];
    const at = nodes.findIndex((segment) => isAtOrAfter(segment, node, child));
    return at < 0 ? end : (starts[at] ?? end);
  }

  private segmentsOf(index: number): Segments {
    const known = this.segments[index];
    if (known) return known;
    const block = this.blocks[index];
    const found: Segments = { starts: [], nodes: [], end: block?.start ?? 0 };
    if (block) collect(block.element, block.element, found);
    this.segments[index] = found;
    return found;
  }
}

function collect(node: Node, block: Element, into: Segments): void {
  if (isText(node)) {
    if (node.data.length === 0) return;
    into.starts.push(into.end);
    into.nodes.push(node);
    into.end += node.data.length;
  } else if (isElement(node)) {
    if (isImage(node) || node.tagName === "BR") {
      into.starts.push(into.end);
      into.nodes.push(node);
      into.end += 1;
    } else if (node === block || !node.hasAttribute("data-start")) {
      for (let child = node.firstChild; child; child = child.nextSibling) {
        collect(child, block, into);
      }
    }
  }
}

/** Whether a node lies at or after the point before `child` in `parent` (at its end without one). */
function isAtOrAfter(node: Node, parent: Node, child: Node | undefined): boolean {
  if (child) {
    return (
      node === child ||
      (child.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0
    );
  }
  const position = parent.compareDocumentPosition(node);
  return (
    (position & Node.DOCUMENT_POSITION_FOLLOWING) !== 0 &&
    (position & Node.DOCUMENT_POSITION_CONTAINED_BY) === 0
  );
}

/** The first index below `count` at which a monotone test holds, or `count`. */
export function firstWhere(count: number, test: (index: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (test(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The last index at or below an offset in a list sorted by `start`, or -1. */
export function lastAtOrBefore(items: readonly { start: number }[], offset: number): number {
  return firstWhere(items.length, (index) => (items[index]?.start ?? 0) > offset) - 1;
}

function isText(node: Node): node is Text {
  return node.nodeType === Node.TEXT_NODE;
}

function isElement(node: Node): node is Element {
  return node.nodeType === Node.ELEMENT_NODE;
}

function isImage(element: Element): boolean {
  return element.tagName === "IMG";
}

function childIndex(node: Node): number {
  let index = 0;
  for (let before = node.previousSibling; before; before = before.previousSibling) index += 1;
  return index;
}
