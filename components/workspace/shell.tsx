import Link from "next/link";
import type { ReactNode } from "react";
import { Bell } from "@/components/notification/bell";
import { TopBar } from "@/components/ui/top-bar";
import { Wordmark } from "@/components/ui/wordmark";
import { AccountMenu } from "./account-menu";
import { NavMenu, type NavPlace, WorkspaceNav } from "./nav";
import styles from "./shell.module.css";
import { ShellKeys } from "./shell-keys";
import { WorkspaceSwitcher } from "./workspace-switcher";

interface ShellProps {
  workspace: { slug: string; name: string };
  /** All that the person belongs to. */
  workspaces: { slug: string; name: string }[];
  person: { name: string; email: string };
  can: { manage: boolean; review: boolean };
  children: ReactNode;
}

/** A workspace's slim bar, and beneath it the page. */
export function Shell({ workspace, workspaces, person, can, children }: ShellProps) {
  const base = `/w/${workspace.slug}`;
  const places: NavPlace[] = [
    { key: "articles", href: base },
    { key: "claims", href: `${base}/claims` },
    ...(can.review ? [{ key: "sources", href: `${base}/sources` } as const] : []),
    ...(can.review ? [{ key: "board", href: `${base}/board`, waiting: "stuck" } as const] : []),
    ...(can.review ? [{ key: "review", href: `${base}/review`, waiting: "review" } as const] : []),
    ...(can.review ? [{ key: "measures", href: `${base}/measures` } as const] : []),
    { key: "members", href: `${base}/members` },
    ...(can.manage ? [{ key: "settings", href: `${base}/settings` } as const] : []),
  ];
  return (
    <>
      <TopBar>
        <NavMenu places={places} />
        <div className={styles.brand}>
          <Link href={base} className={styles.home} aria-label={`Stet: ${workspace.name}`}>
            <Wordmark />
          </Link>
          <WorkspaceSwitcher current={workspace} workspaces={workspaces} />
        </div>
        <WorkspaceNav places={places} />
        <div className={styles.own}>
          <Bell href={`${base}/notifications`} />
          <AccountMenu person={person} />
        </div>
      </TopBar>
      <main id="main" tabIndex={-1} className={styles.main}>
        {children}
      </main>
      <ShellKeys base={base} canReview={can.review} />
    </>
  );
}
