import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ClaimPage } from "@/components/claim/claim-page";
import { found, pageActor } from "@/lib/auth/page";
import { claimDetail } from "@/lib/claim/queries";
import { claimDetailInput } from "@/lib/claim/schema";
import { position as livePosition } from "@/lib/live/queries";
import { members as readMembers, workspace as readWorkspace } from "@/lib/workspace/queries";

interface ClaimPageProps {
  params: Promise<{ workspace: string; claim: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("claim.page");
  return { title: t("title") };
}

export default async function OneClaimPage({ params }: ClaimPageProps) {
  const { workspace: slug, claim: claimId } = await params;
  const actor = await pageActor(slug);
  const input = claimDetailInput.safeParse({ claimId });
  if (!input.success) notFound();
  const position = await livePosition(actor);
  const [workspace, members, claim] = await found(
    Promise.all([readWorkspace(actor), readMembers(actor), claimDetail(actor, input.data)]),
  );
  return (
    <ClaimPage
      setting={{
        workspace: slug,
        ratingScale: workspace.ratingScale,
        settings: workspace.settings,
        members: members.map(({ id, name, role }) => ({ id, name, role })),
        me: { memberId: actor.memberId, role: actor.role },
      }}
      claim={claim}
      position={position}
    />
  );
}
