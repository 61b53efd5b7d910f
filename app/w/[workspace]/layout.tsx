import type { Metadata } from "next";
import type { ReactNode } from "react";
import { KeysProvider } from "@/components/keys/keys-provider";
import { LiveProvider } from "@/components/live/live-provider";
import { Shell } from "@/components/workspace/shell";
import { WaitingProvider } from "@/components/workspace/waiting";
import { preferencesOf } from "@/lib/account/queries";
import { stuckCount } from "@/lib/assignment/queries";
import { pageActor, pagePerson } from "@/lib/auth/page";
import { position as livePosition } from "@/lib/live/queries";
import { unreadCount } from "@/lib/notification/queries";
import { reviewCount } from "@/lib/review/queries";
import { workspace as readWorkspace, workspacesOf } from "@/lib/workspace/queries";

interface WorkspaceLayoutProps {
  params: Promise<{ workspace: string }>;
  children: ReactNode;
}

export async function generateMetadata({ params }: WorkspaceLayoutProps): Promise<Metadata> {
  const actor = await pageActor((await params).workspace);
  const { name } = await readWorkspace(actor);
  return { title: { default: `${name} · Stet`, template: `%s · ${name} · Stet` } };
}

export default async function WorkspaceLayout({ params, children }: WorkspaceLayoutProps) {
  const { workspace: slug } = await params;
  const actor = await pageActor(slug);
  const person = await pagePerson();
  const position = await livePosition(actor);
  const [workspace, workspaces, review, stuck, unread, { singleKeys, keymap }] = await Promise.all([
    readWorkspace(actor),
    workspacesOf(person),
    reviewCount(actor),
    stuckCount(actor),
    unreadCount(actor),
    preferencesOf(person),
  ]);
  return (
    <KeysProvider preferences={{ singleKeys, keymap }}>
      <LiveProvider key={slug} workspace={slug} position={position}>
        <WaitingProvider workspace={slug} counted={{ unread, review, stuck }}>
          <Shell workspace={workspace} workspaces={workspaces} person={person} can={workspace.can}>
            {children}
          </Shell>
        </WaitingProvider>
      </LiveProvider>
    </KeysProvider>
  );
}
