"use client";

import { Placeholder } from "@tiptap/extension-placeholder";
import { type Node, Slice } from "@tiptap/pm/model";
import { Selection } from "@tiptap/pm/state";
import { ReplaceStep } from "@tiptap/pm/transform";
import { type Editor, useEditor, useEditorState } from "@tiptap/react";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useRef, useState } from "react";
import { insertPictureFile } from "@/components/article/editor/picture-file";
import { DraftPictures, draftExtensions } from "@/components/article/editor/pictures";
import type { ImportedDraft } from "@/lib/article/schema";
import { canonicalText } from "@/lib/document/canonical";
import { newId } from "@/lib/id";
import { FileComments, fileCommentsOf, setFileComments } from "./comments";
import { draftKeeper, type Fields, type WorkInProgress } from "./keep";

/** Of a draft, all but what the editor holds. */
export type DraftState = Omit<WorkInProgress, "document" | "comments">;

export interface Draft {
  editor: Editor | null;
  /** Null until the browser has been asked what it kept. */
  state: DraftState | null;
  pictures: DraftPictures;
  isBlank: boolean;
  /** How the work survives a reload, as the catalogue has it. */
  kept: "kept" | "keptWithoutPictures" | "notKept";
  change: (fields: Partial<Fields>) => void;
  /** Takes what was read in the place of what is there. */
  take: (draft: ImportedDraft, from: Pick<DraftState, "origin" | "fileName">) => void;
  /** Lets go of the page that it was read from. */
  forgetPage: () => void;
  clear: () => void;
  snapshot: () => Snapshot;
  restore: (snapshot: Snapshot) => void;
  /** Nothing is left to keep: it has been saved. */
  forget: () => void;
  /** Puts a picture from a file into the text; false where it is none that we take. */
  addPicture: (file: File) => Promise<boolean>;
  onPaste: (listener: ((data: DataTransfer) => boolean) | null) => void;
}

export interface Snapshot {
  work: WorkInProgress;
  pictures: ImportedDraft["pictures"];
}

