"use client";

import type { Editor } from "@tiptap/react";
import { useCallback, useEffect, useRef, useState } from "react";
import type { DraftPictures } from "@/components/article/editor/pictures";
import type { EditBase, EditKeeper } from "./keep";
import { recordOf } from "./step-record";
import { stepsJsonOf } from "./use-text-edit";

/** How an edit survives a reload, as the catalogue has it. */
export type KeptState = "unchanged" | "keeping" | "kept" | "notKept";

/** No longer than so, in milliseconds, a change waits to be kept. */
const KEEP_AFTER = 700;

/** Keeps the edit in this browser, all the time. */
export function useKeeping(
  keeper: EditKeeper,
  editor: Editor | null,
  { base, pictures, note }: { base: EditBase; pictures: DraftPictures; note: string },
) {
  const [state, setState] = useState<KeptState>("unchanged");
  const over = useRef(false);
  const keptPictures = useRef(-1);
  const latest = useRef({ note });
  latest.current = { note };

  const keepNow = useCallback(async () => {
    if (!editor || editor.isDestroyed || over.current) return;
    if (recordOf(editor.state).count === 0) return;
    const steps = stepsJsonOf(editor);
    const work = { version: base.version, steps, ...latest.current };
    const { size } = pictures.all;
    const isWhole = size === keptPictures.current;
    const done = isWhole
      ? await keeper.keepWork(work)
      : await keeper.keepAll({ base, work, pictures: pictures.all });
    if (done) keptPictures.current = size;
    setState(done ? "kept" : "notKept");
  }, [editor, keeper, base, pictures]);

  useEffect(() => {
    if (!editor) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    if (recordOf(editor.state).count > 0) setState("kept");
    const keepSoon = () => {
      if (timer !== undefined) return;
      setState((before) => (before === "notKept" ? before : "keeping"));
      timer = setTimeout(() => {
        timer = undefined;
        void keepNow();
      }, KEEP_AFTER);
    };
    const keepAtOnce = () => {
      if (timer === undefined) return;
      clearTimeout(timer);
      timer = undefined;
      void keepNow();
    };
    editor.on("update", keepSoon);
    // A reload does not wait.
    window.addEventListener("pagehide", keepAtOnce);
    document.addEventListener("visibilitychange", keepAtOnce);
    return () => {
      keepAtOnce();
      editor.off("update", keepSoon);
      window.removeEventListener("pagehide", keepAtOnce);
      document.removeEventListener("visibilitychange", keepAtOnce);
    };
  }, [editor, keepNow]);

  return {
    state,
    keepNow,
    /** It has been saved or given up: nothing is left to keep. */
    forget: async () => {
      over.current = true;
      await keeper.forget();
    },
  };
}
