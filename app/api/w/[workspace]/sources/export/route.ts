import { parseInput } from "@/lib/action";
import { exportReferences } from "@/lib/reference/queries";
import { type ReferenceFormat, referenceFormatSchema } from "@/lib/reference/schema";
import { memberRoute } from "@/lib/route";
import { libraryInputOf } from "@/lib/source/library-query";

const FILES: Record<ReferenceFormat, { name: string; type: string }> = {
  bibtex: { name: "sources.bib", type: "application/x-bibtex; charset=utf-8" },
  ris: { name: "sources.ris", type: "application/x-research-info-systems; charset=utf-8" },
  csl: { name: "sources.json", type: "application/vnd.citationstyles.csl+json; charset=utf-8" },
};

/** The library, as far as its page is narrowed, as a file. */
export const GET = memberRoute(async (actor, request) => {
  const query = Object.fromEntries(new URL(request.url).searchParams);
  const format = parseInput(referenceFormatSchema, query.format);
  const { name, type } = FILES[format];
  return new Response(await exportReferences(actor, libraryInputOf(query), format), {
    headers: {
      "content-type": type,
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "no-store",
    },
  });
});
