import { draftFor } from "@/lib/article/drafts";
import { DEFAULT_IMPORT_LIMITS } from "@/lib/article/import/draft";
import { memberRoute } from "@/lib/route";
import { readBody } from "@/lib/upload";

/**
 * Reads material into a draft and answers it; nothing is stored. The body is the material itself:
 * a file (`?name=` its name), or pasted HTML or text (`?kind=`).
 */
export const POST = memberRoute(async (actor, request) => {
  const { searchParams } = new URL(request.url);
  const kind = searchParams.get("kind");
  const read = () => readBody(request, DEFAULT_IMPORT_LIMITS.fileBytes);
  const draft = await draftFor(
    actor,
    async () => {
      const bytes = await read();
      if (kind === "html") return { html: new TextDecoder().decode(bytes) };
      if (kind === "text") return { text: new TextDecoder().decode(bytes) };
      return {
        bytes,
        filename: searchParams.get("name") ?? "",
        mediaType: request.headers.get("content-type") ?? "",
      };
    },
    request.signal,
  );
  return Response.json(draft);
});
