import type { Extensions } from "@tiptap/core";
import { Node } from "@tiptap/core";
import type { Node as PmNode } from "@tiptap/pm/model";
import { pictureSha } from "@/lib/document/attribute";
import { documentExtensions } from "@/lib/document/extensions";

/** A picture of the draft: its bytes, not yet stored anywhere but here. */
export interface DraftPicture {
  sha256: string;
  mediaType: string;
  /** Base64. */
  data: string;
}

/** The pictures of a text as the browser shows and sends them. */
export class DraftPictures {
  readonly #blobs = new Map<string, Blob>();
  readonly #urls = new Map<string, string>();
  readonly #storedUrl: (sha256: string) => string | null;

  /** @param storedUrl where the pictures are that the server has already */
  constructor(storedUrl: (sha256: string) => string | null = () => null) {
    this.#storedUrl = storedUrl;
  }

  set(pictures: readonly DraftPicture[]): void {
    for (const { sha256, mediaType, data } of pictures) {
      if (this.#blobs.has(sha256)) continue;
      const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
      this.#blobs.set(sha256, new Blob([bytes], { type: mediaType }));
    }
  }

  url(sha256: string): string | null {
    const known = this.#urls.get(sha256);
    if (known) return known;
    const blob = this.#blobs.get(sha256);
    if (!blob) return this.#storedUrl(sha256);
    const url = URL.createObjectURL(blob);
    this.#urls.set(sha256, url);
    return url;
  }

  add(sha256: string, blob: Blob): void {
    this.#blobs.set(sha256, blob);
  }

  get all(): ReadonlyMap<string, Blob> {
    return this.#blobs;
  }

  /** Of the pictures that were brought in here, those that a document shows. */
  shownIn(doc: PmNode): Map<string, Blob> {
    const shown = new Map<string, Blob>();
    doc.descendants((node) => {
      const sha = node.type.name === "image" ? pictureSha(node.attrs.src) : null;
      const blob = sha && this.#blobs.get(sha);
      if (sha && blob) shown.set(sha, blob);
    });
    return shown;
  }

  revoke(): void {
    for (const url of this.#urls.values()) URL.revokeObjectURL(url);
    this.#urls.clear();
  }
}

/** The document's extensions, with pictures shown from the draft's own bytes. */
export function draftExtensions(pictures: DraftPictures): Extensions {
  return documentExtensions.map((extension) => {
    if (!(extension instanceof Node) || extension.name !== "image") return extension;
    return extension.extend({
      addNodeView() {
        return ({ node }) => {
          const sha = pictureSha(node.attrs.src);
          const url = sha && pictures.url(sha);
          const alt = String(node.attrs.alt ?? "");
          return { dom: url ? shownPicture(url, alt) : missingPicture(alt) };
        };
      },
    });
  });
}

function shownPicture(url: string, alt: string): HTMLElement {
  const picture = document.createElement("img");
  picture.src = url;
  picture.alt = alt;
  return picture;
}

/** The place of a picture whose bytes were not in the material, with what it is said to show. */
function missingPicture(alt: string): HTMLElement {
  const place = document.createElement("div");
  place.dataset.missing = "";
  // A picture without a name is none to assistive technology.
  if (alt !== "") {
    place.setAttribute("role", "img");
    place.setAttribute("aria-label", alt);
  }
  place.textContent = alt;
  return place;
}
