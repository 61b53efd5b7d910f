import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ReviewOverview } from "@/components/review/review-overview";
import { pageActor } from "@/lib/auth/page";
import { position as livePosition } from "@/lib/live/queries";
import { mySentBack, reviewCount, reviewQueue } from "@/lib/review/queries";
import { reviewQueueInput } from "@/lib/review/schema";
import { workspace as readWorkspace } from "@/lib/workspace/queries";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("review");
  return { title: t("title") };
}

interface ReviewPageProps {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<{ tab?: string | string[] }>;
}

export default async function ReviewPage({ params, searchParams }: ReviewPageProps) {
  const { workspace: slug } = await params;
  const actor = await pageActor(slug);
  const position = await livePosition(actor);
  const [workspace, queue, count, sentBack, { tab }] = await Promise.all([
    readWorkspace(actor),
    reviewQueue(actor, reviewQueueInput.parse({})),
    reviewCount(actor),
    mySentBack(actor),
    searchParams,
  ]);
  return (
    <ReviewOverview
      workspace={slug}
      position={position}
      scale={workspace.ratingScale}
      reasons={workspace.settings.reviewReasons}
      queue={queue}
      count={count}
      sentBack={sentBack}
      tab={tab === "back" ? "back" : "waiting"}
    />
  );
}
