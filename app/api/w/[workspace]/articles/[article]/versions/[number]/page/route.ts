import { z } from "zod";
import { parseInput } from "@/lib/action";
import { memberRoute } from "@/lib/route";
import { versionRawPage } from "@/lib/version/queries";

const paramsInput = z.object({ article: z.uuid(), number: z.coerce.number().int().min(1) });

/** The page that a version was read from, byte for byte: a file to keep, never shown as a page. */
export const GET = memberRoute<{ workspace: string; article: string; number: string }>(
  async (actor, _, params) => {
    const { article, number } = parseInput(paramsInput, params);
    const { sha256, bytes } = await versionRawPage(actor, article, number);
    return new Response(bytes, {
      headers: {
        "Content-Type": "application/octet-stream",
        "Content-Disposition": `attachment; filename="${sha256}.bin"`,
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, max-age=31536000, immutable",
      },
    });
  },
);
