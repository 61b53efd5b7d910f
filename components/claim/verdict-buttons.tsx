"use client";

import { Button } from "@mantine/core";
import { use } from "react";
import { VerdictIcon } from "@/components/annotation/verdict-badge";
import { CommandKey, useKeyShortcuts } from "@/components/keys/key-caps";
import { VERDICT_COMMANDS } from "@/lib/account/keymap";
import type { RatingScale, Verdict } from "@/lib/workspace/rating-scale";
import styles from "./claim.module.css";
import { NumberKeysContext } from "./number-keys";

interface VerdictButtonsProps {
  label: string;
  scale: RatingScale;
  chosen: string | null;
  disabled?: boolean;
  onChoose: (verdict: string) => void;
}

/** The workspace's verdicts, each with its key. */
export function VerdictButtons({ label, scale, chosen, disabled, onChoose }: VerdictButtonsProps) {
  return (
    <fieldset className={styles.verdicts} aria-label={label}>
      {scale.map((verdict, index) => (
        <VerdictButton
          key={verdict.key}
          verdict={verdict}
          index={index}
          chosen={verdict.key === chosen}
          disabled={disabled ?? false}
          onChoose={onChoose}
        />
      ))}
    </fieldset>
  );
}

interface VerdictButtonProps {
  verdict: Verdict;
  index: number;
  chosen: boolean;
  disabled: boolean;
  onChoose: (verdict: string) => void;
}

function VerdictButton({ verdict, index, chosen, disabled, onChoose }: VerdictButtonProps) {
  const command = VERDICT_COMMANDS[index] ?? "verdict_9";
  const hasKey = use(NumberKeysContext);
  const shortcuts = useKeyShortcuts(command);
  return (
    <Button
      size="compact-sm"
      color={verdict.colour}
      variant={chosen ? "filled" : "light"}
      aria-pressed={chosen}
      aria-keyshortcuts={hasKey ? shortcuts : undefined}
      disabled={disabled}
      leftSection={<VerdictIcon icon={verdict.icon} size={14} />}
      rightSection={hasKey && <CommandKey command={command} />}
      onClick={() => onChoose(verdict.key)}
    >
      {verdict.label}
    </Button>
  );
}
