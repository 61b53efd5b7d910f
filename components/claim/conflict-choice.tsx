"use client";

import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import styles from "./claim.module.css";

interface ConflictChoiceProps {
  theirs: string;
  yours: string;
  onKeep: () => void;
  onTake: () => void;
}

/** Another person's words beside one's own, of which one stays. */
export function ConflictChoice({ theirs, yours, onKeep, onTake }: ConflictChoiceProps) {
  const t = useTranslations("claim.conflict");
  return (
    <div className={styles.alert} role="alert">
      <p>{t("title")}</p>
      <dl className={styles.sides}>
        <dt>{t("theirs")}</dt>
        <dd>{theirs || t("nothing")}</dd>
        <dt>{t("yours")}</dt>
        <dd>{yours || t("nothing")}</dd>
      </dl>
      <div className={styles.buttons}>
        <Button size="compact-xs" onClick={onKeep}>
          {t("keepMine")}
        </Button>
        <Button size="compact-xs" variant="default" onClick={onTake}>
          {t("takeTheirs")}
        </Button>
      </div>
    </div>
  );
}
