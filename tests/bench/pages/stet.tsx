import "@mantine/core/styles.css";
import { MantineProvider } from "@mantine/core";
import { createRef, useCallback, useState } from "react";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import type { Highlight } from "@/components/article/reading/highlight";
import { rectsAt } from "@/components/article/reading/hit";
import { type ReadingHandle, ReadingView } from "@/components/article/reading/reading-view";
import { TextMap } from "@/components/article/reading/text-map";
import { addStyle, publish } from "../page";

/** Stet's reading view as the article page uses it, with plain cards. */
addStyle(
  "body { margin: 0; } .page { padding: 2rem; }" +
    ".card { border: 1px solid #d9d2c5; border-radius: 6px; padding: 6px 10px; font: 14px/1.4 sans-serif; background: Canvas; }",
);

const handle = createRef<ReadingHandle>();
let root: HTMLElement;
let map: TextMap;
let change: (highlights: readonly Highlight[]) => void = () => {};
let current: readonly Highlight[] = [];

function Page() {
  const [highlights, setHighlights] = useState<readonly Highlight[]>([]);
  const [active, setActive] = useState<readonly string[]>([]);
  change = setHighlights;
  const renderCard = useCallback(
    (id: string) => (
      <div className="card">
        <strong>{id}</strong> A claim in its own words, two lines or so of them.
      </div>
    ),
    [],
  );
  return (
    <MantineProvider>
      <div className="page">
        <ReadingView
          ref={handle}
          html={window.fixture.html}
          text={window.fixture.text}
          language="en"
          direction="ltr"
          label="A generated article"
          highlights={highlights}
          activeIds={active}
          onActivate={(hit) => {
            page.clicked = hit?.ids ?? [];
            setActive(hit ? [hit.current] : []);
          }}
          onSelect={() => {}}
          renderCard={renderCard}
          cardsLabel="Annotations"
          sheet={{ opened: false, onClose: () => {} }}
        />
      </div>
    </MantineProvider>
  );
}

function show(highlights: readonly Highlight[]): void {
  current = highlights;
  flushSync(() => change(highlights));
}

const page = {
  clicked: [] as string[],
  async open() {
    const mount = document.createElement("div");
    document.body.append(mount);
    flushSync(() => createRoot(mount).render(<Page />));
    root = document.querySelector<HTMLElement>("[data-annot-root]") ?? mount;
    map = new TextMap(root);
    await document.fonts.ready;
    await new Promise((resolve) => setTimeout(resolve, 50));
  },
  load: show,
  add: (highlight: Highlight) => show([...current, highlight]),
  status: (id: string, state: Highlight["state"]) =>
    show(current.map((one) => (one.id === id ? { ...one, state } : one))),
  pointOf(highlight: Highlight) {
    const start = highlight.targets[0]?.start ?? 0;
    map.blocks[map.blockAt(start)]?.element.scrollIntoView({ block: "center" });
    const rect = rectsAt(map, start)[0] ?? new DOMRect();
    return { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 };
  },
  caret(offset: number) {
    handle.current?.focus();
    handle.current?.setSelection({ start: offset, end: offset });
    return true;
  },
};
publish(page);
