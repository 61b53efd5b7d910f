import "server-only";
import type { MemberActor } from "@/lib/auth/actor";
import { authorize, can } from "@/lib/auth/authorize";
import { UNBOUND } from "@/lib/claim/policy";
import { database, type Tx } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { MOST_COUNTED } from "@/lib/review/schema";
import { blindClaims } from "@/lib/second-check/view";
import { isInHands } from "./holder";
import { cutoffOf, isStuck, openWork } from "./open-work";
import {
  type BoardGroup,
  type BoardInput,
  type BoardItem,
  type BoardView,
  SHOWN_OF_CHOSEN,
  SHOWN_OF_GROUP,
} from "./schema";
import { countStuck, stuckAfterDays } from "./stuck";

/** Articles that the board's filter offers. */
const MOST_ARTICLES = 200;

interface BoardRow extends Omit<BoardItem, "since" | "deadline" | "can"> {
  holderId: string | null;
  since: Date;
  deadline: Date | null;
  /** Of its group, however many are shown. */
  count: number;
  stuckCount: number;
}

/**
 * Who holds what: for each member what they hold, then what nobody does, then what waits for a
 * review. Stuck work comes first, then what is wanted soonest. To whoever checks a claim blind,
 * theirs to check is all that it is; while its check is not under review it is not there.
 */
export async function board(actor: MemberActor, input: BoardInput): Promise<BoardView> {
  authorize(actor, "board:read");
  const client = await database();
  const { workspaceId } = actor;
  const days = await stuckAfterDays(client, workspaceId);
  const cutoff = cutoffOf(new Date(), days);
  const [rows, articles, members] = await Promise.all([
    boardRows(client, actor, input, cutoff),
    openArticles(client, workspaceId),
    client.member.findMany({
      where: { workspaceId, removedAt: null, role: { in: ["admin", "editor", "checker"] } },
      select: { id: true, user: { select: { name: true } } },
      orderBy: { createdAt: "asc" },
    }),
  ]);
  const checkers = members.map(({ id, user }) => ({ id, name: user.name }));
  return {
    groups: groupsOf(actor, rows, checkers),
    articles,
    checkers,
    stuckAfterDays: days,
    can: { assign: can(actor, "claim:assign", UNBOUND) },
  };
}

async function boardRows(
  client: Tx,
  actor: MemberActor,
  { articleId, memberId }: BoardInput,
  cutoff: Date,
): Promise<BoardRow[]> {
  const { workspaceId } = actor;
  const blind = await blindClaims(client, actor);
  const only = articleId === null ? undefined : Prisma.sql`ar."id" = ${articleId}::uuid`;
  const known = Prisma.sql`(w."claimId" <> ALL(${blind}::uuid[]) OR w."standing" = 'second_check')`;
  const chosen =
    memberId === null ? Prisma.empty : Prisma.sql`AND w."holderId" = ${memberId}::uuid`;
  const most = memberId === null ? SHOWN_OF_GROUP : SHOWN_OF_CHOSEN;
  return client.$queryRaw<BoardRow[]>`
    SELECT * FROM (
      SELECT w."articleId", w."headline", w."annotationId", w."claimId", w."number", w."statement", w."priority",
        w."deadline", w."standing", w."since", w."holderId", w."stuck",
        CASE WHEN w."isBlind" THEN 'unchecked' ELSE w."status" END AS "status",
        w."assigneeId", CASE WHEN w."isBlind" THEN NULL ELSE w."checkerId" END AS "checkerId",
        count(*) OVER "inGroup" AS "count",
        count(*) FILTER (WHERE w."stuck") OVER "inGroup" AS "stuckCount",
        row_number() OVER (
          PARTITION BY w."holderId", w."standing" = 'review'
          ORDER BY w."stuck" DESC, w."deadline" NULLS LAST, w."priority" DESC, w."since",
            w."articleId", w."claimId"
        ) AS "place"
      FROM (
        SELECT w.*, w."claimId" = ANY(${blind}::uuid[]) AS "isBlind", ${isStuck(cutoff)} AS "stuck"
        FROM (${openWork({ workspaceId, cutoff, only })}) w
        WHERE ${known} ${chosen}
      ) w
      WINDOW "inGroup" AS (PARTITION BY w."holderId", w."standing" = 'review')
    ) w
    WHERE w."place" <= ${most}
    ORDER BY w."place"`;
}

