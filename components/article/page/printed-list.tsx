"use client";

import { useFormatter, useNow, useTranslations } from "next-intl";
import { useMemo } from "react";
import { StateWord } from "@/components/annotation/state-mark";
import { placeInOrder } from "@/components/article/reading/highlight";
import { FlagMark } from "@/components/flag/flag-mark";
import { Standing } from "@/components/query/standing";
import { addresseeName } from "@/components/query/words";
import type { AnnotationView } from "@/lib/annotation/schema";
import type { ArticleClaim } from "@/lib/article/schema";
import { isOpen, standingOf } from "@/lib/query/status";
import { findVerdict } from "@/lib/workspace/rating-scale";
import { stateOf } from "./highlights";
import styles from "./printed-list.module.css";
import { useCounts } from "./progress";
import { flagsOn, queriesOn } from "./queries-on";
import { useClaimOf, usePage } from "./store-context";
import { usePrinting } from "./use-printing";

/** On paper, where nothing opens: every annotation under the text, with where it stands. */
export function PrintedList({ shownIds }: { shownIds: ReadonlySet<string> | null }) {
  return usePrinting() ? <List shownIds={shownIds} /> : null;
}

function List({ shownIds }: { shownIds: ReadonlySet<string> | null }) {
  const t = useTranslations("article.page.print");
  const format = useFormatter();
  const highlights = usePage((state) => state.highlights);
  const annotations = usePage((state) => state.annotations);
  const version = usePage((state) => state.version.number);
  const counts = useCounts();
  const isAskedOf = usePage(
    (state) =>
      queriesOn(state, null).some(isOpen) ||
      [...state.flags.values()].some(
        ({ subject, cleared }) => subject.kind === "article" && !cleared,
      ),
  );
  const rows = useMemo(
    () =>
      highlights
        .filter(({ id }) => shownIds === null || shownIds.has(id))
        .toSorted((a, b) => (placeInOrder(a) ?? 0) - (placeInOrder(b) ?? 0))
        .flatMap(({ id }) => annotations.get(id) ?? []),
    [highlights, annotations, shownIds],
  );
  if (rows.length === 0 && !isAskedOf) return null;
  const claims = rows.filter(({ occurrence }) => occurrence !== null).length;
  return (
    <section className={styles.printed} aria-label={t("title")}>
      <h2>{t("title")}</h2>
      <p className={styles.summary}>
        {t("summary", {
          claims,
          approved: counts.get("approved") ?? 0,
          version,
          date: format.dateTime(new Date(), { dateStyle: "long" }),
        })}
        {shownIds !== null && ` ${t("filtered", { shown: rows.length, total: annotations.size })}`}
      </p>
      <Matters annotation={null} />
      <ol>
        {rows.map((annotation) => (
          <Row key={annotation.id} annotation={annotation} />
        ))}
      </ol>
    </section>
  );
}

function Row({ annotation }: { annotation: AnnotationView }) {
  const t = useTranslations("annotation");
  const claim = useClaimOf(annotation);
  const direction = usePage((state) => state.article.direction);
  const language = usePage((state) => state.article.language);
  const words = annotation.targets
    .filter(({ role }) => role === "words")
    .map(({ exact }) => (exact.trim() === "\uFFFC" ? t("card.picture") : exact.trim()))
    .join(" … ");
  const text = claim?.statement ?? annotation.body;
  return (
    <li>
      <p className={styles.head}>
        <StateWord state={stateOf(annotation, claim)} />
        {annotation.nothingReason && <span>{t(`reasons.${annotation.nothingReason}`)}</span>}
        {claim && <ClaimFacts annotation={annotation} claim={claim} />}
      </p>
      {text !== "" && (
        <p className={styles.text} dir={direction} lang={language}>
          {text}
        </p>
      )}
      {words !== "" && words !== text && (
        <p className={styles.words} dir={direction} lang={language}>
          <q>{words}</q>
        </p>
      )}
      <Matters annotation={annotation} />
    </li>
  );
}

/** What is still flagged or asked: on the annotation and its claim, or with null on the article. */
function Matters({ annotation }: { annotation: AnnotationView | null }) {
  const t = useTranslations("query");
  const all = usePage((state) => state.flags);
  const flags = usePage((state) => annotation && flagsOn(state, annotation));
  const queries = usePage((state) => queriesOn(state, annotation?.id ?? null));
  const now = useNow();
  const open = (
    flags ?? [...all.values()].filter(({ subject }) => subject.kind === "article")
  ).filter(({ cleared }) => cleared === null);
  return (
    <>
      {open.map(({ id, kind, reason }) => (
        <p key={id} className={styles.matter}>
          <FlagMark kind={kind} /> <span dir="auto">{reason}</span>
        </p>
      ))}
      {queries.filter(isOpen).map((query) => (
        <p key={query.id} className={styles.matter}>
          <Standing standing={standingOf(query, now)} />{" "}
          <span>
            {t.rich("to", {
              name: addresseeName(query),
              kind: query.addressee.kind,
              b: (chunks) => chunks,
            })}
          </span>
          : <q dir="auto">{query.question}</q>
        </p>
      ))}
    </>
  );
}

function ClaimFacts({ annotation, claim }: { annotation: AnnotationView; claim: ArticleClaim }) {
  const t = useTranslations("annotation");
  const scale = usePage((state) => state.ratingScale);
  const { check } = claim;
  const { fit, remedy, remedyWording, remedyDoneAt } = annotation.occurrence ?? {};
  return (
    <>
      {claim.number > 0 && <span>{t("card.claim", { number: claim.number })}</span>}
      {check?.verdict && <span>{findVerdict(scale, check.verdict)?.label ?? check.verdict}</span>}
      <span>{t(`sourcing.${claim.sourcing}`)}</span>
      {claim.unchecked !== null && <span>{t("card.leftUnchecked")}</span>}
      {fit && fit !== "confirmed" && check?.status === "approved" && (
        <span>{t(`fits.${fit}`)}</span>
      )}
      {remedy && remedy !== "none" && (
        <span>
          {t("card.remedy", {
            remedy: t(`remedies.${remedy}`),
            done: remedyDoneAt === null ? "false" : "true",
          })}
          {remedyWording && `: ${remedyWording}`}
        </span>
      )}
      {check?.checker && <span>{t("card.checker", { name: check.checker.name })}</span>}
    </>
  );
}
