import type { CreateAnnotation } from "@/lib/annotation/schema";
import { createArticle } from "@/lib/article/commands";
import type { ArticleView } from "@/lib/article/schema";
import type { MemberActor } from "@/lib/auth/actor";
import { newId } from "@/lib/id";

/** A document of paragraphs; the first is the headline. */
export function documentOf(...paragraphs: string[]): Record<string, unknown> {
  return {
    type: "doc",
    content: paragraphs.map((text, index) => ({
      type: "paragraph",
      attrs: index === 0 ? { role: "headline" } : {},
      content: text === "" ? [] : [{ type: "text", text }],
    })),
  };
}

/** An article of these paragraphs, made by an editor or admin. */
export function testArticle(editor: MemberActor, ...paragraphs: string[]): Promise<ArticleView> {
  const [headline = "A headline"] = paragraphs;
  return createArticle(editor, {
    id: newId(),
    headline,
    byline: "",
    publishedOn: null,
    sourceUrl: null,
    language: "en",
    direction: "ltr",
    deadline: null,
    priority: 0,
    document: documentOf(...(paragraphs.length > 0 ? paragraphs : [headline])),
    notes: [],
    origin: "typed",
  });
}

/** The place of some words in a text, as a new target. */
export function targetOn(
  text: string,
  words: string,
  role: "words" | "context" = "words",
): { id: string; role: "words" | "context"; start: number; end: number } {
  const start = text.indexOf(words);
  if (start < 0) throw new Error(`not in the text: ${words}`);
  return { id: newId(), role, start, end: start + words.length };
}

type NewOccurrence = Extract<CreateAnnotation, { kind: "occurrence" }>;

/** The input of a new occurrence on these words, of a new claim that says the same. */
export function occurrenceOn(
  articleId: string,
  text: string,
  words: string,
  given: Partial<NewOccurrence> = {},
): NewOccurrence {
  return {
    kind: "occurrence",
    id: newId(),
    articleId,
    madeVersion: 1,
    targets: [targetOn(text, words)],
    claim: {
      from: "new",
      id: newId(),
      statement: words,
      kind: "other",
      asOf: "",
      reportsId: null,
    },
    speaker: "",
    saidOn: "",
    voice: "own",
    remedy: "none",
    remedyWording: "",
    ...given,
  };
}
