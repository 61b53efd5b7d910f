"use client";

import { useTranslations } from "next-intl";
import { TextDifference } from "@/components/annotation/text-difference";
import { VerdictBadge } from "@/components/annotation/verdict-badge";
import { useClaimSetting } from "@/components/claim/setting";
import { useClaim } from "@/components/claim/use-claim";
import { differencesOf, type EvidenceDifference } from "./differences";
import styles from "./dispute.module.css";
import type { Dispute } from "./sides";

/** In what two verdicts differ beside themselves: the statement, the words, the evidence. */
export function DisputeDifferences({ dispute }: { dispute: Dispute }) {
  const t = useTranslations("review.dispute.differences");
  const roles = useTranslations("review.dispute.roles");
  const { ratingScale } = useClaimSetting();
  const { detail } = useClaim();
  const { verdict, statement, words, evidence } = differencesOf(dispute, detail);
  const [first, other] = dispute.sides;
  const cited = detail.citations.length + (other.evidence?.length ?? 0);
  return (
    <section aria-label={t("title")}>
      <h5 className={styles.differencesTitle}>{t("title")}</h5>
      <dl className={styles.differences}>
        <dt>{t("verdict")}</dt>
        <dd>
          <VerdictBadge scale={ratingScale} verdict={verdict[0]} />{" "}
          <VerdictBadge scale={ratingScale} verdict={verdict[1]} />
        </dd>
        <dt>{t("statement")}</dt>
        <dd>
          {statement ? (
            <TextDifference
              before={statement[0]}
              after={statement[1]}
              labels={{ before: roles(first.role), after: roles(other.role) }}
            />
          ) : (
            <span className={styles.same}>{t("sameStatement")}</span>
          )}
        </dd>
        <dt>{t("words")}</dt>
        <dd>
          {words.length === 0 && <span className={styles.same}>{t("sameWords")}</span>}
          {words.length > 0 && (
            <>
              {t("changedWords")}
              <ul>
                {words.map(({ annotationId, words }) => (
                  <li key={annotationId}>
                    <q dir="auto">{words.join(" … ")}</q>
                  </li>
                ))}
              </ul>
            </>
          )}
        </dd>
        <dt>{t("evidence")}</dt>
        <dd>
          {evidence.length === 0 && (
            <span className={styles.same}>{t(cited > 0 ? "sameEvidence" : "noEvidence")}</span>
          )}
          {evidence.length > 0 && (
            <ul>
              {evidence.map((difference) => (
                <EvidenceLine key={difference.sourceId} {...difference} />
              ))}
            </ul>
          )}
        </dd>
      </dl>
    </section>
  );
}

function EvidenceLine({ title, stances: [first, other] }: EvidenceDifference) {
  const t = useTranslations("review.dispute.differences");
  const stances = useTranslations("source.stances");
  const told =
    first !== null && other !== null
      ? t("stances", { first: stances(first), second: stances(other) })
      : first !== null
        ? t("onlyFirst", { stance: stances(first) })
        : other !== null && t("onlyOther", { stance: stances(other) });
  return (
    <li>
      <cite dir="auto">{title}</cite>: <span className={styles.same}>{told}</span>
    </li>
  );
}
