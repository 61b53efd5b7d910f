import { z } from "zod";
import { parseInput } from "@/lib/action";
import { draftFor, draftFromAddress } from "@/lib/article/drafts";
import { DEFAULT_IMPORT_LIMITS } from "@/lib/article/import/draft";
import { memberRoute } from "@/lib/route";
import { readBody } from "@/lib/upload";

/** More than any address has. */
const ADDRESS_BYTES = 8 * 1024;

const queryInput = z.object({
  kind: z.enum(["file", "html", "text", "address"]).default("file"),
  name: z.string().default(""),
  /** The article whose text it may replace; without it the draft is of a new one. */
  article: z.uuid().nullable().default(null),
});

/**
 * Reads material into a draft and answers it; no article is stored. The body is the material
 * itself: a file (`?name=` its name), pasted HTML or text (`?kind=`), or the address of a page to
 * fetch (`?kind=address`).
 */
export const POST = memberRoute(async (actor, request) => {
  const query = Object.fromEntries(new URL(request.url).searchParams);
  const { kind, name, article } = parseInput(queryInput, query);
  const read = async (limit: number) => await readBody(request, limit);
  if (kind === "address") {
    const address = new TextDecoder().decode(await read(ADDRESS_BYTES));
    return Response.json(await draftFromAddress(actor, article, address, request.signal));
  }
  const material = async () => {
    const bytes = await read(DEFAULT_IMPORT_LIMITS.fileBytes);
    if (kind === "html") return { html: new TextDecoder().decode(bytes) };
    if (kind === "text") return { text: new TextDecoder().decode(bytes) };
    return { bytes, filename: name, mediaType: request.headers.get("content-type") ?? "" };
  };
  return Response.json(await draftFor(actor, article, material, request.signal));
});
