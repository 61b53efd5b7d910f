"use client";

import { Kbd } from "@mantine/core";
import { useTranslations } from "next-intl";
import { Fragment, useSyncExternalStore } from "react";
import { type CommandId, keyCaps, liveKeysOf } from "@/lib/account/keymap";
import styles from "./keys.module.css";
import { isMac, useKeys } from "./keys-provider";

const NAMED = [
  "Mod",
  "Ctrl",
  "Alt",
  "Shift",
  "Meta",
  "Enter",
  "Escape",
  "Delete",
  "Backspace",
  "Space",
  "Tab",
  "ArrowUp",
  "ArrowDown",
  "ArrowLeft",
  "ArrowRight",
] as const;
type Named = (typeof NAMED)[number];

const isNamed = (part: string): part is Named => NAMED.some((name) => name === part);

/** A key, or a sequence of them, as it stands on the keyboard. */
export function KeyCaps({ sequence }: { sequence: string }) {
  const t = useTranslations("annotation.keys.caps");
  const mac = useMac();
  const word = (part: string) => {
    if (part === "Mod") return mac ? "⌘" : t("Ctrl");
    return isNamed(part) ? t(part) : part;
  };
  return (
    <span className={styles.caps} dir="ltr">
      {keyCaps(sequence).map((chord, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a key's parts have no other identity
        <Fragment key={index}>
          {index > 0 && <span className={styles.then}>{t("then")}</span>}
          {chord.map((part) => (
            <Kbd key={part} size="xs">
              {word(part)}
            </Kbd>
          ))}
        </Fragment>
      ))}
    </span>
  );
}

/** The first key that sets a command off now; nothing where none does. */
export function CommandKey({ command }: { command: CommandId }) {
  const { preferences } = useKeys();
  const [first] = liveKeysOf(command, preferences);
  if (first === undefined) return null;
  return (
    <span className={styles.commandKey} aria-hidden="true">
      <KeyCaps sequence={first} />
    </span>
  );
}

/** The keys of a command for `aria-keyshortcuts`, in its notation. */
export function useKeyShortcuts(command: CommandId): string | undefined {
  const { preferences } = useKeys();
  const mac = useMac();
  const keys = liveKeysOf(command, preferences)
    .filter((sequence) => !sequence.includes(" "))
    .map((sequence) =>
      sequence.replace("Mod", mac ? "Meta" : "Control").replace("Ctrl", "Control"),
    );
  return keys.length > 0 ? keys.join(" ") : undefined;
}

const never = () => () => {};

function useMac(): boolean {
  return useSyncExternalStore(never, isMac, () => false);
}
