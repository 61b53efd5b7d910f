"use client";

import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import { CitationBody } from "@/components/source/citation-body";
import styles from "./claim.module.css";
import { differenceOf } from "./difference";
import { useClaim } from "./use-claim";

/** What another changed of the claim while one was writing; read before one goes on. */
export function ForeignChange() {
  const t = useTranslations("claim.foreign");
  const { detail, seen, acknowledge } = useClaim();
  if (detail.revision === seen.revision) return null;
  const { statement, asOf, added, changed, removed } = differenceOf(seen, detail);
  return (
    <div className={styles.alert} role="alert">
      <p>{t("title")}</p>
      {statement && (
        <dl className={styles.sides}>
          <dt>{t("before")}</dt>
          <dd>{statement.from}</dd>
          <dt>{t("now")}</dt>
          <dd>{statement.to}</dd>
        </dl>
      )}
      {asOf && <p>{t("asOf", { from: asOf.from || "–", to: asOf.to || "–" })}</p>}
      {added.map((citation) => (
        <div key={citation.id} className={styles.changedCitation}>
          <p>{t("added", { name: citation.createdBy.name })}</p>
          <CitationBody citation={citation} />
        </div>
      ))}
      {changed.map((citation) => (
        <div key={citation.id} className={styles.changedCitation}>
          <p>{t("changed")}</p>
          <CitationBody citation={citation} />
        </div>
      ))}
      {removed.map((citation) => (
        <p key={citation.id}>{t("removed", { title: citation.source.title })}</p>
      ))}
      <div className={styles.buttons}>
        <Button size="compact-xs" onClick={acknowledge}>
          {t("read")}
        </Button>
      </div>
    </div>
  );
}
