import { IconArrowLeft } from "@tabler/icons-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { TopBar } from "@/components/ui/top-bar";
import { Wordmark } from "@/components/ui/wordmark";
import { AccountMenu } from "@/components/workspace/account-menu";
import { AccountNav } from "./account-nav";
import styles from "./account-shell.module.css";

interface AccountShellProps {
  person: { name: string; email: string; operator: boolean };
  workspaces: { slug: string; name: string }[];
  children: ReactNode;
}

/** The pages of a person's own account, and of the installation for its operator. */
export function AccountShell({ person, workspaces, children }: AccountShellProps) {
  const t = useTranslations("auth.account");
  const [only, another] = workspaces;
  return (
    <>
      <TopBar>
        <Link href="/" className={styles.home} aria-label="Stet" prefetch={false}>
          <Wordmark />
        </Link>
        {only && !another && (
          <Link href={`/w/${only.slug}`} className={styles.back}>
            <IconArrowLeft size={16} aria-hidden />
            <span>{t("back", { workspace: only.name })}</span>
          </Link>
        )}
        <AccountMenu person={person} />
      </TopBar>
      <div className={styles.body}>
        <AccountNav operator={person.operator} />
        <main id="main" tabIndex={-1} className={styles.main}>
          {children}
        </main>
      </div>
    </>
  );
}
