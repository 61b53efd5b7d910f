import { z } from "zod";
import { CommandError } from "@/lib/cli/run";
import { type BackupResult, writeBackup } from "@/lib/db/backup";
import { askHolder } from "@/lib/db/lock";
import { openDatabase } from "@/lib/db/open";
import { env } from "@/lib/env";

/** What a command may ask of the server that holds the embedded database. */
const requestSchema = z.discriminatedUnion("request", [
  z.object({ request: z.literal("backup"), file: z.string() }),
  z.object({ request: z.literal("verify-log") }),
]);
type ServerRequest = z.infer<typeof requestSchema>;

const answerSchema = z.discriminatedUnion("ok", [
  z.object({ ok: z.literal(true), result: z.unknown() }),
  z.object({ ok: z.literal(false), message: z.string() }),
]);

/** Does in the server what a command asked for. */
export async function answerRequest(request: unknown): Promise<unknown> {
  const asked = requestSchema.parse(request);
  if (asked.request === "backup") return backUp(asked.file);
  return describeLogs();
}

/** Writes a backup of this process's database. */
export async function backUp(file: string): Promise<BackupResult> {
  const { connection } = await openDatabase();
  return writeBackup(connection, file);
}

/** How a log stands, in words that can cross the socket. */
export interface LogDescription {
  slug: string;
  events: number;
  /** What does not fit and where; null when everything does. */
  fault: string | null;
}

/** Verifies every log of this process's database. */
export async function describeLogs(): Promise<LogDescription[]> {
  const { verifyAllLogs } = await import("@/lib/event/verify");
  const reports = await verifyAllLogs();
  return reports.map(({ slug, events, fault }) => ({
    slug,
    events,
    fault: fault && `${FAULTS[fault.fault]} ${fault.sequence}`,
  }));
}

const FAULTS = {
  gap: "there is no event",
  event_altered: "the chain is broken at event",
  payload_altered: "what was recorded has been altered in event",
  payload_missing: "what was recorded is missing, without an erasure, from event",
  head_differs: "the end of the log is not what its head says, at event",
};

/**
 * Asks the running server; undefined when none runs, or when the database is a PostgreSQL server's,
 * which a command may use beside it.
 */
export async function askServer<T>(
  request: ServerRequest,
  result: z.ZodType<T>,
): Promise<T | undefined> {
  if (env.DATABASE_URL) return undefined;
  const answer = await askHolder(env.STET_DATA, request);
  if (answer === undefined) return undefined;
  const parsed = answerSchema.parse(answer);
  if (!parsed.ok) throw new CommandError(parsed.message);
  return result.parse(parsed.result);
}
