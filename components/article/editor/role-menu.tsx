"use client";

import { Menu } from "@mantine/core";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { BLOCK_ROLES, type BlockRole, isBlockRole } from "@/lib/document/role";

interface RoleMenuProps {
  /** What the block is now. */
  role: BlockRole | null;
  onPick: (role: BlockRole) => void;
  /** Where the menu is opened by something else than its target. */
  opened?: boolean;
  onClose?: () => void;
  children: ReactNode;
}

/** What a block of text can be, the present one ticked. */
export function RoleMenu({ role, onPick, opened, onClose, children }: RoleMenuProps) {
  const t = useTranslations("article");
  return (
    <Menu
      {...(opened !== undefined && { opened })}
      {...(onClose && { onClose })}
      position="bottom-start"
      width={200}
      returnFocus
    >
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t("editor.roles")}</Menu.Label>
        <Menu.RadioGroup
          value={role}
          onChange={(value) => {
            if (isBlockRole(value)) onPick(value);
          }}
        >
          {BLOCK_ROLES.map((item) => (
            <Menu.RadioItem key={item} value={item} closeMenuOnClick>
              {t(`role.${item}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}
