"use client";

import "@fontsource-variable/source-serif-4/opsz.css";
import "@fontsource-variable/source-serif-4/opsz-italic.css";
import "@fontsource-variable/vazirmatn/wght.css";
import "./highlights.css";
import "./state-colours.css";
import {
  memo,
  type Ref,
  startTransition,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { CardOrder } from "./card-order";
import type { CardItem } from "./cards";
import { CardsColumn, type RenderCard } from "./cards-column";
import { CardsSheet } from "./cards-sheet";
import { ReadingEngine } from "./engine";
import type { Highlight, Span } from "./highlight";
import type { Hit } from "./hit";
import styles from "./reading.module.css";

export interface ReadingHandle {
  /** Gives the text the keyboard. */
  focus(): void;
  caretOffset(): number | null;
  selection(): Span | null;
  /** Selects a span exactly, or nothing. */
  setSelection(span: Span | null): void;
  /** Brings an annotation's words onto the screen and the caret to them; false if it is not there. */
  reveal(id: string): boolean;
  /** Brings a span onto the screen and the caret to it. */
  revealSpan(span: Span): boolean;
  /** Draws places that are proposed for words without one; `shown` is the one looked at. */
  propose(spans: readonly Span[], shown?: number): void;
  /** Resolves what is under the caret as a click would; pressed again, the next one below. */
  activateAtCaret(): Hit | null;
  /** Where the text on the screen begins. */
  firstOnScreen(): number | null;
  /** The next annotation in text order that passes a test, from the first again after the last. */
  nextFrom(offset: number, test?: (highlight: Highlight) => boolean): string | null;
}

export interface ReadingViewProps {
  /** The article as `renderDocument` gives it; inserted as it is and never rendered again. */
  html: string;
  /** The canonical text that the offsets count. */
  text: string;
  language: string;
  direction: "ltr" | "rtl";
  /** Names the text for assistive technology: the article's title. */
  label: string;
  /** In any order. An annotation that did not change must be the same object. */
  highlights: readonly Highlight[];
  activeIds: readonly string[];
  onActivate: (hit: Hit | null) => void;
  onSelect: (span: Span | null) => void;
  /** The caret came to rest, once a frame at most. */
  onCaret?: (offset: number, ids: string[]) => void;
  onHover?: (ids: string[]) => void;
  /** Comes before the caret's own keys; `preventDefault` keeps a key from the caret. */
  onKeyDown?: (event: KeyboardEvent) => void;
  renderCard: RenderCard;
  /** Ids for which there is a card, where not every highlight has one (a filter). */
  cardIds?: ReadonlySet<string>;
  cardsLabel: string;
  /** The list on a narrow screen, where it does not fit beside the text. */
  sheet: { opened: boolean; onClose: () => void };
  /** Told when the list moves beside the text (false) or into the sheet (true). */
  onNarrow?: (narrow: boolean) => void;
  ref?: Ref<ReadingHandle>;
}

/** Below this width of the view, in pixels at 100 % zoom, the cards do not fit beside the text. */
const narrowBelow = 880;

/** An article to read, point at and annotate, with its annotations beside it. */
export function ReadingView(props: ReadingViewProps) {
  const { html, text, language, direction, highlights, activeIds, renderCard, cardIds } = props;
  const view = useRef<HTMLDivElement>(null);
  const root = useRef<HTMLDivElement>(null);
  const caretLayer = useRef<HTMLDivElement>(null);
  const caret = useRef<HTMLDivElement>(null);
  const marks = useRef<SVGSVGElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const live = useRef<ReadingEngine | null>(null);
  const [engine, setEngine] = useState<ReadingEngine | null>(null);
  const [narrow, setNarrow] = useState(false);
  const [order] = useState(() => new CardOrder());
  const [items, setItems] = useState<readonly CardItem[]>([]);

  // The highlights are painted here, in the first effect after hydration; cards come after.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another html is another text
  useLayoutEffect(() => {
    if (!root.current || !caretLayer.current || !caret.current || !marks.current) return;
    const made = new ReadingEngine({
      root: root.current,
      caretLayer: caretLayer.current,
      caret: caret.current,
      marks: marks.current,
      text,
      language,
      events: {
        onSelect: (span) => latest.current.onSelect(span),
        onActivate: (hit) => latest.current.onActivate(hit),
        onCaret: (offset, ids) => latest.current.onCaret?.(offset, ids),
        onHover: (ids) => latest.current.onHover?.(ids),
        onKeyDown: (event) => latest.current.onKeyDown?.(event),
      },
    });
    made.show(latest.current.highlights);
    live.current = made;
    setEngine(made);
    return () => {
      live.current = null;
      made.destroy();
    };
  }, [html, text, language]);

  useLayoutEffect(() => engine?.show(highlights), [engine, highlights]);
  useLayoutEffect(() => engine?.painter.setActive(activeIds), [engine, activeIds]);

  // The cards may come a frame after the highlights.
  useEffect(
    () => startTransition(() => setItems(order.of(highlights, cardIds))),
    [order, highlights, cardIds],
  );

  useLayoutEffect(() => {
    const element = view.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setNarrow(entry.contentRect.width < narrowBelow);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  useEffect(() => latest.current.onNarrow?.(narrow), [narrow]);

  useImperativeHandle(
    props.ref,
    () => ({
      focus: () => root.current?.focus({ preventScroll: true }),
      caretOffset: () => live.current?.caret.offset ?? null,
      selection: () => live.current?.selection.span ?? null,
      setSelection: (span) => live.current?.selection.set(span),
      reveal: (id) => live.current?.reveal(id) ?? false,
      revealSpan: (span) => live.current?.revealSpan(span) ?? false,
      propose: (spans, shown) => live.current?.painter.setProposals(spans, shown),
      activateAtCaret: () => live.current?.activateAtCaret() ?? null,
      firstOnScreen: () => live.current?.firstOnScreen() ?? null,
      nextFrom: (offset, test) => live.current?.nextFrom(offset, test) ?? null,
    }),
    [],
  );

  return (
    <div ref={view} className={styles.view} data-narrow={narrow || undefined}>
      <div className={styles.stage}>
        <ArticleText
          ref={root}
          html={html}
          language={language}
          direction={direction}
          label={props.label}
        />
        <svg ref={marks} className={styles.marks} aria-hidden="true" />
        <div ref={caretLayer} className={styles.caretLayer} dir="ltr" aria-hidden="true">
          <div className={styles.caretSpace}>
            <div ref={caret} className={styles.caret} />
          </div>
        </div>
      </div>
      {engine && !narrow && (
        <CardsColumn
          map={engine.map}
          viewport={engine.viewport}
          items={items}
          activeIds={activeIds}
          renderCard={renderCard}
          label={props.cardsLabel}
        />
      )}
      {narrow && (
        <CardsSheet
          {...props.sheet}
          title={props.cardsLabel}
          items={items}
          activeIds={activeIds}
          renderCard={renderCard}
        />
      )}
    </div>
  );
}

interface ArticleTextProps {
  html: string;
  language: string;
  direction: "ltr" | "rtl";
  label: string;
  ref: Ref<HTMLDivElement>;
}

/**
 * The text as it came from the server. A document to assistive technology, so that its headings,
 * lists and tables can be walked as such; the keyboard can enter it for the caret.
 */
const ArticleText = memo(function ArticleText(props: ArticleTextProps) {
  return (
    <div
      ref={props.ref}
      className={styles.text}
      data-annot-root=""
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a caret moves through this text
      tabIndex={0}
      role="document"
      aria-label={props.label}
      lang={props.language}
      dir={props.direction}
      // biome-ignore lint/security/noDangerouslySetInnerHtml: made by renderDocument, which escapes
      dangerouslySetInnerHTML={{ __html: props.html }}
    />
  );
});
