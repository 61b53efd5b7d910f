import { parseInput } from "@/lib/action";
import { createArticle } from "@/lib/article/commands";
import { createArticleInput } from "@/lib/article/schema";
import { authorize } from "@/lib/auth/authorize";
import { memberRoute } from "@/lib/route";
import { readWithPictures } from "@/lib/upload";

/** An article's document as JSON, and the pictures it shows. */
const LIMIT = 128 * 1024 * 1024;

/**
 * Makes an article. Multipart: `article`, its fields and document as JSON, and one file for each
 * picture, named by the SHA-256 of its bytes.
 */
export const POST = memberRoute(async (actor, request) => {
  authorize(actor, "article:create");
  const { json, pictures } = await readWithPictures(request, "article", LIMIT);
  const input = parseInput(createArticleInput, json);
  return Response.json(await createArticle(actor, input, pictures), { status: 201 });
});
