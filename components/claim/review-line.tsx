import { IconArrowBackUp, IconCheck, IconGavel, IconScale } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { VerdictBadge } from "@/components/annotation/verdict-badge";
import { Time } from "@/components/ui/time";
import type { Decision, ReviewView } from "@/lib/review/schema";
import type { RatingScale } from "@/lib/workspace/rating-scale";
import type { ReviewReason } from "@/lib/workspace/settings";
import styles from "./claim.module.css";

const ICONS = {
  approve: IconCheck,
  request_changes: IconArrowBackUp,
  dispute: IconScale,
} as const satisfies Record<Decision, unknown>;

interface ReviewLineProps {
  review: ReviewView;
  scale: RatingScale;
  reasons: readonly ReviewReason[];
}

/** One decision on a submission: whose, when, why. */
export function ReviewLine({ review, scale, reasons }: ReviewLineProps) {
  const t = useTranslations("claim.review");
  const Icon = review.settles ? IconGavel : ICONS[review.decision];
  const { name } = review.by;
  const said = review.settles ? "settled" : review.decision;
  return (
    <div className={styles.reviewLine} data-decision={review.decision}>
      <div className={styles.facts}>
        <Icon size={15} aria-hidden="true" />
        <span>{t.rich(said, { name, time: () => <Time at={review.at} /> })}</span>
        {review.verdict && <VerdictBadge scale={scale} verdict={review.verdict} />}
      </div>
      <Reasons keys={review.reasons} reasons={reasons} />
      {review.comment !== "" && (
        <p className={styles.said} dir="auto">
          {review.comment}
        </p>
      )}
    </div>
  );
}

/** Reasons by the workspace's words; one that left the list by its key. */
export function Reasons(props: { keys: readonly string[]; reasons: readonly ReviewReason[] }) {
  if (props.keys.length === 0) return null;
  return (
    <ul className={styles.reasons}>
      {props.keys.map((key) => (
        <li key={key}>{props.reasons.find((reason) => reason.key === key)?.label ?? key}</li>
      ))}
    </ul>
  );
}
