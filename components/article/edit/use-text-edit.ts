"use client";

import { Step } from "@tiptap/pm/transform";
import { type Editor, useEditor } from "@tiptap/react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { insertMaterial } from "@/components/article/editor/insert-material";
import { insertPictureFile } from "@/components/article/editor/picture-file";
import { DraftPictures, draftExtensions } from "@/components/article/editor/pictures";
import { readMaterial } from "@/components/article/editor/upload";
import type { StepsJson } from "@/lib/document/steps";
import { EditHighlights } from "./highlight-extension";
import type { KeptEdit } from "./keep";
import { rangeNow, recordOf, StepRecorder, stepsTaken } from "./step-record";
import "@/components/article/reading/highlights.css";
import "@/components/article/reading/state-colours.css";

export interface TextEdit {
  editor: Editor | null;
  pictures: DraftPictures;
  /** Pasted material is being read by the server. */
  isReading: boolean;
  addPicture: (file: File) => Promise<boolean>;
}

/** The editor of a kept edit: its base, with its steps made again on it. */
export function useTextEdit(
  { workspace, articleId }: { workspace: string; articleId: string },
  kept: KeptEdit,
): TextEdit {
  const t = useTranslations("article.editor");
  const [pictures] = useState(() => {
    const known = new DraftPictures((sha256) => `/api/w/${workspace}/pictures/${sha256}`);
    for (const [sha256, blob] of kept.pictures) known.add(sha256, blob);
    return known;
  });
  const [reading, setReading] = useState(0);
  const paste = useRef<(data: DataTransfer) => boolean>(() => false);

  const editor = useEditor({
    immediatelyRender: false,
    shouldRerenderOnTransaction: false,
    extensions: [
      ...draftExtensions(pictures),
      StepRecorder,
      EditHighlights.configure({ highlights: kept.base.highlights }),
    ],
    content: kept.base.document,
    editorProps: {
      attributes: {
        "aria-label": t("label"),
        role: "textbox",
        "aria-multiline": "true",
        "data-annot-root": "",
      },
      handleDOMEvents: {
        // Before the editor has parsed what the importer reads better.
        paste: (_, event) => {
          const isTaken = event.clipboardData !== null && paste.current(event.clipboardData);
          if (isTaken) event.preventDefault();
          return isTaken;
        },
      },
    },
    onCreate: ({ editor }) => makeAgain(editor, kept.work.steps),
  });
  useEffect(() => () => pictures.revoke(), [pictures]);

  const addPicture = async (file: File) =>
    editor !== null &&
    (await insertPictureFile({ workspace, articleId }, editor, pictures, file)) !== null;

  const readIn = async (view: Editor, html: string) => {
    const since = recordOf(view.state);
    const { from, to } = view.state.selection;
    setReading((count) => count + 1);
    const { signal } = new AbortController();
    const answer = await readMaterial(
      workspace,
      { kind: "html", text: html },
      { signal, articleId },
    );
    setReading((count) => count - 1);
    if (view.isDestroyed) return;
    if (answer.ok) {
      pictures.set(answer.data.pictures);
      if (insertMaterial(view, answer.data, rangeNow(view.state, since, { from, to }))) return;
    }
    // The editor's own reading is poorer, and as safe.
    view.view.pasteHTML(html);
  };

  useEffect(() => {
    paste.current = (data) => {
      if (!editor) return false;
      const html = data.getData("text/html");
      const [file] = data.files;
      if (file && html === "") {
        void addPicture(file);
        return true;
      }
      if (html === "" || html.includes("data-pm-slice")) return false;
      void readIn(editor, html);
      return true;
    };
  });
  return { editor, pictures, isReading: reading > 0, addPicture };
}

/** Steps on a base are one change, to be undone at once. They end where one does not fit. */
function makeAgain(editor: Editor, steps: StepsJson): void {
  const { tr, schema } = editor.state;
  try {
    for (const json of steps) if (tr.maybeStep(Step.fromJSON(schema, json)).failed) break;
  } finally {
    if (tr.docChanged) editor.view.dispatch(tr);
  }
}

const known = new WeakMap<Step, StepsJson[number]>();

function jsonOf(step: Step): StepsJson[number] {
  const json = known.get(step) ?? step.toJSON();
  known.set(step, json);
  return json;
}

/** All steps since the base, as they are sent and kept. */
export function stepsJsonOf(editor: Editor): StepsJson {
  return stepsTaken(editor.state).steps.map(jsonOf);
}
