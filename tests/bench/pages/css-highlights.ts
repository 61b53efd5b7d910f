import type { Highlight } from "@/components/article/reading/highlight";
import { pointAt, rectsAt } from "@/components/article/reading/hit";
import { TextMap } from "@/components/article/reading/text-map";
import { addStyle, publish, referenceRules, referenceText } from "../page";

/** The platform's limit: static text, one CSS highlight for each state, every range handed over. */
addStyle(referenceText + referenceRules((state) => `::highlight(bench-${state})`));

const root = document.createElement("div");
root.className = "text";
let map: TextMap;
let all: Highlight[] = [];
const ranges = new Map<string, StaticRange>();

function sheet(state: string): globalThis.Highlight {
  const name = `bench-${state}`;
  const known = CSS.highlights.get(name) ?? new globalThis.Highlight();
  CSS.highlights.set(name, known);
  return known;
}

function paint(highlight: Highlight): void {
  for (const target of highlight.targets) {
    const range = new StaticRange(map.rangeOf(target));
    ranges.set(highlight.id, range);
    sheet(highlight.state).add(range);
  }
}

publish({
  clicked: [],
  async open() {
    root.innerHTML = window.fixture.html;
    document.body.append(root);
    map = new TextMap(root);
    root.addEventListener("click", (event) => {
      const point = pointAt(event.clientX, event.clientY);
      const offset = point ? map.offsetOf(point.node, point.offset) : null;
      this.clicked = all
        .filter(({ targets }) =>
          targets.some(({ start, end }) => offset !== null && start <= offset && offset < end),
        )
        .map(({ id }) => id);
      performance.mark("annot:active", { detail: { ids: this.clicked } });
    });
  },
  load(highlights) {
    all = [...highlights];
    for (const highlight of highlights) paint(highlight);
  },
  add(highlight) {
    all.push(highlight);
    paint(highlight);
  },
  status(id, state) {
    const highlight = all.find((one) => one.id === id);
    const range = ranges.get(id);
    if (!highlight || !range) return;
    sheet(highlight.state).delete(range);
    sheet(state).add(range);
  },
  pointOf(highlight) {
    const start = highlight.targets[0]?.start ?? 0;
    map.blocks[map.blockAt(start)]?.element.scrollIntoView({ block: "center" });
    const rect = rectsAt(map, start)[0] ?? new DOMRect();
    return { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 };
  },
  caret: () => false,
});
