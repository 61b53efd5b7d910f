"use client";

import { Avatar, Tooltip } from "@mantine/core";
import {
  IconClockExclamation,
  IconFlag,
  IconHourglassEmpty,
  IconSignature,
} from "@tabler/icons-react";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { Initials } from "@/components/annotation/initials";
import { Time } from "@/components/ui/time";
import {
  type ArticleListItem,
  type ArticlePerson,
  type MemberName,
  PRIORITIES,
} from "@/lib/article/schema";
import styles from "./article-list.module.css";
import { progressOf } from "./progress";
import { ProgressBar } from "./progress-bar";
import { RowMenu } from "./row-menu";
import { isOverdue } from "./sieve";

interface ArticleRowProps {
  workspace: string;
  article: ArticleListItem;
  members: readonly MemberName[];
  deleted: boolean;
  now: Date;
}

/** One article of the list. The whole of it leads to the article. */
export function ArticleRow({ workspace, article, members, deleted, now }: ArticleRowProps) {
  const { headline, direction, language } = article;
  return (
    <li className={styles.row}>
      <div className={styles.main}>
        <h2 className={styles.headline}>
          {deleted ? (
            <bdi dir={direction} lang={language}>
              {headline}
            </bdi>
          ) : (
            <Link
              href={`/w/${workspace}/articles/${article.id}`}
              dir={direction}
              lang={language}
              data-row=""
            >
              {headline}
            </Link>
          )}
        </h2>
        <Facts article={article} now={now} />
      </div>
      <ProgressBar progress={progressOf(article)} notes={article.notes} />
      <div className={styles.side}>
        <People people={article.people} />
        <RowMenu workspace={workspace} article={article} members={members} deleted={deleted} />
      </div>
    </li>
  );
}

function Facts({ article, now }: { article: ArticleListItem; now: Date }) {
  const t = useTranslations("article.list");
  const format = useFormatter();
  const { byline, publishedOn, deadline, priority, direction, language } = article;
  const { stuck, standing } = article;
  const isLate = isOverdue(article, now);
  const level = PRIORITIES[priority];
  return (
    <ul className={styles.facts}>
      {deadline && (
        <li className={styles.due} data-late={isLate || undefined}>
          {isLate && <IconClockExclamation size={15} aria-hidden />}
          {t.rich(isLate ? "row.overdue" : "row.due", { time: () => <Time at={deadline} /> })}
        </li>
      )}
      {level && level !== "none" && (
        <li className={styles.priority} data-level={level}>
          {level === "high" && <IconFlag size={15} aria-hidden />}
          {t("priority.word", { priority: t(`priority.${level}`) })}
        </li>
      )}
      {stuck > 0 && (
        <li className={styles.stuck}>
          <IconHourglassEmpty size={15} aria-hidden />
          {t("row.stuck", { count: stuck })}
        </li>
      )}
      {standing && (
        <li className={styles.standing} data-state={standing.state}>
          <IconSignature size={15} aria-hidden />
          {t(`row.standing.${standing.state}`)}
        </li>
      )}
      {byline && (
        <li>
          <bdi dir={direction} lang={language}>
            {byline}
          </bdi>
        </li>
      )}
      {publishedOn && (
        <li>
          {t(new Date(publishedOn) > now ? "row.planned" : "row.published", {
            date: format.dateTime(new Date(publishedOn), { dateStyle: "medium", timeZone: "UTC" }),
          })}
        </li>
      )}
      <li>{t.rich("row.changed", { time: () => <Time at={article.updatedAt} /> })}</li>
    </ul>
  );
}

const FACES = 4;

function People({ people }: { people: readonly ArticlePerson[] }) {
  const t = useTranslations("article.list");
  if (people.length === 0) return null;
  const labelOf = ({ name, ties }: ArticlePerson) =>
    t("row.person", { name, ties: ties.map((tie) => t(`tie.${tie}`)).join(", ") });
  const hidden = people.slice(FACES);
  const more = t("row.moreLabel", {
    count: hidden.length,
    names: hidden.map(({ name }) => name).join(", "),
  });
  return (
    <div className={styles.people}>
      {people.slice(0, FACES).map((person) => (
        <Initials key={person.memberId} name={person.name} label={labelOf(person)} />
      ))}
      {hidden.length > 0 && (
        <Tooltip label={more}>
          <Avatar size={20} radius="xl" color="gray" variant="light" role="img" aria-label={more}>
            {t("row.more", { count: hidden.length })}
          </Avatar>
        </Tooltip>
      )}
    </div>
  );
}
