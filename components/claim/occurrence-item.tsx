import { Anchor } from "@mantine/core";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { RecheckView } from "@/components/annotation/recheck-view";
import type { OccurrenceDetail } from "@/lib/claim/schema";
import { annotationLink } from "./article-link";
import styles from "./claim.module.css";
import { PassageView } from "./passage-view";
import { RemedyView } from "./remedy-view";
import { useClaimSetting } from "./setting";

interface OccurrenceItemProps {
  workspace: string;
  occurrence: OccurrenceDetail;
  /** Before the headline: a tick to choose it by. */
  lead?: ReactNode;
}

/** One place where the claim is stated: the words in their article, who says them, their remedy. */
export function OccurrenceItem({ workspace, occurrence, lead }: OccurrenceItemProps) {
  const t = useTranslations("claim.occurrence");
  const annotation = useTranslations("annotation");
  const { me } = useClaimSetting();
  const { passage, words, speaker, saidOn, voice, fit, recheck, stillFits } = occurrence;
  const said = speaker
    ? saidOn
      ? annotation("occurrence.saidByOn", { speaker, when: saidOn })
      : annotation("occurrence.saidBy", { speaker })
    : saidOn && annotation("occurrence.saidWhen", { when: saidOn });
  return (
    <div className={styles.occurrence}>
      <div className={styles.occurrenceHead}>
        {lead}
        <Anchor
          component={Link}
          size="sm"
          href={annotationLink(workspace, occurrence)}
          title={t("open")}
        >
          {occurrence.articleHeadline}
        </Anchor>
      </div>
      <PassageView passage={passage} words={words} />
      <p className={styles.facts}>
        <span>{annotation(`voices.${voice}`)}</span>
        {said && <span>{said}</span>}
        <span title={annotation(`fitsHelp.${fit}`)} data-alert={fit === "recheck" || undefined}>
          {annotation(`fits.${fit}`)}
        </span>
      </p>
      {recheck && (
        <RecheckView
          recheck={recheck}
          stillFits={
            stillFits && {
              name: stillFits.by.name,
              at: stillFits.at,
              reason: stillFits.reason,
              isOwn: stillFits.by.id === me.memberId,
            }
          }
        />
      )}
      <RemedyView occurrence={occurrence} />
    </div>
  );
}
