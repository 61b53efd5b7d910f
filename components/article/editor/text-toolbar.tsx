"use client";

import { RichTextEditor } from "@mantine/tiptap";
import { IconChevronDown, IconSuperscript } from "@tabler/icons-react";
import { type Editor, useEditorState } from "@tiptap/react";
import { useTranslations } from "next-intl";
import { blockAtCaret, setRole } from "./block-role";
import { canInsertFootnote, insertFootnote } from "./footnote";
import { PictureMenu, type PictureMenuProps } from "./picture-menu";
import { RoleMenu } from "./role-menu";
import { TableMenu } from "./table-menu";
import styles from "./text-editor.module.css";

/** All that can be done to the text, beside typing it. */
export function TextToolbar({ editor, onPicture }: PictureMenuProps) {
  const t = useTranslations("article.editor");
  return (
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
        <TableMenu editor={editor} />
        <PictureMenu editor={editor} onPicture={onPicture} />
        <FootnoteControl editor={editor} />
      </RichTextEditor.ControlsGroup>
      <RichTextEditor.ControlsGroup>
        <RichTextEditor.Undo />
        <RichTextEditor.Redo />
      </RichTextEditor.ControlsGroup>
    </RichTextEditor.Toolbar>
  );
}

/** The role of the block that holds the caret. */
function RoleControl({ editor }: { editor: Editor }) {
  const t = useTranslations("article");
  const block = useEditorState({ editor, selector: ({ editor }) => blockAtCaret(editor.state) });
  const name = block ? t(`role.${block.role}`) : null;
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
        disabled={!block}
        aria-label={name ? t("editor.role", { role: name }) : t("editor.roleOfNone")}
      >
        {name ?? "—"}
        <IconChevronDown size={14} aria-hidden />
      </RichTextEditor.Control>
    </RoleMenu>
  );
}

function FootnoteControl({ editor }: { editor: Editor }) {
  const t = useTranslations("article.editor");
  const isPossible = useEditorState({
    editor,
    selector: ({ editor }) => canInsertFootnote(editor.state),
  });
  return (
    <RichTextEditor.Control
      disabled={!isPossible}
      aria-label={t("footnote")}
      title={t("footnote")}
      onClick={() => insertFootnote(editor)}
    >
      <IconSuperscript size={16} stroke={1.5} aria-hidden />
    </RichTextEditor.Control>
  );
}
