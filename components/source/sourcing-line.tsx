"use client";

import { useTranslations } from "next-intl";
import { SourcingIcon } from "@/components/annotation/annotation-card";
import type { Sourcing, SourcingReason } from "@/lib/source/sourcing";
import styles from "./source.module.css";
import { useSourcingWords } from "./sourcing-words";

interface SourcingLineProps {
  sourcing: Sourcing;
  reason: SourcingReason;
}

/** Whether the citations carry the claim, and why, read out when it changes. */
export function SourcingLine({ sourcing, reason }: SourcingLineProps) {
  const t = useTranslations("annotation.sourcing");
  const words = useSourcingWords();
  return (
    <p className={styles.sourcing} data-sourcing={sourcing} role="status">
      <span className={styles.sourcingWord}>
        <SourcingIcon sourcing={sourcing} />
        {t(sourcing)}
      </span>{" "}
      {words(reason)}
    </p>
  );
}
