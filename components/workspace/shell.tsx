import Link from "next/link";
import type { ReactNode } from "react";
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
  /** Whether there is a page of settings for them. */
  canManage: boolean;
  /** How many checks wait for the person's review; null where they review none. */
  reviewCount: number | null;
  children: ReactNode;
}

/** A workspace's slim bar, and beneath it the page. */
export function Shell({
  workspace,
  workspaces,
  person,
  canManage,
  reviewCount,
  children,
}: ShellProps) {
  const base = `/w/${workspace.slug}`;
  const places: NavPlace[] = [
    { key: "articles", href: base, count: null },
    { key: "review", href: `${base}/review`, count: reviewCount },
    { key: "members", href: `${base}/members`, count: null },
    ...(canManage ? [{ key: "settings", href: `${base}/settings`, count: null } as const] : []),
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
        <AccountMenu person={person} />
      </TopBar>
      <main id="main" tabIndex={-1} className={styles.main}>
        {children}
      </main>
      <ShellKeys base={base} />
    </>
  );
}
