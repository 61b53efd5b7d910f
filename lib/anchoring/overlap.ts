/** A span with an id of its own; the end is exclusive. */
export interface Interval {
  readonly id: string;
  readonly start: number;
  readonly end: number;
}

interface Node<T extends Interval> {
  interval: T;
  /** Random: a parent's is higher than its children's, which keeps the tree shallow. */
  priority: number;
  /** The greatest end in this subtree. */
  reach: number;
  left: Node<T> | null;
  right: Node<T> | null;
}

/**
 * Which spans lie on a place, for spans that overlap as they like and change one at a time: a
 * treap in text order whose nodes know how far their subtree reaches. Queries take O(log n + k)
 * for k answers, a change O(log n), building O(n log n).
 *
 * Answers come in text order: by start, then the longer first, then by id.
 */
export class IntervalIndex<T extends Interval> {
  private root: Node<T> | null;
  private readonly byId: Map<string, T>;
  private seed = 0x9e3779b9;

  /** Throws a RangeError where two intervals share an id. */
  constructor(intervals: Iterable<T> = []) {
    const sorted = [...intervals].sort(inTextOrder);
    this.byId = new Map(sorted.map((interval) => [interval.id, interval]));
    if (this.byId.size < sorted.length) throw new RangeError("two intervals share an id");
    this.root = this.build(sorted);
  }

  get size(): number {
    return this.byId.size;
  }

  get(id: string): T | undefined {
    return this.byId.get(id);
  }

  /** Adds an interval, or changes the one that has its id. */
  set(interval: T): void {
    this.delete(interval.id);
    this.byId.set(interval.id, interval);
    const [before, after] = split(this.root, interval);
    this.root = join(join(before, this.node(interval)), after);
  }

  /** Whether there was one to remove. */
  delete(id: string): boolean {
    const interval = this.byId.get(id);
    if (!interval) return false;
    this.byId.delete(id);
    this.root = without(this.root, interval);
    return true;
  }

  /** The intervals on the character that begins at this offset. */
  at(offset: number): T[] {
    return this.inRange(offset, offset + 1);
  }

  /** The intervals that share a character with [start, end); none where that is empty. */
  inRange(start: number, end: number): T[] {
    const found: T[] = [];
    if (start < end) collect(this.root, start, end, found);
    return found;
  }

  /** A treap of sorted intervals in O(n): only its right spine is ever open. */
  private build(sorted: readonly T[]): Node<T> | null {
    const spine: Node<T>[] = [];
    for (const interval of sorted) {
      const node = this.node(interval);
      let below: Node<T> | null = null;
      for (let last = spine.at(-1); last && last.priority < node.priority; last = spine.at(-1)) {
        below = measure(last);
        spine.pop();
      }
      node.left = below;
      const above = spine.at(-1);
      if (above) above.right = node;
      spine.push(node);
    }
    for (const node of spine.toReversed()) measure(node);
    return spine[0] ?? null;
  }

  private node(interval: T): Node<T> {
    // Xorshift: the same changes make the same tree, and nobody's input chooses its shape.
    this.seed ^= this.seed << 13;
    this.seed ^= this.seed >>> 17;
    this.seed ^= this.seed << 5;
    return { interval, priority: this.seed, reach: interval.end, left: null, right: null };
  }
}

function inTextOrder(a: Interval, b: Interval): number {
  return a.start - b.start || b.end - a.end || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

function measure<T extends Interval>(node: Node<T>): Node<T> {
  node.reach = Math.max(
    node.interval.end,
    node.left?.reach ?? node.interval.end,
    node.right?.reach ?? node.interval.end,
  );
  return node;
}

function split<T extends Interval>(node: Node<T> | null, at: T): [Node<T> | null, Node<T> | null] {
  if (!node) return [null, null];
  if (inTextOrder(node.interval, at) < 0) {
    const [before, after] = split(node.right, at);
    node.right = before;
    return [measure(node), after];
  }
  const [before, after] = split(node.left, at);
  node.left = after;
  return [before, measure(node)];
}

function join<T extends Interval>(a: Node<T> | null, b: Node<T> | null): Node<T> | null {
  if (!a || !b) return a ?? b;
  if (a.priority > b.priority) {
    a.right = join(a.right, b);
    return measure(a);
  }
  b.left = join(a, b.left);
  return measure(b);
}

function without<T extends Interval>(node: Node<T> | null, interval: T): Node<T> | null {
  if (!node) return null;
  const order = inTextOrder(interval, node.interval);
  if (order === 0) return join(node.left, node.right);
  if (order < 0) node.left = without(node.left, interval);
  else node.right = without(node.right, interval);
  return measure(node);
}

function collect<T extends Interval>(
  node: Node<T> | null,
  start: number,
  end: number,
  found: T[],
): void {
  if (!node || node.reach <= start) return;
  collect(node.left, start, end, found);
  if (node.interval.start >= end) return;
  if (node.interval.end > start && node.interval.end > node.interval.start) {
    found.push(node.interval);
  }
  collect(node.right, start, end, found);
}
