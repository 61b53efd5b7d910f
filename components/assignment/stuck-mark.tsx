import { IconHourglassEmpty } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import styles from "./board.module.css";

/** That work has not moved for too long, by a mark and a word. */
export function StuckMark() {
  const t = useTranslations("assignment.card");
  return (
    <span className={styles.stuck}>
      <IconHourglassEmpty size={14} aria-hidden="true" />
      {t("stuck")}
    </span>
  );
}
