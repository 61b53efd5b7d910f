"use client";

import type { JSONContent } from "@tiptap/react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { saveArticle } from "@/components/article/editor/upload";
import { type ImportRefusal, useRefusal } from "@/components/article/editor/use-refusal";
import { type CreateArticle, createArticleInput } from "@/lib/article/schema";
import { fileCommentsOf } from "./comments";
import type { Issues } from "./fields";
import { textOfRole } from "./text-of-role";
import type { Draft } from "./use-draft";

/** Saves the draft as an article, or says what keeps it from being one. */
export function useSaving(workspace: string, draft: Draft, onSaved: (id: string) => void) {
  const t = useTranslations("article.import");
  const words = useRefusal();
  const [busy, setBusy] = useState(false);
  const [issues, setIssues] = useState<Issues>({});
  const [refusal, setRefusal] = useState<ImportRefusal | null>(null);

  const save = async () => {
    const { editor, state } = draft;
    if (!editor || !state || busy) return;
    setRefusal(null);
    const checked = check(draft);
    setIssues(checked.ok ? {} : told(checked.issues));
    if (!checked.ok) {
      if (draft.isBlank) setRefusal({ title: t("refusal.saving"), words: t("issue.text") });
      return;
    }
    setBusy(true);
    const { signal } = new AbortController();
    const answer = await saveArticle(
      workspace,
      checked.article,
      draft.pictures.shownIn(editor.state.doc),
      { signal },
    );
    if (answer.ok) {
      draft.forget();
      onSaved(answer.data.id);
      return;
    }
    setBusy(false);
    // The next try saves the article without it, as the words say.
    if (answer.reason === "page_gone") draft.forgetPage();
    setRefusal({ title: t("refusal.saving"), words: words(answer) });
  };

  /** One sentence for each field that is wrong. */
  const told = (paths: readonly { field: string; code: string }[]): Issues =>
    Object.fromEntries(
      [...paths].reverse().map(({ field, code }) => {
        switch (field) {
          case "headline":
            return [field, t(code === "too_big" ? "issue.headlineLong" : "issue.headline")];
          case "byline":
          case "sourceUrl":
          case "publishedOn":
          case "language":
            return [field, t(`issue.${field}`)];
          default:
            return [field, t("issue.other")];
        }
      }),
    );

  return { busy, issues, refusal, save: () => void save(), dismiss: () => setRefusal(null) };
}

type Checked =
  | { ok: true; article: CreateArticle }
  | { ok: false; issues: { field: string; code: string }[] };

function check({ editor, state }: Draft): Checked {
  if (!editor || !state) return { ok: false, issues: [] };
  const { id, origin, rawPageId, fields } = state;
  const parsed = createArticleInput.safeParse({
    id,
    origin,
    rawPageId,
    headline: textOfRole(editor.state.doc, "headline") ?? "",
    byline: fields.byline,
    publishedOn: fields.publishedOn,
    sourceUrl: fields.sourceUrl.trim() === "" ? null : fields.sourceUrl.trim(),
    language: fields.language,
    direction: fields.direction,
    deadline: fields.deadline && new Date(fields.deadline.replace(" ", "T")).toISOString(),
    document: withoutTail(editor.getJSON()),
    notes: fileCommentsOf(editor),
  });
  if (parsed.success) return { ok: true, article: parsed.data };
  const issues = parsed.error.issues.map(({ path, code }) => ({ field: String(path[0]), code }));
  return { ok: false, issues };
}

/** The document without the empty paragraphs that typing leaves at its end. */
function withoutTail(document: JSONContent): JSONContent {
  const content = [...(document.content ?? [])];
  while (content.length > 1 && isEmptyParagraph(content.at(-1))) content.pop();
  return { ...document, content };
}

function isEmptyParagraph(node: JSONContent | undefined): boolean {
  return node?.type === "paragraph" && !node.content?.length;
}
