"use client";

import { UnstyledButton } from "@mantine/core";
import { useTranslations } from "next-intl";
import { OldWords } from "@/components/annotation/lost-section";
import { StateWord } from "@/components/annotation/state-mark";
import type { AnnotationView, TargetView } from "@/lib/annotation/schema";
import { usePageControl } from "./control";
import { stateOf } from "./highlights";
import styles from "./lost-list.module.css";
import { useClaimOf, usePage } from "./store-context";
import { useLost } from "./use-lost";

/** What has no place in the text, as it stood. */
export function LostList() {
  const t = useTranslations("annotation.lost");
  const lost = useLost();
  if (lost.length === 0) return <p className={styles.none}>{t("empty")}</p>;
  return (
    <ul className={styles.list} aria-label={t("title")}>
      {lost.map(({ annotation, targets }) => (
        <li key={annotation.id}>
          <LostItem annotation={annotation} targets={targets} />
        </li>
      ))}
    </ul>
  );
}

function LostItem({ annotation, targets }: { annotation: AnnotationView; targets: TargetView[] }) {
  const { open } = usePageControl();
  const claim = useClaimOf(annotation);
  const { direction, language } = usePage((state) => state.article);
  return (
    <UnstyledButton
      className={styles.item}
      onClick={() => open(annotation.id, { reveal: true, focus: "panel" })}
    >
      <StateWord state={stateOf(annotation, claim)} />
      {targets.map((target) => (
        <span key={target.id} className={styles.words} dir={direction} lang={language}>
          <OldWords target={target} />
        </span>
      ))}
    </UnstyledButton>
  );
}
