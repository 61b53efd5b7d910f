// @vitest-environment jsdom
import { Editor } from "@tiptap/core";
import { afterEach, expect, it } from "vitest";
import { textIndexOf } from "@/lib/document/canonical";
import { documentExtensions } from "@/lib/document/extensions";
import { parseDocument } from "@/lib/document/schema";
import { insertFootnote } from "./footnote";
import { insertMaterial } from "./insert-material";

const paragraph = (text: string) => ({ type: "paragraph", content: [{ type: "text", text }] });

const editors: Editor[] = [];
// An editor that is left listens for changes when its document is gone.
afterEach(() => {
  for (const editor of editors.splice(0)) editor.destroy();
});

function editorOf(...content: object[]): Editor {
  const editor = new Editor({
    extensions: documentExtensions,
    content: { type: "doc", content },
  });
  editors.push(editor);
  return editor;
}

/** Puts the caret behind words. */
function goBehind(editor: Editor, words: string): void {
  const index = textIndexOf(editor.state.doc);
  editor.commands.setTextSelection(index.positionAt(index.text.indexOf(words) + words.length, -1));
}

function textOf(editor: Editor): string {
  return textIndexOf(parseDocument(editor.getJSON())).text;
}

it("numbers footnotes in the order of the text, and puts the caret into the new one", () => {
  const editor = editorOf(paragraph("The bridge is long."), paragraph("It opened late."));
  goBehind(editor, "late.");
  insertFootnote(editor);
  editor.commands.insertContent("Says the city.");
  goBehind(editor, "long");
  insertFootnote(editor);
  editor.commands.insertContent("Says a survey.");
  expect(textOf(editor)).toBe(
    "The bridge is long1.\n\nIt opened late.2\n\nSays a survey.\n\nSays the city.",
  );
});

it("brings material in: words into the paragraph, footnotes among the others, no second headline", () => {
  const editor = editorOf(
    { ...paragraph("The bridge"), attrs: { role: "headline" } },
    paragraph("It is long."),
  );
  goBehind(editor, "long.");
  insertFootnote(editor);
  editor.commands.insertContent("A first note.");
  goBehind(editor, "It is ");
  const { from } = editor.state.selection;
  const reference = { type: "footnoteReference", attrs: { id: "n1" } };
  insertMaterial(
    editor,
    {
      document: {
        type: "doc",
        content: [
          {
            type: "paragraph",
            attrs: { role: "headline" },
            content: [
              { type: "text", text: "very" },
              { type: "text", text: "1", marks: [reference] },
              { type: "text", text: " " },
            ],
          },
          {
            type: "footnotes",
            content: [
              { type: "footnote", attrs: { id: "n1" }, content: [paragraph("Another note.")] },
            ],
          },
        ],
      },
    },
    { from, to: from },
  );
  expect(textOf(editor)).toBe("The bridge\n\nIt is very1 long.2\n\nAnother note.\n\nA first note.");
  const roles = textIndexOf(editor.state.doc).blocks.map(({ role }) => role);
  expect(roles).toEqual(["headline", "body", "footnote", "footnote"]);
  const ids = new Set<unknown>();
  editor.state.doc.descendants((node) => {
    if (node.type.name === "footnote") ids.add(node.attrs.id);
  });
  expect(ids.size).toBe(2);
});
