"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import styles from "./account-shell.module.css";

const PLACES = [
  { key: "profile", href: "/account" },
  { key: "security", href: "/account/security" },
  { key: "keys", href: "/account/keys" },
  { key: "workspaces", href: "/account/workspaces" },
  { key: "people", href: "/account/people" },
] as const;

export function AccountNav({ operator }: { operator: boolean }) {
  const t = useTranslations("auth.account");
  const path = usePathname();
  return (
    <nav className={styles.nav} aria-label={t("nav")}>
      <ul>
        {PLACES.filter(({ key }) => key !== "people" || operator).map(({ key, href }) => (
          <li key={key}>
            <Link
              href={href}
              className={styles.link}
              aria-current={path === href ? "page" : undefined}
            >
              {t(key)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
