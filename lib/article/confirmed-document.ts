import "server-only";
import type { Node } from "@tiptap/pm/model";
import { canonicalText } from "@/lib/document/canonical";
import { DocumentError, parseDocument } from "@/lib/document/schema";
import { AppError } from "@/lib/errors";

/**
 * The document that a person's JSON describes.
 *
 * @throws AppError invalid {reason: "document"}
 */
export function documentOf(json: unknown): Node {
  try {
    return parseDocument(json);
  } catch (error) {
    if (error instanceof DocumentError) {
      throw new AppError("invalid", { reason: "document", code: error.code });
    }
    throw error;
  }
}

/**
 * Refuses a text without words, and one of more bytes than the workspace's limit.
 *
 * @throws AppError invalid {reason: "empty" | "too_large"}
 */
export function refuseSize(doc: Node, limit: number): void {
  const text = canonicalText(doc);
  if (text.trim() === "") throw new AppError("invalid", { reason: "empty" });
  if (Buffer.byteLength(text) > limit)
    throw new AppError("invalid", { reason: "too_large", limit });
}
