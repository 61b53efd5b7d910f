"use client";

import { IconChevronDown, IconChevronUp } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { CommandButton } from "@/components/keys/command-button";
import { useCommands } from "@/components/keys/keys-provider";
import styles from "./comparison.module.css";

/** From one difference to the next, by the keys that lead to the next thing to do elsewhere. */
export function DifferenceSteps({ count }: { count: number }) {
  const t = useTranslations("article.versions.compare");
  const [at, setAt] = useState(0);
  const step = (by: 1 | -1) => {
    // Before the first step: the first, or the last.
    const from = at === 0 && by === -1 ? 1 : at;
    const number = ((from + by - 1 + count) % count) + 1;
    const row = document.querySelector<HTMLElement>(`[data-difference="${number}"]`);
    if (!row) return false;
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "start" });
    setAt(Number(row.dataset.difference));
    return true;
  };
  useCommands({ next_to_do: () => step(1), previous_to_do: () => step(-1) });
  return (
    <div className={styles.steps}>
      <CommandButton command="previous_to_do" label={t("previous")}>
        <IconChevronUp size={18} />
      </CommandButton>
      <span role="status">
        {at === 0 ? t("count", { count }) : t("place", { number: at, count })}
      </span>
      <CommandButton command="next_to_do" label={t("next")}>
        <IconChevronDown size={18} />
      </CommandButton>
    </div>
  );
}
