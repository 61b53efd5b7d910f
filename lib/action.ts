import "server-only";
import { z } from "zod";
import type { MemberActor, Person } from "@/lib/auth/actor";
import { requireMember, requirePerson } from "@/lib/auth/session";
import { visitorAddress } from "@/lib/auth/visitor";
import { AppError, type ErrorCode, isAppError } from "@/lib/errors";
import { logError } from "@/lib/log";

/** What an action answers: the data, or a code for which the client finds the words. */
export type ActionResult<T> =
  | { ok: true; data: T }
  | { ok: false; code: ErrorCode | "failed"; details?: Record<string, unknown> };

async function answer<T>(run: () => Promise<T>): Promise<ActionResult<T>> {
  try {
    return { ok: true, data: await run() };
  } catch (error) {
    if (isAppError(error)) return { ok: false, code: error.code, details: error.details };
    logError(error);
    return { ok: false, code: "failed" };
  }
}

/** Parses at the border; which fields are wrong, and how, is told by path and code. */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new AppError("invalid", {
    issues: parsed.error.issues.map(({ path, code, message }) => ({
      path: path.join("."),
      code,
      message,
    })),
  });
}

/** An action of a member in a workspace, which the client names by its slug. */
export function memberAction<S extends z.ZodType, T>(
  schema: S,
  run: (actor: MemberActor, input: z.output<S>) => Promise<T>,
): (workspace: string, input: z.input<S>) => Promise<ActionResult<T>> {
  return async (workspace, input) =>
    answer(async () => {
      const actor = await requireMember(z.string().max(100).parse(workspace));
      return run(actor, parseInput(schema, input));
    });
}

/** An action of a signed-in person on their own account, or of the operator. */
export function personAction<S extends z.ZodType, T>(
  schema: S,
  run: (person: Person, input: z.output<S>) => Promise<T>,
): (input: z.input<S>) => Promise<ActionResult<T>> {
  return async (input) => answer(async () => run(await requirePerson(), parseInput(schema, input)));
}

/** An action of anyone: set-up, joining by invitation, setting a new password by a link. */
export function publicAction<S extends z.ZodType, T>(
  schema: S,
  run: (input: z.output<S>) => Promise<T>,
): (input: z.input<S>) => Promise<ActionResult<T>> {
  return async (input) => answer(async () => run(parseInput(schema, input)));
}

/** As a public action, told where the request came from, for what may be attempted so often. */
export function visitorAction<S extends z.ZodType, T>(
  schema: S,
  run: (input: z.output<S>, address: string | null) => Promise<T>,
): (input: z.input<S>) => Promise<ActionResult<T>> {
  return async (input) =>
    answer(async () => run(parseInput(schema, input), await visitorAddress()));
}
