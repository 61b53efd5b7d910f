"use client";

import { Button, Checkbox } from "@mantine/core";
import { IconAlarm, IconEyeOff, IconFlag } from "@tabler/icons-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { StateWord } from "@/components/annotation/state-mark";
import { annotationLink } from "@/components/claim/article-link";
import { Time } from "@/components/ui/time";
import type { BoardItem } from "@/lib/assignment/schema";
import styles from "./board.module.css";
import { StuckMark } from "./stuck-mark";

export type BoardAct = "take" | "giveBack" | "takeOver" | "assign";

interface BoardCardProps {
  workspace: string;
  item: BoardItem;
  /** Whether the person may choose claims, to do something with several. */
  selectable: boolean;
  selected: boolean;
  busy: boolean;
  onSelect: (selected: boolean) => void;
  onAct: (act: BoardAct) => void;
}

/** One claim on the board. Its statement leads to where it stands. */
export function BoardCard(props: BoardCardProps) {
  const { workspace, item, selectable, selected, busy, onSelect, onAct } = props;
  const t = useTranslations("assignment");
  const { number, statement, standing, status, can } = item;
  const acts = (["take", "takeOver", "giveBack", "assign"] as const).filter((act) => can[act]);
  return (
    <li className={styles.card} data-stuck={item.stuck || undefined}>
      <div className={styles.head}>
        {selectable && (
          <Checkbox
            size="xs"
            className={styles.tick}
            aria-label={t("card.select", { number, statement })}
            checked={selected}
            onChange={(event) => onSelect(event.currentTarget.checked)}
          />
        )}
        <Link
          href={annotationLink(workspace, item)}
          className={styles.statement}
          dir="auto"
          data-row=""
          prefetch={false}
        >
          {statement}
        </Link>
      </div>
      <p className={styles.headline} dir="auto">
        {item.headline}
      </p>
      <div className={styles.facts}>
        {item.stuck && <StuckMark />}
        {standing === "second_check" ? (
          <span className={styles.fact}>
            <IconEyeOff size={14} aria-hidden="true" />
            {t("card.secondCheck")}
          </span>
        ) : (
          <StateWord state={status} />
        )}
        {item.priority === 3 && (
          <span className={styles.fact} data-alert="">
            <IconFlag size={14} aria-hidden="true" />
            {t("card.high")}
          </span>
        )}
        {item.deadline && <Deadline at={item.deadline} />}
        <span>{t.rich("card.since", { time: () => <Time at={item.since} /> })}</span>
      </div>
      {acts.length > 0 && (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields
        <div className={styles.acts} role="group" aria-label={t("card.actions", { number })}>
          {acts.map((act) => (
            <Button
              key={act}
              size="compact-sm"
              variant={act === "take" || act === "takeOver" ? "light" : "subtle"}
              disabled={busy}
              onClick={() => onAct(act)}
            >
              {t(`action.${act}`)}
            </Button>
          ))}
        </div>
      )}
    </li>
  );
}

function Deadline({ at }: { at: string }) {
  const t = useTranslations("assignment.card");
  const isPast = new Date(at).getTime() < Date.now();
  return (
    <span className={styles.fact} data-alert={isPast || undefined} suppressHydrationWarning>
      <IconAlarm size={14} aria-hidden="true" />
      {t.rich(isPast ? "overdue" : "due", { time: () => <Time at={at} /> })}
    </span>
  );
}
