import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Page } from "@/components/ui/page";
import { NewWorkspace } from "@/components/workspace/new-workspace";
import { WorkspaceList } from "@/components/workspace/workspace-list";
import { pagePerson } from "@/lib/auth/page";
import { workspacesOf } from "@/lib/workspace/queries";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("workspace.list");
  return { title: t("title") };
}

export default async function WorkspacesPage() {
  const person = await pagePerson();
  const workspaces = await workspacesOf(person);
  const t = await getTranslations("workspace.list");
  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      width={50}
      actions={person.operator ? <NewWorkspace /> : null}
    >
      <WorkspaceList workspaces={workspaces} operator={person.operator} />
    </Page>
  );
}
