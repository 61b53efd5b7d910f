import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Page } from "@/components/ui/page";
import { WorkspaceSettings } from "@/components/workspace/settings/workspace-settings";
import { pageActor } from "@/lib/auth/page";
import { workspace as readWorkspace } from "@/lib/workspace/queries";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("workspace.settings");
  return { title: t("title") };
}

interface SettingsPageProps {
  params: Promise<{ workspace: string }>;
}

export default async function SettingsPage({ params }: SettingsPageProps) {
  const workspace = await readWorkspace(await pageActor((await params).workspace));
  if (!workspace.can.manage) notFound();
  const t = await getTranslations("workspace.settings");
  return (
    <Page title={t("title")} lead={t("lead", { name: workspace.name })} width={66}>
      <WorkspaceSettings workspace={workspace} />
    </Page>
  );
}
