"use client";

import { Button, FileButton, Group, Popover, Stack, Textarea } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { RichTextEditor } from "@mantine/tiptap";
import { IconPhoto } from "@tabler/icons-react";
import { NodeSelection } from "@tiptap/pm/state";
import { type Editor, useEditorState } from "@tiptap/react";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { figureAtCaret } from "./figure";

const ACCEPTED = "image/png,image/jpeg,image/gif,image/webp";

export interface PictureMenuProps {
  editor: Editor;
  /** Puts a picture that was chosen into the text; answers false where it is none that we take. */
  onPicture: (file: File) => Promise<boolean>;
}

/** Brings a picture in, and says of the one that holds the caret what it shows. */
export function PictureMenu({ editor, onPicture }: PictureMenuProps) {
  const t = useTranslations("article.editor");
  const figure = useEditorState({ editor, selector: ({ editor }) => figureAtCaret(editor.state) });
  const [opened, setOpened] = useState(false);
  const [busy, setBusy] = useState(false);
  const reset = useRef<() => void>(null);

  const take = async (file: File | null) => {
    if (!file) return;
    setBusy(true);
    const isTaken = await onPicture(file);
    setBusy(false);
    reset.current?.();
    setOpened(false);
    if (!isTaken) {
      notifications.show({ color: "red", message: t("pictureFailed", { name: file.name }) });
    }
  };
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus returnFocus>
      <Popover.Target>
        <RichTextEditor.Control
          active={figure !== null}
          aria-label={t("picture")}
          title={t("picture")}
          onClick={() => setOpened(!opened)}
        >
          <IconPhoto size={16} stroke={1.5} aria-hidden />
        </RichTextEditor.Control>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm" w="18rem">
          {figure && (
            <FigureForm
              key={figure.pos}
              editor={editor}
              figure={figure}
              onDone={() => {
                setOpened(false);
                editor.commands.focus();
              }}
            />
          )}
          <FileButton resetRef={reset} accept={ACCEPTED} onChange={(file) => void take(file)}>
            {(props) => (
              <Button {...props} size="compact-sm" variant="default" loading={busy}>
                {t("pictureChoose")}
              </Button>
            )}
          </FileButton>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

interface FigureFormProps {
  editor: Editor;
  figure: NonNullable<ReturnType<typeof figureAtCaret>>;
  onDone: () => void;
}

function FigureForm({ editor, figure, onDone }: FigureFormProps) {
  const t = useTranslations("article.editor");
  const [alt, setAlt] = useState(figure.alt);
  const change = (command: Parameters<Editor["commands"]["command"]>[0]) => {
    editor.commands.command(command);
    onDone();
  };
  return (
    <>
      <Textarea
        label={t("pictureAlt")}
        description={t("pictureAltHint")}
        autosize
        minRows={2}
        maxLength={4_000}
        value={alt}
        onChange={(event) => setAlt(event.currentTarget.value)}
      />
      <Group gap="xs">
        <Button
          size="compact-sm"
          disabled={alt === figure.alt}
          onClick={() =>
            change(({ tr }) => {
              tr.setNodeAttribute(figure.pos + 1, "alt", alt);
              return true;
            })
          }
        >
          {t("pictureAltSave")}
        </Button>
        {!figure.hasCaption && (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() =>
              change(({ tr, state }) => {
                const caption = state.schema.nodes.figcaption?.create();
                if (!caption) return false;
                tr.insert(figure.pos + 2, caption);
                tr.setSelection(NodeSelection.near(tr.doc.resolve(figure.pos + 3)));
                return true;
              })
            }
          >
            {t("pictureCaption")}
          </Button>
        )}
        <Button
          size="compact-sm"
          variant="subtle"
          color="red"
          onClick={() =>
            change(({ tr }) => {
              tr.delete(figure.pos, figure.pos + figure.size);
              return true;
            })
          }
        >
          {t("pictureRemove")}
        </Button>
      </Group>
    </>
  );
}
