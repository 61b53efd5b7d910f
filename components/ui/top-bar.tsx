import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import styles from "./top-bar.module.css";

/** The slim bar above a page, and before it the way past it. The page's main element is #main. */
export function TopBar({ children }: { children: ReactNode }) {
  const t = useTranslations("ui");
  return (
    <>
      <a href="#main" className={styles.skip}>
        {t("skip")}
      </a>
      <header className={styles.bar}>{children}</header>
    </>
  );
}
