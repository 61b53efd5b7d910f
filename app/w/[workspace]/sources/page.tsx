import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Library } from "@/components/source/library";
import { can } from "@/lib/auth/authorize";
import { pageActor } from "@/lib/auth/page";
import { position as livePosition } from "@/lib/live/queries";
import { libraryInputOf } from "@/lib/source/library-query";
import { library, libraryChoices } from "@/lib/source/queries";
import { workspace as readWorkspace } from "@/lib/workspace/queries";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("source.library");
  return { title: t("title") };
}

interface SourcesPageProps {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function SourcesPage({ params, searchParams }: SourcesPageProps) {
  const { workspace: slug } = await params;
  const actor = await pageActor(slug);
  if (!can(actor, "source:read")) notFound();
  const input = libraryInputOf(await searchParams);
  const position = await livePosition(actor);
  const [workspace, view, choices] = await Promise.all([
    readWorkspace(actor),
    library(actor, input),
    libraryChoices(actor),
  ]);
  return (
    <Library
      setting={{
        workspace: slug,
        ratingScale: workspace.ratingScale,
        settings: workspace.settings,
        members: [],
        me: { memberId: actor.memberId, role: actor.role },
      }}
      view={view}
      choices={choices}
      input={input}
      position={position}
    />
  );
}
