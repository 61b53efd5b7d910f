import { Fragment, type Node, Slice } from "@tiptap/pm/model";
import { TextSelection } from "@tiptap/pm/state";
import type { Editor } from "@tiptap/react";
import type { ImportedDraft } from "@/lib/article/schema";
import { freeId, numberFootnotes, placeFootnote } from "./footnote";

/** Roles that one block of an article has: what is put into a text brings no second one. */
const ONCE: ReadonlySet<unknown> = new Set(["headline", "standfirst", "byline", "dateline"]);

/**
 * Puts what the importer made of pasted material in the place of a range of the text: a single
 * paragraph's words into the paragraph there, blocks between blocks, and footnotes among those that
 * there are.
 */
export function insertMaterial(
  editor: Editor,
  { document }: Pick<ImportedDraft, "document">,
  { from, to }: { from: number; to: number },
): boolean {
  return editor.commands.command(({ tr, state }) => {
    const material = state.schema.nodeFromJSON(document);
    const notes = new Map<string, string>();
    const blocks: Node[] = [];
    const footnotes: Node[] = [];
    for (const node of material.children) {
      if (node.type.name === "footnotes") footnotes.push(...node.children);
      else blocks.push(node);
    }
    for (const note of footnotes) {
      const id = `${freeId(tr.doc)}-${notes.size + 1}`;
      notes.set(String(note.attrs.id), id);
    }
    const content = Fragment.fromArray(blocks.map((node) => adopted(node, notes)));
    tr.setSelection(TextSelection.between(tr.doc.resolve(from), tr.doc.resolve(to)));
    const isOpen = (node: Node | null) => (node?.type.name === "paragraph" ? 1 : 0);
    tr.replaceSelection(new Slice(content, isOpen(content.firstChild), isOpen(content.lastChild)));
    for (const note of footnotes) {
      const id = notes.get(String(note.attrs.id));
      placeFootnote(tr, note.type.create({ id }, note.content, note.marks));
    }
    if (footnotes.length > 0) numberFootnotes(tr);
    tr.scrollIntoView();
    return true;
  });
}

/** The node without a role that the text has already, and with the new names of its footnotes. */
function adopted(node: Node, notes: ReadonlyMap<string, string>): Node {
  if (node.isText) {
    const marks = node.marks.map((mark) =>
      mark.type.name === "footnoteReference"
        ? mark.type.create({ id: notes.get(String(mark.attrs.id)) ?? mark.attrs.id })
        : mark,
    );
    return node.mark(marks);
  }
  const children = node.children.map((child) => adopted(child, notes));
  const attrs = ONCE.has(node.attrs.role) ? { ...node.attrs, role: null } : node.attrs;
  return node.type.create(attrs, children, node.marks);
}
