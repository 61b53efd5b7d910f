import { Extension } from "@tiptap/core";
import { Plugin } from "@tiptap/pm/state";
import type { EditHighlight } from "./highlight";
import { HighlightView } from "./highlight-view";

/** Draws highlights while the text is edited. Needs the steps to be recorded. */
export const EditHighlights = Extension.create<{ highlights: readonly EditHighlight[] }>({
  name: "editHighlights",
  addOptions() {
    return { highlights: [] };
  },
  addProseMirrorPlugins() {
    const { highlights } = this.options;
    return [new Plugin({ view: (view) => new HighlightView(view, highlights) })];
  },
});
