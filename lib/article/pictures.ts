import "server-only";
import { createHash } from "node:crypto";
import type { Node } from "@tiptap/pm/model";
import { pictureSha } from "@/lib/document/attribute";
import { AppError } from "@/lib/errors";
import { pictureSize, pictureType } from "./import/picture";
import type { NewPicture } from "./schema";

/** A picture fit to be stored. */
export interface CheckedPicture {
  sha256: string;
  mediaType: string;
  bytes: Uint8Array<ArrayBuffer>;
  width: number | null;
  height: number | null;
}

/** The SHA-256 of every picture that a document shows. */
export function picturesOf(doc: Node): Set<string> {
  const found = new Set<string>();
  doc.descendants((node) => {
    const sha = node.type.name === "image" ? pictureSha(node.attrs.src) : null;
    if (sha) found.add(sha);
  });
  return found;
}

/**
 * The given pictures that are wanted, each checked: its bytes are those of its SHA-256,
 * and their own signature says what kind of picture they are. What the sender calls it counts for
 * nothing, since we serve it later under our own address.
 *
 * @throws AppError invalid, where a picture is missing, altered or of no kind that we show
 */
export function checkPictures(
  wanted: Iterable<string>,
  given: readonly NewPicture[],
): CheckedPicture[] {
  const bySha = new Map(given.map((picture) => [picture.sha256, picture]));
  return Array.from(wanted, (sha256) => {
    const picture = bySha.get(sha256);
    if (!picture) throw new AppError("invalid", { reason: "picture_missing", sha256 });
    const bytes = new Uint8Array(picture.bytes);
    if (createHash("sha256").update(bytes).digest("hex") !== sha256) {
      throw new AppError("invalid", { reason: "picture_altered", sha256 });
    }
    const mediaType = pictureType(bytes);
    if (!mediaType) throw new AppError("invalid", { reason: "picture_kind", sha256 });
    const size = pictureSize(bytes, mediaType);
    return { sha256, mediaType, bytes, width: size?.width ?? null, height: size?.height ?? null };
  });
}
