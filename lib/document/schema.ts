import { getSchema } from "@tiptap/core";
import { Node, type Schema } from "@tiptap/pm/model";
import { isStorableText } from "./attribute";
import { documentExtensions } from "./extensions";

/** Raised with every change of the schema after which stored documents need converting. */
export const DOCUMENT_SCHEMA_VERSION = 1;

export const documentSchema: Schema = getSchema(documentExtensions);

export type DocumentErrorCode = "malformed" | "content" | "text" | "too_deep";

/** A JSON value that is no document of this schema. */
export class DocumentError extends Error {
  override readonly name = "DocumentError";
  constructor(
    readonly code: DocumentErrorCode,
    options?: ErrorOptions,
  ) {
    super(`Not a valid document: ${code}`, options);
  }
}

const MAX_DEPTH = 64;

/**
 * The document that a JSON value describes. Checks node and mark types, content, and every
 * attribute's value, and that the text can be stored (no NUL, no half surrogate pairs).
 *
 * @throws DocumentError
 */
export function parseDocument(json: unknown): Node {
  if (!isRecord(json)) throw new DocumentError("malformed");
  if (isDeeperThan(json, MAX_DEPTH)) throw new DocumentError("too_deep");
  let doc: Node;
  try {
    doc = Node.fromJSON(documentSchema, json);
  } catch (cause) {
    throw new DocumentError("malformed", { cause });
  }
  if (doc.type !== documentSchema.topNodeType) throw new DocumentError("malformed");
  try {
    doc.check();
  } catch (cause) {
    throw new DocumentError("content", { cause });
  }
  doc.descendants((node) => {
    if (node.isText && !isStorableText(node.text ?? "")) throw new DocumentError("text");
  });
  return doc;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isDeeperThan(json: Record<string, unknown>, depth: number): boolean {
  if (depth === 0) return true;
  if (!Array.isArray(json.content)) return false;
  return json.content.some((child) => isRecord(child) && isDeeperThan(child, depth - 1));
}
