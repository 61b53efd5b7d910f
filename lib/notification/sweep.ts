import "server-only";
import { openPlaces } from "@/lib/assignment/open-work";
import { stuckClaims } from "@/lib/assignment/stuck";
import { database, type Tx } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { timestamp } from "@/lib/db/timestamp";
import { OUTSTANDING } from "@/lib/second-check/view";
import type { Concern } from "./concern";
import { store, wake } from "./tell";

const HOUR_MS = 3_600_000;
/** So long before a deadline its holder is told of it. */
export const NEAR_MS = 24 * HOUR_MS;
/** Nobody is told of a deadline that has been past for longer: it is on the board. */
const PAST_MS = 24 * HOUR_MS;

/**
 * Notifies of what time does, and no command: a deadline that is near, work that is stuck. Each is
 * told once: a deadline again when it is moved, stuck work again when it moved and is stuck anew.
 */
export async function sweep(workspaceId: string, now = new Date()): Promise<void> {
  const client = await database();
  const concerns = [
    ...(await nearDeadlines(client, workspaceId, now)),
    ...(await stuckWork(client, workspaceId, now)),
  ];
  await wake(workspaceId, await store(client, workspaceId, concerns, now));
}

interface DueClaim {
  articleId: string;
  annotationId: string;
  claimId: string;
  holderId: string;
  deadline: Date;
}

async function nearDeadlines(tx: Tx, workspaceId: string, now: Date): Promise<Concern[]> {
  const from = new Date(now.getTime() - PAST_MS);
  const to = new Date(now.getTime() + NEAR_MS);
  const due = await tx.$queryRaw<DueClaim[]>`
    SELECT w."articleId", w."annotationId", w."claimId", w."holderId", w."deadline"
    FROM (${openPlaces({ workspaceId, only: Prisma.sql`hm."id" IS NOT NULL` })}) w
    WHERE w."deadline" BETWEEN ${timestamp(from)} AND ${timestamp(to)}
    ORDER BY w."deadline", w."articleId", w."claimId"`;
  return due.map(({ holderId, deadline, ...place }) => ({
    ...place,
    memberId: holderId,
    kind: "deadline",
    key: `deadline:${place.articleId}:${place.claimId}:${deadline.toISOString()}`,
    groupKey: `deadline:${place.articleId}:${deadline.toISOString()}:${now.toISOString()}`,
    eventId: null,
    commentId: null,
    at: now,
  }));
}

async function stuckWork(tx: Tx, workspaceId: string, now: Date): Promise<Concern[]> {
  const stuck = await stuckClaims(tx, workspaceId, { now });
  if (stuck.length === 0) return [];
  const [editors, seconds] = await Promise.all([
    tx.member.findMany({
      where: { workspaceId, removedAt: null, role: { in: ["admin", "editor"] } },
      select: { id: true },
    }),
    tx.check.findMany({
      where: { workspaceId, ...OUTSTANDING, secondCheckerId: { not: null } },
      select: { claimId: true, secondCheckerId: true },
    }),
  ]);
  return stuck.flatMap(({ articleId, claimId, holderId, since }) => {
    // That somebody else's work on it is stuck would tell a second checker where the check stands.
    const blind = seconds.filter((second) => second.claimId === claimId);
    const told = editors
      .map(({ id }) => id)
      .filter((id) => id !== holderId && !blind.some((second) => second.secondCheckerId === id));
    return [...(holderId === null ? [] : [holderId]), ...told].map((memberId) => ({
      memberId,
      kind: "stuck" as const,
      key: `stuck:${articleId}:${claimId}:${since.toISOString()}`,
      groupKey: `stuck:${articleId}:${now.toISOString()}`,
      eventId: null,
      articleId,
      annotationId: null,
      claimId,
      commentId: null,
      at: now,
    }));
  });
}
