import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { NewArticle } from "@/components/article/import/new-article";
import { draftLimits } from "@/lib/article/queries";
import { found, pageActor } from "@/lib/auth/page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("article.import");
  return { title: t("title") };
}

export default async function NewArticlePage({
  params,
}: {
  params: Promise<{ workspace: string }>;
}) {
  const { workspace } = await params;
  const actor = await pageActor(workspace);
  const limits = await found(draftLimits(actor));
  return <NewArticle workspace={workspace} limits={limits} />;
}
