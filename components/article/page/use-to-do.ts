"use client";

import { useNow } from "next-intl";
import type { AnnotationView } from "@/lib/annotation/schema";
import type { ArticleClaim } from "@/lib/article/schema";
import type { QueryView } from "@/lib/query/schema";
import { queriesOn } from "./queries-on";
import { shared } from "./shared";
import { usePage } from "./store-context";
import { type ToDo, toDoOf, toDoOfQueries } from "./to-do";

/** What waits for the member here, by annotation; under the article's id, what is asked about it. */
export function useToDo(): ReadonlyMap<string, ToDo> {
  const annotations = usePage((state) => state.annotations);
  const claims = usePage((state) => state.claims);
  const memberId = usePage((state) => state.me.memberId);
  const queries = usePage((state) => state.queries);
  const now = useNow({ updateInterval: 60_000 });
  const articleId = usePage((state) => state.article.id);
  const known = toDoIn(annotations, claims, memberId);
  return withQueries(known, annotations, queries, articleId, memberId, now);
}

const withQueries = shared(
  (
    known: ReadonlyMap<string, ToDo>,
    annotations: ReadonlyMap<string, AnnotationView>,
    queries: ReadonlyMap<string, QueryView>,
    articleId: string,
    memberId: string,
    now: Date,
  ): ReadonlyMap<string, ToDo> => {
    if (queries.size === 0) return known;
    const all = new Map(known);
    for (const { annotationId } of queries.values()) {
      const id = annotationId ?? articleId;
      if (all.has(id) || (annotationId !== null && !annotations.has(annotationId))) continue;
      const toDo = toDoOfQueries(queriesOn({ queries }, annotationId), memberId, now);
      if (toDo) all.set(id, toDo);
    }
    return all;
  },
);

const toDoIn = shared(
  (
    annotations: ReadonlyMap<string, AnnotationView>,
    claims: ReadonlyMap<string, ArticleClaim>,
    memberId: string,
  ) => {
    const toDo = new Map<string, ToDo>();
    for (const annotation of annotations.values()) {
      const claim = claims.get(annotation.occurrence?.claimId ?? "");
      const what = toDoOfRow(annotation, claim, memberId);
      if (what) toDo.set(annotation.id, what);
    }
    return toDo;
  },
);

/** Rows are values: of thousands, those that did not change are not looked at again. */
const toDoOfRow = shared(toDoOf);
