import "@mantine/core/styles.css";
import "@mantine/tiptap/styles.css";
import { MantineProvider } from "@mantine/core";
import type { Editor } from "@tiptap/react";
import { NextIntlClientProvider } from "next-intl";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import type { EditHighlight } from "@/components/article/edit/highlight";
import { useTextEdit } from "@/components/article/edit/use-text-edit";
import { TextEditor } from "@/components/article/editor/text-editor";
import type { Highlight } from "@/components/article/reading/highlight";
import { textIndexOf } from "@/lib/document/canonical";
import { messages } from "@/lib/messages/en";
import { publish } from "../page";

/** Stet's editor as the page that edits an article uses it. */
let editor: Editor | null = null;

function Page({ highlights }: { highlights: EditHighlight[] }) {
  const text = useTextEdit(
    { workspace: "bench", articleId: "bench" },
    {
      base: { version: 1, document: { ...window.fixture.doc }, highlights },
      work: { version: 1, steps: [], note: "" },
      pictures: new Map(),
    },
  );
  editor = text.editor;
  return (
    text.editor && (
      <TextEditor editor={text.editor} direction="ltr" language="en" onPicture={text.addPicture} />
    )
  );
}

function editHighlight({ state, targets }: Highlight): EditHighlight {
  const { text } = window.fixture;
  return {
    state,
    targets: targets.map(({ id, role, start, end }) => ({
      id,
      role,
      start,
      end,
      exact: text.slice(start, end),
      prefix: text.slice(Math.max(0, start - 32), start),
      suffix: text.slice(end, end + 32),
    })),
  };
}

publish({
  clicked: [],
  open: () => document.fonts.ready.then(() => {}),
  load(highlights) {
    const mount = document.createElement("div");
    document.body.append(mount);
    flushSync(() =>
      createRoot(mount).render(
        <NextIntlClientProvider locale="en-GB" messages={messages} timeZone="UTC">
          <MantineProvider>
            <Page highlights={highlights.map(editHighlight)} />
          </MantineProvider>
        </NextIntlClientProvider>,
      ),
    );
  },
  add() {},
  status() {},
  pointOf: () => ({ x: 0, y: 0 }),
  caret(offset) {
    if (!editor) return false;
    const position = textIndexOf(editor.state.doc).positionAt(offset, 1);
    return editor.chain().setTextSelection(position).focus().run();
  },
});
