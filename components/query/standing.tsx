import {
  IconHelpCircle,
  IconHourglassEmpty,
  IconMessageCircleCheck,
  IconScale,
} from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import type { QueryStatus } from "@/lib/query/status";
import styles from "./query.module.css";

const ICONS = {
  asked: IconHelpCircle,
  no_answer: IconHourglassEmpty,
  answered: IconMessageCircleCheck,
  ruled: IconScale,
} as const satisfies Record<QueryStatus, unknown>;

/** Where a query stands, by an icon and its word. */
export function Standing({ standing }: { standing: QueryStatus }) {
  const t = useTranslations("query");
  const Icon = ICONS[standing];
  const isWaiting = standing === "answered" || standing === "no_answer";
  return (
    <span
      className={styles.standing}
      data-alert={isWaiting || undefined}
      data-done={standing === "ruled" || undefined}
    >
      <Icon size={14} aria-hidden="true" />
      {t(`standing.${standing}`)}
    </span>
  );
}
