import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ReviewDesk } from "@/components/review/desk";
import { found, pageActor } from "@/lib/auth/page";
import { claimDetail } from "@/lib/claim/queries";
import { claimDetailInput } from "@/lib/claim/schema";
import { position as livePosition } from "@/lib/live/queries";
import { reviewQueue } from "@/lib/review/queries";
import { reviewQueueInput } from "@/lib/review/schema";
import { members as readMembers, workspace as readWorkspace } from "@/lib/workspace/queries";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("review");
  return { title: t("title") };
}

interface ReviewClaimPageProps {
  params: Promise<{ workspace: string; claim: string }>;
}

export default async function ReviewClaimPage({ params }: ReviewClaimPageProps) {
  const { workspace: slug, claim: claimId } = await params;
  const actor = await pageActor(slug);
  const input = claimDetailInput.safeParse({ claimId });
  if (!input.success) notFound();
  const position = await livePosition(actor);
  const [workspace, members, queue, claim] = await found(
    Promise.all([
      readWorkspace(actor),
      readMembers(actor),
      reviewQueue(actor, reviewQueueInput.parse({})),
      claimDetail(actor, input.data),
    ]),
  );
  return (
    <ReviewDesk
      setting={{
        workspace: slug,
        ratingScale: workspace.ratingScale,
        settings: workspace.settings,
        members: members.map(({ id, name, role }) => ({ id, name, role })),
        me: { memberId: actor.memberId, role: actor.role },
      }}
      queue={queue}
      claim={claim}
      position={position}
    />
  );
}
