import { createHash } from "node:crypto";
import { pictureSrc } from "@/lib/document/attribute";
import type { DraftPicture, ImportWarning, PictureType } from "./draft";

/** The pictures of one draft, each once, known by the hash of its bytes. */
export class PictureStore {
  readonly #pictures = new Map<string, DraftPicture>();
  readonly #warn: (warning: ImportWarning) => void;

  constructor(warn: (warning: ImportWarning) => void) {
    this.#warn = warn;
  }

  get all(): DraftPicture[] {
    return [...this.#pictures.values()];
  }

  get(src: string): DraftPicture | undefined {
    return this.#pictures.get(src);
  }

  /** Keeps a picture and gives its reference; null, with a warning, for bytes of no known picture. */
  add(bytes: Uint8Array): string | null {
    const mediaType = pictureType(bytes);
    if (!mediaType) {
      this.#warn("picture_unreadable");
      return null;
    }
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const src = pictureSrc(sha256);
    if (!this.#pictures.has(src)) {
      const size = pictureSize(bytes, mediaType);
      this.#pictures.set(src, {
        sha256,
        mediaType,
        // A copy of its own, so that it can be handed to another thread.
        bytes: Uint8Array.from(bytes),
        width: size?.width ?? null,
        height: size?.height ?? null,
      });
    }
    return src;
  }

  remove(picture: DraftPicture): void {
    this.#pictures.delete(pictureSrc(picture.sha256));
  }

  /** As `add`, from a data: address; null where it holds none of the pictures we take. */
  addDataUrl(url: string): string | null {
    const match = /^data:[^,]*?(;\s*base64)?\s*,/i.exec(url.slice(0, 300));
    if (!match) return null;
    const data = url.slice(match[0].length);
    try {
      const decoded = decodeURIComponent(data);
      return this.add(Buffer.from(decoded, match[1] ? "base64" : "latin1"));
    } catch {
      this.#warn("picture_unreadable");
      return null;
    }
  }
}

function startsWith(bytes: Uint8Array, signature: readonly number[], at = 0): boolean {
  return signature.every((byte, i) => bytes[at + i] === byte);
}

/** The picture's type by its first bytes, whatever it is called. */
export function pictureType(bytes: Uint8Array): PictureType | null {
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return "image/png";
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return "image/jpeg";
  if (startsWith(bytes, [0x47, 0x49, 0x46, 0x38])) return "image/gif";
  if (
    startsWith(bytes, [0x52, 0x49, 0x46, 0x46]) &&
    startsWith(bytes, [0x57, 0x45, 0x42, 0x50], 8)
  ) {
    return "image/webp";
  }
  return null;
}

interface Size {
  width: number;
  height: number;
}

/** More than the schema stores, or than any picture has that a browser shows. */
const MAX_PIXELS = 100_000;

/** Width and height in pixels, from the file's header; null where it is cut short or absurd. */
export function pictureSize(bytes: Uint8Array, type: PictureType): Size | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const size = SIZE_READERS[type](view);
    return size && isLength(size.width) && isLength(size.height) ? size : null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function isLength(pixels: number): boolean {
  return pixels > 0 && pixels <= MAX_PIXELS;
}

const SIZE_READERS: Record<PictureType, (view: DataView) => Size | null> = {
  "image/png": (view) => ({ width: view.getUint32(16), height: view.getUint32(20) }),
  "image/gif": (view) => ({ width: view.getUint16(6, true), height: view.getUint16(8, true) }),
  "image/jpeg": jpegSize,
  "image/webp": webpSize,
};

// Segments follow one another; the size stands in the first "start of frame" (C0–CF but C4, C8, CC).
function jpegSize(view: DataView): Size | null {
  let at = 2;
  while (at < view.byteLength) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
  return null;
}

// RFC 9649: lossy, lossless and extended files keep it in different places.
function webpSize(view: DataView): Size | null {
  const uint24 = (at: number) => view.getUint16(at, true) + view.getUint8(at + 2) * 65536;
  switch (view.getUint32(12)) {
    case 0x56503820:
      return {
        width: view.getUint16(26, true) & 0x3fff,
        height: view.getUint16(28, true) & 0x3fff,
      };
    case 0x5650384c: {
      const bits = view.getUint32(21, true);
      return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
    }
    case 0x56503858:
      return { width: uint24(24) + 1, height: uint24(27) + 1 };
    default:
      return null;
  }
}
