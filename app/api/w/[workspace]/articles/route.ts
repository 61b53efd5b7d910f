import { parseInput } from "@/lib/action";
import { createArticle } from "@/lib/article/commands";
import { createArticleInput, type NewPicture } from "@/lib/article/schema";
import { authorize } from "@/lib/auth/authorize";
import { AppError } from "@/lib/errors";
import { memberRoute } from "@/lib/route";
import { readForm } from "@/lib/upload";

/** An article's document as JSON, and the pictures it shows. */
const LIMIT = 128 * 1024 * 1024;

/**
 * Makes an article. Multipart: `article`, its fields and document as JSON, and one file for each
 * picture, named by the SHA-256 of its bytes.
 */
export const POST = memberRoute(async (actor, request) => {
  authorize(actor, "article:create");
  const form = await readForm(request, LIMIT);
  const pictures: NewPicture[] = [];
  for (const [sha256, part] of form) {
    if (part instanceof File) {
      pictures.push({ sha256, bytes: new Uint8Array(await part.arrayBuffer()) });
    }
  }
  const input = parseInput(createArticleInput, jsonOf(form.get("article")));
  return Response.json(await createArticle(actor, input, pictures), { status: 201 });
});

function jsonOf(text: unknown): unknown {
  if (typeof text !== "string") throw new AppError("invalid", { reason: "malformed" });
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError("invalid", { reason: "malformed" });
  }
}
