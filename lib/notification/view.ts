import "server-only";
import { visibleArticles } from "@/lib/article/ties";
import type { MemberActor } from "@/lib/auth/actor";
import { plainWords } from "@/lib/comment/markup";
import { mentionedIn } from "@/lib/comment/mention";
import { visibleThreads } from "@/lib/comment/ties";
import type { Tx } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { actorNames } from "@/lib/event/actor-names";
import { visibleQueries } from "@/lib/query/ties";
import type { NotificationsInput, NotificationView } from "./schema";
import { visibleNotifications } from "./ties";

const PAGE = 50;
/** Of what was said or asked so much is shown, in UTF-16 code units. */
const EXCERPT = 200;

/** Notifications that are told as one. */
export interface Group {
  groupKey: string;
  /** The first of them. */
  key: string;
  count: number;
  at: Date;
}

/** A page of groups, the newest first. */
export async function groupPage(
  tx: Tx,
  actor: MemberActor,
  { unread, cursor }: NotificationsInput,
): Promise<{ groups: Group[]; nextCursor: string | null }> {
  const after = parseCursor(cursor);
  const groups = await groupsOf(tx, {
    where: { ...visibleNotifications(actor), ...(unread && { readAt: null }) },
    take: PAGE + 1,
    ...(after && {
      having: {
        OR: [
          { at: { _max: { lt: after.at } } },
          { at: { _max: { equals: after.at } }, groupKey: { lt: after.groupKey } },
        ],
      },
    }),
  });
  const shown = groups.slice(0, PAGE);
  const last = groups.length > PAGE ? shown.at(-1) : undefined;
  return { groups: shown, nextCursor: last ? `${last.at.getTime()}~${last.groupKey}` : null };
}

/** All groups that meet a condition, the newest first. */
export async function groupsOf(
  tx: Tx,
  {
    where,
    ...page
  }: {
    where: Prisma.NotificationWhereInput;
    take?: number;
    having?: Prisma.NotificationScalarWhereWithAggregatesInput;
  },
): Promise<Group[]> {
  const rows = await tx.notification.groupBy({
    by: ["groupKey"],
    where,
    _count: true,
    _max: { at: true },
    _min: { key: true },
    orderBy: [{ _max: { at: "desc" } }, { groupKey: "desc" }],
    ...page,
  });
  return rows.flatMap(({ groupKey, _count, _max, _min }) =>
    _max.at === null || _min.key === null
      ? []
      : [{ groupKey, key: _min.key, count: _count, at: _max.at }],
  );
}

function parseCursor(cursor: string | null): { at: Date; groupKey: string } | null {
  const [, at, groupKey] = /^(\d{1,15})~(.+)$/.exec(cursor ?? "") ?? [];
  return at === undefined || groupKey === undefined ? null : { at: new Date(Number(at)), groupKey };
}

/** What groups say to a member who may see them, in their order. */
export async function viewsOf(
  tx: Tx,
  actor: MemberActor,
  groups: readonly Group[],
): Promise<NotificationView[]> {
  const { workspaceId, memberId } = actor;
  if (groups.length === 0) return [];
  const [rows, unread] = await Promise.all([
    tx.notification.findMany({
      where: { workspaceId, memberId, key: { in: groups.map(({ key }) => key) } },
      select: {
        key: true,
        kind: true,
        annotationId: true,
        event: {
          select: { actorKind: true, actorId: true, subjectType: true, subjectId: true },
        },
        article: { select: { id: true, headline: true } },
        claim: { select: { id: true, number: true, statement: true } },
        commentId: true,
      },
    }),
    tx.notification.groupBy({
      by: ["groupKey"],
      where: {
        ...visibleNotifications(actor),
        readAt: null,
        groupKey: { in: groups.map(({ groupKey }) => groupKey) },
      },
    }),
  ]);
  const events = rows.flatMap(({ event }) => event ?? []);
  const [names, queries, comments, occurrences, plans] = await Promise.all([
    actorNames(tx, workspaceId, events),
    tx.query.findMany({
      where: {
        ...visibleQueries(actor),
        id: {
          in: events.flatMap(({ subjectType, subjectId }) =>
            subjectType === "query" ? subjectId : [],
          ),
        },
      },
      select: { id: true, question: true, wantedBy: true },
    }),
    tx.comment.findMany({
      where: {
        workspaceId,
        id: { in: rows.flatMap(({ commentId }) => commentId ?? []) },
        deletedAt: null,
        thread: visibleThreads(actor),
      },
      select: { id: true, body: true },
    }),
    tx.occurrence.findMany({
      where: {
        workspaceId,
        claimId: { in: rows.flatMap(({ claim }) => claim?.id ?? []) },
        annotation: { deletedAt: null },
        article: visibleArticles(actor),
      },
      orderBy: [{ annotation: { createdAt: "asc" } }, { annotationId: "asc" }],
      select: {
        claimId: true,
        annotationId: true,
        article: { select: { id: true, headline: true } },
      },
    }),
    tx.claimInArticle.findMany({
      where: {
        workspaceId,
        OR: rows.flatMap(({ kind, article, claim }) =>
          kind === "deadline" && article && claim
            ? [{ articleId: article.id, claimId: claim.id }]
            : [],
        ),
      },
      select: {
        articleId: true,
        claimId: true,
        deadline: true,
        article: { select: { deadline: true } },
      },
    }),
  ]);
  const mentioned = [...new Set(comments.flatMap(({ body }) => mentionedIn(body)))];
  const members = await tx.member.findMany({
    where: { workspaceId, id: { in: mentioned } },
    select: { id: true, user: { select: { name: true } } },
  });
  const nameOf = new Map(members.map(({ id, user }) => [id, user.name]));
  const waiting = new Set(unread.map(({ groupKey }) => groupKey));
  return groups.flatMap(({ groupKey, key, count, at }) => {
    const row = rows.find((each) => each.key === key);
    if (!row) return [];
    const { kind, event, claim, commentId } = row;
    // Of a claim alone, where it is read: in the article that is told of, else the first.
    const place = occurrences.find(
      ({ claimId, article }) =>
        claimId === claim?.id && (row.article === null || article.id === row.article.id),
    );
    const article = row.article ?? place?.article ?? null;
    const annotationId = row.annotationId ?? place?.annotationId ?? null;
    const comment = comments.find(({ id }) => id === commentId);
    const query = queries.find(({ id }) => id === event?.subjectId);
    const name = event?.actorId ? names.get(event.actorId) : undefined;
    const said = comment
      ? plainWords(comment.body, (id) => nameOf.get(id) ?? "")
      : (query?.question ?? null);
    const plan = plans.find((each) => each.articleId === article?.id && each.claimId === claim?.id);
    const wantedBy = query?.wantedBy ?? plan?.deadline ?? plan?.article.deadline ?? null;
    return [
      {
        group: groupKey,
        kind,
        at: at.toISOString(),
        read: !waiting.has(groupKey),
        by: name === undefined ? null : { name },
        count,
        article,
        claim,
        annotationId,
        commentId: comment?.id ?? null,
        words: said === null ? null : shortened(said),
        wantedBy: wantedBy?.toISOString() ?? null,
      },
    ];
  });
}

function shortened(words: string): string {
  if (words.length <= EXCERPT) return words;
  const cut = words.slice(0, EXCERPT).replace(/[\uD800-\uDBFF]$/, "");
  return `${cut.replace(/\s+\S*$/, "")} …`;
}
