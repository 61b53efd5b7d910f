import type { Node } from "@tiptap/pm/model";
import { type EditorState, Selection, type Transaction } from "@tiptap/pm/state";
import type { Editor } from "@tiptap/react";

/** A footnote's number where it stands in the text. */
interface Reference {
  id: string;
  from: number;
  to: number;
  text: string;
}

/** Whether a footnote can be referred to at the caret: in the text, not in a footnote or code. */
export function canInsertFootnote({ selection, schema }: EditorState): boolean {
  const { $to } = selection;
  const reference = schema.marks.footnoteReference;
  return (
    $to.parent.isTextblock &&
    reference !== undefined &&
    $to.parent.type.allowsMarkType(reference) &&
    !isInFootnote($to)
  );
}

/**
 * Puts a footnote's number behind the selection and its empty text at the end of the document, in
 * the order of the numbers, and the caret into it. The numbers after it move up.
 */
export function insertFootnote(editor: Editor): boolean {
  return editor
    .chain()
    .command(({ tr, state }) => canInsertFootnote(state) && addFootnote(tr))
    .focus()
    .scrollIntoView()
    .run();
}

function addFootnote(tr: Transaction): boolean {
  const { schema } = tr.doc.type;
  const { footnote, paragraph } = schema.nodes;
  const mark = schema.marks.footnoteReference;
  if (!footnote || !paragraph || !mark) return false;
  const id = freeId(tr.doc);
  const at = tr.selection.to;
  tr.insert(at, schema.text("•", [mark.create({ id })]));
  placeFootnote(tr, footnote.create({ id }, paragraph.create()));
  numberFootnotes(tr);
  tr.setSelection(Selection.near(tr.doc.resolve(positionOf(tr.doc, id) + 1)));
  return true;
}

/** Puts a footnote, to which the text refers already, among the others: they stand in its order. */
export function placeFootnote(tr: Transaction, note: Node): void {
  const { footnotes } = tr.doc.type.schema.nodes;
  const last = tr.doc.lastChild;
  const end = tr.doc.content.size;
  if (!footnotes) return;
  if (last?.type !== footnotes) {
    tr.insert(end, footnotes.create(null, note));
    return;
  }
  const references = referencesOf(tr.doc).map(({ id }) => id);
  const own = references.indexOf(note.attrs.id);
  const before = new Set(own < 0 ? references : references.slice(0, own));
  const start = end - last.nodeSize + 1;
  let at = start;
  last.forEach((child, offset) => {
    if (before.has(child.attrs.id)) at = start + offset + child.nodeSize;
  });
  tr.insert(at, note);
}

/** Writes the numbers anew where they are numbers; other signs stay as somebody chose them. */
export function numberFootnotes(tr: Transaction): void {
  const order: string[] = [];
  for (const { id } of referencesOf(tr.doc)) if (!order.includes(id)) order.push(id);
  for (const { id, from, to, text } of referencesOf(tr.doc).reverse()) {
    const number = String(order.indexOf(id) + 1);
    if (text === number || !/^(\d+|•)$/.test(text)) continue;
    const marks = tr.doc.nodeAt(from)?.marks ?? [];
    tr.replaceWith(from, to, tr.doc.type.schema.text(number, marks));
  }
}

function referencesOf(doc: Node): Reference[] {
  const found: Reference[] = [];
  doc.descendants((node, pos) => {
    const mark = node.marks.find(({ type }) => type.name === "footnoteReference");
    if (!mark || !node.isText) return;
    found.push({
      id: String(mark.attrs.id),
      from: pos,
      to: pos + node.nodeSize,
      text: node.text ?? "",
    });
  });
  return found;
}

/** The position before the footnote with an id. */
function positionOf(doc: Node, id: string): number {
  let found = doc.content.size;
  doc.descendants((node, pos) => {
    if (node.type.name === "footnote" && node.attrs.id === id) found = pos;
    return !node.isTextblock;
  });
  return found;
}

/** An id that neither a footnote nor a reference to one has. */
export function freeId(doc: Node): string {
  const taken = new Set<string>();
  doc.descendants((node) => {
    if (node.type.name === "footnote") taken.add(String(node.attrs.id));
    for (const mark of node.marks) {
      if (mark.type.name === "footnoteReference") taken.add(String(mark.attrs.id));
    }
  });
  let number = taken.size + 1;
  while (taken.has(`n${number}`)) number += 1;
  return `n${number}`;
}

function isInFootnote($pos: { depth: number; node: (depth: number) => Node }): boolean {
  for (let depth = $pos.depth; depth > 0; depth--) {
    if ($pos.node(depth).type.name === "footnotes") return true;
  }
  return false;
}
