"use client";

import { Anchor } from "@mantine/core";
import Link from "next/link";
import { useFormatter, useNow, useTranslations } from "next-intl";
import { annotationLink } from "@/components/claim/article-link";
import { useClaimSetting } from "@/components/claim/setting";
import { Time } from "@/components/ui/time";
import type { QueryView } from "@/lib/query/schema";
import { isOpen, standingOf } from "@/lib/query/status";
import styles from "./query.module.css";
import { Standing } from "./standing";
import { addresseeName } from "./words";

/** The open queries about the words that state a claim, beside no article: they are answered there. */
export function ClaimQueries({ queries }: { queries: readonly QueryView[] }) {
  const t = useTranslations("query");
  const open = queries.filter(isOpen);
  if (open.length === 0) return null;
  return (
    <section className={styles.list} aria-label={t("open")}>
      {open.map((query) => (
        <OpenQuery key={query.id} query={query} />
      ))}
    </section>
  );
}

function OpenQuery({ query }: { query: QueryView }) {
  const t = useTranslations("query");
  const format = useFormatter();
  const now = useNow({ updateInterval: 60_000 });
  const { workspace } = useClaimSetting();
  const { articleId, annotationId, addressee, answers, askedBy, askedAt, wantedBy } = query;
  const name = addresseeName(query);
  return (
    <article className={styles.card} aria-label={t("query", { name })}>
      <div className={styles.head}>
        <div>
          <p>
            {t.rich("to", { name, kind: addressee.kind, b: (chunks) => <strong>{chunks}</strong> })}
          </p>
          <Standing standing={standingOf(query, now)} />
        </div>
        {annotationId !== null && (
          <Anchor
            component={Link}
            size="xs"
            href={annotationLink(workspace, { articleId, annotationId })}
          >
            {t("inArticle")}
          </Anchor>
        )}
      </div>
      <p className={styles.question} dir="auto">
        {query.question}
      </p>
      <p className={styles.facts}>
        {t.rich("askedBy", { name: askedBy.name, time: () => <Time at={askedAt} /> })}
        {" · "}
        {t("wantedBy", {
          date: format.dateTime(new Date(wantedBy), { dateStyle: "medium", timeStyle: "short" }),
        })}
      </p>
      {answers.map(({ id, body, sourceTitle, sourceUrl }) => (
        <div key={id} className={styles.answer}>
          {body !== "" && (
            <p className={styles.said} dir="auto">
              {body}
            </p>
          )}
          {(sourceTitle || sourceUrl) !== "" && (
            <p className={styles.facts} dir="auto">
              {t("source")}: {sourceTitle || sourceUrl}
            </p>
          )}
        </div>
      ))}
    </article>
  );
}
