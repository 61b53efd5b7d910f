import { parseInput } from "@/lib/action";
import { memberRoute } from "@/lib/route";
import { readWithPictures } from "@/lib/upload";
import { previewReplacement } from "@/lib/version/commands";
import { previewReplacementInput } from "@/lib/version/schema";

/** A whole text as JSON. */
const LIMIT = 64 * 1024 * 1024;

/**
 * Compares a whole new text with the current one and tells what it would do to the highlights.
 * Multipart: `version`, as for saving, without pictures. Nothing is stored.
 */
export const POST = memberRoute<{ workspace: string; article: string }>(
  async (actor, request, { article }) => {
    const { json } = await readWithPictures(request, "version", LIMIT);
    const given = typeof json === "object" ? { ...json, articleId: article } : json;
    return Response.json(
      await previewReplacement(actor, parseInput(previewReplacementInput, given)),
    );
  },
);
