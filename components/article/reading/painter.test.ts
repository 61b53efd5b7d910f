// @vitest-environment jsdom
import { readFile } from "node:fs/promises";
import path from "node:path";
import fc from "fast-check";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { HIGHLIGHT_STATES, type HighlightState } from "@/lib/annotation/state";
import type { Highlight } from "./highlight";
import { overlapsOf, Painter, type Surroundings } from "./painter";
import type { Registry } from "./sheet";
import { statePaths } from "./state-marks";
import { TextMap } from "./text-map";
import type { BlockWindow, Movement } from "./viewport";

/** The platform's highlight, which is a set of ranges with a priority. */
class FakeHighlight extends Set<AbstractRange> {
  priority = 0;
  type: HighlightType = "highlight";
}

const blocks = 40;
const blockText = "abcdefghij";

/** Forty blocks of ten characters; the window is told by the test. */
function setUp(visible: BlockWindow = { first: 0, last: 3 }) {
  const root = document.createElement("div");
  root.innerHTML = Array.from(
    { length: blocks },
    (_, index) => `<p data-start="${index * 12}">${blockText}</p>`,
  ).join("");
  let told: (reason: Movement) => void = () => {};
  const surroundings: Surroundings = {
    window: (above, below = above) => ({
      first: Math.max(0, visible.first - Math.ceil(above)),
      last: Math.min(blocks - 1, visible.last + Math.ceil(below)),
    }),
    subscribe(listener) {
      told = listener;
      return () => {};
    },
  };
  const registry: Registry & Map<string, globalThis.Highlight> = new Map();
  const painter = new Painter(new TextMap(root), surroundings, registry);
  const texts = (name: string): string[] =>
    [...(registry.get(name) ?? [])].map((range) => textOf(root, range)).sort();
  const scrollTo = (next: BlockWindow, reason: Movement = "scroll") => {
    Object.assign(visible, next);
    told(reason);
  };
  return { painter, texts, scrollTo, registry };
}

function textOf(root: HTMLElement, ends: AbstractRange): string {
  const range = (root.ownerDocument ?? document).createRange();
  range.setStart(ends.startContainer, ends.startOffset);
  range.setEnd(ends.endContainer, ends.endOffset);
  return range.toString();
}

function highlight(
  id: string,
  start: number,
  end: number,
  state: HighlightState = "unchecked",
  role: "words" | "context" = "words",
): Highlight {
  return { id, state, targets: [{ id: `${id}-target`, role, start, end }] };
}

const marks: { name: string; detail: unknown }[] = [];

beforeEach(() => {
  vi.stubGlobal("Highlight", FakeHighlight);
  marks.length = 0;
  vi.spyOn(performance, "mark").mockImplementation((name, options) => {
    marks.push({ name, detail: options?.detail });
    return new PerformanceMark("mark");
  });
  vi.stubGlobal("PerformanceMark", class {});
});