const KEEP_AFTER_MS = 500;
const BLANK = {
  type: "doc",
  content: [{ type: "heading", attrs: { level: 1, role: "headline" } }, { type: "paragraph" }],
};
const RIGHT_TO_LEFT =
  /^[^\p{L}]*[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

function blankWork(): WorkInProgress {
  return {
    id: newId(),
    origin: "typed",
    rawPageId: null,
    fileName: null,
    document: BLANK,
    comments: [],
    lost: [],
    warnings: [],
    fields: {
      byline: "",
      publishedOn: null,
      sourceUrl: "",
      language: "en",
      direction: "ltr",
      deadline: null,
    },
  };
}

/** The draft of a new article: the editor, the fields, and their keeping through a reload. */
export function useDraft(workspace: string): Draft {
  const t = useTranslations("article.import");
  const label = useTranslations("article.editor")("label");
  const [keeper] = useState(() => draftKeeper(workspace));
  const [pictures] = useState(() => new DraftPictures());
  const [state, setState] = useState<DraftState | null>(null);
  const [kept, setKept] = useState<Draft["kept"]>("kept");
  const given = useRef<ImportedDraft["pictures"]>([]);
  const paste = useRef<((data: DataTransfer) => boolean) | null>(null);
  const directionChosen = useRef(false);
  const saved = useRef(false);

  const editor = useEditor({
    immediatelyRender: false,
    shouldRerenderOnTransaction: false,
    extensions: [
      ...draftExtensions(pictures),
      FileComments,
      Placeholder.configure({
        showOnlyCurrent: false,
        placeholder: ({ editor, node, pos }) => {
          if (node.attrs.role === "headline") return t("placeholder.headline");
          const first = editor.state.doc.firstChild;
          return isBlankDoc(editor.state.doc) && pos === first?.nodeSize
            ? t("placeholder.text")
            : "";
        },
      }),
    ],
    content: BLANK,
    editorProps: {
      attributes: { "aria-label": label, role: "textbox", "aria-multiline": "true" },
      handleDOMEvents: {
        // Before the editor has parsed what a server can read better.
        paste: (view, event) => {
          const isRead =
            isBlankDoc(view.state.doc) &&
            event.clipboardData !== null &&
            paste.current?.(event.clipboardData) === true;
          if (isRead) event.preventDefault();
          return isRead;
        },
      },
    },
  });

  const put = useCallback(
    ({ work, pictures: given_ }: Snapshot) => {
      if (!editor) return;
      const { document, comments, ...rest } = work;
      given.current = given_;
      pictures.set(given_);
      setDocument(editor, document);
      setFileComments(editor, comments);
      setState(rest);
    },
    [editor, pictures],
  );

  useEffect(() => {
    if (!editor) return;
    const found = keeper.read();
    put(found ?? { work: blankWork(), pictures: [] });
    directionChosen.current = found !== null;
    // Ready to type and to paste into; where the focus opens a keyboard, it is not taken.
    if (!found && window.matchMedia("(pointer: fine)").matches) editor.commands.focus("start");
    return () => pictures.revoke();
  }, [editor, keeper, pictures, put]);

  const snapshot = useCallback((): Snapshot => {
    if (!editor || !state) return { work: blankWork(), pictures: [] };
    const work = { ...state, document: editor.getJSON(), comments: fileCommentsOf(editor) };
    return { work, pictures: given.current };
  }, [editor, state]);

  const keepPictures = useCallback(
    (list: ImportedDraft["pictures"]) => {
      const done = keeper.keepPictures(list);
      setKept((before) => (done ? before : "keptWithoutPictures"));
    },
    [keeper],
  );

  useEffect(() => {
    if (!editor || !state) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const keepNow = () => {
      if (saved.current) return;
      const { work } = snapshot();
      if (isBlankDoc(editor.state.doc)) keeper.forget();
      else if (!keeper.keep(work)) setKept("notKept");
    };
    const keepSoon = () => {
      clearTimeout(timer);
      timer = setTimeout(keepNow, KEEP_AFTER_MS);
    };
    const onUpdate = () => {
      if (!directionChosen.current) {
        const text = canonicalText(editor.state.doc);
        const direction = RIGHT_TO_LEFT.test(text) ? "rtl" : "ltr";
        if (direction !== state.fields.direction) {
          setState({ ...state, fields: { ...state.fields, direction } });
        }
      }
      keepSoon();
    };
    keepSoon();
    editor.on("update", onUpdate);
    // A reload does not wait.
    window.addEventListener("pagehide", keepNow);
    return () => {
      clearTimeout(timer);
      editor.off("update", onUpdate);
      window.removeEventListener("pagehide", keepNow);
    };
  }, [editor, keeper, snapshot, state]);

  const isBlank =
    useEditorState({
      editor,
      selector: ({ editor }) => editor === null || isBlankDoc(editor.state.doc),
    }) ?? true;

  return {
    editor,
    state,
    pictures,
    isBlank,
    kept,
    change: (change) => {
      if (change.direction) directionChosen.current = true;
      setState((before) => before && { ...before, fields: { ...before.fields, ...change } });
    },
    take: (draft, from) => {
      directionChosen.current = true;
      const { deadline = null } = state?.fields ?? {};
      setKept("kept");
      put({ work: workOf(draft, from, deadline), pictures: draft.pictures });
      keepPictures(draft.pictures);
    },
    forgetPage: () => setState((before) => before && { ...before, rawPageId: null }),
    clear: () => {
      directionChosen.current = false;
      setKept("kept");
      keeper.forget();
      put({ work: blankWork(), pictures: [] });
    },
    snapshot,
    restore: (before) => {
      put(before);
      keepPictures(before.pictures);
    },
    forget: () => {
      keeper.forget();
      saved.current = true;
    },
    addPicture: async (file) => {
      const picture = editor && (await insertPictureFile({ workspace }, editor, pictures, file));
      if (!picture) return false;
      given.current = [...given.current, picture];
      keepPictures(given.current);
      return true;
    },
    onPaste: (listener) => {
      paste.current = listener;
    },
  };
}

function workOf(
  draft: ImportedDraft,
  from: Pick<DraftState, "origin" | "fileName">,
  deadline: string | null,
): WorkInProgress {
  const { meta, comments } = draft;
  return {
    id: newId(),
    ...from,
    rawPageId: draft.rawPageId,
    document: draft.document,
    comments: comments.flatMap(({ author, text, target }) =>
      target ? { author: author ?? "", body: text, ...target } : [],
    ),
    lost: comments.flatMap(({ author, text, target }) =>
      target ? [] : { author: author ?? "", body: text },
    ),
    warnings: draft.warnings,
    fields: {
      byline: meta.byline ?? "",
      publishedOn: meta.publishedOn,
      sourceUrl: meta.sourceUrl ?? "",
      language: meta.language ?? "en",
      direction: meta.direction,
      deadline,
    },
  };
}

/**
 * Puts a document in the place of the whole text. By a step of its own: fitting it in, as the
 * editor's own command does, fails where it takes the footnotes' place.
 */
function setDocument(editor: Editor, document: Record<string, unknown>): void {
  const { tr, schema } = editor.state;
  const doc = schema.nodeFromJSON(document);
  doc.check();
  tr.step(new ReplaceStep(0, tr.doc.content.size, new Slice(doc.content, 0, 0)));
  editor.view.dispatch(tr.setSelection(Selection.atStart(tr.doc)).setMeta("addToHistory", false));
}

function isBlankDoc(doc: Node): boolean {
  return canonicalText(doc).trim() === "";
}
