import { Title } from "@mantine/core";
import { type ReactNode, useId } from "react";
import styles from "./section.module.css";

interface SectionProps {
  title: ReactNode;
  lead?: ReactNode;
  children: ReactNode;
}

/** A part of a page of settings: what it is on one side, how it stands on the other. */
export function Section({ title, lead, children }: SectionProps) {
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <div>
        <Title order={2} id={id} className={styles.title}>
          {title}
        </Title>
        {lead && <p className={styles.lead}>{lead}</p>}
      </div>
      <div>{children}</div>
    </section>
  );
}
