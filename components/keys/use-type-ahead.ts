"use client";

import { type KeyboardEvent, useEffect, useRef } from "react";
import { chordOf } from "@/lib/account/keymap";
import { keyTargetOf } from "./key-target";
import { isMac, useKeys } from "./keys-provider";

/** Time for the focus to go back to where the form was opened from, in milliseconds. */
const RETURN = 60;

/**
 * Keys pressed while a form is being saved are meant for what comes after it: they are held, and
 * pressed again once the form has gone. Where it stays (it was refused), they are forgotten.
 *
 * @returns for the form's `onKeyDownCapture`
 */
export function useTypeAhead(saving: boolean): (event: KeyboardEvent) => void {
  const { dispatcher } = useKeys();
  const held = useRef<string[]>([]);

  const pressAgain = useRef(() => {
    const chords = held.current;
    held.current = [];
    if (chords.length === 0) return;
    window.setTimeout(() => {
      for (const chord of chords) {
        const target = keyTargetOf(document.activeElement);
        if (target.kind === "scope") dispatcher.press(chord, target.scope);
      }
    }, RETURN);
  });
  useEffect(() => {
    if (!saving) pressAgain.current();
  }, [saving]);
  useEffect(() => () => pressAgain.current(), []);

  return (event) => {
    if (!saving || event.nativeEvent.isComposing || event.key === "Tab") return;
    const chord = chordOf(event.nativeEvent, isMac());
    if (chord === null) return;
    event.preventDefault();
    event.stopPropagation();
    held.current.push(chord);
  };
}
