"use client";

import { useEditorState } from "@tiptap/react";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { TextEditor } from "@/components/article/editor/text-editor";
import { useBarHeight } from "@/components/article/page/use-bar-height";
import { articlePath } from "@/components/article/versions/paths";
import { RefusalAlert } from "@/components/ui/refusal";
import { textIndexOf } from "@/lib/document/canonical";
import type { EditArticle } from "./article";
import { EditBar } from "./edit-bar";
import styles from "./edit-page.module.css";
import type { EditKeeper, KeptEdit } from "./keep";
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
}

/** One sitting at the text. */
export function Editing(props: EditingProps) {
  const { workspace, article, keeper, kept, currentVersion, at, onDiscard } = props;
  const { base } = kept;
  const router = useRouter();
  const text = useTextEdit(workspace, kept);
  const { editor, pictures } = text;
  const root = useRef<HTMLDivElement>(null);
  const [note, setNote] = useState(kept.work.note);
  const keeping = useKeeping(keeper, editor, { base, pictures, note, aside: kept.work.aside });
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
    if (!editor || !isChanged) return;
    const steps = stepsJsonOf(editor);
    void saving.save(
      { baseVersion: base.version, steps, note },
      pictures.shownIn(editor.state.doc),
    );
  };
  useSaveKey(save);

  const discard = () => {
    if (!editor) return;
    const work = { version: base.version, steps: stepsJsonOf(editor), note, aside: "" };
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
        busy={saving.busy}
        canSave={isChanged}
        onSave={save}
        onDiscard={discard}
      />
      <div className={styles.text}>
        <RefusalAlert>{saving.refusal}</RefusalAlert>
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
