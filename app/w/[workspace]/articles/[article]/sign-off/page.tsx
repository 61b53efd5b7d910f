import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { ClosingPage } from "@/components/sign-off/closing-page";
import { found, pageActor } from "@/lib/auth/page";
import { closing } from "@/lib/sign-off/queries";
import { workspace as readWorkspace } from "@/lib/workspace/queries";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("signOff");
  return { title: t("title") };
}

export default async function SignOffPage({
  params,
}: {
  params: Promise<{ workspace: string; article: string }>;
}) {
  const { workspace, article } = await params;
  const id = z.uuid().safeParse(article);
  if (!id.success) notFound();
  const actor = await pageActor(workspace);
  const [view, { ratingScale }] = await Promise.all([
    found(closing(actor, { articleId: id.data })),
    readWorkspace(actor),
  ]);
  return (
    <ClosingPage
      workspace={workspace}
      memberId={actor.memberId}
      scale={ratingScale}
      closing={view}
    />
  );
}
