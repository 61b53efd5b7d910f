"use client";

import { Menu } from "@mantine/core";
import { RichTextEditor } from "@mantine/tiptap";
import { IconTable } from "@tabler/icons-react";
import { type Editor, useEditorState } from "@tiptap/react";
import { useTranslations } from "next-intl";

const CHANGES = [
  "addRowBefore",
  "addRowAfter",
  "addColumnBefore",
  "addColumnAfter",
  "deleteRow",
  "deleteColumn",
] as const;

/** Makes a table where there is none, and changes the one that holds the caret. */
export function TableMenu({ editor }: { editor: Editor }) {
  const t = useTranslations("article.editor");
  const isInside = useEditorState({ editor, selector: ({ editor }) => editor.isActive("table") });
  const chain = () => editor.chain().focus();
  return (
    <Menu position="bottom-start" returnFocus>
      <Menu.Target>
        <RichTextEditor.Control active={isInside} aria-label={t("table")} title={t("table")}>
          <IconTable size={16} stroke={1.5} aria-hidden />
        </RichTextEditor.Control>
      </Menu.Target>
      <Menu.Dropdown>
        {isInside ? (
          <>
            {CHANGES.map((change) => (
              <Menu.Item key={change} onClick={() => chain()[change]().run()}>
                {t(change)}
              </Menu.Item>
            ))}
            <Menu.Item onClick={() => chain().toggleHeaderRow().run()}>{t("headerRow")}</Menu.Item>
            <Menu.Divider />
            <Menu.Item onClick={() => chain().deleteTable().run()}>{t("deleteTable")}</Menu.Item>
          </>
        ) : (
          <Menu.Item
            onClick={() => chain().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run()}
          >
            {t("insertTable")}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
