import { Extension } from "@tiptap/core";
import type { Node } from "@tiptap/pm/model";
import { type EditorState, Plugin, PluginKey } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import type { Editor } from "@tiptap/react";
import { impliedRole, type TextBlock, textIndexOf } from "@/lib/document/canonical";
import type { BlockRole } from "@/lib/document/role";

const key = new PluginKey<DecorationSet>("roleLabels");

interface RoleLabelsOptions {
  labelOf: (role: BlockRole) => string;
}

/**
 * Writes each block's role into the margin beside it. The labels are painted by the style sheet
 * from an attribute, so that they are no part of the text and need no measuring.
 */
export const RoleLabels = Extension.create<RoleLabelsOptions>({
  name: "roleLabels",
  addOptions() {
    return { labelOf: (role) => role };
  },
  addProseMirrorPlugins() {
    const { labelOf } = this.options;
    const decorate = (doc: Node) =>
      DecorationSet.create(
        doc,
        textIndexOf(doc).blocks.flatMap((block) => {
          const node = doc.nodeAt(block.pos);
          if (!node || block.role === null) return [];
          const attributes = { "data-label": labelOf(block.role), "data-effective": block.role };
          return Decoration.node(block.pos, block.pos + node.nodeSize, attributes);
        }),
      );
    return [
      new Plugin<DecorationSet>({
        key,
        state: {
          init: (_, state) => decorate(state.doc),
          apply: (tr, set) => (tr.docChanged ? decorate(tr.doc) : set),
        },
        props: {
          decorations: (state) => key.getState(state),
        },
      }),
    ];
  },
});

/** The block whose label was pressed: in the margin, outside the block's own box. */
export function blockOfLabel(
  editor: Editor,
  press: { target: EventTarget; clientX: number },
): { block: TextBlock; element: HTMLElement } | null {
  const element = press.target instanceof Element ? press.target.closest("[data-label]") : null;
  if (!(element instanceof HTMLElement)) return null;
  const box = element.getBoundingClientRect();
  if (press.clientX >= box.left && press.clientX <= box.right) return null;
  const at = editor.view.posAtDOM(element, 0);
  const { blocks } = textIndexOf(editor.state.doc);
  const block = blocks.find(({ from }) => from === at);
  return block ? { block, element } : null;
}

/** The block that holds the caret. */
export function blockAtCaret(state: EditorState): TextBlock | null {
  const { $from } = state.selection;
  if (!$from.parent.isTextblock) return null;
  const from = $from.start();
  return textIndexOf(state.doc).blocks.find((block) => block.from === from) ?? null;
}

/** Gives a block a role; the one that its place implies is stored as none. */
export function setRole(editor: Editor, block: TextBlock, role: BlockRole): void {
  editor.commands.command(({ tr }) => {
    const node = tr.doc.nodeAt(block.pos);
    if (!node) return false;
    const $pos = tr.doc.resolve(block.pos);
    const ancestors = Array.from({ length: $pos.depth + 1 }, (_, i) => $pos.node(i).type.name);
    const implied = impliedRole(node.type.name, ancestors);
    tr.setNodeAttribute(block.pos, "role", role === implied ? null : role);
    return true;
  });
}

/** The first block of text that is not empty. */
export function firstLineOf(editor: Editor): TextBlock | null {
  const index = textIndexOf(editor.state.doc);
  const isLine = ({ start, end, role }: TextBlock) =>
    role !== null && index.slice(start, end).trim() !== "";
  return index.blocks.find(isLine) ?? null;
}

/** The text of the first block with a role, or null where there is none. */
export function textOfRole(doc: Node, role: BlockRole): string | null {
  const index = textIndexOf(doc);
  const block = index.blocks.find((candidate) => candidate.role === role);
  return block ? index.slice(block.start, block.end).trim() : null;
}

/**
 * Writes the text of the first block with a role. Where there is none it is put in its place, the
 * headline first and the standfirst below it; emptied, a standfirst goes away.
 */
export function setTextOfRole(editor: Editor, role: "headline" | "standfirst", text: string): void {
  editor.commands.command(({ tr, state }) => {
    const { blocks } = textIndexOf(tr.doc);
    const block = blocks.find((candidate) => candidate.role === role);
    const content = text === "" ? [] : [state.schema.text(text)];
    if (block) {
      const node = tr.doc.nodeAt(block.pos);
      if (!node) return false;
      if (text === "" && role === "standfirst") tr.delete(block.pos, block.pos + node.nodeSize);
      else tr.replaceWith(block.pos + 1, block.pos + node.nodeSize - 1, content);
      return true;
    }
    if (text === "") return true;
    if (role === "headline") {
      tr.insert(0, state.schema.node("heading", { level: 1, role }, content));
      return true;
    }
    const headline = blocks.find((candidate) => candidate.role === "headline");
    const node = headline && tr.doc.nodeAt(headline.pos);
    const at = headline && node ? headline.pos + node.nodeSize : 0;
    tr.insert(at, state.schema.node("paragraph", { role }, content));
    return true;
  });
}
