import "server-only";
import { annotationViews } from "@/lib/annotation/queries";
import type { AnnotationView } from "@/lib/annotation/schema";
import { isGreen } from "@/lib/annotation/state";
import type { ArticleTies } from "@/lib/article/policy";
import type { MemberActor } from "@/lib/auth/actor";
import { can } from "@/lib/auth/authorize";
import { loadClaims, summaryOf, tiesOf } from "@/lib/claim/ties";
import { blockingThreads } from "@/lib/comment/queries";
import type { Tx } from "@/lib/db/client";
import { openFlags } from "@/lib/flag/queries";
import { articleQueries, openQueries } from "@/lib/query/queries";
import { isPossible } from "@/lib/query/status";
import { blindClaims } from "@/lib/second-check/view";
import { ratingScaleSchema } from "@/lib/workspace/rating-scale";
import { annotationBlockers, type ClosableClaim, EXCEPTABLE, inTextOrder } from "./blockers";
import type { Blocker, BlockerKind } from "./schema";

export interface Blocking {
  blockers: Blocker[];
  occurrences: { total: number; green: number };
}

/** The claims that occur in an article, to be locked before what blocks it is asked. */
export async function claimsIn(
  tx: Tx,
  of: { workspaceId: string; articleId: string },
): Promise<string[]> {
  const rows = await tx.occurrence.findMany({
    where: { ...of, annotation: { deletedAt: null } },
    select: { claimId: true },
    distinct: ["claimId"],
  });
  return rows.map(({ claimId }) => claimId);
}

/**
 * Everything that keeps an article from being signed off, as the actor may know it: of a claim that
 * they are to check blind it is told that there is something, not what is said.
 */
export async function blockersOf(
  tx: Tx,
  actor: MemberActor,
  article: { id: string; ties: ArticleTies },
  now: Date,
): Promise<Blocking> {
  const of = { workspaceId: actor.workspaceId, articleId: article.id };
  const annotations = await annotationViews(tx, actor, article);
  const claimIds = [...new Set(annotations.flatMap(({ occurrence }) => occurrence?.claimId ?? []))];
  const hands = await loadClaims(tx, actor, claimIds);
  const [queries, seenQueries, flags, threads, blind, workspace] = await Promise.all([
    openQueries(tx, of, now),
    articleQueries(tx, actor, article.id),
    openFlags(tx, of),
    blockingThreads(tx, of),
    blindClaims(tx, actor),
    tx.workspace.findUniqueOrThrow({
      where: { id: actor.workspaceId },
      select: { ratingScale: true },
    }),
  ]);
  const scale = ratingScaleSchema.parse(workspace.ratingScale);
  const claims = new Map(
    hands.map((hand): [string, ClosableClaim] => [
      hand.claim.id,
      {
        summary: summaryOf(hand),
        mayReview: can(actor, "check:review", tiesOf(hand, actor)),
        mayConfirm: can(actor, "check:confirm_fit", tiesOf(hand, actor)),
      },
    ]),
  );
  const claimOf = ({ occurrence }: AnnotationView) =>
    (occurrence && claims.get(occurrence.claimId)) ?? null;
  const mayApply = can(actor, "article:edit", article.ties);
  const own = annotations.flatMap((annotation) =>
    annotationBlockers(annotation, claimOf(annotation), scale, mayApply),
  );
  const placeOf = (kind: BlockerKind, about: About) => placeAmong(annotations, claims, kind, about);
  const isKept = ({ annotationId, claimId }: About) => {
    const annotation = annotations.find(({ id }) => id === annotationId);
    return blind.includes(claimId ?? annotation?.occurrence?.claimId ?? "");
  };
  const mayClear = can(actor, "flag:clear", article.ties);
  return {
    blockers: inTextOrder([
      ...own,
      ...queries.map((query): Blocker => {
        const seen = seenQueries.find(({ id }) => id === query.id);
        const about = annotations.find(({ id }) => id === query.annotationId);
        return {
          ...placeOf("query", query),
          kind: "query",
          question: isKept(query) ? "" : query.question,
          answer: seen?.answers.at(-1)?.body ?? null,
          revision: seen?.revision ?? 0,
          occurrenceRevision: about?.occurrence ? about.revision : null,
          mayRule: seen?.can.rule === true && isPossible("rule", seen, now),
          mayGiveUp: seen?.can.change === true && isPossible("give_up", seen, now),
        };
      }),
      ...flags.map(
        (flag): Blocker => ({
          ...placeOf("flag", flag),
          kind: "flag",
          flag: flag.kind,
          reason: isKept(flag) ? "" : flag.reason,
          revision: flag.revision,
          mayClear: mayClear && !isKept(flag),
        }),
      ),
      ...threads.map(
        (thread): Blocker => ({
          ...placeOf("thread", thread),
          kind: "thread",
          comment: isKept(thread) ? "" : thread.comment,
          revision: thread.revision,
          mayResolve: !isKept(thread) && can(actor, "comment:add", article.ties),
        }),
      ),
    ]),
    occurrences: countsOf(annotations, claims),
  };
}

interface About {
  id: string;
  annotationId: string | null;
  claimId: string | null;
}

/** Beside which words a query, flag or thread is shown: its annotation's, or its claim's first. */
function placeAmong(
  annotations: readonly AnnotationView[],
  claims: ReadonlyMap<string, ClosableClaim>,
  kind: BlockerKind,
  { id, annotationId, claimId }: About,
) {
  const annotation = annotations.find((one) =>
    annotationId === null
      ? claimId !== null && one.occurrence?.claimId === claimId
      : one.id === annotationId,
  );
  const words = annotation?.targets.filter(({ role }) => role === "words") ?? [];
  const summary = claims.get(annotation?.occurrence?.claimId ?? claimId ?? "")?.summary;
  return {
    subjectId: id,
    annotationId: annotation?.id ?? null,
    claimId: summary?.id ?? null,
    start: annotation ? Math.min(...words.map(({ start }) => start)) : null,
    words: words.map(({ exact }) => exact),
    statement: summary?.statement ?? null,
    claimNumber: summary?.number ?? null,
    allowsException: EXCEPTABLE[kind],
  };
}

function countsOf(
  annotations: readonly AnnotationView[],
  claims: ReadonlyMap<string, ClosableClaim>,
): Blocking["occurrences"] {
  const occurrences = annotations.flatMap(({ occurrence }) => occurrence ?? []);
  const green = occurrences.filter(({ claimId, fit, remedy, remedyDoneAt }) =>
    isGreen({
      checkStatus: claims.get(claimId)?.summary.check?.status ?? "unchecked",
      fit,
      remedy,
      remedyDone: remedyDoneAt !== null,
    }),
  );
  return { total: occurrences.length, green: green.length };
}
