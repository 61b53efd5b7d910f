import { pictureSrc } from "@/lib/document/attribute";
import { parseDocument } from "@/lib/document/schema";
import type { ArticleDraft, DraftPicture, ImportWarning, JsonNode } from "./draft";
import { PictureStore } from "./picture";

export interface PictureLimits {
  count: number;
  /** Bytes of one picture, and of all together. */
  bytes: number;
  totalBytes: number;
  atOnce: number;
  timeMs: number;
}

const DEFAULT_LIMITS: PictureLimits = {
  count: 30,
  bytes: 10 * 1024 * 1024,
  totalBytes: 30 * 1024 * 1024,
  atOnce: 8,
  timeMs: 20_000,
};

/** Gets a picture's bytes; null where they cannot be had within these bounds. */
export type FetchPicture = (
  address: string,
  bounds: { maxBytes: number; signal: AbortSignal },
) => Promise<Uint8Array | null>;

/**
 * The draft with the pictures that it only knew the addresses of, as many as can be had. The others
 * keep their address, and the warning that they are missing. A picture of one pixel counted readers:
 * it is left out.
 */
export async function fetchPictures(
  draft: ArticleDraft,
  fetchPicture: FetchPicture,
  limits: PictureLimits = DEFAULT_LIMITS,
): Promise<ArticleDraft> {
  const root: JsonNode = parseDocument(draft.document).toJSON();
  const addresses = new Set(imagesIn(root).flatMap((image) => missingAddress(image) ?? []));
  if (addresses.size === 0) return draft;
  const warnings = new Set<ImportWarning>(draft.warnings);
  const store = new PictureStore((warning) => warnings.add(warning));
  const found = new Map<string, DraftPicture>();
  const queue = [...addresses].slice(0, limits.count);
  const signal = AbortSignal.timeout(limits.timeMs);
  let left = limits.totalBytes;
  const work = async () => {
    for (let address = queue.shift(); address !== undefined; address = queue.shift()) {
      if (left <= 0 || signal.aborted) return;
      const maxBytes = Math.min(limits.bytes, left);
      const bytes = await fetchPicture(address, { maxBytes, signal });
      // Others may have used up what was left when this one began.
      if (bytes === null || bytes.length > left) continue;
      left -= bytes.length;
      const picture = store.get(store.add(bytes) ?? "");
      if (picture) found.set(address, picture);
    }
  };
  await Promise.all(Array.from({ length: limits.atOnce }, work));

  const settled = withPictures(root, found);
  const images = imagesIn(settled);
  if (images.length < imagesIn(root).length) warnings.add("tracker_removed");
  if (images.every((image) => image.attrs?.src)) warnings.delete("picture_missing");
  const shown = new Set(images.map((image) => image.attrs?.src));
  const pictures = [...draft.pictures, ...store.all].filter(({ sha256 }) =>
    shown.has(pictureSrc(sha256)),
  );
  return {
    ...draft,
    document: JSON.parse(JSON.stringify(parseDocument(settled).toJSON())),
    pictures: [...new Map(pictures.map((picture) => [picture.sha256, picture])).values()],
    warnings: [...warnings],
  };
}

function imagesIn(node: JsonNode): JsonNode[] {
  return node.type === "image" ? [node] : (node.content ?? []).flatMap(imagesIn);
}

/** The address of an image whose bytes we do not have. */
function missingAddress({ type, attrs }: JsonNode): string | null {
  const isMissing = type === "image" && !attrs?.src && typeof attrs?.origin === "string";
  return isMissing ? String(attrs.origin) : null;
}

type Found = ReadonlyMap<string, DraftPicture>;

function pictureOf(image: JsonNode, found: Found): DraftPicture | undefined {
  return found.get(missingAddress(image) ?? "");
}

/** A figure that is nothing but a picture too small to be seen. */
function isTracker({ type, content }: JsonNode, found: Found): boolean {
  const [image, ...captions] = content ?? [];
  if (type !== "figure" || !image || captions.length > 0) return false;
  const picture = pictureOf(image, found);
  return picture !== undefined && (picture.width ?? 2) <= 1 && (picture.height ?? 2) <= 1;
}

function withPictures(node: JsonNode, found: Found): JsonNode {
  const picture = pictureOf(node, found);
  if (picture) {
    const { sha256, width, height } = picture;
    const size = { width: width ?? node.attrs?.width, height: height ?? node.attrs?.height };
    return { ...node, attrs: { ...node.attrs, src: pictureSrc(sha256), ...size } };
  }
  if (!node.content) return node;
  const kept = node.content.filter((child) => !isTracker(child, found));
  // A cell or quotation of nothing else would not be valid without it.
  const content = kept.length > 0 ? kept : node.content;
  return { ...node, content: content.map((child) => withPictures(child, found)) };
}
