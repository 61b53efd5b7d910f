import { beforeEach, describe, expect, test } from "vitest";
import { updateArticle } from "@/lib/article/commands";
import { articlePage } from "@/lib/article/queries";
import type { MemberActor } from "@/lib/auth/actor";
import { verifyLog } from "@/lib/event/verify";
import { occurrenceOn, targetOn, testArticle } from "@/tests/support/articles";
import { openTestDatabase } from "@/tests/support/database";
import { testMember, testWorkspace } from "@/tests/support/people";
import { replacing, saveEdits } from "@/tests/support/versions";
import { createAnnotation } from "./commands";
import { annotationHistory } from "./queries";

const { client, reset } = await openTestDatabase();

const PARAGRAPHS = [
  "The bridge",
  "The council met last week. Its members voted yesterday.",
  "“It fell last week,” Smith said. Six people died in 1932.",
] as const;
const TEXT = PARAGRAPHS.join("\n\n");

let editor: MemberActor;
let checker: MemberActor;
let articleId: string;

beforeEach(async () => {
  await reset();
  editor = await testMember(await testWorkspace(), "editor");
  checker = await testMember(editor, "checker");
  ({ id: articleId } = await testArticle(editor, ...PARAGRAPHS));
  await move("2026-03-02");
});

async function move(publishedOn: string | null) {
  const { article } = await articlePage(editor, articleId);
  await updateArticle(editor, { articleId, revision: article.revision, publishedOn });
}

/** An occurrence whose fit a person confirmed. */
async function confirmed(words: string, context?: string): Promise<string> {
  const input = occurrenceOn(articleId, TEXT, words);
  if (context) input.targets.push(targetOn(TEXT, context, "context"));
  await createAnnotation(checker, input);
  await client.occurrence.updateMany({
    where: { annotationId: input.id },
    data: { fit: "confirmed", fitById: editor.memberId, fitAt: new Date("2026-01-01") },
  });
  return input.id;
}

async function standing(id: string) {
  const { annotations } = await articlePage(editor, articleId);
  const annotation = annotations.find((one) => one.id === id);
  if (!annotation?.occurrence) throw new Error("no such occurrence");
  const { fit, fitById, recheck } = annotation.occurrence;
  return { fit, fitById, recheck, revision: annotation.revision };
}

describe("a planned publication date that moves", () => {
  test("leaves alone what does not count from it, and what a quotation counts from its own", async () => {
    const dated = await confirmed("Six people died in 1932");
    const quoted = await confirmed("It fell last week");
    await move("2026-03-09");
    for (const id of [dated, quoted]) {
      expect(await standing(id)).toMatchObject({ fit: "confirmed", recheck: null, revision: 1 });
    }
  });

  test("makes words that count from it want a recheck, and their context", async () => {
    const words = await confirmed("The council met last week");
    const context = await confirmed("Its members", "voted yesterday");
    await move("2026-03-09");
    for (const id of [words, context]) {
      expect(await standing(id)).toMatchObject({
        fit: "recheck",
        fitById: null,
        recheck: { cause: "date", date: { from: "2026-03-02", to: "2026-03-09" } },
        revision: 2,
      });
    }
    const { entries } = await annotationHistory(checker, { annotationId: words });
    expect(entries[0]).toMatchObject({
      type: "occurrence.date_moved",
      payload: {
        changes: {
          publishedOn: { from: "2026-03-02", to: "2026-03-09" },
          fit: { from: "confirmed", to: "recheck" },
        },
      },
    });
    expect(await verifyLog(editor.workspaceId)).toMatchObject({ fault: null });
  });

  test("gives the fit back when it is again the date that was judged", async () => {
    const id = await confirmed("The council met last week");
    await move("2026-03-09");
    await move(null);
    expect(await standing(id)).toMatchObject({
      fit: "recheck",
      recheck: { date: { from: "2026-03-02", to: null } },
    });
    await move("2026-03-02");
    expect(await standing(id)).toMatchObject({
      fit: "confirmed",
      fitById: editor.memberId,
      recheck: null,
    });
  });

  test("and words that change want both back", async () => {
    const id = await confirmed("The council met last week");
    await move("2026-03-09");
    await saveEdits(editor, articleId, replacing("met", "sat"));
    expect(await standing(id)).toMatchObject({
      recheck: { cause: "words", date: { from: "2026-03-02", to: "2026-03-09" } },
    });
    await saveEdits(editor, articleId, replacing("sat", "met"));
    expect(await standing(id)).toMatchObject({ fit: "recheck", recheck: { cause: "date" } });
    await move("2026-03-02");
    expect(await standing(id)).toMatchObject({ fit: "confirmed", recheck: null });
    // The other way round: the date first.
    await saveEdits(editor, articleId, replacing("met", "sat"));
    await move("2026-03-09");
    await move("2026-03-02");
    expect(await standing(id)).toMatchObject({
      fit: "recheck",
      recheck: { cause: "words", date: null },
    });
    await saveEdits(editor, articleId, replacing("sat", "met"));
    expect(await standing(id)).toMatchObject({ fit: "confirmed", recheck: null });
  });
});
