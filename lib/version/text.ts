import "server-only";
import type { Node } from "@tiptap/pm/model";
import type { Tx } from "@/lib/db/client";
import { parseDocument } from "@/lib/document/schema";
import { AppError } from "@/lib/errors";

/** One version's document and canonical text. */
export interface VersionText {
  number: number;
  doc: Node;
  text: string;
}

/** @throws AppError not_found */
export async function loadVersion(
  tx: Tx,
  of: { workspaceId: string; articleId: string; number: number },
): Promise<VersionText> {
  const row = await tx.articleVersion.findFirst({
    where: of,
    select: { number: true, document: true, text: true },
  });
  if (!row) throw new AppError("not_found");
  return { number: row.number, doc: parseDocument(row.document), text: row.text };
}
