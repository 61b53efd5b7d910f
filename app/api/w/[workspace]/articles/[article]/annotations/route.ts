import { parseInput } from "@/lib/action";
import { createAnnotation } from "@/lib/annotation/commands";
import { createAnnotationInput } from "@/lib/annotation/schema";
import { AppError } from "@/lib/errors";
import { memberRoute } from "@/lib/route";
import { readBody } from "@/lib/upload";

/** One annotation as JSON; its words are an article's, not a book's. */
const LIMIT = 1024 * 1024;

/**
 * Makes an annotation on the article that the address names. The ids in it are the client's: the
 * same request again answers what it made.
 */
export const POST = memberRoute<{ workspace: string; article: string }>(
  async (actor, request, { article }) => {
    const body = jsonOf(await readBody(request, LIMIT));
    const input = parseInput(createAnnotationInput, { ...body, articleId: article });
    return Response.json(await createAnnotation(actor, input), { status: 201 });
  },
);

function jsonOf(bytes: Uint8Array): object {
  try {
    const body: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (typeof body === "object" && body !== null) return body;
  } catch {
    // Refused below, as everything is that is not an object.
  }
  throw new AppError("invalid", { reason: "malformed" });
}
