import type { Node } from "@tiptap/pm/model";
import type { Editor } from "@tiptap/react";
import { type TextBlock, textIndexOf } from "@/lib/document/canonical";
import type { BlockRole } from "@/lib/document/role";

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
