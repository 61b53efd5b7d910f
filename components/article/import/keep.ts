import { z } from "zod";
import { importedDraftSchema, importedNoteSchema } from "@/lib/article/schema";

/** Everything of a new article that is not saved yet. */
export const workInProgressSchema = z.object({
  /** The id that the article will have: a repeated save makes one article. */
  id: z.string(),
  origin: z.enum(["typed", "pasted", "file", "address"]),
  /** The page that was fetched for it, as the server named it. */
  rawPageId: importedDraftSchema.shape.rawPageId,
  fileName: z.string().nullable(),
  document: z.record(z.string(), z.unknown()),
  comments: z.array(importedNoteSchema),
  /** Comments of the file whose words are not in the text. */
  lost: z.array(z.object({ author: z.string(), body: z.string() })),
  warnings: importedDraftSchema.shape.warnings,
  fields: z.object({
    byline: z.string(),
    publishedOn: z.string().nullable(),
    sourceUrl: z.string(),
    language: z.string(),
    direction: z.enum(["ltr", "rtl"]),
    deadline: z.string().nullable(),
  }),
});
export type WorkInProgress = z.infer<typeof workInProgressSchema>;
export type Fields = WorkInProgress["fields"];

const picturesSchema = importedDraftSchema.shape.pictures;
type Pictures = z.infer<typeof picturesSchema>;

/**
 * Keeps work in progress in this tab through a reload. Pictures are kept apart, since they are
 * written once and may be more than the browser takes.
 */
export function draftKeeper(workspace: string) {
  const name = `stet:new-article:${workspace}`;
  const picturesName = `${name}:pictures`;
  return {
    read(): { work: WorkInProgress; pictures: Pictures } | null {
      const work = workInProgressSchema.safeParse(readJson(name));
      if (!work.success) return null;
      const pictures = picturesSchema.safeParse(readJson(picturesName));
      return { work: work.data, pictures: pictures.success ? pictures.data : [] };
    },
    /** False where the browser has no room for it. */
    keep: (work: WorkInProgress): boolean => write(name, work),
    keepPictures: (pictures: Pictures): boolean => write(picturesName, pictures),
    forget(): void {
      sessionStorage.removeItem(name);
      sessionStorage.removeItem(picturesName);
    },
  };
}

function readJson(name: string): unknown {
  try {
    return JSON.parse(sessionStorage.getItem(name) ?? "null");
  } catch {
    return null;
  }
}

function write(name: string, value: unknown): boolean {
  try {
    sessionStorage.setItem(name, JSON.stringify(value));
    return true;
  } catch {
    sessionStorage.removeItem(name);
    return false;
  }
}
