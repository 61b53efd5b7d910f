import type { Node } from "@tiptap/pm/model";
import { Transform } from "@tiptap/pm/transform";
import type { MemberActor } from "@/lib/auth/actor";
import { database } from "@/lib/db/client";
import { textIndexOf } from "@/lib/document/canonical";
import { parseDocument } from "@/lib/document/schema";
import { type StepsJson, stepsSchema } from "@/lib/document/steps";
import { saveVersion } from "@/lib/version/commands";
import type { SavedVersion } from "@/lib/version/schema";

/** One edit of the text, as somebody at a keyboard makes it. */
export type TestEdit = (transform: Transform) => void;

/** Puts words in the place of words; the first that stand there. */
export function replacing(words: string, by: string): TestEdit {
  return (transform) => {
    const [from, to] = positionsOf(transform.doc, words);
    if (by === "") transform.delete(from, to);
    else transform.replaceWith(from, to, transform.doc.type.schema.text(by));
  };
}

export const deleting = (words: string): TestEdit => replacing(words, "");

/** Types before words, or behind them. */
export function typing(letters: string, at: { before: string } | { behind: string }): TestEdit {
  return (transform) => {
    const [from, to] = positionsOf(transform.doc, "before" in at ? at.before : at.behind);
    for (const [index, letter] of [...letters].entries()) {
      const start = "before" in at ? from : to;
      transform.insert(start + index, transform.doc.type.schema.text(letter));
    }
  };
}

export function positionsOf(doc: Node, words: string): [from: number, to: number] {
  const index = textIndexOf(doc);
  const start = index.text.indexOf(words);
  if (start < 0) throw new Error(`not in the text: ${words}`);
  return [index.positionAt(start, 1), index.positionAt(start + words.length, -1)];
}

export function stepsOf(doc: Node, edits: readonly TestEdit[]): StepsJson {
  const transform = new Transform(doc);
  for (const edit of edits) edit(transform);
  return stepsSchema.parse(transform.steps.map((step) => step.toJSON()));
}

/** The document of an article's current version. */
export async function currentDocument(
  actor: MemberActor,
  articleId: string,
): Promise<{ number: number; doc: Node; text: string }> {
  const client = await database();
  const row = await client.articleVersion.findFirstOrThrow({
    where: { workspaceId: actor.workspaceId, articleId },
    orderBy: { number: "desc" },
    select: { number: true, document: true, text: true },
  });
  return { number: row.number, doc: parseDocument(row.document), text: row.text };
}

/** Saves edits of the current version. */
export async function saveEdits(
  actor: MemberActor,
  articleId: string,
  ...edits: TestEdit[]
): Promise<SavedVersion> {
  const { number, doc } = await currentDocument(actor, articleId);
  return saveVersion(actor, {
    articleId,
    baseVersion: number,
    steps: stepsOf(doc, edits),
    note: "",
    merged: false,
  });
}
