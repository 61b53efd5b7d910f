"use client";

import { IconArrowBackUp } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { Time } from "@/components/ui/time";
import type { CheckView } from "@/lib/check/schema";
import styles from "./claim.module.css";
import { Reasons } from "./review-line";
import { sentBackOf } from "./sent-back";
import { useClaimSetting } from "./setting";
import { useClaim } from "./use-claim";

/** Why a submission came back, on top of what is to be done about it. */
export function CameBack() {
  const t = useTranslations("claim.cameBack");
  const { settings } = useClaimSetting();
  const { detail } = useClaim();
  const check: CheckView | undefined = detail.checks.find(({ id }) => id === detail.check?.id);
  const back = check && detail.check?.status === "in_progress" ? sentBackOf(check) : null;
  if (!back) return null;
  const { transition, review } = back;
  return (
    <section className={styles.cameBack} aria-label={t("title")}>
      <p className={styles.facts}>
        <IconArrowBackUp size={16} aria-hidden="true" />
        <strong>{t("title")}</strong>
        <span>
          {t.rich("by", { name: transition.by.name, time: () => <Time at={transition.at} /> })}
        </span>
      </p>
      {review ? (
        <>
          <Reasons keys={review.reasons} reasons={settings.reviewReasons} />
          {review.comment !== "" && (
            <p className={styles.said} dir="auto">
              {review.comment}
            </p>
          )}
        </>
      ) : (
        <p className={styles.said}>{t(`causes.${transition.move}`)}</p>
      )}
    </section>
  );
}
