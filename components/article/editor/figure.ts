import type { Node } from "@tiptap/pm/model";
import type { EditorState } from "@tiptap/pm/state";

/** A picture with its captions, as the toolbar works with it; `pos` is before the figure. */
interface FigureAtCaret {
  pos: number;
  size: number;
  alt: string;
  hasCaption: boolean;
}

/** The figure that holds the caret or is selected. */
export function figureAtCaret({ selection }: EditorState): FigureAtCaret | null {
  const { $from } = selection;
  for (let depth = $from.depth; depth > 0; depth--) {
    if ($from.node(depth).type.name === "figure")
      return figure($from.node(depth), $from.before(depth));
  }
  const selected = $from.nodeAfter;
  return selected?.type.name === "figure" && selection.to === $from.pos + selected.nodeSize
    ? figure(selected, $from.pos)
    : null;
}

function figure(node: Node, pos: number): FigureAtCaret {
  return {
    pos,
    size: node.nodeSize,
    alt: String(node.firstChild?.attrs.alt ?? ""),
    hasCaption: node.childCount > 1,
  };
}
