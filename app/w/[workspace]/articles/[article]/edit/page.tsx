import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { z } from "zod";
import { EditPage } from "@/components/article/edit/edit-page";
import { editHighlights } from "@/components/article/edit/highlight";
import { articlePage } from "@/lib/article/queries";
import { found, pageActor } from "@/lib/auth/page";

interface EditRouteProps {
  params: Promise<{ workspace: string; article: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** As it is stored; the editor makes the document of it. */
const documentJson = z.record(z.string(), z.unknown());

const read = cache(async (workspace: string, article: string) => {
  const id = z.uuid().safeParse(article);
  if (!id.success) notFound();
  return found(articlePage(await pageActor(workspace), id.data));
});

export async function generateMetadata({ params }: EditRouteProps): Promise<Metadata> {
  const { workspace, article } = await params;
  const [view, t] = await Promise.all([read(workspace, article), getTranslations("article.edit")]);
  return { title: t("title", { headline: view.article.headline }) };
}

export default async function EditRoute({ params, searchParams }: EditRouteProps) {
  const { workspace, article: id } = await params;
  const [view, { at }] = await Promise.all([read(workspace, id), searchParams]);
  const { article, version, me } = view;
  if (!article.can.edit) redirect(`/w/${workspace}/articles/${id}`);
  const offset = z.coerce.number().int().min(0).safeParse(at);
  return (
    <EditPage
      key={`${article.id} ${version.number}`}
      workspace={workspace}
      memberId={me.memberId}
      article={{
        id: article.id,
        headline: article.headline,
        language: article.language,
        direction: article.direction,
      }}
      base={{
        version: version.number,
        document: documentJson.parse(version.document),
        highlights: editHighlights(view),
      }}
      at={offset.success ? offset.data : null}
    />
  );
}
