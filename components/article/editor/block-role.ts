import type { Node, ResolvedPos } from "@tiptap/pm/model";
import type { EditorState } from "@tiptap/pm/state";
import type { Editor } from "@tiptap/react";
import { blockRole, impliedRole } from "@/lib/document/canonical";
import type { BlockRole } from "@/lib/document/role";

/** A block of text in the editor; `pos` is before it. */
export interface RoledBlock {
  pos: number;
  role: BlockRole;
}

/** The elements that text-editor.module.css gives a label. */
const LABELLED = "p, h1, h2, h3, h4, pre, figcaption";

/** The block whose label was pressed: in the margin, outside the block's own box. */
export function blockOfLabel(
  editor: Editor,
  press: { target: EventTarget; clientX: number },
): { block: RoledBlock; element: HTMLElement } | null {
  const element = press.target instanceof Element ? press.target.closest(LABELLED) : null;
  if (!(element instanceof HTMLElement) || !editor.view.dom.contains(element)) return null;
  const box = element.getBoundingClientRect();
  if (press.clientX >= box.left && press.clientX <= box.right) return null;
  const block = blockAt(editor.state.doc.resolve(editor.view.posAtDOM(element, 0)));
  return block && { block, element };
}

/** The block that holds the caret. */
export function blockAtCaret(state: EditorState): RoledBlock | null {
  return blockAt(state.selection.$from);
}

function blockAt($pos: ResolvedPos): RoledBlock | null {
  if (!$pos.parent.isTextblock) return null;
  return { pos: $pos.before(), role: blockRole($pos.parent, ancestorsOf($pos, $pos.depth)) };
}

/** Gives a block a role; the one that its place implies is stored as none. */
export function setRole(editor: Editor, block: { pos: number }, role: BlockRole): void {
  editor.commands.command(({ tr }) => {
    const node: Node | null = tr.doc.nodeAt(block.pos);
    if (!node) return false;
    const $pos = tr.doc.resolve(block.pos);
    const implied = impliedRole(node.type.name, ancestorsOf($pos, $pos.depth + 1));
    tr.setNodeAttribute(block.pos, "role", role === implied ? null : role);
    return true;
  });
}

function ancestorsOf($pos: ResolvedPos, depth: number): string[] {
  return Array.from({ length: depth }, (_, level) => $pos.node(level).type.name);
}
