"use client";

import { Button, UnstyledButton } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { StateLine, StateMark } from "@/components/annotation/state-mark";
import { ArticleFlags } from "@/components/flag/flag-list";
import { useKeys } from "@/components/keys/keys-provider";
import { AnnotationQueries } from "@/components/query/annotation-queries";
import { HIGHLIGHT_STATES } from "@/lib/annotation/state";
import { ArticleThreads } from "./comments";
import { toggled } from "./filter";
import { LostList } from "./lost-list";
import { LostSearchProgress } from "./lost-search";
import styles from "./overview.module.css";
import { useCounts } from "./progress";
import { usePage, usePageActions } from "./store-context";
import { useLost } from "./use-lost";
import { useToDo } from "./use-to-do";

/** How the article stands, where no annotation is open. */
export function Overview() {
  const t = useTranslations("article.page");
  const toDo = useToDo();
  const { dispatcher } = useKeys();
  const isEmpty = usePage((state) => state.annotations.size === 0);
  const mayAnnotate = usePage((state) => state.article.can.annotate);
  if (isEmpty) return null;
  return (
    <div className={styles.overview}>
      {mayAnnotate && (
        <section className={styles.toDo}>
          <p>{toDo.size > 0 ? t("toDo.count", { count: toDo.size }) : t("toDo.none")}</p>
          {toDo.size > 0 && (
            <Button size="compact-sm" variant="light" onClick={() => dispatcher.run("next_to_do")}>
              {t("overview.start")}
            </Button>
          )}
        </section>
      )}
      <Lost />
      <ArticleFlags />
      <AnnotationQueries annotationId={null} />
      <Talk />
      <Legend />
      <People />
    </div>
  );
}

function Legend() {
  const t = useTranslations("annotation");
  const page = useTranslations("article.page");
  const counts = useCounts();
  const filter = usePage((state) => state.filter);
  const { setFilter } = usePageActions();
  return (
    <section>
      <h2 className={styles.heading}>{page("overview.legend")}</h2>
      <ul className={styles.legend}>
        {HIGHLIGHT_STATES.filter((state) => counts.has(state)).map((state) => (
          <li key={state}>
            <UnstyledButton
              className={styles.state}
              title={t(`statesHelp.${state}`)}
              aria-pressed={filter.status.includes(state)}
              onClick={() => setFilter(toggled(filter, "status", state))}
            >
              <StateMark state={state} />
              <span>{t(`states.${state}`)}</span>
              <StateLine state={state} />
              <span className={styles.count}>{counts.get(state)}</span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Annotations that no longer have a place in the text. */
function Lost() {
  const t = useTranslations("annotation.lost");
  if (useLost().length === 0) return null;
  return (
    <section>
      <h2 className={styles.heading}>{t("title")}</h2>
      <LostSearchProgress />
      <LostList />
    </section>
  );
}

function Talk() {
  const t = useTranslations("comment");
  const heading = useId();
  return (
    <section aria-labelledby={heading}>
      <h2 className={styles.heading} id={heading}>
        {t("onArticle")}
      </h2>
      <ArticleThreads />
    </section>
  );
}

function People() {
  const t = useTranslations("article.page.overview");
  const people = usePage((state) => state.people);
  if (people.length === 0) return null;
  return (
    <section>
      <h2 className={styles.heading}>{t("people")}</h2>
      <ul className={styles.list}>
        {people.map(({ memberId, name, ties }) => (
          <li key={memberId}>
            {name}{" "}
            <span className={styles.ties}>{ties.map((tie) => t(`ties.${tie}`)).join(", ")}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
