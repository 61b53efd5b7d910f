import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { standaloneWarnings } from "@/lib/claim/standalone";
import styles from "./claim.module.css";

/** Why a statement may not stand alone, in words; nothing where it does. */
export function StandaloneWarnings({ statement, asOf }: { statement: string; asOf: string }) {
  const t = useTranslations("claim.standalone");
  const warnings = useMemo(() => standaloneWarnings(statement, { asOf }), [statement, asOf]);
  const told = warnings.filter(
    ({ code, word }, index) =>
      warnings.findIndex((other) => other.code === code && other.word === word) === index,
  );
  return (
    <ul className={styles.warnings} aria-live="polite">
      {told.map(({ code, word, start }) => (
        <li key={start}>
          <IconAlertTriangle size={14} aria-hidden="true" />
          <span>{t(code, { word })}</span>
        </li>
      ))}
    </ul>
  );
}
