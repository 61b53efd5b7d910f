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

/** What is being read now. */
interface ReadingState {
  name: string;
  /** By the server, from the web. */
  isFetched: boolean;
  /** How much has been sent, from 0 to 1. */
  sent: number;
}

/** Reads files, addresses and pasted material into the draft, one at a time; can be cancelled. */
export function useReading(workspace: string, draft: Draft) {
  const t = useTranslations("article.import");
  const words = useRefusal();
  const [current, setCurrent] = useState<ReadingState | null>(null);
  const [refusal, setRefusal] = useState<ImportRefusal | null>(null);
  const controller = useRef<AbortController | null>(null);

  const read = async (material: Material) => {
    const { kind } = material;
    const isPasted = kind === "html" || kind === "text";
    const name = isPasted
      ? t("reading.pasted")
      : kind === "file"
        ? material.file.name
        : material.text.trim();
    const isFetched = kind === "address";
    const { signal } = startAnew();
    setRefusal(null);
    setCurrent({ name, isFetched, sent: 0 });
    try {
      const answer = await readMaterial(workspace, material, {
        signal,
        onSent: (sent) => setCurrent({ name, isFetched, sent }),
      });
      if (!answer.ok) {
        const title = t("refusal.title", { name: isPasted ? t("refusal.pasted") : name });
        setRefusal({ title, words: words(answer, kind) });
        return;
      }
      const before = draft.isBlank ? null : draft.snapshot();
      const origin = isPasted ? "pasted" : kind;
      draft.take(answer.data, { origin, fileName: kind === "file" ? name : null });
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
    readAddress: (address: string) => void read({ kind: "address", text: address }),
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
