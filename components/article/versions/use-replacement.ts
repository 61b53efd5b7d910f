"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import type { AnswerRefusal, Material } from "@/components/article/editor/upload";
import { type ImportRefusal, useRefusal } from "@/components/article/editor/use-refusal";
import type { SavedVersion } from "@/lib/version/schema";
import { prepareReplacement, type Replacement, saveReplacement } from "./replacement";

interface UseReplacement {
  workspace: string;
  articleId: string;
  baseVersion: number;
  onSaved: (saved: SavedVersion) => void;
}

/** Reads a new text, shows what it would change, and saves it when the person says so. */
export function useReplacement({ onSaved, ...place }: UseReplacement) {
  const t = useTranslations("article");
  const words = useRefusal();
  const [reading, setReading] = useState<Reading | null>(null);
  const [replacement, setReplacement] = useState<Replacement | null>(null);
  const [refusal, setRefusal] = useState<ImportRefusal | null>(null);
  const [busy, setBusy] = useState(false);
  const controller = useRef<AbortController | null>(null);
  useEffect(() => () => controller.current?.abort(), []);

  const wordsFor = (answer: AnswerRefusal, from?: Kind) =>
    answer.reason === "version_outdated" ? t("versions.replace.outdated") : words(answer, from);

  const read = async (material: Material) => {
    controller.current?.abort();
    controller.current = new AbortController();
    const { signal } = controller.current;
    const name = nameOf(material) ?? t("import.reading.pasted");
    const isFetched = material.kind === "address";
    setRefusal(null);
    setReading({ name, isFetched, sent: 0 });
    try {
      const onSent = (sent: number) => setReading({ name, isFetched, sent });
      const answer = await prepareReplacement(place, material, { signal, onSent });
      if (answer.ok) setReplacement({ name, ...answer.data });
      else {
        const refused = nameOf(material) ?? t("import.refusal.pasted");
        const title = t("import.refusal.title", { name: refused });
        setRefusal({ title, words: wordsFor(answer, material.kind) });
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      if (controller.current?.signal === signal) setReading(null);
    }
  };

  const save = async (note: string) => {
    if (!replacement || busy) return;
    setBusy(true);
    setRefusal(null);
    const answer = await saveReplacement(place, replacement.draft, note);
    if (answer.ok) return onSaved(answer.data);
    setBusy(false);
    if (answer.reason === "page_gone") {
      setReplacement({ ...replacement, draft: { ...replacement.draft, rawPageId: null } });
    }
    setRefusal({ title: t("versions.replace.refusedTitle"), words: wordsFor(answer) });
  };

  return {
    reading,
    replacement,
    refusal,
    busy,
    read: (material: Material) => void read(material),
    save: (note: string) => void save(note),
    cancel: () => controller.current?.abort(),
    startAnew: () => {
      setReplacement(null);
      setRefusal(null);
    },
  };
}

type Kind = Material["kind"];

interface Reading {
  name: string;
  isFetched: boolean;
  sent: number;
}

function nameOf(material: Material): string | null {
  if (material.kind === "file") return material.file.name;
  return material.kind === "address" ? material.text.trim() : null;
}
