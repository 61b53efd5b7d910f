import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { COMPARISON_VIEWS } from "@/components/article/versions/comparison-text";
import { VersionComparisonPage } from "@/components/article/versions/version-comparison";
import { found, pageActor } from "@/lib/auth/page";
import { versionComparison } from "@/lib/version/queries";

interface CompareProps {
  params: Promise<{ workspace: string; article: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const number = z.coerce.number().int().min(1).max(1_000_000);
const addressSchema = z.object({
  article: z.uuid(),
  from: number,
  to: number,
  view: z.enum(COMPARISON_VIEWS).catch("inline"),
});

export async function generateMetadata({ searchParams }: CompareProps): Promise<Metadata> {
  const t = await getTranslations("article.versions.compare");
  const { from, to } = await searchParams;
  return { title: t("title", { from: Number(from) || 1, to: Number(to) || 1 }) };
}

export default async function ComparePage({ params, searchParams }: CompareProps) {
  const { workspace, article } = await params;
  const address = addressSchema.safeParse({ ...(await searchParams), article });
  if (!address.success) notFound();
  const { from, to, view, article: articleId } = address.data;
  const actor = await pageActor(workspace);
  const comparison = await found(versionComparison(actor, articleId, { from, to }));
  return (
    <VersionComparisonPage
      workspace={workspace}
      articleId={articleId}
      comparison={comparison}
      view={view}
    />
  );
}
