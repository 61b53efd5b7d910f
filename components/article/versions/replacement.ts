import {
  type Answer,
  type Material,
  post,
  postVersion,
  readMaterial,
} from "@/components/article/editor/upload";
import type { ImportedDraft } from "@/lib/article/schema";
import {
  type ReplacementPreview,
  replacementPreviewSchema,
  type SavedVersion,
} from "@/lib/version/schema";

interface Place {
  workspace: string;
  articleId: string;
  /** The version that the person takes for the current one. */
  baseVersion: number;
}

/** A text that was read and compared, and not saved. */
export interface Replacement {
  name: string;
  draft: ImportedDraft;
  preview: ReplacementPreview;
}

interface Progress {
  signal: AbortSignal;
  onSent: (share: number) => void;
}

/** Reads material and has it compared with the current text. Rejects where cancelled. */
export async function prepareReplacement(
  { workspace, articleId, baseVersion }: Place,
  material: Material,
  progress: Progress,
): Promise<Answer<Omit<Replacement, "name">>> {
  const read = await readMaterial(workspace, material, { articleId, ...progress });
  if (!read.ok) return read;
  const form = new FormData();
  form.set("version", JSON.stringify({ baseVersion, document: read.data.document }));
  const url = `/api/w/${workspace}/articles/${articleId}/versions/preview`;
  const { signal } = progress;
  const preview = await post(url, form, replacementPreviewSchema, { signal });
  return preview.ok ? { ok: true, data: { draft: read.data, preview: preview.data } } : preview;
}

/** Saves what was read as a new version. */
export function saveReplacement(
  place: Place,
  { document, pictures, rawPageId }: ImportedDraft,
  note: string,
): Promise<Answer<SavedVersion>> {
  const { articleId, baseVersion } = place;
  const version = { kind: "text", articleId, baseVersion, document, note, rawPageId };
  const blobs = pictures.map(({ sha256, mediaType, data }): [string, Blob] => {
    const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
    return [sha256, new Blob([bytes], { type: mediaType })];
  });
  return postVersion(place, version, new Map(blobs));
}
