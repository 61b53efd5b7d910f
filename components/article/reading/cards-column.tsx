"use client";

import {
  memo,
  type ReactNode,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { flushSync } from "react-dom";
import { type CardItem, Cards } from "./cards";
import styles from "./cards.module.css";
import type { TextMap } from "./text-map";
import type { Movement, Viewport } from "./viewport";

export type RenderCard = (id: string, active: boolean) => ReactNode;

export interface CardsColumnProps {
  map: TextMap;
  viewport: Viewport;
  /** In text order. */
  items: readonly CardItem[];
  activeIds: readonly string[];
  /** Keep it stable (`useCallback`): cards are drawn again when it changes, and not while scrolling. */
  renderCard: RenderCard;
  label: string;
}

/** While the page is moving, cards are placed once in so many steps of it: at most every 0.8 s. */
const patience = 48;
/** Nobody reads cards past which the page flies, more than so many screens in that time. */
const flight = 4;
const patienceInFlight = 3 * patience;

/** The annotations beside the text, each at its line as far as its neighbours let it. */
export function CardsColumn(props: CardsColumnProps) {
  const { map, viewport, items, activeIds, renderCard, label } = props;
  const column = useRef<HTMLOListElement>(null);
  const elements = useRef(new Map<string, HTMLLIElement>());
  const cards = useMemo(() => new Cards(map, viewport), [map, viewport]);
  const [shown, setShown] = useState({ first: 0, end: 0 });
  const latest = useRef({ items, shown });
  latest.current = { items, shown };
  const mode = useRef("");
  const settled = useRef(0);
  const steps = useRef(0);
  const pressed = useRef(false);

  const place = useCallback(
    (reason: Movement | "change") => {
      const list = column.current;
      // A card that moves away between press and release would not be clicked.
      if (!list || pressed.current) return;
      if (reason === "rest") list.ariaBusy = null;
      if (reason !== "change") {
        cards.look(list.getBoundingClientRect());
        // The first step of a movement may be a jump.
        steps.current = reason === "scroll" ? 0 : patience;
      }
      const placed = cards.place();
      const { items, shown } = latest.current;
      list.style.minHeight = placed.minHeight > 0 ? `${placed.minHeight}px` : "";
      // Only what happens while the page is still is shown as a movement of the cards.
      const settles = reason === "rest" || (reason !== "scroll" && placed.mode !== mode.current);
      mode.current = placed.mode;
      if (settles) {
        window.clearTimeout(settled.current);
        list.dataset.settling = "";
        settled.current = window.setTimeout(() => delete list.dataset.settling, 250);
      }
      const end = placed.first + placed.tops.length;
      if (
        placed.first < shown.first ||
        end > shown.end ||
        shown.end - shown.first > end - placed.first + 16
      ) {
        const next = { first: placed.first, end };
        // While the page moves, mounting and placing are one frame's work rather than two's.
        if (reason === "scroll") flushSync(() => setShown(next));
        else setShown(next);
      }
      for (let index = shown.first; index < shown.end; index++) {
        const element = elements.current.get(items[index]?.id ?? "");
        if (!element) continue;
        const top = placed.tops[index - placed.first];
        element.style.visibility = top === undefined ? "hidden" : "";
        if (top !== undefined) element.style.transform = `translateY(${Math.round(top)}px)`;
      }
    },
    [cards],
  );

  const observer = useMemo(() => {
    if (typeof ResizeObserver === "undefined") return null;
    return new ResizeObserver((entries) => {
      let news = false;
      for (const { target, borderBoxSize } of entries) {
        const id = target instanceof HTMLElement ? target.dataset.card : undefined;
        const height = borderBoxSize[0]?.blockSize ?? 0;
        if (id !== undefined && height > 0) news = cards.setHeight(id, height) || news;
      }
      if (news) place("change");
    });
  }, [cards, place]);
  useEffect(() => () => observer?.disconnect(), [observer]);

  useEffect(
    () =>
      viewport.subscribe((reason) => {
        if (reason === "layout") cards.forgetLines();
        // While the page moves the cards move with it; where they no longer fill the screen, and
        // when it has come to rest, they are placed anew.
        if (reason !== "scroll") place(reason);
        else if (column.current) {
          if (column.current.ariaBusy === null) column.current.ariaBusy = "true";
          if (++steps.current <= patience) return;
          const screens = cards.screensFromLook(column.current.getBoundingClientRect());
          const isFlying = screens > flight && steps.current <= patienceInFlight;
          if (screens > 1 && !isFlying) place(reason);
        }
      }),
    [viewport, cards, place],
  );

  useEffect(() => {
    const list = column.current;
    const onPress = () => {
      pressed.current = true;
    };
    const onRelease = () => {
      if (!pressed.current) return;
      // After the click, which may choose another card.
      setTimeout(() => {
        pressed.current = false;
        place("rest");
      });
    };
    list?.addEventListener("pointerdown", onPress);
    window.addEventListener("pointerup", onRelease);
    window.addEventListener("pointercancel", onRelease);
    return () => {
      list?.removeEventListener("pointerdown", onPress);
      window.removeEventListener("pointerup", onRelease);
      window.removeEventListener("pointercancel", onRelease);
    };
  }, [place]);

  useLayoutEffect(() => {
    cards.setItems(items);
    const active = new Set(activeIds);
    cards.setActive(active.size > 0 ? items.findIndex(({ id }) => active.has(id)) : -1);
    place("layout");
  }, [cards, items, activeIds, place]);

  // Cards that have just been mounted need their places, and after them nothing settles.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new window is the reason to place
  useLayoutEffect(() => place("change"), [shown, place]);

  const hold = useCallback(
    (id: string, element: HTMLLIElement | null) => {
      const before = elements.current.get(id);
      if (before) observer?.unobserve(before);
      if (element) {
        elements.current.set(id, element);
        observer?.observe(element);
      } else elements.current.delete(id);
    },
    [observer],
  );

  return (
    <ol ref={column} className={styles.column} aria-label={label}>
      {items.slice(shown.first, shown.end).map(({ id }, index) => (
        <Card
          key={id}
          id={id}
          position={shown.first + index + 1}
          count={items.length}
          active={activeIds.includes(id)}
          renderCard={renderCard}
          hold={hold}
        />
      ))}
    </ol>
  );
}

interface CardProps {
  id: string;
  position: number;
  count: number;
  active: boolean;
  renderCard: RenderCard;
  hold: (id: string, element: HTMLLIElement | null) => void;
}

const Card = memo(function Card({ id, position, count, active, renderCard, hold }: CardProps) {
  const ref = useCallback(
    (element: HTMLLIElement | null) => {
      hold(id, element);
    },
    [hold, id],
  );
  // Another card more or less changes every position and no content.
  const content = useMemo(() => renderCard(id, active), [renderCard, id, active]);
  return (
    <li
      ref={ref}
      className={styles.card}
      data-card={id}
      data-active={active || undefined}
      aria-posinset={position}
      aria-setsize={count}
    >
      {content}
    </li>
  );
});
