import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { Measures } from "@/components/measure/measures";
import { can } from "@/lib/auth/authorize";
import { pageActor } from "@/lib/auth/page";
import { measures } from "@/lib/measure/queries";
import { workspace as readWorkspace } from "@/lib/workspace/queries";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("measure");
  return { title: t("title") };
}

interface MeasuresPageProps {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const daySchema = z.iso.date().nullable().catch(null);

export default async function MeasuresPage({ params, searchParams }: MeasuresPageProps) {
  const { workspace: slug } = await params;
  const actor = await pageActor(slug);
  if (!can(actor, "measures:read")) notFound();
  const { from, to } = await searchParams;
  const period = { from: daySchema.parse(from), to: daySchema.parse(to) };
  const [workspace, view] = await Promise.all([readWorkspace(actor), measures(actor, period)]);
  return (
    <Measures
      workspace={slug}
      view={view}
      period={period}
      scale={workspace.ratingScale}
      reasons={workspace.settings.reviewReasons}
    />
  );
}
