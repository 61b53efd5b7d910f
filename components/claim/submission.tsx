import { useTranslations } from "next-intl";
import { VerdictBadge } from "@/components/annotation/verdict-badge";
import { Time } from "@/components/ui/time";
import type { SubmissionView } from "@/lib/check/schema";
import type { CitationView } from "@/lib/citation/schema";
import type { RatingScale } from "@/lib/workspace/rating-scale";
import type { ReviewReason } from "@/lib/workspace/settings";
import styles from "./claim.module.css";
import { ReviewLine } from "./review-line";

interface SubmissionProps {
  submission: SubmissionView;
  scale: RatingScale;
  reasons: readonly ReviewReason[];
  citations: readonly CitationView[];
}

/** A proposed verdict with its rationale, and what others decided on it. */
export function Submission({ submission, scale, reasons, citations }: SubmissionProps) {
  const t = useTranslations("claim.check");
  const { verdict, rationale, namedCitations, by, at, withdrawnAt, reviews } = submission;
  const named = citations.filter(({ id }) => namedCitations.includes(id));
  return (
    <div className={styles.submission} data-withdrawn={withdrawnAt !== null || undefined}>
      <div className={styles.facts}>
        <VerdictBadge scale={scale} verdict={verdict} />
        <span>{t.rich("proposed", { name: by.name, time: () => <Time at={at} /> })}</span>
        {withdrawnAt !== null && <span>{t("withdrawn")}</span>}
      </div>
      {rationale !== "" && (
        <p className={styles.rationale} dir="auto">
          {rationale}
        </p>
      )}
      {named.length > 0 && (
        <p className={styles.hint}>
          {t("dealsWith", { titles: named.map(({ source }) => source.title).join("; ") })}
        </p>
      )}
      {reviews.map((review) => (
        <ReviewLine key={review.id} review={review} scale={scale} reasons={reasons} />
      ))}
    </div>
  );
}
