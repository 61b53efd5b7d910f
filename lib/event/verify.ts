import "server-only";
import { database } from "@/lib/db/client";
import { chainHash, GENESIS_HASH, payloadHash } from "./chain";

/** How a log can be broken, and where: `sequence` is the first event that does not fit. */
export type LogFault =
  | { fault: "gap"; sequence: bigint }
  | { fault: "event_altered"; sequence: bigint }
  | { fault: "payload_altered"; sequence: bigint }
  | { fault: "payload_missing"; sequence: bigint }
  | { fault: "head_differs"; sequence: bigint };

export interface LogReport {
  workspaceId: string;
  slug: string;
  events: number;
  fault: LogFault | null;
}

const BATCH = 1_000;

/**
 * Verifies the chain of one workspace's log from its first event to its head: every event's hash,
 * every payload's hash (an erased payload leaves a tombstone, a lost one is a fault), no gap in the
 * sequence, and the head equal to the last event. Events added while it reads are left for the
 * next run.
 */
export async function verifyLog(workspaceId: string): Promise<Omit<LogReport, "slug">> {
  const client = await database();
  const head = await client.logHead.findUniqueOrThrow({ where: { workspaceId } });
  let hash = GENESIS_HASH;
  let sequence = 0n;
  const report = (fault: LogFault | null) => ({ workspaceId, events: Number(sequence), fault });
  while (sequence < head.sequence) {
    const events = await client.event.findMany({
      where: { workspaceId, sequence: { gt: sequence, lte: head.sequence } },
      orderBy: { sequence: "asc" },
      take: BATCH,
      include: { payload: true },
    });
    if (events.length === 0) return report({ fault: "gap", sequence: sequence + 1n });
    for (const event of events) {
      const { payload, hash: stored, at, ...row } = event;
      if (event.sequence !== sequence + 1n)
        return report({ fault: "gap", sequence: sequence + 1n });
      if (chainHash(hash, { ...row, at: at.getTime() }) !== stored)
        return report({ fault: "event_altered", sequence: event.sequence });
      if (!payload) return report({ fault: "payload_missing", sequence: event.sequence });
      if (payload.salt === null || payload.text === null) {
        if (!payload.erasedAt)
          return report({ fault: "payload_missing", sequence: event.sequence });
      } else if (payloadHash(payload.salt, payload.text) !== event.payloadHash) {
        return report({ fault: "payload_altered", sequence: event.sequence });
      }
      hash = stored;
      sequence = event.sequence;
    }
  }
  if (hash !== head.hash) return report({ fault: "head_differs", sequence });
  const beyond = await client.event.count({ where: { workspaceId, sequence: { gt: sequence } } });
  const now = await client.logHead.findUniqueOrThrow({ where: { workspaceId } });
  if (beyond > 0 && now.sequence === head.sequence) {
    return report({ fault: "head_differs", sequence: sequence + 1n });
  }
  return report(null);
}

/** Verifies every workspace's log. */
export async function verifyAllLogs(): Promise<LogReport[]> {
  const client = await database();
  const workspaces = await client.workspace.findMany({
    select: { id: true, slug: true },
    orderBy: { createdAt: "asc" },
  });
  const reports: LogReport[] = [];
  for (const { id, slug } of workspaces) reports.push({ slug, ...(await verifyLog(id)) });
  return reports;
}
