import "server-only";

/** Writes an unexpected error for the operator. Nothing of it reaches a client. */
export function logError(error: unknown): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${new Date().toISOString()} ${text}\n`);
}
