import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Page } from "@/components/ui/page";
import { Invitations } from "@/components/workspace/invitations";
import { MemberTable } from "@/components/workspace/member-table";
import { found, pageActor } from "@/lib/auth/page";
import { openInvitations } from "@/lib/invitation/queries";
import { members as readMembers, workspace as readWorkspace } from "@/lib/workspace/queries";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("workspace.members");
  return { title: t("title") };
}

interface MembersPageProps {
  params: Promise<{ workspace: string }>;
}

export default async function MembersPage({ params }: MembersPageProps) {
  const { workspace: slug } = await params;
  const actor = await pageActor(slug);
  const [workspace, members] = await found(Promise.all([readWorkspace(actor), readMembers(actor)]));
  const invitations = workspace.can.manage ? await openInvitations(actor) : null;
  const t = await getTranslations("workspace.members");
  return (
    <Page title={t("title")} lead={t("lead", { count: members.length })}>
      <MemberTable workspace={slug} members={members} canManage={workspace.can.manage} />
      {invitations && <Invitations workspace={slug} invitations={invitations} />}
    </Page>
  );
}
