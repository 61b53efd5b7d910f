"use client";

import { Drawer } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import type { CardItem } from "./cards";
import styles from "./cards.module.css";
import type { RenderCard } from "./cards-column";

export interface CardsSheetProps {
  opened: boolean;
  onClose: () => void;
  title: string;
  /** In text order. */
  items: readonly CardItem[];
  activeIds: readonly string[];
  renderCard: RenderCard;
}

/** How many cards are added when the reader comes near either end of those shown. */
const step = 30;

/** The same list as the column's, from the bottom of a narrow screen. */
export function CardsSheet(props: CardsSheetProps) {
  const { opened, onClose, title } = props;
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      title={title}
      position="bottom"
      size="70%"
      radius="md"
      withinPortal
    >
      {opened && <SheetList {...props} />}
    </Drawer>
  );
}

function SheetList({ items, activeIds, renderCard, title }: CardsSheetProps) {
  const [start] = useState(() => Math.max(0, indexOfActive(items, activeIds)));
  const [range, setRange] = useState({ first: Math.max(0, start - step), end: start + step });
  const list = useRef<HTMLOListElement>(null);

  useEffect(() => {
    const active = list.current?.querySelector("[data-active]");
    active?.scrollIntoView({ block: "start" });
  }, []);

  // What becomes active while the sheet is open is brought into it.
  useEffect(() => {
    const index = indexOfActive(items, activeIds);
    if (index < 0) return;
    setRange(({ first, end }) =>
      index >= first && index < end
        ? { first, end }
        : { first: Math.max(0, index - step), end: index + step },
    );
  }, [items, activeIds]);

  const shown = items.slice(range.first, range.end);
  return (
    <ol ref={list} className={styles.list} aria-label={title}>
      {range.first > 0 && (
        <Edge
          key={`before ${range.first}`}
          onNear={() => setRange({ ...range, first: Math.max(0, range.first - step) })}
        />
      )}
      {shown.map(({ id }, index) => {
        const active = activeIds.includes(id);
        return (
          <li
            key={id}
            data-card={id}
            data-active={active || undefined}
            aria-posinset={range.first + index + 1}
            aria-setsize={items.length}
          >
            {renderCard(id, active)}
          </li>
        );
      })}
      {range.end < items.length && (
        <Edge
          key={`after ${range.end}`}
          onNear={() => setRange({ ...range, end: range.end + step })}
        />
      )}
    </ol>
  );
}

function Edge({ onNear }: { onNear: () => void }) {
  const edge = useRef<HTMLLIElement>(null);
  const near = useRef(onNear);
  near.current = onNear;
  useEffect(() => {
    const element = edge.current;
    if (!element) return;
    const observer = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) near.current();
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return <li ref={edge} aria-hidden className={styles.edge} />;
}

function indexOfActive(items: readonly CardItem[], activeIds: readonly string[]): number {
  const active = new Set(activeIds);
  return active.size === 0 ? -1 : items.findIndex(({ id }) => active.has(id));
}
