"use client";

import { Button, Checkbox } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { numberCommands } from "@/components/claim/number-keys";
import { OccurrenceItem } from "@/components/claim/occurrence-item";
import { useClaimSetting } from "@/components/claim/setting";
import { useClaim } from "@/components/claim/use-claim";
import { CommandKey, useKeyShortcuts } from "@/components/keys/key-caps";
import { useCommands } from "@/components/keys/keys-provider";
import { RefusalAlert } from "@/components/ui/refusal";
import { VERDICT_COMMANDS } from "@/lib/account/keymap";
import type { OccurrenceDetail } from "@/lib/claim/schema";
import styles from "./desk.module.css";
import { type Decided, useDecide } from "./use-decide";

interface FitsDecisionProps {
  occurrences: readonly OccurrenceDetail[];
  onDecided: (decided: Decided) => void;
}

/** Words of an approved claim that nobody independent has compared with it: ticked and confirmed. */
export function FitsDecision({ occurrences, onDecided }: FitsDecisionProps) {
  const t = useTranslations("review");
  const { workspace } = useClaimSetting();
  const { busy } = useClaim();
  const list = useRef<HTMLUListElement>(null);
  // One is looked at as it is opened; of several, each has to be ticked.
  const [ticked, setTicked] = useState<ReadonlySet<string>>(
    () => new Set(occurrences.length === 1 ? occurrences.map((one) => one.annotationId) : []),
  );
  const chosen = occurrences.filter(({ annotationId }) => ticked.has(annotationId));
  const rest = occurrences.length - chosen.length;
  const decide = useDecide((decided) => {
    if (rest === 0) onDecided(decided);
  });
  const shortcuts = useKeyShortcuts("approve");
  const toggle = (id: string) =>
    setTicked((now) => new Set(now.has(id) ? [...now].filter((one) => one !== id) : [...now, id]));
  const confirm = () => {
    if (chosen.length > 0 && !busy) void decide.confirmFits(chosen);
    else list.current?.querySelector("input")?.focus();
  };
  useCommands({
    approve: () => {
      confirm();
      return true;
    },
    ...numberCommands(occurrences, ({ annotationId }) => toggle(annotationId)),
  });
  const all = chosen.length === occurrences.length;
  return (
    <section className={styles.fits} aria-label={t("groups.fits")}>
      <div className={styles.fitsHead}>
        <p>{t("desk.confirmHelp")}</p>
        {occurrences.length > 1 && (
          <Checkbox
            label={t("desk.selectAll")}
            checked={all}
            indeterminate={!all && chosen.length > 0}
            onChange={() =>
              setTicked(new Set(all ? [] : occurrences.map(({ annotationId }) => annotationId)))
            }
          />
        )}
      </div>
      <ul ref={list} className={styles.fitsList}>
        {occurrences.map((occurrence, index) => (
          <li key={occurrence.annotationId}>
            <OccurrenceItem
              workspace={workspace}
              occurrence={occurrence}
              lead={
                <>
                  <Checkbox
                    checked={ticked.has(occurrence.annotationId)}
                    aria-label={t("desk.tick", { headline: occurrence.articleHeadline })}
                    onChange={() => toggle(occurrence.annotationId)}
                  />
                  {index < 9 && <CommandKey command={VERDICT_COMMANDS[index] ?? "verdict_9"} />}
                </>
              }
            />
          </li>
        ))}
      </ul>
      <RefusalAlert>{decide.refusal}</RefusalAlert>
      <div className={styles.decision}>
        <Button
          size="compact-md"
          fz="sm"
          color="green"
          leftSection={<IconCheck size={16} />}
          rightSection={<CommandKey command="approve" />}
          aria-keyshortcuts={shortcuts}
          disabled={chosen.length === 0}
          loading={busy}
          onClick={confirm}
        >
          {t("decision.confirm", { count: Math.max(chosen.length, 1) })}
        </Button>
      </div>
    </section>
  );
}
