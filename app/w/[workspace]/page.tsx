import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ArticleList } from "@/components/article/list/article-list";
import { articleList } from "@/lib/article/queries";
import { pageActor } from "@/lib/auth/page";
import { position as livePosition } from "@/lib/live/queries";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("article.list");
  return { title: t("title") };
}

interface ArticlesPageProps {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<{ show?: string | string[] }>;
}

/** A workspace begins with its articles. */
export default async function ArticlesPage({ params, searchParams }: ArticlesPageProps) {
  const { workspace } = await params;
  const actor = await pageActor(workspace);
  const position = await livePosition(actor);
  const list = await articleList(actor);
  const { show } = await searchParams;
  const deleted =
    show === "deleted" && list.can.restore ? await articleList(actor, { deleted: true }) : null;
  return (
    <ArticleList
      position={position}
      workspace={workspace}
      list={list}
      deleted={deleted?.articles ?? null}
    />
  );
}
