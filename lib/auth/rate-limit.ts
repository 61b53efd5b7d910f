import "server-only";
import { database } from "@/lib/db/client";
import { AppError } from "@/lib/errors";

/** So many attempts within a window that begins with the first of them. */
export interface Limit {
  attempts: number;
  seconds: number;
}

/**
 * Counts an attempt, and refuses it when there were too many. One statement counts and asks, so
 * that attempts made at the same moment cannot slip past each other; a refused one counts too.
 *
 * @throws AppError `rate_limited` with the seconds until the window ends
 */
export async function countAttempt(key: string, limit: Limit, now = new Date()): Promise<void> {
  const client = await database();
  const end = new Date(now.getTime() + limit.seconds * 1000);
  const [row] = await client.$queryRaw<{ count: number; resetsAt: Date }[]>`
    INSERT INTO "RateLimit" AS r ("key", "count", "resetsAt") VALUES (${key}, 1, ${end})
    ON CONFLICT ("key") DO UPDATE SET
      "count" = CASE WHEN r."resetsAt" <= ${now} THEN 1 ELSE r."count" + 1 END,
      "resetsAt" = CASE WHEN r."resetsAt" <= ${now} THEN ${end} ELSE r."resetsAt" END
    RETURNING "count", "resetsAt"`;
  if (row && row.count > limit.attempts) {
    const seconds = Math.max(1, Math.ceil((row.resetsAt.getTime() - now.getTime()) / 1000));
    throw new AppError("rate_limited", { seconds });
  }
}

/** Takes one attempt back: it succeeded, and only failures shall count. */
export async function forgiveAttempt(key: string): Promise<void> {
  const client = await database();
  await client.rateLimit.updateMany({
    where: { key, count: { gt: 0 } },
    data: { count: { decrement: 1 } },
  });
}

/** Forgets a key, and every window that has ended, so that the table stays small. */
export async function clearAttempts(key: string, now = new Date()): Promise<void> {
  const client = await database();
  await client.rateLimit.deleteMany({ where: { OR: [{ key }, { resetsAt: { lte: now } }] } });
}
