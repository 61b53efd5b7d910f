"use client";

import { ActionIcon, Menu } from "@mantine/core";
import { IconMenu2 } from "@tabler/icons-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { MOST_COUNTED } from "@/lib/review/schema";
import styles from "./shell.module.css";
import { useWaiting } from "./waiting";

export interface NavPlace {
  key: "articles" | "claims" | "sources" | "board" | "measures" | "review" | "members" | "settings";
  href: string;
  /** Which count is shown beside it, where one is. */
  waiting?: "review" | "stuck";
}

interface NavProps {
  places: NavPlace[];
}

export function WorkspaceNav({ places }: NavProps) {
  const t = useTranslations("workspace.nav");
  const current = useCurrentPlace(places);
  return (
    <nav className={styles.nav} aria-label={t("main")}>
      {places.map(({ key, href, waiting }) => (
        <Link
          key={key}
          href={href}
          className={styles.link}
          aria-current={key === current ? "page" : undefined}
        >
          {t(key)}
          <Count of={waiting} />
        </Link>
      ))}
    </nav>
  );
}

/** The same on a narrow screen. */
export function NavMenu({ places }: NavProps) {
  const t = useTranslations("workspace.nav");
  const current = useCurrentPlace(places);
  return (
    <div className={styles.menu}>
      <Menu position="bottom-start" width={220}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t("menu")}>
            <IconMenu2 size={20} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {places.map(({ key, href, waiting }) => (
            <Menu.Item
              key={key}
              component={Link}
              href={href}
              aria-current={key === current ? "page" : undefined}
              fw={key === current ? 600 : undefined}
              rightSection={<Count of={waiting} />}
            >
              {t(key)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}

function Count({ of }: { of: NavPlace["waiting"] }) {
  const t = useTranslations("workspace.nav");
  const waiting = useWaiting();
  const count = of ? waiting[of] : 0;
  if (count === 0) return null;
  const most = MOST_COUNTED;
  const isMore = count > most;
  return (
    <span
      className={styles.count}
      role="img"
      aria-label={isMore ? t("waitingMore", { most }) : t("waiting", { count })}
    >
      {isMore ? t("more", { most }) : count}
    </span>
  );
}

/** The list of articles is the workspace's front page, and articles lie behind it; notifications do not. */
function useCurrentPlace(places: NavPlace[]): NavPlace["key"] | null {
  const path = usePathname();
  const deeper = places.find(
    ({ key, href }) => key !== "articles" && (path === href || path.startsWith(`${href}/`)),
  );
  if (deeper) return deeper.key;
  return /^\/w\/[^/]+\/notifications(\/|$)/.test(path) ? null : "articles";
}
