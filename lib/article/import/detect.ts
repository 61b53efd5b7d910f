import { refusal } from "./refuse";

export type MaterialKind = "word" | "html" | "markdown" | "text";

const ZIP = [0x50, 0x4b];
const OLE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/**
 * What a file is, by what is in it; its name decides only between kinds of text.
 *
 * @throws AppError invalid: encrypted, old_word, unsupported_type, mistyped
 */
export function detectBinary(bytes: Uint8Array, filename: string): "zip" | "text" {
  if (startsWith(bytes, OLE)) throw refusal(oleReason(bytes));
  const isZip = startsWith(bytes, ZIP) && [3, 5, 7].includes(bytes[2] ?? 0);
  if (isZip) return "zip";
  if (BINARY_SIGNATURES.some((signature) => startsWith(bytes, signature))) {
    throw refusal("unsupported_type");
  }
  if (/\.(docx|docm|dotx)$/i.test(filename)) throw refusal("mistyped");
  return "text";
}

/** The kind of a text, by its beginning, then by the file's name and declared type. */
export function detectText(text: string, filename: string, mediaType: string): MaterialKind {
  if (isHtmlPage(text)) return "html";
  if (/\.(html?|xhtml)$/i.test(filename) || /^(text\/html|application\/xhtml)/i.test(mediaType)) {
    return "html";
  }
  if (/\.(md|markdown|mdown|mkd)$/i.test(filename) || /^text\/(x-)?markdown/i.test(mediaType)) {
    return "markdown";
  }
  return "text";
}

export function isHtmlPage(text: string): boolean {
  return /^\s*(?:<\?xml[^>]*>\s*|<!--[\s\S]{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b/i.test(
    text.slice(0, 10_000),
  );
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, i) => bytes[i] === byte);
}

const ascii = (text: string) => [...text].map((character) => character.charCodeAt(0));

const BINARY_SIGNATURES = [
  ascii("%PDF"),
  ascii("{\\rtf"),
  [0x89, 0x50, 0x4e, 0x47],
  [0xff, 0xd8, 0xff],
  ascii("GIF8"),
  ascii("RIFF"),
  [0x1f, 0x8b],
  ascii("MZ"),
  [0x7f, 0x45, 0x4c, 0x46],
];

// A Word file with a password is an OLE container around the encrypted package.
function oleReason(bytes: Uint8Array): "encrypted" | "old_word" | "unsupported_type" {
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (content.includes(Buffer.from("EncryptedPackage", "utf16le"))) return "encrypted";
  if (content.includes(Buffer.from("WordDocument", "utf16le"))) return "old_word";
  return "unsupported_type";
}
