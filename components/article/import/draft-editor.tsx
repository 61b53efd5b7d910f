"use client";

import { RichTextEditor } from "@mantine/tiptap";
import { IconChevronDown } from "@tabler/icons-react";
import { type Editor, useEditorState } from "@tiptap/react";
import { useTranslations } from "next-intl";
import { type MouseEvent, type ReactNode, useRef, useState } from "react";
import type { TextBlock } from "@/lib/document/canonical";
import styles from "./draft-editor.module.css";
import { RoleMenu } from "./role-menu";
import { blockAtCaret, blockOfLabel, setRole } from "./roles";

interface DraftEditorProps {
  editor: Editor;
  direction: "ltr" | "rtl";
  language: string;
  /** Below the text, where there is none yet. */
  children?: ReactNode;
  /** Over the text, while a file is being read. */
  overlay?: ReactNode;
}

/** The text as it will be read, open to correction, with each block's role in the margin. */
export function DraftEditor({ editor, direction, language, children, overlay }: DraftEditorProps) {
  const t = useTranslations("article.import.editor");
  const sheet = useRef<HTMLDivElement>(null);
  const [asked, setAsked] = useState<{ block: TextBlock; top: number; left: number } | null>(null);

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
      <RichTextEditor.Toolbar className={styles.toolbar} role="toolbar" aria-label={t("toolbar")}>
        <RoleControl editor={editor} />
        <RichTextEditor.ControlsGroup>
          <RichTextEditor.Bold />
          <RichTextEditor.Italic />
          <RichTextEditor.Link />
          <RichTextEditor.Unlink />
        </RichTextEditor.ControlsGroup>
        <RichTextEditor.ControlsGroup>
          <RichTextEditor.H2 />
          <RichTextEditor.H3 />
          <RichTextEditor.Blockquote />
          <RichTextEditor.BulletList />
          <RichTextEditor.OrderedList />
        </RichTextEditor.ControlsGroup>
        <RichTextEditor.ControlsGroup>
          <RichTextEditor.Undo />
          <RichTextEditor.Redo />
        </RichTextEditor.ControlsGroup>
      </RichTextEditor.Toolbar>
      {/* The margin's labels are a shortcut for the pointer; the toolbar's menu does the same. */}
      <div
        ref={sheet}
        className={styles.sheet}
        dir={direction}
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

/** The role of the block that holds the caret. */
function RoleControl({ editor }: { editor: Editor }) {
  const t = useTranslations("article.import");
  const block = useEditorState({ editor, selector: ({ editor }) => blockAtCaret(editor.state) });
  const name = block?.role ? t(`role.${block.role}`) : null;
  return (
    <RoleMenu
      role={block?.role ?? null}
      onPick={(role) => {
        if (block) setRole(editor, block, role);
        editor.commands.focus();
      }}
    >
      <RichTextEditor.Control
        className={styles.role}
        disabled={!block?.role}
        aria-label={name ? t("editor.role", { role: name }) : t("editor.roleOfNone")}
      >
        {name ?? "—"}
        <IconChevronDown size={14} aria-hidden />
      </RichTextEditor.Control>
    </RoleMenu>
  );
}
