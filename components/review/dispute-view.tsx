"use client";

import { useTranslations } from "next-intl";
import { VerdictBadge } from "@/components/annotation/verdict-badge";
import { citationsAgainst } from "@/components/claim/prediction";
import { useClaimSetting } from "@/components/claim/setting";
import { useClaim } from "@/components/claim/use-claim";
import { StanceIcon } from "@/components/source/stance-mark";
import { Time } from "@/components/ui/time";
import type { Stance } from "@/lib/source/schema-enums";
import { verdictDirection } from "@/lib/workspace/rating-scale";
import styles from "./dispute.module.css";
import { DisputeDifferences } from "./dispute-differences";
import type { Dispute, Side } from "./sides";

/**
 * Two verdicts on one claim side by side, each with its reasons and what is cited for and against it,
 * and where they differ.
 */
export function DisputeView({ dispute }: { dispute: Dispute }) {
  const t = useTranslations("review.dispute");
  return (
    <section className={styles.dispute} aria-label={t("title")}>
      <div className={styles.sides}>
        {dispute.sides.map((side) => (
          <SideView key={side.role} side={side} />
        ))}
      </div>
      <DisputeDifferences dispute={dispute} />
    </section>
  );
}

function SideView({ side }: { side: Side }) {
  const t = useTranslations("review.dispute");
  const { ratingScale } = useClaimSetting();
  const { detail } = useClaim();
  const cited: Cited[] =
    side.evidence?.map(({ sourceId, ...evidence }) => ({ id: sourceId, ...evidence })) ??
    detail.citations.map(({ source, ...citation }) => ({ ...citation, title: source.title }));
  const against = citationsAgainst(cited, side.verdict, ratingScale);
  const neutral = ({ stance }: Cited) => stance === "context" || stance === "does_not_say";
  const takesSide = verdictDirection(ratingScale, side.verdict) !== "none";
  const carrying = cited.filter((one) => !neutral(one) && !against.includes(one));
  return (
    <section className={styles.side} aria-label={t(`roles.${side.role}`)}>
      <p className={styles.who}>
        <VerdictBadge scale={ratingScale} verdict={side.verdict} />
        <span>
          {t.rich("by", {
            role: t(`roles.${side.role}`),
            name: side.by.name,
            time: () => <Time at={side.at} />,
          })}
        </span>
      </p>
      <p className={styles.rationale} dir="auto">
        {side.rationale === "" ? <em>{t("noRationale")}</em> : side.rationale}
      </p>
      <Evidence label={t(takesSide ? "carrying" : "cited")} citations={carrying} />
      <Evidence label={t("against")} citations={against} />
    </section>
  );
}

interface Cited {
  id: string;
  stance: Stance;
  title: string;
  quote: string;
}

function Evidence({ label, citations }: { label: string; citations: readonly Cited[] }) {
  const t = useTranslations("source.stances");
  if (citations.length === 0) return null;
  return (
    <div className={styles.evidence}>
      <h5>{label}</h5>
      <ul>
        {citations.map(({ id, stance, title, quote }) => (
          <li key={id}>
            <StanceIcon stance={stance} size={14} />
            <span>
              <span className={styles.stance}>{t(stance)}:</span> <cite dir="auto">{title}</cite>
              {quote !== "" && <q dir="auto">{quote}</q>}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
