"use client";

import { UnstyledButton } from "@mantine/core";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef } from "react";
import { StateWord } from "@/components/annotation/state-mark";
import { usePageControl } from "./control";
import { stateOf } from "./highlights";
import styles from "./overlap-list.module.css";
import { useAnnotation, useClaimOf, usePage } from "./store-context";

/** All annotations on one place of the text, to choose from by mouse or with Tab and the arrows. */
export function OverlapList() {
  const { overlap } = usePageControl();
  if (!overlap) return null;
  return <List key={overlap.ids.join()} ids={overlap.ids} rect={overlap.rect} />;
}

const GAP = 8;

function List({ ids, rect }: { ids: string[]; rect: DOMRect }) {
  const t = useTranslations("annotation.overlap");
  const { setOverlap, open, reading, panel } = usePageControl();
  const activeId = usePage((state) => state.activeId);
  const list = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    const element = list.current;
    if (!element) return;
    const { width, height } = element.getBoundingClientRect();
    const below = rect.bottom + GAP;
    const fits = below + height < window.innerHeight - GAP;
    const x = Math.min(Math.max(GAP, rect.left - 24), window.innerWidth - width - GAP);
    element.style.translate = `${x}px ${fits ? below : rect.top - height - GAP}px`;
  }, [rect]);

  useEffect(() => {
    const away = () => {
      const hadFocus = list.current?.contains(document.activeElement);
      setOverlap(null);
      if (hadFocus) reading.current?.focus();
    };
    const onPointer = (event: PointerEvent) => {
      if (event.target instanceof Node && !list.current?.contains(event.target)) away();
    };
    // The words move away from under the list; what scrolls beside them is no matter.
    const onScroll = ({ target }: Event) => {
      if (target instanceof Document) away();
    };
    document.addEventListener("pointerdown", onPointer);
    document.addEventListener("scroll", onScroll, { capture: true, passive: true });
    return () => {
      document.removeEventListener("pointerdown", onPointer);
      document.removeEventListener("scroll", onScroll, { capture: true });
    };
  }, [setOverlap, reading]);

  useEffect(() => {
    const current = list.current?.querySelector<HTMLElement>('[aria-current="true"]');
    current?.focus({ preventScroll: true });
  }, []);

  const onKeyDown = (event: KeyboardEvent) => {
    const back = event.key === "ArrowUp" || (event.key === "Tab" && event.shiftKey);
    const on = event.key === "ArrowDown" || event.key === "Tab";
    if (event.key === "Escape") {
      event.preventDefault();
      setOverlap(null);
      reading.current?.focus();
      return;
    }
    if (!on && !back) return;
    event.preventDefault();
    const at = ids.indexOf(activeId ?? "");
    const next = ids[(at + (back ? -1 : 1) + ids.length) % ids.length];
    if (next === undefined) return;
    open(next, { reveal: false });
    const buttons = list.current?.querySelectorAll<HTMLElement>("button");
    buttons?.[ids.indexOf(next)]?.focus({ preventScroll: true });
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of buttons over the text, not a form's part
    <div
      ref={list}
      className={styles.list}
      role="group"
      aria-label={t("label", { count: ids.length })}
      data-key-scope="list"
      onKeyDown={onKeyDown}
    >
      <p className={styles.title}>{t("label", { count: ids.length })}</p>
      {ids.map((id) => (
        <Item
          key={id}
          id={id}
          active={id === activeId}
          onChoose={() => {
            open(id, { reveal: false });
            setOverlap(null);
            panel.current?.focus({ preventScroll: true });
          }}
        />
      ))}
    </div>
  );
}

function Item({ id, active, onChoose }: { id: string; active: boolean; onChoose: () => void }) {
  const t = useTranslations("annotation");
  const annotation = useAnnotation(id);
  const claim = useClaimOf(annotation);
  if (!annotation) return null;
  const text = claim?.statement ?? annotation.body;
  return (
    <UnstyledButton
      className={styles.item}
      aria-current={active}
      tabIndex={active ? 0 : -1}
      onClick={onChoose}
    >
      <StateWord state={stateOf(annotation, claim)} />
      <span className={styles.text}>
        {text || (annotation.nothingReason && t(`reasons.${annotation.nothingReason}`))}
      </span>
    </UnstyledButton>
  );
}
