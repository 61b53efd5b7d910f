/** Everything that can be wrong with a request. A client is told the code, never a message. */
export const ERROR_CODES = [
  "unauthenticated",
  "forbidden",
  "not_found",
  "conflict",
  "invalid",
  "rate_limited",
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/**
 * An expected refusal. `details` reach the client, so they hold codes, ids and the person's own
 * data (the newer state in a conflict), never a message of a library or the database.
 */
export class AppError extends Error {
  override readonly name = "AppError";

  constructor(
    readonly code: ErrorCode,
    readonly details?: Record<string, unknown>,
  ) {
    super(code);
  }
}

/**
 * Whether a thrown value is an AppError. By shape, not by `instanceof`: the server and Next's
 * bundles may each hold a copy of this module.
 */
export function isAppError(error: unknown): error is AppError {
  return error instanceof Error && error.name === "AppError" && "code" in error;
}
