"use client";

import { useFormatter, useNow, useTranslations } from "next-intl";
import { useState } from "react";
import { Time } from "@/components/ui/time";
import { newId } from "@/lib/id";
import { isPast } from "@/lib/query/status";
import { answerByLink } from "@/lib/query-link/actions";
import type { GivenAnswer, GuestPageView, GuestQuery, PassagePiece } from "@/lib/query-link/schema";
import { AnswerForm } from "./answer-form";
import styles from "./query.module.css";
import { useQueryRefusal } from "./use-query-refusal";

interface GuestQueriesProps {
  token: string;
  page: GuestPageView;
}

/** The queries of a link, each with the sentences that it asks about and room for an answer. */
export function GuestQueries({ token, page }: GuestQueriesProps) {
  const t = useTranslations("query.guest");
  const format = useFormatter();
  return (
    <div className={styles.page}>
      {page.queries.map((query) => (
        <Asked key={query.id} token={token} query={query} page={page} />
      ))}
      <p className={styles.soft}>
        {t("ends", { date: format.dateTime(new Date(page.expiresAt), { dateStyle: "long" }) })}
      </p>
    </div>
  );
}

const SAID = ["body", "sourceTitle", "sourceUrl", "sourceQuote"] as const;

function Asked({ token, query, page }: GuestQueriesProps & { query: GuestQuery }) {
  const t = useTranslations("query.guest");
  const words = useTranslations("query");
  const format = useFormatter();
  const now = useNow({ updateInterval: 60_000 });
  const refusal = useQueryRefusal();
  const [given, setGiven] = useState<readonly GivenAnswer[]>(query.answers);
  // The same answer sent again after a broken connection is the same; the next one is another.
  const [id, setId] = useState(newId);
  const date = format.dateTime(new Date(query.wantedBy), { dateStyle: "long", timeStyle: "short" });
  return (
    <section className={styles.asked} aria-labelledby={query.id}>
      <p className={styles.label}>{t("asks", { name: query.askedBy })}</p>
      <h2 className={styles.ask} id={query.id} dir="auto">
        {query.question}
      </h2>
      {query.passage.length > 0 && (
        <blockquote className={styles.passage} lang={page.language} dir={page.direction}>
          <span className={styles.label} lang="en" dir="ltr">
            {t("passage")}
          </span>
          {query.passage.map((piece) => (
            <p key={piece.text}>
              <Marked piece={piece} />
            </p>
          ))}
        </blockquote>
      )}
      <p className={styles.soft}>
        {isPast(query.wantedBy, now) ? t("late") : t("wantedBy", { date })}
      </p>
      {given.map((answer) => (
        <div key={answer.id} className={styles.answer}>
          <p className={styles.facts}>{t.rich("given", { time: () => <Time at={answer.at} /> })}</p>
          {SAID.filter((part) => answer[part] !== "").map((part) => (
            <p key={part} className={styles.said} dir="auto">
              {answer[part]}
            </p>
          ))}
        </div>
      ))}
      <p role="status" className={styles.soft}>
        {given.length > query.answers.length && t("thanks")}
      </p>
      <AnswerForm
        key={id}
        label={given.length > 0 ? t("again") : words("answer")}
        submit={words("answerForm.submit")}
        send={(answer) => answerByLink({ token, id, queryId: query.id, answer })}
        onRefusal={(refused) => (refused.code === "not_found" ? t("gone") : refusal(refused))}
        onDone={(answer) => {
          setGiven((known) => [...known, answer]);
          setId(newId());
        }}
      />
    </section>
  );
}

function Marked({ piece: { text, marks } }: { piece: PassagePiece }) {
  const ends = [0, ...marks.map(({ end }) => end)];
  return (
    <>
      {marks.map(({ start, end }, index) => (
        <span key={start}>
          {text.slice(ends[index], start)}
          <mark>{text.slice(start, end)}</mark>
        </span>
      ))}
      {text.slice(ends.at(-1))}
    </>
  );
}
