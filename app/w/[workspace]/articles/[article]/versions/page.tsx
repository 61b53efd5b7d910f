import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { VersionHistory } from "@/components/article/versions/version-history";
import { found, pageActor } from "@/lib/auth/page";
import { versionList } from "@/lib/version/queries";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("article.versions");
  return { title: t("title") };
}

export default async function VersionsPage({
  params,
}: {
  params: Promise<{ workspace: string; article: string }>;
}) {
  const { workspace, article } = await params;
  const id = z.uuid().safeParse(article);
  if (!id.success) notFound();
  const list = await found(versionList(await pageActor(workspace), id.data));
  return <VersionHistory workspace={workspace} articleId={id.data} list={list} />;
}
