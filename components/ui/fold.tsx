"use client";

import { IconChevronRight } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import styles from "./fold.module.css";

interface FoldProps {
  title: ReactNode;
  /** Something in brief beside the title. */
  aside?: ReactNode;
  open?: boolean;
  /** Built only once it has been opened. */
  children: () => ReactNode;
}

/** A part that is folded away until it is asked for. */
export function Fold({ title, aside, open = false, children }: FoldProps) {
  const [opened, setOpened] = useState(open);
  return (
    <details
      className={styles.fold}
      open={open}
      onToggle={(event) => {
        if (event.currentTarget.open) setOpened(true);
      }}
    >
      <summary className={styles.summary}>
        <IconChevronRight size={15} aria-hidden="true" className={styles.chevron} />
        <span>{title}</span>
        {aside !== undefined && <span className={styles.aside}>{aside}</span>}
      </summary>
      <div className={styles.content}>{opened && children()}</div>
    </details>
  );
}
