"use client";

import { Combobox } from "@mantine/core";
import { type RefObject, useLayoutEffect, useRef } from "react";
import styles from "./comment.module.css";

interface CaretMirrorProps {
  field: RefObject<HTMLTextAreaElement | null>;
  text: string;
  /** What the list opens at: an offset into the text, of one character. */
  at: number;
}

/** What decides where a letter of a field stands. */
const COPIED = [
  "font-family",
  "font-size",
  "font-style",
  "font-weight",
  "font-feature-settings",
  "font-kerning",
  "letter-spacing",
  "word-spacing",
  "line-height",
  "padding-top",
  "padding-right",
  "padding-bottom",
  "padding-left",
  "text-align",
  "text-indent",
  "tab-size",
  "direction",
] as const;

/**
 * The field's text over the field, unseen, so that a list can open at a place in it: a text area
 * does not tell where its letters stand.
 */
export function CaretMirror({ field, text, at }: CaretMirrorProps) {
  const mirror = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const from = field.current;
    const to = mirror.current;
    if (!from || !to) return;
    const style = getComputedStyle(from);
    for (const property of COPIED) to.style.setProperty(property, style.getPropertyValue(property));
    to.style.setProperty("inset", `${from.clientTop}px auto auto ${from.clientLeft}px`);
    to.style.setProperty("width", `${from.clientWidth}px`);
    to.style.setProperty("height", `${from.clientHeight}px`);
    to.scrollTop = from.scrollTop;
  });
  return (
    <div ref={mirror} className={styles.mirror} aria-hidden="true">
      {text.slice(0, at)}
      <Combobox.DropdownTarget>
        <span>{text.slice(at, at + 1)}</span>
      </Combobox.DropdownTarget>
      {text.slice(at + 1)}
    </div>
  );
}
