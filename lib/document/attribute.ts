import { isBlockRole } from "./role";

/**
 * Validators of the schema's attributes. ProseMirror runs them in `Node.check()`; each throws a
 * RangeError for a value that may not be stored. The predicates are shared with the importer and
 * the renderer, so that there is one answer to what a safe address is.
 */

const LINK_SCHEMES: ReadonlySet<string> = new Set(["http:", "https:", "mailto:"]);
// Browsers strip tabs and line breaks out of addresses, so "java\nscript:" would run.
const UNSAFE_IN_ADDRESS = /[\p{Cc}\s<>"`\\]/u;
const MAX_ADDRESS = 4096;

/** Whether a link may point there: http, https, mailto, or a fragment of the same document. */
export function isSafeHref(value: unknown): value is string {
  if (typeof value !== "string" || value.length > MAX_ADDRESS) return false;
  if (UNSAFE_IN_ADDRESS.test(value)) return false;
  if (value.startsWith("#")) return value.length > 1;
  return hasScheme(value, LINK_SCHEMES);
}

const WEB_SCHEMES: ReadonlySet<string> = new Set(["http:", "https:"]);

/** Whether a value is an absolute web address. */
export function isWebAddress(value: unknown): value is string {
  return (
    typeof value === "string" &&
    value.length <= MAX_ADDRESS &&
    !UNSAFE_IN_ADDRESS.test(value) &&
    hasScheme(value, WEB_SCHEMES)
  );
}

function hasScheme(value: string, schemes: ReadonlySet<string>): boolean {
  try {
    return schemes.has(new URL(value).protocol);
  } catch {
    return false;
  }
}

const PICTURE_SRC = /^picture:([0-9a-f]{64})$/;

/** The SHA-256 (hex) in a picture reference `picture:<sha256>`, or null. */
export function pictureSha(src: unknown): string | null {
  return typeof src === "string" ? (PICTURE_SRC.exec(src)?.[1] ?? null) : null;
}

export function pictureSrc(sha256: string): string {
  return `picture:${sha256}`;
}

const FOOTNOTE_ID = /^[A-Za-z0-9_-]{1,40}$/;

export function isFootnoteId(value: unknown): value is string {
  return typeof value === "string" && FOOTNOTE_ID.test(value);
}

type Validator = (value: unknown) => void;

function validator(name: string, holds: (value: unknown) => boolean): Validator {
  return (value) => {
    if (!holds(value)) throw new RangeError(`Invalid value for attribute ${name}`);
  };
}

function integer(name: string, min: number, max: number): Validator {
  return validator(
    name,
    (value) => Number.isSafeInteger(value) && Number(value) >= min && Number(value) <= max,
  );
}

function orNull(validate: Validator): Validator {
  return (value) => {
    if (value !== null) validate(value);
  };
}

function text(name: string, max: number): Validator {
  return validator(
    name,
    (value) => typeof value === "string" && value.length <= max && isStorableText(value),
  );
}

/** Neither NUL nor half a surrogate pair: PostgreSQL stores neither, and UTF-8 has no form for the second. */
export function isStorableText(value: string): boolean {
  return !value.includes("\u0000") && value.isWellFormed();
}

export const MAX_TABLE_SPAN = 100;

export const validate = {
  role: orNull(validator("role", isBlockRole)),
  dir: orNull(validator("dir", (value) => value === "ltr" || value === "rtl")),
  headingLevel: integer("level", 1, 4),
  listStart: integer("start", -1_000_000, 1_000_000),
  listType: orNull(
    validator("type", (value) => typeof value === "string" && /^[1aAiI]$/.test(value)),
  ),
  codeLanguage: orNull(
    validator("language", (value) => typeof value === "string" && /^[\w#+.-]{1,40}$/.test(value)),
  ),
  span: integer("span", 1, MAX_TABLE_SPAN),
  columnWidths: orNull(
    validator(
      "colwidth",
      (value) =>
        Array.isArray(value) &&
        value.length <= MAX_TABLE_SPAN &&
        value.every((width) => Number.isSafeInteger(width) && width >= 0 && width <= 10_000),
    ),
  ),
  align: orNull(
    validator("align", (value) => value === "left" || value === "right" || value === "center"),
  ),
  pictureSrc: orNull(validator("src", (value) => pictureSha(value) !== null)),
  pictureOrigin: orNull(validator("origin", isWebAddress)),
  alt: text("alt", 4000),
  pixels: orNull(integer("pixels", 1, 100_000)),
  href: validator("href", isSafeHref),
  linkTitle: orNull(text("title", 1000)),
  footnoteId: validator("id", isFootnoteId),
  optionalFootnoteId: orNull(validator("id", isFootnoteId)),
};
