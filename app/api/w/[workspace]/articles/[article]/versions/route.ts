import { z } from "zod";
import { parseInput } from "@/lib/action";
import { memberRoute } from "@/lib/route";
import { readWithPictures } from "@/lib/upload";
import { replaceText, saveVersion } from "@/lib/version/commands";
import { replaceTextInput, saveVersionInput } from "@/lib/version/schema";

/** An editor's steps or a whole text as JSON, and the pictures that are new in it. */
const LIMIT = 128 * 1024 * 1024;

const newVersionInput = z.discriminatedUnion("kind", [
  saveVersionInput.extend({ kind: z.literal("steps") }),
  replaceTextInput.extend({ kind: z.literal("text") }),
]);

/**
 * Saves a version of the article that the address names. Multipart: `version`, steps of an editor
 * or a whole new text as JSON, and one file for each new picture, named by the SHA-256 of its
 * bytes. Where another version was saved meanwhile, the conflict's details have both texts.
 */
export const POST = memberRoute<{ workspace: string; article: string }>(
  async (actor, request, { article }) => {
    const { json, pictures } = await readWithPictures(request, "version", LIMIT);
    const given = typeof json === "object" ? { ...json, articleId: article } : json;
    const input = parseInput(newVersionInput, given);
    const saved =
      input.kind === "steps"
        ? await saveVersion(actor, input, pictures)
        : await replaceText(actor, input, pictures);
    return Response.json(saved, { status: 201 });
  },
);
