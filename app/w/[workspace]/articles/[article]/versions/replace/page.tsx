import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { ReplaceText } from "@/components/article/versions/replace-text";
import { found, pageActor } from "@/lib/auth/page";
import { replacementSetting } from "@/lib/version/queries";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("article.versions.replace");
  return { title: t("title") };
}

export default async function ReplacePage({
  params,
}: {
  params: Promise<{ workspace: string; article: string }>;
}) {
  const { workspace, article } = await params;
  const id = z.uuid().safeParse(article);
  if (!id.success) notFound();
  const setting = await found(replacementSetting(await pageActor(workspace), id.data));
  return <ReplaceText workspace={workspace} articleId={id.data} setting={setting} />;
}
