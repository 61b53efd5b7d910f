"use client";

import { useTranslations } from "next-intl";
import { Fold } from "@/components/ui/fold";
import styles from "./claim.module.css";
import { OccurrenceItem } from "./occurrence-item";
import { useClaimSetting } from "./setting";
import { useClaim } from "./use-claim";

/** Where else the claim is stated. */
export function OtherOccurrences() {
  const t = useTranslations("claim.occurrence");
  const { workspace } = useClaimSetting();
  const { detail, place } = useClaim();
  const others = detail.occurrences.filter(
    ({ annotationId }) => annotationId !== place?.annotationId,
  );
  if (others.length === 0) return null;
  return (
    <Fold title={t("others")} aside={others.length}>
      {() => (
        <div className={styles.stack}>
          {others.map((occurrence) => (
            <OccurrenceItem
              key={occurrence.annotationId}
              workspace={workspace}
              occurrence={occurrence}
            />
          ))}
        </div>
      )}
    </Fold>
  );
}
