import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { SourcePage } from "@/components/source/source-page";
import { can } from "@/lib/auth/authorize";
import { found, pageActor } from "@/lib/auth/page";
import { position as livePosition } from "@/lib/live/queries";
import { mergedInto, sourcePage } from "@/lib/source/queries";
import { sourceDetailInput } from "@/lib/source/schema";
import { members as readMembers, workspace as readWorkspace } from "@/lib/workspace/queries";

interface SourcePageProps {
  params: Promise<{ workspace: string; source: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("source.citation");
  return { title: t("source") };
}

export default async function OneSourcePage({ params }: SourcePageProps) {
  const { workspace: slug, source: sourceId } = await params;
  const actor = await pageActor(slug);
  const input = sourceDetailInput.safeParse({ sourceId });
  if (!input.success) notFound();
  const kept = can(actor, "source:read") ? await mergedInto(actor, input.data) : null;
  if (kept) redirect(`/w/${slug}/sources/${kept}`);
  const position = await livePosition(actor);
  const [workspace, members, view] = await found(
    Promise.all([readWorkspace(actor), readMembers(actor), sourcePage(actor, input.data)]),
  );
  return (
    <SourcePage
      setting={{
        workspace: slug,
        ratingScale: workspace.ratingScale,
        settings: workspace.settings,
        members: members.map(({ id, name, role }) => ({ id, name, role })),
        me: { memberId: actor.memberId, role: actor.role },
      }}
      view={view}
      position={position}
    />
  );
}
