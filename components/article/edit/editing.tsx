"use client";

import type { Node } from "@tiptap/pm/model";
import { type Editor, useEditorState } from "@tiptap/react";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { TextEditor } from "@/components/article/editor/text-editor";
import { useBarHeight } from "@/components/article/page/use-bar-height";
import { articlePath } from "@/components/article/versions/paths";
import { textIndexOf } from "@/lib/document/canonical";
import { parseDocument } from "@/lib/document/schema";
import type { EditArticle } from "./article";
import { EditBar } from "./edit-bar";
import styles from "./edit-page.module.css";
import type { EditAside, EditKeeper, KeptEdit } from "./keep";
import { OutdatedText } from "./outdated";
import { isChanged as isTextChanged } from "./step-record";
import { useKeeping } from "./use-keeping";
import { useSaveVersion } from "./use-save-version";
import { stepsJsonOf, type TextEdit, useTextEdit } from "./use-text-edit";

interface EditingProps {
  workspace: string;
  article: EditArticle;
  keeper: EditKeeper;
  kept: KeptEdit;
  currentVersion: number;
  at: number | null;
  /** Takes what is to be given up, so that it can be had back. */
  onDiscard: (before: KeptEdit) => void;
  /** The person's own text is kept aside, and the version that is now current wanted. */
  onTakeTheirs: (aside: EditAside, version: number) => void;
}

/** One sitting at the text. */
export function Editing(props: EditingProps) {
  const { workspace, article, keeper, kept, currentVersion, at, onDiscard, onTakeTheirs } = props;
  const { base } = kept;
  const router = useRouter();
  const text = useTextEdit({ workspace, articleId: article.id }, kept);
  const { editor, pictures } = text;
  const root = useRef<HTMLDivElement>(null);
  const [note, setNote] = useState(kept.work.note);
  const keeping = useKeeping(keeper, editor, { base, pictures, note });
  const isChanged =
    useEditorState({
      editor,
      selector: ({ editor }) => editor !== null && isTextChanged(editor.state),
    }) ?? false;
  const path = articlePath(workspace, article.id);
  const saving = useSaveVersion({ workspace, articleId: article.id }, async () => {
    await keeping.forget();
    router.push(path);
  });
  useBeginning(text, at);
  useBarHeight(root);

  const save = () => {
    // What is being read is still to come into the text.
    if (!editor || !isChanged || text.isReading) return;
    const steps = stepsJsonOf(editor);
    const version = { baseVersion: base.version, steps, note };
    void saving.save(version, () => textOf(editor), pictures.shownIn(editor.state.doc));
  };
  const saveMerged = (merged: Node) => {
    const { merge, currentVersion: baseVersion } = saving.clash?.outdated ?? {};
    if (!editor || !merge?.clean || baseVersion === undefined) return;
    const version = { baseVersion, steps: merge.steps, note, merged: true };
    void saving.save(version, () => merged, pictures.shownIn(editor.state.doc));
  };
  const takeTheirs = async () => {
    if (!saving.clash) return;
    const { mine, outdated } = saving.clash;
    const aside: EditAside = mine.toJSON();
    await keeper.keepAside(aside);
    await keeping.forget();
    onTakeTheirs(aside, outdated.currentVersion);
  };
  useSaveKey(saving.clash ? () => {} : save);

  const discard = () => {
    if (!editor) return;
    const work = { version: base.version, steps: stepsJsonOf(editor), note };
    void keeping.forget();
    onDiscard({ base, work, pictures: new Map(pictures.all) });
  };
  return (
    <div ref={root} className={styles.page}>
      <EditBar
        article={article}
        path={path}
        version={base.version}
        isOlder={base.version < currentVersion}
        kept={isChanged ? keeping.state : "unchanged"}
        isReading={text.isReading}
        note={note}
        onNote={setNote}
        onNoteDone={() => void keeping.keepNow()}
        refusal={saving.refusal}
        busy={saving.busy}
        canSave={isChanged && !text.isReading && saving.clash === null}
        canDiscard={isChanged || base.version < currentVersion}
        onSave={save}
        onDiscard={discard}
      />
      {saving.clash && (
        <OutdatedText
          workspace={workspace}
          article={article}
          clash={saving.clash}
          busy={saving.busy}
          onSaveMerged={saveMerged}
          onTakeTheirs={() => void takeTheirs()}
          onGoOn={saving.goOn}
        />
      )}
      <div className={styles.text} hidden={saving.clash !== null}>
        {editor && (
          <TextEditor
            editor={editor}
            direction={article.direction}
            language={article.language}
            onPicture={text.addPicture}
          />
        )}
      </div>
    </div>
  );
}

/** As the server has it, with the schema that both texts are compared in. */
function textOf(editor: Editor): Node {
  return parseDocument(editor.getJSON());
}

/** Begins where the reader was. */
function useBeginning({ editor }: TextEdit, at: number | null): void {
  useEffect(() => {
    if (!editor || at === null) return;
    const position = textIndexOf(editor.state.doc).positionAt(at, 1);
    editor.chain().setTextSelection(position).focus(undefined, { scrollIntoView: false }).run();
    const { top } = editor.view.coordsAtPos(position);
    window.scrollBy({ top: top - window.innerHeight / 4, behavior: "instant" });
  }, [editor, at]);
}

/** Mod-S, wherever on the page the focus is: everybody's hands know it. */
function useSaveKey(save: () => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isSave = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
      if (!isSave || event.key.toLowerCase() !== "s") return;
      event.preventDefault();
      save();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  });
}
