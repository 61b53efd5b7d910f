/** Why material cannot become an article. */
export const IMPORT_REFUSALS = [
  /** There is no text in it. */
  "empty",
  /** More bytes, or more text, than the limits allow. */
  "too_large",
  /** Unpacked, or in its making, it would take more memory than the limits allow. */
  "unpacks_too_large",
  /** Protected by a password. */
  "encrypted",
  /** Damaged, so that it cannot be read. */
  "corrupt",
  /** A Word document of the format before .docx. */
  "old_word",
  /** Not what its name says. */
  "mistyped",
  /** A kind of file that Stet does not read. */
  "unsupported_type",
  /** Reading it took longer than the limit. */
  "timed_out",
] as const;

export type ImportRefusal = (typeof IMPORT_REFUSALS)[number];

/** What was left out or guessed on the way; for the person to know, never a reason to stop. */
export const IMPORT_WARNINGS = [
  /** A picture whose bytes were not in the material: its place, alt text and address are kept. */
  "picture_missing",
  /** Bytes that are no PNG, JPEG, GIF or WebP. */
  "picture_unreadable",
  /** A counting pixel was left out. */
  "tracker_removed",
  /** A script, form, frame, drawing or other active content was left out. */
  "active_content_removed",
  /** A formula, video or recording was left out. */
  "embed_removed",
  /** The character encoding was guessed. */
  "encoding_guessed",
  /** The language was guessed from the text. */
  "language_guessed",
  /** A Word comment whose words are not in the text. */
  "comment_detached",
] as const;

export type ImportWarning = (typeof IMPORT_WARNINGS)[number];

/** Material for an article: a file or an address's content, pasted HTML, or typed or pasted text. */
export type ImportInput =
  | {
      bytes: Uint8Array;
      filename?: string;
      mediaType?: string;
      /** The encoding that whoever sent the bytes names for them. */
      charset?: string | null;
      /** Where they were fetched; null for a file. */
      url?: string | null;
    }
  | { html: string }
  | { text: string };

export interface ImportLimits {
  /** Bytes of the material itself. */
  fileBytes: number;
  /** Bytes (UTF-8) of the article's text. */
  textBytes: number;
  /** Bytes of a Word file's parts, unpacked. */
  unzippedBytes: number;
  /** Heap of the worker that reads the material, in MiB. */
  memoryMb: number;
  timeMs: number;
}

export const DEFAULT_IMPORT_LIMITS: ImportLimits = {
  fileBytes: 25 * 1024 * 1024,
  textBytes: 5 * 1024 * 1024,
  unzippedBytes: 100 * 1024 * 1024,
  memoryMb: 768,
  timeMs: 60_000,
};

export type Direction = "ltr" | "rtl";

/** What the material says of itself; a proposal for a person to correct. */
export interface ArticleMeta {
  headline: string | null;
  standfirst: string | null;
  byline: string | null;
  /** ISO date, YYYY-MM-DD, as the publisher's own clock had it. */
  publishedOn: string | null;
  sourceUrl: string | null;
  /** BCP 47 tag. */
  language: string | null;
  direction: Direction;
}

export interface DraftPicture {
  sha256: string;
  mediaType: PictureType;
  bytes: Uint8Array;
  width: number | null;
  height: number | null;
}

export type PictureType = "image/png" | "image/jpeg" | "image/gif" | "image/webp";

export interface DraftComment {
  author: string | null;
  /** ISO date and time. */
  date: string | null;
  text: string;
  /** Canonical offsets of the words it is about; null where they are not in the text. */
  target: { start: number; end: number } | null;
}

/** An article that was read but not saved. The document is valid by the schema of lib/document. */
export interface ArticleDraft {
  document: Record<string, unknown>;
  meta: ArticleMeta;
  pictures: DraftPicture[];
  comments: DraftComment[];
  warnings: ImportWarning[];
}

/** A node of the document as JSON, while it is being built. */
export interface JsonNode {
  type: string;
  attrs?: Record<string, unknown>;
  content?: JsonNode[];
  text?: string;
  marks?: JsonMark[];
}

export interface JsonMark {
  type: string;
  attrs?: Record<string, unknown>;
}
