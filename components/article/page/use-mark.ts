"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import type { NothingReason } from "@/lib/annotation/schema";
import { newId } from "@/lib/id";
import { usePageControl } from "./control";
import { sentenceAround } from "./draft";
import { guessOf, nothingOf, occurrenceOf } from "./marking";
import { usePageStore } from "./store-context";

export interface Marking {
  claim: () => boolean;
  link: () => boolean;
  saidAndSo: () => boolean;
  note: () => boolean;
  nothing: (reason: NothingReason) => boolean;
  /** Adds the selection to the open annotation. */
  addTo: (role: "words" | "context") => boolean;
}

/**
 * What can be done with the selected words. Without a selection each selects the sentence under
 * the caret instead, so that the same key again acts on what is now seen to be selected.
 */
export function useMark(): Marking {
  const store = usePageStore();
  const control = usePageControl();
  const t = useTranslations("article.page");
  const { reading, setTask } = control;

  return useMemo(() => {
    const may = () => store.getState().article.can.annotate;
    const span = () => {
      // The text's own is the newer one: the page hears of it a moment later.
      const selected = reading.current?.selection() ?? store.getState().selection;
      if (selected) return selected;
      const offset = reading.current?.caretOffset() ?? null;
      if (offset === null) return null;
      const { version, article } = store.getState();
      const at = { start: offset, end: Math.min(offset + 1, version.text.length) };
      const sentence = sentenceAround(version.text, at, article.language);
      if (version.text.slice(sentence.start, sentence.end).trim() !== "") {
        reading.current?.setSelection(sentence);
      }
      return null;
    };
    /** Lets go of the selection, the caret staying at the words, and opens what was made. */
    const made = (id: string, open: boolean) => {
      reading.current?.setSelection(null);
      store.actions.select(null);
      if (open) control.open(id, { reveal: false });
    };
    const guess = (selected: { start: number; end: number }) =>
      guessOf(store.getState(), selected, t("pictureStatement"));

    return {
      claim: () => {
        if (!may()) return false;
        const selected = span();
        if (!selected) return true;
        const input = occurrenceOf(store.getState(), guess(selected));
        void store.actions.create(input);
        made(input.id, true);
        return true;
      },
      link: () => {
        if (!may()) return false;
        const selected = span();
        if (selected) setTask({ kind: "link", span: selected });
        return true;
      },
      saidAndSo: () => {
        if (!may()) return false;
        const selected = span();
        if (selected) setTask({ kind: "said_and_so", span: selected });
        return true;
      },
      note: () => {
        if (!may()) return false;
        const selected = span();
        if (!selected) return true;
        const words = guess(selected).targets.filter(({ role }) => role === "words");
        setTask({ kind: "note", targets: words });
        return true;
      },
      nothing: (reason) => {
        if (!may()) return false;
        const selected = span();
        if (!selected) return true;
        const words = guess(selected).targets.filter(({ role }) => role === "words");
        const input = nothingOf(store.getState(), words, reason);
        void store.actions.create(input);
        made(input.id, false);
        return true;
      },
      addTo: (role) => {
        const { activeId, annotations } = store.getState();
        const selection = reading.current?.selection();
        const annotation = annotations.get(activeId ?? "");
        if (!annotation?.can.edit || !selection) return false;
        void store.actions.setTargets(annotation.id, [
          ...annotation.targets.map(({ id, role }) => ({ id, role })),
          { id: newId(), role, ...selection },
        ]);
        made(annotation.id, true);
        return true;
      },
    };
  }, [store, control, reading, setTask, t]);
}