describe("painting", () => {
  it("hands the browser what is near the screen, and the rest as it comes near", () => {
    const { painter, texts, scrollTo } = setUp();
    painter.apply([highlight("near", 0, 3), highlight("far", 30 * 12, 30 * 12 + 4)]);
    expect(texts("stet-unchecked")).toEqual(["abc"]);
    scrollTo({ first: 28, last: 31 });
    expect(texts("stet-unchecked")).toEqual(["abcd"]);
    scrollTo({ first: 0, last: 3 });
    expect(texts("stet-unchecked")).toEqual(["abc"]);
  });

  it("draws no line under the space at a highlight's edges, unless there is nothing else", () => {
    const root = document.createElement("div");
    root.innerHTML = '<p data-start="0">one <em> two</em> three</p>';
    const registry: Registry & Map<string, globalThis.Highlight> = new Map();
    const everything: Surroundings = {
      window: () => ({ first: 0, last: 0 }),
      subscribe: () => () => {},
    };
    const painter = new Painter(new TextMap(root), everything, registry);
    const spans = [highlight("a", 4, 9), highlight("b", 8, 14), highlight("c", 3, 4)];
    painter.apply(spans);
    const drawn = [...(registry.get("stet-unchecked") ?? [])].map((range) => textOf(root, range));
    expect(drawn.sort()).toEqual([" ", "three", "two"]);
  });

  it("hands over everything to be printed, and takes it back", () => {
    const { painter, texts } = setUp();
    painter.apply([highlight("near", 0, 3), highlight("far", 30 * 12, 30 * 12 + 4)]);
    window.dispatchEvent(new Event("beforeprint"));
    expect(texts("stet-unchecked")).toEqual(["abc", "abcd"]);
    window.dispatchEvent(new Event("afterprint"));
    expect(texts("stet-unchecked")).toEqual(["abc"]);
  });

  it("moves a highlight from state to state, and paints context apart", () => {
    const { painter, texts } = setUp();
    const context = highlight("b", 12, 15, "note", "context");
    painter.apply([highlight("a", 0, 3), context]);
    expect(texts("stet-note-context")).toEqual(["abc"]);
    painter.apply([highlight("a", 0, 3, "approved"), context]);
    expect(texts("stet-unchecked")).toEqual([]);
    expect(texts("stet-approved")).toEqual(["abc"]);
    painter.apply([context]);
    expect(texts("stet-approved")).toEqual([]);
  });

  it("crosses blocks", () => {
    const { painter, texts } = setUp();
    painter.apply([highlight("a", 8, 15)]);
    expect(texts("stet-unchecked")).toEqual(["ijabc"]);
    expect(painter.at(8).map(({ id }) => id)).toEqual(["a"]);
    expect(painter.at(14).map(({ id }) => id)).toEqual(["a"]);
    expect(painter.at(15)).toEqual([]);
  });

  it("finds all annotations at a place: words first, then the shortest", () => {
    const { painter } = setUp();
    painter.apply([
      highlight("long", 0, 9),
      highlight("short", 2, 5),
      highlight("near", 3, 4, "note", "context"),
    ]);
    expect(painter.at(3).map(({ id }) => id)).toEqual(["short", "long", "near"]);
  });

  it("marks what is shared, as annotations come, change and go", () => {
    const { painter, texts, scrollTo } = setUp();
    const a = highlight("a", 0, 4);
    const far = [highlight("c", 360, 363), highlight("d", 361, 366)];
    painter.apply([a, ...far]);
    expect(texts("stet-overlap")).toEqual([]);
    painter.apply([a, highlight("b", 2, 15), ...far]);
    expect(texts("stet-overlap")).toEqual(["cd"]);
    painter.apply([highlight("a", 0, 14), highlight("b", 2, 15), ...far]);
    expect(texts("stet-overlap")).toEqual(["ab", "cdefghij"]);
    scrollTo({ first: 28, last: 31 });
    expect(texts("stet-overlap")).toEqual(["bc"]);
    scrollTo({ first: 0, last: 3 });
    painter.apply([highlight("b", 2, 15), ...far]);
    expect(texts("stet-overlap")).toEqual([]);
  });

  it("gives the active annotation its background wherever it is", () => {
    const { painter, texts } = setUp();
    painter.apply([highlight("a", 0, 3), highlight("far", 360, 364)]);
    painter.setActive(["far"]);
    expect(texts("stet-active")).toEqual(["abcd"]);
    painter.setActive([]);
    expect(texts("stet-active")).toEqual([]);
  });

  it("says when highlights are in memory and when they are applied", () => {
    const { painter } = setUp();
    painter.apply([highlight("a", 0, 3)]);
    painter.apply([highlight("a", 0, 3, "approved"), highlight("b", 4, 6)]);
    painter.apply([highlight("a", 0, 4, "approved"), highlight("b", 4, 6)]);
    painter.apply([highlight("a", 0, 4, "approved")]);
    expect(marks).toEqual([
      { name: "annot:data", detail: undefined },
      { name: "annot:applied", detail: { op: "load", ids: ["a"] } },
      { name: "annot:applied", detail: { op: "add", ids: ["b"] } },
      { name: "annot:applied", detail: { op: "status", ids: ["a"] } },
      { name: "annot:applied", detail: { op: "targets", ids: ["a"] } },
      { name: "annot:applied", detail: { op: "remove", ids: ["b"] } },
    ]);
  });

  it("leaves nothing behind", () => {
    const { painter, registry } = setUp();
    painter.apply([highlight("a", 0, 9), highlight("b", 3, 12, "note")]);
    painter.setActive(["a"]);
    painter.setSelection({ start: 1, end: 2 });
    painter.destroy();
    for (const sheet of registry.values()) expect(sheet.size).toBe(0);
  });
});

it("draws every state in its own way", async () => {
  const css = await readFile(path.join(import.meta.dirname, "highlights.css"), "utf8");
  const lines = HIGHLIGHT_STATES.map((state) => {
    const rule = css.split(`[data-annot-root] *::highlight(stet-${state}) {`)[1] ?? "";
    expect(css).toContain(`::highlight(stet-${state}-context)`);
    return /underline (\w+ [\d.]+px)/.exec(rule)?.[1];
  });
  // Without its colour, too.
  expect(new Set(lines).size).toBe(HIGHLIGHT_STATES.length);
  expect(new Set(Object.values(statePaths)).size).toBe(HIGHLIGHT_STATES.length);
});

it("finds what two or more spans share", () => {
  const span = fc
    .tuple(fc.nat(30), fc.nat(8))
    .map(([start, size]) => ({ start, end: start + size }));
  fc.assert(
    fc.property(fc.array(span), (spans) => {
      const covered = (offset: number) =>
        spans.filter(({ start, end }) => start <= offset && offset < end).length;
      const shared = overlapsOf(spans);
      for (let offset = 0; offset < 40; offset++) {
        const inside = shared.filter(({ start, end }) => start <= offset && offset < end).length;
        expect(inside).toBe(covered(offset) > 1 ? 1 : 0);
      }
    }),
  );
});
