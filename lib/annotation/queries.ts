import "server-only";
import type { ArticleTies } from "@/lib/article/policy";
import { articleTies, readsAllArticles, visibleArticles } from "@/lib/article/ties";
import type { MemberActor } from "@/lib/auth/actor";
import { authorize, can } from "@/lib/auth/authorize";
import { visibleThreads } from "@/lib/comment/ties";
import { database, type Tx } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { AppError } from "@/lib/errors";
import { history } from "@/lib/event/queries";
import type { HistoryPage } from "@/lib/event/schema";
import { visibleFlags } from "@/lib/flag/ties";
import { proposalsSchema } from "@/lib/placement/schema";
import { visibleQueries } from "@/lib/query/ties";
import { blindClaims, knownEvents } from "@/lib/second-check/view";
import type {
  AnnotationHistoryInput,
  AnnotationView,
  LostPlace,
  OccurrenceView,
  TargetView,
} from "./schema";

const annotationSelect = {
  id: true,
  articleId: true,
  kind: true,
  body: true,
  nothingReason: true,
  importedFrom: true,
  revision: true,
  createdById: true,
  createdAt: true,
  updatedAt: true,
  deletedAt: true,
} as const satisfies Prisma.AnnotationSelect;

const targetSelect = {
  id: true,
  annotationId: true,
  role: true,
  ordinal: true,
  start: true,
  end: true,
  state: true,
  exact: true,
  madeVersion: true,
} as const satisfies Prisma.TargetSelect;

const occurrenceSelect = {
  annotationId: true,
  claimId: true,
  speaker: true,
  saidOn: true,
  voice: true,
  fit: true,
  fitById: true,
  fitAt: true,
  recheck: true,
  stillFitsById: true,
  stillFitsAt: true,
  stillFitsReason: true,
  remedy: true,
  remedyWording: true,
  remedyApproved: true,
  remedyDoneAt: true,
} as const satisfies Prisma.OccurrenceSelect;

/**
 * Annotations of one article in the order of the text: all living ones, or those asked for by id,
 * deleted ones included. Four flat queries, joined here.
 */
export async function annotationViews(
  tx: Tx,
  actor: MemberActor,
  article: { id: string; ties: ArticleTies },
  ids?: readonly string[],
): Promise<AnnotationView[]> {
  const { workspaceId } = actor;
  const scope = { workspaceId, articleId: article.id };
  const only = ids && { in: [...ids] };
  const [annotations, targets, lost, occurrences, blind] = await Promise.all([
    tx.annotation.findMany({
      where: { ...scope, ...(only ? { id: only } : { deletedAt: null }) },
      select: annotationSelect,
    }),
    tx.target.findMany({
      where: { ...scope, deletedAt: null, ...(only && { annotationId: only }) },
      select: targetSelect,
      orderBy: { ordinal: "asc" },
    }),
    tx.target.findMany({
      where: {
        ...scope,
        deletedAt: null,
        state: "orphaned",
        ...(only && { annotationId: only }),
      },
      select: { id: true, prefix: true, suffix: true, proposals: true, lostFrom: true },
    }),
    tx.occurrence.findMany({
      where: { ...scope, ...(only && { annotationId: only }) },
      select: occurrenceSelect,
    }),
    blindClaims(tx, actor),
  ]);
  const lostOf = new Map(
    lost.map(({ id, prefix, suffix, proposals, lostFrom }): [string, LostPlace] => [
      id,
      {
        prefix,
        suffix,
        proposals: proposalsSchema.catch([]).parse(proposals ?? []),
        isSought: proposals === null && lostFrom !== null,
      },
    ]),
  );
  const targetsOf = new Map<string, TargetView[]>();
  for (const { annotationId, ...row } of targets) {
    const place = lostOf.get(row.id);
    const target = place ? { ...row, lost: place } : row;
    const list = targetsOf.get(annotationId);
    if (list) list.push(target);
    else targetsOf.set(annotationId, [target]);
  }
  const isHidden = (occurrence: { claimId: string } | undefined) =>
    occurrence !== undefined && blind.includes(occurrence.claimId);
  const occurrenceOf = new Map<string, OccurrenceView>();
  for (const { annotationId, fitAt, stillFitsAt, remedyDoneAt, ...rest } of occurrences) {
    occurrenceOf.set(annotationId, {
      ...rest,
      fitAt: fitAt?.toISOString() ?? null,
      stillFitsAt: stillFitsAt?.toISOString() ?? null,
      remedyDoneAt: remedyDoneAt?.toISOString() ?? null,
      ...(isHidden(rest) && UNDECIDED),
    });
  }
  const may = {
    edit: can(actor, "annotation:edit", article.ties),
    delete: can(actor, "annotation:delete", article.ties),
  };
  return annotations
    .map((row) => ({
      ...row,
      can: isHidden(occurrenceOf.get(row.id)) ? { edit: false, delete: false } : may,
      createdAt: row.createdAt.toISOString(),
      updatedAt: row.updatedAt.toISOString(),
      deletedAt: row.deletedAt?.toISOString() ?? null,
      targets: targetsOf.get(row.id) ?? [],
      occurrence: occurrenceOf.get(row.id) ?? null,
    }))
    .sort(byPlace);
}

/** An occurrence as it is before anything was decided: all that its blind second checker sees. */
export const UNDECIDED = {
  fit: "unconfirmed",
  fitById: null,
  fitAt: null,
  recheck: null,
  stillFitsById: null,
  stillFitsAt: null,
  stillFitsReason: null,
  remedy: "none",
  remedyWording: "",
  remedyApproved: null,
  remedyDoneAt: null,
} as const satisfies Partial<OccurrenceView>;

/** By the first words, an orphaned annotation last. */
function byPlace(a: AnnotationView, b: AnnotationView): number {
  return firstStart(a) - firstStart(b) || (a.id < b.id ? -1 : 1);
}

function firstStart({ targets }: AnnotationView): number {
  let first = Number.MAX_SAFE_INTEGER;
  for (const { role, state, start } of targets) {
    if (role === "words" && state !== "orphaned" && start < first) first = start;
  }
  return first;
}

/** What was done to one annotation, newest first, the moves of its claim's check not included. */
export async function annotationHistory(
  actor: MemberActor,
  input: AnnotationHistoryInput,
): Promise<HistoryPage> {
  const client = await database();
  const row = await client.annotation.findFirst({
    where: {
      workspaceId: actor.workspaceId,
      id: input.annotationId,
      article: readsAllArticles(actor) ? {} : visibleArticles(actor),
    },
    select: { articleId: true },
  });
  if (!row) throw new AppError("not_found");
  authorize(actor, "article:read", await articleTies(client, actor, row.articleId));
  const { annotationId } = input;
  const [threads, queries, flags] = await Promise.all([
    client.thread.findMany({
      where: { AND: [visibleThreads(actor)], annotationId },
      select: { id: true },
    }),
    client.query.findMany({
      where: { AND: [visibleQueries(actor, { deleted: true })], annotationId },
      select: { id: true },
    }),
    client.flag.findMany({
      where: { AND: [visibleFlags(actor)], annotationId },
      select: { id: true },
    }),
  ]);
  const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);
  return history(
    client,
    actor,
    {
      AND: [
        {
          OR: [
            { subjectType: "annotation", subjectId: annotationId },
            { subjectType: "thread", subjectId: { in: idsOf(threads) } },
            { subjectType: "query", subjectId: { in: idsOf(queries) } },
            { subjectType: "flag", subjectId: { in: idsOf(flags) } },
          ],
        },
        await knownEvents(client, actor),
      ],
    },
    { before: input.before },
  );
}
