import "server-only";
import type { MemberActor } from "@/lib/auth/actor";
import { requireMember } from "@/lib/auth/session";
import { origin } from "@/lib/env";
import { AppError, type ErrorCode, isAppError } from "@/lib/errors";
import { logError } from "@/lib/log";

const STATUS: Record<ErrorCode, number> = {
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  invalid: 422,
  rate_limited: 429,
};

/** A route handler under /api/w/[workspace]: mints the actor, checks Origin, answers codes. */
export function memberRoute<P extends { workspace: string }>(
  run: (actor: MemberActor, request: Request, params: P) => Promise<Response>,
): (request: Request, context: { params: Promise<P> }) => Promise<Response> {
  return async (request, context) => {
    try {
      checkOrigin(request);
      const params = await context.params;
      return await run(await requireMember(params.workspace), request, params);
    } catch (error) {
      return errorResponse(error);
    }
  };
}

/** Refuses a change that another site's page asks the person's browser for. */
export function checkOrigin(request: Request): void {
  if (request.method === "GET" || request.method === "HEAD") return;
  if (request.headers.get("origin") !== origin()) throw new AppError("forbidden");
}

export function errorResponse(error: unknown): Response {
  if (isAppError(error)) {
    return Response.json(
      { code: error.code, details: error.details },
      { status: STATUS[error.code] },
    );
  }
  logError(error);
  return Response.json({ code: "failed" }, { status: 500 });
}
