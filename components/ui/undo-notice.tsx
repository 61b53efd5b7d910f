import { Button, Group } from "@mantine/core";
import type { ReactNode } from "react";

interface UndoNoticeProps {
  /** What was done. */
  children: ReactNode;
  /** The word for taking it back. */
  undo: ReactNode;
  onUndo: () => void;
}

/** A notification's message: what was done, and the way back. */
export function UndoNotice({ children, undo, onUndo }: UndoNoticeProps) {
  return (
    <Group justify="space-between" wrap="nowrap">
      <span>{children}</span>
      <Button size="compact-sm" variant="subtle" flex="none" onClick={onUndo}>
        {undo}
      </Button>
    </Group>
  );
}
