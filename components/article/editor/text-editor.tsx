"use client";

import { RichTextEditor } from "@mantine/tiptap";
import type { Editor } from "@tiptap/react";
import { useTranslations } from "next-intl";
import { type MouseEvent, type ReactNode, useRef, useState } from "react";
import { blockOfLabel, type RoledBlock, setRole } from "./block-role";
import type { PictureMenuProps } from "./picture-menu";
import { RoleMenu } from "./role-menu";
import styles from "./text-editor.module.css";
import { TextToolbar } from "./text-toolbar";
import { useRoleLabels } from "./use-role-labels";

interface TextEditorProps {
  editor: Editor;
  direction: "ltr" | "rtl";
  language: string;
  onPicture: PictureMenuProps["onPicture"];
  /** Below the text, where there is none yet. */
  children?: ReactNode;
  /** Over the text, while a file is being read. */
  overlay?: ReactNode;
}

/** The text as it will be read, open to correction, with each block's role in the margin. */
export function TextEditor(props: TextEditorProps) {
  const { editor, direction, language, onPicture, children, overlay } = props;
  const t = useTranslations("article.editor");
  const labels = useRoleLabels();
  const sheet = useRef<HTMLDivElement>(null);
  const [asked, setAsked] = useState<{ block: RoledBlock; top: number; left: number } | null>(null);

  // Pressing a label neither moves the caret nor closes the menu that it is about to open.
  const onMouseDown = (event: MouseEvent) => {
    if (!blockOfLabel(editor, event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onClick = (event: MouseEvent) => {
    const pressed = blockOfLabel(editor, event);
    if (!pressed || !sheet.current) return;
    const { block, element } = pressed;
    const origin = sheet.current.getBoundingClientRect();
    const top = element.getBoundingClientRect().top - origin.top;
    setAsked({ block, top, left: event.clientX - origin.left });
  };

  return (
    <RichTextEditor
      editor={editor}
      className={styles.editor}
      withTypographyStyles={false}
      withCodeHighlightStyles={false}
      labels={{
        boldControlLabel: t("bold"),
        italicControlLabel: t("italic"),
        h2ControlLabel: t("h2"),
        h3ControlLabel: t("h3"),
        bulletListControlLabel: t("bulletList"),
        orderedListControlLabel: t("orderedList"),
        blockquoteControlLabel: t("quotation"),
        linkControlLabel: t("link"),
        unlinkControlLabel: t("unlink"),
        linkEditorInputLabel: t("linkAddress"),
        linkEditorInputPlaceholder: "https://",
        linkEditorSave: t("linkSave"),
        undoControlLabel: t("undo"),
        redoControlLabel: t("redo"),
      }}
    >
      <TextToolbar editor={editor} onPicture={onPicture} />
      {/* The margin's labels are a shortcut for the pointer; the toolbar's menu does the same. */}
      <div
        ref={sheet}
        className={styles.sheet}
        dir={direction}
        style={labels}
        lang={language}
        onMouseDownCapture={onMouseDown}
        onClickCapture={onClick}
      >
        <RichTextEditor.Content className={styles.content} />
        {children}
        {asked && (
          <RoleMenu
            opened
            role={asked.block.role}
            onClose={() => setAsked(null)}
            onPick={(role) => setRole(editor, asked.block, role)}
          >
            <div className={styles.anchor} style={{ top: asked.top, left: asked.left }} />
          </RoleMenu>
        )}
        {overlay}
      </div>
    </RichTextEditor>
  );
}
