import { Extension } from "@tiptap/core";
import { Plugin, PluginKey } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import type { Editor } from "@tiptap/react";
import type { ImportedNote } from "@/lib/article/schema";
import { textIndexOf } from "@/lib/document/canonical";

/** A comment of the file; `start` and `end` are canonical offsets, in the text as it now stands. */
export type FileComment = ImportedNote;

const key = new PluginKey<DecorationSet>("fileComments");

/** Marks the words that the file's comments are about, and keeps them marked while editing. */
export const FileComments = Extension.create({
  name: "fileComments",
  addProseMirrorPlugins() {
    return [
      new Plugin<DecorationSet>({
        key,
        state: {
          init: () => DecorationSet.empty,
          apply: (tr, set) => {
            const given: unknown = tr.getMeta(key);
            if (given instanceof DecorationSet) return given;
            return tr.docChanged ? set.map(tr.mapping, tr.doc) : set;
          },
        },
        props: { decorations: (state) => key.getState(state) },
      }),
    ];
  },
});

export function setFileComments(editor: Editor, comments: readonly FileComment[]): void {
  const { doc } = editor.state;
  const index = textIndexOf(doc);
  const decorations = comments.flatMap((comment) => {
    const from = index.positionAt(comment.start, 1);
    const to = index.positionAt(comment.end, -1);
    if (from >= to) return [];
    return Decoration.inline(from, to, { class: "file-comment", title: comment.body }, { comment });
  });
  const set = DecorationSet.create(doc, decorations);
  editor.view.dispatch(editor.state.tr.setMeta(key, set).setMeta("addToHistory", false));
}

/** Selects the words of a comment and brings them into view. */
export function showFileComment(editor: Editor, { start, end }: FileComment): void {
  const index = textIndexOf(editor.state.doc);
  const range = { from: index.positionAt(start, 1), to: index.positionAt(end, -1) };
  editor.chain().focus().setTextSelection(range).scrollIntoView().run();
}

/** The comments whose words are still there, at the places to which editing moved them. */
export function fileCommentsOf(editor: Editor): FileComment[] {
  const index = textIndexOf(editor.state.doc);
  return (key.getState(editor.state)?.find() ?? [])
    .map(({ from, to, spec }) => {
      const comment: FileComment = spec.comment;
      return { ...comment, start: index.offsetAt(from, 1), end: index.offsetAt(to, -1) };
    })
    .filter(({ start, end }) => start < end)
    .sort((a, b) => a.start - b.start);
}
