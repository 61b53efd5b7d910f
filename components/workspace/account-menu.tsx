"use client";

import { Button, Menu, Text } from "@mantine/core";
import { IconLogout, IconUser } from "@tabler/icons-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { closeBrowserSession } from "@/components/account/browser-session";
import styles from "./shell.module.css";

interface AccountMenuProps {
  person: { name: string; email: string };
}

export function AccountMenu({ person }: AccountMenuProps) {
  const t = useTranslations("workspace.nav");
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          fw={400}
          leftSection={<IconUser size={18} aria-hidden />}
          aria-label={t("accountOf", { name: person.name })}
          styles={{ section: { marginInlineEnd: "0.4rem" } }}
        >
          <span className={styles.accountName}>{person.name}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="sm" c="var(--stet-ink)" fw={500} truncate>
            {person.name}
          </Text>
          <Text size="xs" truncate>
            {person.email}
          </Text>
        </Menu.Label>
        <Menu.Item component={Link} href="/account" leftSection={<IconUser size={16} />}>
          {t("account")}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconLogout size={16} />}
          onClick={() => closeBrowserSession("/sign-in")}
        >
          {t("signOut")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
