import { IconEye, IconEyeOff } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Time } from "@/components/ui/time";
import type { CitationView } from "@/lib/citation/schema";
import styles from "./source.module.css";
import { SourceLine } from "./source-line";
import { StanceWord } from "./stance-mark";

interface CitationBodyProps {
  citation: CitationView;
  tools?: ReactNode;
  children?: ReactNode;
}

/** What a source says of a claim: stance, source, passage and place, and who looked. */
export function CitationBody({ citation, tools, children }: CitationBodyProps) {
  const t = useTranslations("source");
  const { quote, locator, relation, comment, seenBy, seenAt, createdBy } = citation;
  return (
    <div className={styles.citation}>
      <div className={styles.citationHead}>
        <StanceWord stance={citation.stance} />
        {relation !== "independent" && (
          <span className={styles.relation}>{t(`relations.${relation}`)}</span>
        )}
        <span className={styles.tools}>{tools}</span>
      </div>
      <SourceLine source={citation.source} />
      {quote !== "" && (
        <blockquote className={styles.quote} dir="auto">
          {quote}
        </blockquote>
      )}
      <p className={styles.where}>
        {locator && (
          <span className={styles.place}>
            {t(`locators.${locator.type}`, { value: locator.value })}
          </span>
        )}
        {seenBy && seenAt ? (
          <span className={styles.seen}>
            <IconEye size={14} aria-hidden="true" />
            {t.rich("citation.seenBy", { name: seenBy.name, time: () => <Time at={seenAt} /> })}
          </span>
        ) : (
          <span className={styles.seen} data-alert="">
            <IconEyeOff size={14} aria-hidden="true" />
            {t("citation.unseen", { name: createdBy.name })}
          </span>
        )}
        {children}
      </p>
      {comment !== "" && <p className={styles.comment}>{comment}</p>}
    </div>
  );
}
