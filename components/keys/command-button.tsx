"use client";

import { ActionIcon, Tooltip } from "@mantine/core";
import type { ReactNode } from "react";
import type { CommandId } from "@/lib/account/keymap";
import { useKeyShortcuts } from "./key-caps";
import { useKeys } from "./keys-provider";

/** A command as a small button, which does what its key does and names the key. */
export function CommandButton({
  command,
  label,
  children,
}: {
  command: CommandId;
  label: string;
  children: ReactNode;
}) {
  const { dispatcher } = useKeys();
  const shortcuts = useKeyShortcuts(command);
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={label}
        aria-keyshortcuts={shortcuts}
        onClick={() => dispatcher.run(command)}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
