import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ClaimList } from "@/components/claim/claim-list";
import { claimListInputOf } from "@/components/claim/claim-sieve";
import { pageActor } from "@/lib/auth/page";
import { claimList } from "@/lib/claim/queries";
import { position as livePosition } from "@/lib/live/queries";
import { workspace as readWorkspace } from "@/lib/workspace/queries";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("claim.list");
  return { title: t("title") };
}

interface ClaimsPageProps {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function ClaimsPage({ params, searchParams }: ClaimsPageProps) {
  const { workspace: slug } = await params;
  const actor = await pageActor(slug);
  const input = claimListInputOf(await searchParams);
  const position = await livePosition(actor);
  const [workspace, list] = await Promise.all([readWorkspace(actor), claimList(actor, input)]);
  return (
    <ClaimList
      position={position}
      workspace={slug}
      scale={workspace.ratingScale}
      list={list}
      input={input}
    />
  );
}
