import "server-only";
import { plugins } from "@citation-js/core";
import "@citation-js/plugin-bibtex";
import "@citation-js/plugin-ris";
import type { SourceView } from "@/lib/source/schema";
import { type CslItem, itemOf } from "./item";
import type { ReferenceFormat } from "./schema";

/** Sources as a file for other programs: BibLaTeX, RIS, or CSL-JSON. */
export function writeReferences(sources: readonly SourceView[], format: ReferenceFormat): string {
  const items = sources.map(itemOf);
  if (format === "csl") return `${JSON.stringify(items, null, 2)}\n`;
  if (items.length === 0) return "";
  const written = format === "ris" ? items.map(forRis) : items;
  return plugins.output.format(format === "ris" ? "ris" : "biblatex", written);
}

/** Without our id, which RIS would hand on as the reference's own number. */
function forRis(item: CslItem): CslItem {
  const { id: _, ...rest } = item;
  return rest;
}
