import { useTranslations } from "next-intl";
import type { OccurrenceDetail } from "@/lib/claim/schema";
import styles from "./claim.module.css";

/** What should happen to the words: as they stand and as they shall read, side by side. */
export function RemedyView({ occurrence }: { occurrence: OccurrenceDetail }) {
  const t = useTranslations("claim.remedy");
  const annotation = useTranslations("annotation");
  const { remedy, remedyWording, remedyApproved, remedyDoneAt, words } = occurrence;
  if (remedy === "none") return null;
  const isApproved = remedyApproved !== null && remedyApproved === remedyWording;
  return (
    <div className={styles.remedy}>
      <p className={styles.facts}>
        <strong>{t("title", { remedy: annotation(`remedies.${remedy}`) })}</strong>
        <span>
          {remedyDoneAt !== null ? t("done") : isApproved ? t("approved") : t("proposed")}
        </span>
      </p>
      <dl className={styles.sides} data-beside="">
        <div>
          <dt>{t("now")}</dt>
          <dd className={styles.serif} dir="auto">
            {remedy === "cut" ? <del>{words.join(" … ")}</del> : words.join(" … ")}
          </dd>
        </div>
        <div>
          <dt>{t("then")}</dt>
          <dd className={styles.serif} dir="auto">
            {remedyWording !== "" ? remedyWording : t(`without.${remedy}`)}
          </dd>
        </div>
      </dl>
    </div>
  );
}
