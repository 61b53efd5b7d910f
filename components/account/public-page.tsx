import { Title } from "@mantine/core";
import Link from "next/link";
import type { ReactNode } from "react";
import { Wordmark } from "@/components/ui/wordmark";
import styles from "./public-page.module.css";

interface PublicPageProps {
  title: ReactNode;
  lead?: ReactNode;
  children?: ReactNode;
}

/** A page outside every workspace, with one thing to do on it. */
export function PublicPage({ title, lead, children }: PublicPageProps) {
  return (
    <div className={styles.page}>
      <header>
        <Link href="/" className={styles.home} prefetch={false}>
          <Wordmark />
        </Link>
      </header>
      <main id="main" className={styles.main}>
        <Title order={1} className={styles.title}>
          {title}
        </Title>
        {lead && <p className={styles.lead}>{lead}</p>}
        {children && <div className={styles.body}>{children}</div>}
      </main>
    </div>
  );
}
