import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { z } from "zod";
import { ArticlePage } from "@/components/article/page/article-page";
import { linkOf } from "@/components/article/page/link";
import { articlePage } from "@/lib/article/queries";
import { found, pageActor } from "@/lib/auth/page";
import { renderDocument } from "@/lib/document/render";
import { parseDocument } from "@/lib/document/schema";

interface ArticleRouteProps {
  params: Promise<{ workspace: string; article: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const read = cache(async (workspace: string, article: string) => {
  const id = z.uuid().safeParse(article);
  if (!id.success) notFound();
  return found(articlePage(await pageActor(workspace), id.data));
});

export async function generateMetadata({ params }: ArticleRouteProps): Promise<Metadata> {
  const { workspace, article } = await params;
  return { title: (await read(workspace, article)).article.headline };
}

export default async function ArticleRoute({ params, searchParams }: ArticleRouteProps) {
  const { workspace, article } = await params;
  const [view, query, t] = await Promise.all([
    read(workspace, article),
    searchParams,
    getTranslations("article.page"),
  ]);
  const { document, ...version } = view.version;
  const html = renderDocument(parseDocument(document), {
    pictureUrl: (sha256) => `/api/w/${workspace}/pictures/${sha256}`,
    footnoteBackLabel: t("footnoteBack"),
  });
  return (
    <ArticlePage
      key={view.article.id}
      workspace={workspace}
      view={{ ...view, version: { ...version, document: null } }}
      html={html}
      linkedId={linkOf(parametersOf(query))}
    />
  );
}

function parametersOf(query: Record<string, string | string[] | undefined>): URLSearchParams {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (typeof value === "string") parameters.set(name, value);
  }
  return parameters;
}