async function openArticles(
  client: Tx,
  workspaceId: string,
): Promise<{ id: string; headline: string }[]> {
  return client.article.findMany({
    where: {
      workspaceId,
      deletedAt: null,
      occurrences: { some: { annotation: { deletedAt: null } } },
    },
    select: { id: true, headline: true },
    orderBy: [{ deadline: { sort: "asc", nulls: "last" } }, { createdAt: "desc" }],
    take: MOST_ARTICLES,
  });
}

function groupsOf(
  actor: MemberActor,
  rows: readonly BoardRow[],
  checkers: readonly { id: string; name: string }[],
): BoardGroup[] {
  const of = (
    kind: BoardGroup["kind"],
    member: BoardGroup["member"],
    own: readonly BoardRow[],
  ) => ({
    kind,
    member,
    count: Number(own[0]?.count ?? 0),
    stuck: Number(own[0]?.stuckCount ?? 0),
    items: own.map((row) => itemOf(actor, row)),
  });
  const people = checkers.map((member) =>
    of(
      member.id === actor.memberId ? "mine" : "person",
      member,
      rows.filter(({ holderId }) => holderId === member.id),
    ),
  );
  const nobodys = rows.filter(({ holderId }) => holderId === null);
  const [waiting, free] = [true, false].map((isReview) =>
    nobodys.filter(({ standing }) => (standing === "review") === isReview),
  );
  return [
    ...people.filter(({ kind }) => kind === "mine"),
    ...people.filter(({ kind }) => kind === "person"),
    of("nobody", null, free ?? []),
    of("review", null, waiting ?? []),
  ].filter(({ kind, count }) => count > 0 || kind === "mine");
}

function itemOf(actor: MemberActor, row: BoardRow): BoardItem {
  const { holderId, since, deadline, count: _, stuckCount: __, ...item } = row;
  const isOwn = holderId === actor.memberId;
  const may = isInHands(item.standing) && can(actor, "claim:take", UNBOUND);
  return {
    articleId: item.articleId,
    headline: item.headline,
    annotationId: item.annotationId,
    claimId: item.claimId,
    number: item.number,
    statement: item.statement,
    status: item.status,
    standing: item.standing,
    assigneeId: item.assigneeId,
    checkerId: item.checkerId,
    since: since.toISOString(),
    stuck: item.stuck,
    priority: item.priority,
    deadline: deadline?.toISOString() ?? null,
    can: {
      take: may && holderId === null,
      giveBack: may && isOwn,
      takeOver: may && item.stuck && !isOwn && holderId !== null,
      assign: isInHands(item.standing) && can(actor, "claim:assign", UNBOUND),
    },
  };
}

/**
 * How much stuck work is the member's to see to: their own, and to an editor everybody's; of much,
 * only that it is more than `MOST_COUNTED`.
 */
export async function stuckCount(actor: MemberActor): Promise<number> {
  if (!can(actor, "board:read")) return 0;
  const client = await database();
  const { workspaceId, memberId } = actor;
  const blind = await blindClaims(client, actor);
  const own = can(actor, "claim:assign", UNBOUND)
    ? Prisma.sql`true`
    : Prisma.sql`hm."id" = ${memberId}::uuid`;
  const only = Prisma.sql`${own}
    AND (s."standing" = 'second_check' OR c."id" <> ALL(${blind}::uuid[]))`;
  return countStuck(client, workspaceId, { only, most: MOST_COUNTED });
}
