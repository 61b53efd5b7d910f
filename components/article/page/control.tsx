"use client";

import { createContext, type RefObject, use } from "react";
import type { Span } from "@/components/article/reading/highlight";
import type { ReadingHandle } from "@/components/article/reading/reading-view";
import type { NewTarget } from "@/lib/annotation/schema";

/** What stands over the page, or in the panel, and waits for an answer. */
export type Task =
  | { kind: "note"; targets: NewTarget[] }
  | { kind: "link"; span: Span }
  | { kind: "relink"; annotationId: string }
  | { kind: "said_and_so"; span: Span }
  | { kind: "same"; annotationId: string }
  | { kind: "remove"; annotationId: string }
  | { kind: "history"; annotationId: string | null }
  | { kind: "lost" }
  /** The threads on the article, or on the open annotation; `asked`: to write a new one. */
  | { kind: "comment"; annotationId: string | null; asked?: true }
  /** About an annotation, or null: about the article. */
  | { kind: "ask"; annotationId: string | null }
  | { kind: "flag"; annotationId: string | null }
  /** What is asked about the article as a whole and flagged on it, in the panel. */
  | { kind: "article" }
  | { kind: "queries" }
  | { kind: "filter" }
  /** To assign the claims that are shown. */
  | { kind: "assign" }
  | { kind: "keys" };

/** What the page's parts ask of one another, beside its state. */
export interface PageControl {
  reading: RefObject<ReadingHandle | null>;
  panel: RefObject<HTMLElement | null>;
  task: Task | null;
  setTask: (task: Task | null) => void;
  /** Narrow: the list of annotations is a sheet. */
  narrow: boolean;
  sheetOpened: boolean;
  setSheetOpened: (opened: boolean) => void;
  /** Opens an annotation, and shows its words. */
  open: (id: string, options?: { reveal?: boolean; focus?: "text" | "panel" }) => void;
  /** Closes the open annotation and gives the text the keyboard. */
  close: () => void;
  /** One step out: from within the panel back to the text, and from the text the panel closes. */
  stepOut: () => void;
  /** Several annotations on one place, to choose from. */
  overlap: { ids: string[]; rect: DOMRect } | null;
  setOverlap: (overlap: PageControl["overlap"]) => void;
  /** Says something to those who hear the page. */
  speak: (words: string) => void;
}

const ControlContext = createContext<PageControl | null>(null);

export const ControlProvider = ControlContext;

export function usePageControl(): PageControl {
  const control = use(ControlContext);
  if (!control) throw new Error("This belongs on an article page");
  return control;
}
