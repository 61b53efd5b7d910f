import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { tellProcess } from "@/lib/db/bus";
import { database, type Tx } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/id";
import { chainHash, sealPayload } from "./chain";
import type { NewEvent } from "./schema";

/** What a command works with: its transaction, who acts, and the log it writes to. */
export interface Work<A extends Actor = Actor> {
  readonly tx: Tx;
  readonly actor: A;
  readonly workspaceId: string;
  /** One time for everything the command writes. */
  readonly now: Date;
  /** Adds an event; all are written last, under the lock of the log's head. */
  record(event: NewEvent): void;
}

const RETRIES = 3;

/**
 * Runs a command in one transaction and appends its events to the workspace's log, so that a
 * change and its line in the log are stored together or not at all.
 *
 * The database's own serialization failures are retried; a unique constraint that two people hit
 * at once becomes `conflict`. Inside, use `work.tx` only: the embedded database serves nothing
 * else while a transaction is open.
 */
export async function command<A extends Actor, T>(
  actor: A,
  run: (work: Work<A>) => Promise<T>,
): Promise<T> {
  const client = await database();
  for (let attempt = 1; ; attempt += 1) {
    try {
      const result = await client.$transaction(
        async (tx) => {
          const events: NewEvent[] = [];
          const now = new Date();
          const value = await run({
            tx,
            actor,
            workspaceId: actor.workspaceId,
            now,
            record: (event) => {
              events.push(event);
            },
          });
          if (events.length > 0) await append(tx, actor, now, events);
          return value;
        },
        { maxWait: 15_000, timeout: 30_000 },
      );
      tellProcess("stet_commit", actor.workspaceId);
      return result;
    } catch (error) {
      const lost = lostRace(error);
      if (lost && attempt < RETRIES) continue;
      if (lost || prismaCode(error) === "P2002") throw new AppError("conflict");
      throw error;
    }
  }
}

/** The transaction was rolled back for another's sake: a serialization failure or a deadlock. */
function lostRace(error: unknown): boolean {
  const code = prismaCode(error);
  if (code !== "P2010") return code === "P2034";
  // A raw query's error is P2010 whatever it was; the driver's own code is inside.
  return /\b(?:40001|40P01|TransactionWriteConflict)\b/.test(
    JSON.stringify(Object(error).meta ?? null) ?? "",
  );
}

function prismaCode(error: unknown): string | null {
  return error instanceof Error && "code" in error && typeof error.code === "string"
    ? error.code
    : null;
}

function actorIdOf(actor: Actor): string | null {
  switch (actor.kind) {
    case "member":
      return actor.memberId;
    case "guest":
      return actor.linkId;
    case "system":
      return null;
  }
}

/**
 * Appends events under the lock of the log's head. The last thing a transaction does. Committing
 * wakes whoever reads the log in other processes (lib/db/bus.ts).
 */
export async function append(
  tx: Tx,
  actor: Actor,
  now: Date,
  events: readonly NewEvent[],
): Promise<void> {
  const workspaceId = actor.workspaceId;
  const [head] = await tx.$queryRaw<{ sequence: bigint; hash: string }[]>`
    SELECT "sequence", "hash" FROM "LogHead" WHERE "workspaceId" = ${workspaceId}::uuid FOR UPDATE`;
  if (!head) throw new Error("this workspace has no log");
  const commandId = newId();
  let { sequence, hash } = head;
  const rows = [];
  const payloads = [];
  for (const event of events) {
    const payload = sealPayload(event.payload);
    sequence += 1n;
    const row = {
      id: newId(),
      workspaceId,
      sequence,
      commandId,
      actorKind: actor.kind,
      actorId: actorIdOf(actor),
      type: event.type,
      subjectType: event.subjectType,
      subjectId: event.subjectId,
      articleId: event.articleId ?? null,
      claimId: event.claimId ?? null,
      payloadHash: payload.hash,
    };
    hash = chainHash(hash, { ...row, at: now.getTime() });
    rows.push({ ...row, at: now, hash });
    payloads.push({ eventId: row.id, workspaceId, salt: payload.salt, text: payload.text });
  }
  await tx.event.createMany({ data: rows });
  await tx.eventPayload.createMany({ data: payloads });
  await tx.$executeRaw`
    UPDATE "LogHead" SET "sequence" = ${sequence}, "hash" = ${hash}
    WHERE "workspaceId" = ${workspaceId}::uuid
    RETURNING pg_notify('stet_commit', ${workspaceId}::text)::text`;
}
