import "server-only";
import type { Actor } from "@/lib/auth/actor";
import type { Tx } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { actorNames } from "./actor-names";
import {
  EVENT_PAYLOADS,
  type EventType,
  type HistoryEntry,
  type HistoryPage,
  SUBJECT_TYPES,
} from "./schema";

const PAGE = 100;

/**
 * Where the workspace's log stands, in decimal digits. Read before what a page shows, it is where a
 * page begins to listen from, so that nothing falls between the two.
 */
export async function logPosition(tx: Tx, actor: Actor): Promise<string> {
  const { sequence } = await tx.logHead.findUniqueOrThrow({
    where: { workspaceId: actor.workspaceId },
    select: { sequence: true },
  });
  return sequence.toString();
}

/**
 * Events of a workspace that meet a condition, newest first, with each payload parsed. The caller
 * has made sure that the actor may read what the events are about.
 */
export async function history(
  tx: Tx,
  actor: Actor,
  where: Prisma.EventWhereInput,
  page: { before?: string | undefined; limit?: number } = {},
): Promise<HistoryPage> {
  const limit = page.limit ?? PAGE;
  const rows = await tx.event.findMany({
    where: {
      AND: [where],
      workspaceId: actor.workspaceId,
      ...(page.before === undefined ? {} : { sequence: { lt: BigInt(page.before) } }),
    },
    orderBy: { sequence: "desc" },
    take: limit + 1,
    select: {
      id: true,
      sequence: true,
      commandId: true,
      at: true,
      actorKind: true,
      actorId: true,
      type: true,
      subjectType: true,
      subjectId: true,
      articleId: true,
      claimId: true,
      payload: { select: { text: true, erasedAt: true, eraseReason: true } },
    },
  });
  const shown = rows.slice(0, limit);
  const names = await actorNames(tx, actor.workspaceId, shown);
  const entries = shown.map(({ actorKind, actorId, payload, at, sequence, ...row }) => ({
    ...row,
    ...parsed(row.type, payload?.text ?? null),
    subjectType: SUBJECT_TYPES.find((type) => type === row.subjectType) ?? null,
    sequence: sequence.toString(),
    at: at.toISOString(),
    actor: { kind: actorKind, id: actorId, name: (actorId && names.get(actorId)) ?? null },
    erased: payload?.erasedAt
      ? { at: payload.erasedAt.toISOString(), reason: payload.eraseReason ?? "" }
      : null,
  }));
  const last = rows.length > limit ? entries.at(-1) : undefined;
  return { entries, before: last?.sequence ?? null };
}

/** A type or payload that this version does not know (the log of a newer one) is told as unknown. */
function parsed(type: string, text: string | null): Pick<HistoryEntry, "type" | "payload"> {
  if (!isEventType(type)) return { type: "unknown", payload: null };
  if (text === null) return { type, payload: null };
  const payload = EVENT_PAYLOADS[type].safeParse(JSON.parse(text));
  return { type, payload: payload.success ? payload.data : null };
}

function isEventType(type: string): type is EventType {
  return Object.hasOwn(EVENT_PAYLOADS, type);
}
