import { Title } from "@mantine/core";
import type { ReactNode } from "react";
import styles from "./page.module.css";

interface PageProps {
  title: ReactNode;
  /** The way back, where the page lies below another. */
  trail?: ReactNode;
  /** A sentence that says what the page is for. */
  lead?: ReactNode;
  /** What one comes to the page to do. */
  actions?: ReactNode;
  /** Its width in rem; a table takes more than a form. */
  width?: number;
  children: ReactNode;
}

/** An ordinary page: its heading, and its material at a comfortable width. */
export function Page({ title, trail, lead, actions, width = 60, children }: PageProps) {
  return (
    <div className={styles.page} style={{ maxInlineSize: `${width}rem` }}>
      <div className={styles.head}>
        <div className={styles.words}>
          {trail}
          <Title order={1} className={styles.title}>
            {title}
          </Title>
          {lead && <p className={styles.lead}>{lead}</p>}
        </div>
        {actions}
      </div>
      {children}
    </div>
  );
}
