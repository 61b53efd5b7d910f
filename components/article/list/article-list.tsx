"use client";

import { NativeSelect, SegmentedControl, TextInput } from "@mantine/core";
import { IconArrowsSort, IconFilePlus, IconSearch } from "@tabler/icons-react";
import { useNow, useTranslations } from "next-intl";
import { useMemo, useRef } from "react";
import { useLiveRefresh } from "@/components/live/use-live-refresh";
import { Empty } from "@/components/ui/empty";
import { LinkButton } from "@/components/ui/link-button";
import { Page } from "@/components/ui/page";
import type { ArticleListItem, ArticleListView } from "@/lib/article/schema";
import styles from "./article-list.module.css";
import { ArticleRow } from "./article-row";
import { NothingShown } from "./nothing-shown";
import { SHOWS, SORTS, sieved } from "./sieve";
import { useListKeys } from "./use-list-keys";
import { useSieve } from "./use-sieve";

interface ArticleListProps {
  workspace: string;
  list: ArticleListView;
  /** The deleted articles, where they are asked for. */
  deleted: ArticleListItem[] | null;
  /** Where the workspace's log stood before the list was read. */
  position: string;
}

/** The workspace's articles: how far each is, by when it is wanted, and who is on it. */
export function ArticleList({ workspace, list, deleted, position }: ArticleListProps) {
  const t = useTranslations("article.list");
  const now = useNow({ updateInterval: 60_000 });
  const [sieve, setSieve] = useSieve();
  const search = useRef<HTMLInputElement>(null);
  const rows = useRef<HTMLOListElement>(null);
  const all = sieve.show === "deleted" ? (deleted ?? []) : list.articles;
  const shown = useMemo(() => sieved(all, sieve, now), [all, sieve, now]);
  const shows = SHOWS.filter((show) => show !== "deleted" || list.can.restore);
  useListKeys(rows, search);
  useLiveRefresh(({ subject }) => subject !== "source" && subject !== "thread", position);

  const newArticle = list.can.create && (
    <LinkButton
      href={`/w/${workspace}/articles/new`}
      leftSection={<IconFilePlus size={18} aria-hidden />}
    >
      {t("new")}
    </LinkButton>
  );

  if (list.articles.length === 0 && sieve.show !== "deleted" && !list.can.restore) {
    return (
      <Page title={t("title")} actions={newArticle}>
        <Empty title={t("empty.readerTitle")}>{t("empty.readerText")}</Empty>
      </Page>
    );
  }
  return (
    <Page title={t("title")} actions={newArticle} width={68}>
      <div className={styles.tools}>
        <TextInput
          ref={search}
          className={styles.search}
          type="search"
          aria-label={t("search")}
          placeholder={t("search")}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={sieve.search}
          onChange={(event) => setSieve({ ...sieve, search: event.currentTarget.value })}
        />
        <SegmentedControl
          className={styles.show}
          aria-label={t("filter.label")}
          size="xs"
          value={sieve.show}
          data={shows.map((show) => ({ value: show, label: t(`filter.${show}`) }))}
          onChange={(value) => {
            const show = SHOWS.find((candidate) => candidate === value);
            if (show) setSieve({ ...sieve, show });
          }}
        />
        <NativeSelect
          className={styles.sort}
          aria-label={t("sort.label")}
          size="xs"
          leftSection={<IconArrowsSort size={14} aria-hidden />}
          value={sieve.sort}
          data={SORTS.map((sort) => ({ value: sort, label: t(`sort.${sort}`) }))}
          onChange={(event) => {
            const sort = SORTS.find((candidate) => candidate === event.currentTarget.value);
            if (sort) setSieve({ ...sieve, sort });
          }}
        />
        <span className={styles.count} role="status">
          {shown.length === all.length
            ? t("count", { count: all.length })
            : t("shown", { shown: shown.length, total: all.length })}
        </span>
      </div>
      {shown.length > 0 ? (
        <ol
          ref={rows}
          className={styles.rows}
          aria-label={t("label")}
          data-key-scope="list"
          tabIndex={-1}
        >
          {shown.map((article) => (
            <ArticleRow
              key={article.id}
              workspace={workspace}
              article={article}
              members={list.members}
              deleted={sieve.show === "deleted"}
              now={now}
            />
          ))}
        </ol>
      ) : (
        <NothingShown
          show={sieve.show === "deleted" ? "deleted" : all.length === 0 ? "new" : "filtered"}
          newArticle={newArticle}
          onClear={() => setSieve({ ...sieve, show: "all", search: "" })}
        />
      )}
    </Page>
  );
}
