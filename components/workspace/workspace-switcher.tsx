"use client";

import { Menu, UnstyledButton } from "@mantine/core";
import { IconCheck, IconSelector } from "@tabler/icons-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import styles from "./shell.module.css";

interface WorkspaceSwitcherProps {
  current: { slug: string; name: string };
  workspaces: { slug: string; name: string }[];
}

export function WorkspaceSwitcher({ current, workspaces }: WorkspaceSwitcherProps) {
  const t = useTranslations("workspace.nav");
  if (workspaces.length < 2) {
    return (
      <div className={styles.workspace}>
        <span title={current.name}>{current.name}</span>
      </div>
    );
  }
  return (
    <Menu position="bottom-start" width={260}>
      <Menu.Target>
        <UnstyledButton
          className={styles.workspace}
          aria-label={t("switch", { name: current.name })}
        >
          <span title={current.name}>{current.name}</span>
          <IconSelector size={16} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown mah="60vh" style={{ overflowY: "auto" }}>
        {workspaces.map(({ slug, name }) => (
          <Menu.Item
            key={slug}
            component={Link}
            href={`/w/${slug}`}
            aria-current={slug === current.slug ? "true" : undefined}
            rightSection={slug === current.slug ? <IconCheck size={16} aria-hidden /> : null}
          >
            {name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item component={Link} href="/account/workspaces">
          {t("all")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
