import { Editor, Extension } from "@tiptap/core";
import { Plugin, PluginKey } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import StarterKit from "@tiptap/starter-kit";
import type { Highlight, Span } from "@/components/article/reading/highlight";
import { addStyle, type BenchPage, publish, referenceRules, referenceText } from "../page";

/**
 * TipTap with the text and nothing else, or (with `decorations`) one plugin that holds a
 * DecorationSet, changed by one transaction for each change.
 */
export function tiptapPage(decorations: boolean): BenchPage {
  addStyle(referenceText + referenceRules((state) => `.bench-${state}`));
  const mount = document.createElement("div");
  mount.className = "text";
  const key = new PluginKey<DecorationSet>("bench");
  const states = new Map<string, Highlight["state"]>();
  let editor: Editor;
  let starts: { offset: number; position: number }[] = [];

  const position = (offset: number): number => {
    let low = 0;
    let high = starts.length;
    while (low + 1 < high) {
      const middle = (low + high) >>> 1;
      if ((starts[middle]?.offset ?? 0) <= offset) low = middle;
      else high = middle;
    }
    const block = starts[low];
    return block ? block.position + offset - block.offset : 0;
  };
  const decorate = (highlight: Highlight): Decoration[] =>
    highlight.targets.map((target) => decoration(target, highlight.id, highlight.state));
  const decoration = (span: Span, id: string, state: string) =>
    Decoration.inline(
      position(span.start),
      position(span.end),
      { class: `bench-${state}`, "data-id": id },
      { id },
    );

  const plugin = Extension.create({
    name: "bench",
    addProseMirrorPlugins: () => [
      new Plugin<DecorationSet>({
        key,
        state: {
          init: () => DecorationSet.empty,
          apply(transaction, set) {
            const change = transaction.getMeta(key);
            if (!change) return set.map(transaction.mapping, transaction.doc);
            if (change.all) return DecorationSet.create(transaction.doc, change.all);
            return set.remove(change.remove ?? []).add(transaction.doc, change.add ?? []);
          },
        },
        props: {
          decorations: (state) => key.getState(state),
          handleClick(view, at) {
            const found = key.getState(view.state)?.find(at, at) ?? [];
            page.clicked = found.map(({ spec }) => String(spec.id));
            performance.mark("annot:active", { detail: { ids: page.clicked } });
            return false;
          },
        },
      }),
    ],
  });

  const page: BenchPage = {
    clicked: [],
    async open() {
      document.body.append(mount);
      editor = new Editor({
        element: mount,
        extensions: decorations ? [StarterKit, plugin] : [StarterKit],
        content: window.fixture.doc,
      });
      starts = [];
      let offset = 0;
      editor.state.doc.forEach((node, at) => {
        starts.push({ offset, position: at + 1 });
        offset += node.textContent.length + 2;
      });
      await new Promise((resolve) => setTimeout(resolve, 50));
    },
    load(highlights) {
      if (!decorations) return;
      for (const { id, state } of highlights) states.set(id, state);
      const all = highlights.flatMap(decorate);
      editor.view.dispatch(editor.state.tr.setMeta(key, { all }));
    },
    add(highlight) {
      if (!decorations) return;
      editor.view.dispatch(editor.state.tr.setMeta(key, { add: decorate(highlight) }));
    },
    status(id, state) {
      if (!decorations) return;
      const remove = key
        .getState(editor.state)
        ?.find(undefined, undefined, (spec) => spec.id === id);
      const add = (remove ?? []).map(({ from, to }) =>
        Decoration.inline(from, to, { class: `bench-${state}`, "data-id": id }, { id }),
      );
      editor.view.dispatch(editor.state.tr.setMeta(key, { remove, add }));
    },
    pointOf(highlight) {
      const at = position(highlight.targets[0]?.start ?? 0);
      const dom = editor.view.domAtPos(at).node;
      (dom instanceof Element ? dom : dom.parentElement)?.scrollIntoView({ block: "center" });
      const from = editor.view.coordsAtPos(at);
      const to = editor.view.coordsAtPos(at + 1);
      return { x: (from.left + to.left) / 2, y: (from.top + from.bottom) / 2 };
    },
    caret(offset) {
      editor.commands.focus();
      editor.commands.setTextSelection(position(offset));
      return true;
    },
  };
  return page;
}

/** Called by the two entry files. */
export function publishTiptap(decorations: boolean): void {
  publish(tiptapPage(decorations));
}
