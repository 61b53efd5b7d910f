"use client";

import { notifications } from "@mantine/notifications";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { type Material, readMaterial } from "@/components/article/editor/upload";
import { type ImportRefusal, useRefusal } from "@/components/article/editor/use-refusal";
import { UndoNotice } from "@/components/ui/undo-notice";
import type { Draft } from "./use-draft";

/** Shorter text is what a person types on with; it need not be read by the server. */
const WORTH_READING = 200;

/** Reads files and pasted material into the draft, one at a time; can be cancelled. */
export function useReading(workspace: string, draft: Draft) {
  const t = useTranslations("article.import");
  const words = useRefusal();
  const [current, setCurrent] = useState<{ name: string; sent: number } | null>(null);
  const [refusal, setRefusal] = useState<ImportRefusal | null>(null);
  const controller = useRef<AbortController | null>(null);

  const read = async (material: Material) => {
    const isFile = material.kind === "file";
    const name = isFile ? material.file.name : t("reading.pasted");
    const { signal } = startAnew();
    setRefusal(null);
    setCurrent({ name, sent: 0 });
    try {
      const answer = await readMaterial(workspace, material, {
        signal,
        onSent: (sent) => setCurrent({ name, sent }),
      });
      if (!answer.ok) {
        const title = t("refusal.title", { name: isFile ? name : t("refusal.pasted") });
        setRefusal({ title, words: words(answer) });
        return;
      }
      const before = draft.isBlank ? null : draft.snapshot();
      draft.take(answer.data, isFile ? file(name) : { origin: "pasted", fileName: null });
      if (before) offerUndo(name, () => draft.restore(before));
    } catch (error) {
      if (!signal.aborted) throw error;
      notifications.show({ message: t("reading.cancelled") });
    } finally {
      if (controller.current?.signal === signal) setCurrent(null);
    }
  };

  const startAnew = () => {
    controller.current?.abort();
    controller.current = new AbortController();
    return controller.current;
  };

  const offerUndo = (name: string, undo: () => void) => {
    const notice = notifications.show({
      message: (
        <UndoNotice
          undo={t("undo")}
          onUndo={() => {
            notifications.hide(notice);
            undo();
          }}
        >
          {t("replaced", { name })}
        </UndoNotice>
      ),
    });
  };

  const onPaste = (data: DataTransfer): boolean => {
    const [pasted] = data.files;
    const html = data.getData("text/html");
    const text = data.getData("text/plain");
    // Word puts a picture of the text beside it; the text is what is meant.
    if (pasted && html === "" && text === "") void read({ kind: "file", file: pasted });
    else if (html !== "" && text.length >= WORTH_READING) void read({ kind: "html", text: html });
    else if (text.length >= WORTH_READING) void read({ kind: "text", text });
    else return false;
    return true;
  };
  useEffect(() => {
    draft.onPaste(onPaste);
    return () => draft.onPaste(null);
  });
  useEffect(() => () => controller.current?.abort(), []);

  return {
    current,
    refusal,
    readFile: (chosen: File) => void read({ kind: "file", file: chosen }),
    refuseTooLarge: (chosen: File, limit: number) =>
      setRefusal({
        title: t("refusal.title", { name: chosen.name }),
        words: t("refusal.file_too_large", { limit }),
      }),
    cancel: () => controller.current?.abort(),
    dismiss: () => setRefusal(null),
  };
}

function file(fileName: string) {
  return { origin: "file", fileName } as const;
}
