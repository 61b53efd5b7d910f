import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { z } from "zod";
import { OldVersion } from "@/components/article/versions/old-version";
import { found, pageActor } from "@/lib/auth/page";
import { renderDocument } from "@/lib/document/render";
import { parseDocument } from "@/lib/document/schema";
import { versionPage } from "@/lib/version/queries";

interface VersionRouteProps {
  params: Promise<{ workspace: string; article: string; number: string }>;
}

const addressSchema = z.object({
  article: z.uuid(),
  number: z.coerce.number().int().min(1).max(1_000_000),
});

const read = cache(async (workspace: string, article: string, number: string) => {
  const address = addressSchema.safeParse({ article, number });
  if (!address.success) notFound();
  const actor = await pageActor(workspace);
  return found(versionPage(actor, address.data.article, address.data.number));
});

export async function generateMetadata({ params }: VersionRouteProps): Promise<Metadata> {
  const { workspace, article, number } = await params;
  const t = await getTranslations("article.versions");
  const { headline, number: shown } = await read(workspace, article, number);
  return { title: `${t("version", { number: shown })} · ${headline}` };
}

export default async function VersionRoute({ params }: VersionRouteProps) {
  const { workspace, article, number } = await params;
  const [{ document, ...version }, t] = await Promise.all([
    read(workspace, article, number),
    getTranslations("article.page"),
  ]);
  const html = renderDocument(parseDocument(document), {
    pictureUrl: (sha256) => `/api/w/${workspace}/pictures/${sha256}`,
    footnoteBackLabel: t("footnoteBack"),
  });
  return (
    <OldVersion
      key={version.number}
      workspace={workspace}
      articleId={article}
      version={version}
      html={html}
    />
  );
}
