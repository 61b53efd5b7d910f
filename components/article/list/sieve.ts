import type { ArticleListItem } from "@/lib/article/schema";
import { isDone, progressOf, shareDone } from "./progress";

export const SHOWS = ["all", "mine", "open", "overdue", "done", "deleted"] as const;
export type Show = (typeof SHOWS)[number];

export const SORTS = ["deadline", "changed", "progress", "priority", "headline"] as const;
export type Sort = (typeof SORTS)[number];

export interface Sieve {
  show: Show;
  sort: Sort;
  search: string;
}

export function isOverdue(article: ArticleListItem, now: Date): boolean {
  return (
    article.deadline !== null && new Date(article.deadline) < now && !isDone(progressOf(article))
  );
}

/** The articles to show, in order. */
export function sieved(articles: readonly ArticleListItem[], sieve: Sieve, now: Date) {
  const words = sieve.search.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return articles
    .filter((article) => SHOWN[sieve.show](article, now))
    .filter((article) => {
      const text = [article.headline, article.byline, ...article.people.map(({ name }) => name)]
        .join(" ")
        .toLocaleLowerCase();
      return words.every((word) => text.includes(word));
    })
    .sort((a, b) => ORDER[sieve.sort](a, b) || newest(a, b));
}

const SHOWN: Record<Show, (article: ArticleListItem, now: Date) => boolean> = {
  all: () => true,
  deleted: () => true,
  mine: ({ mine }) => mine,
  open: (article) => !isDone(progressOf(article)),
  overdue: isOverdue,
  done: (article) => isDone(progressOf(article)),
};

const ORDER: Record<Sort, (a: ArticleListItem, b: ArticleListItem) => number> = {
  // What has none comes last.
  deadline: (a, b) => (a.deadline ?? "9999").localeCompare(b.deadline ?? "9999"),
  changed: () => 0,
  progress: (a, b) => shareDone(progressOf(a)) - shareDone(progressOf(b)),
  priority: (a, b) => b.priority - a.priority,
  headline: (a, b) => a.headline.localeCompare(b.headline),
};

function newest(a: ArticleListItem, b: ArticleListItem): number {
  return b.updatedAt.localeCompare(a.updatedAt);
}
