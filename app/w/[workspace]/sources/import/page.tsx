import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ImportReferences } from "@/components/reference/import-references";
import { can } from "@/lib/auth/authorize";
import { pageActor } from "@/lib/auth/page";
import { workspace as readWorkspace } from "@/lib/workspace/queries";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("reference");
  return { title: t("title") };
}

export default async function ImportPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace } = await params;
  const actor = await pageActor(workspace);
  if (!can(actor, "source:import")) notFound();
  const { ratingScale, settings } = await readWorkspace(actor);
  return (
    <ImportReferences
      setting={{
        ...{ workspace, ratingScale, settings },
        members: [],
        me: { memberId: actor.memberId, role: actor.role },
      }}
    />
  );
}
