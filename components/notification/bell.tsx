"use client";

import { ActionIcon, Indicator } from "@mantine/core";
import { IconBell } from "@tabler/icons-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useWaiting } from "@/components/workspace/waiting";
import { MOST_UNREAD } from "@/lib/notification/schema";

/** How many notifications are unread, on every page of the workspace; leads to them. */
export function Bell({ href }: { href: string }) {
  const t = useTranslations("notification");
  const { unread } = useWaiting();
  const most = MOST_UNREAD;
  const isMore = unread > most;
  return (
    <Indicator
      disabled={unread === 0}
      label={isMore ? t("many", { most }) : String(unread)}
      size={16}
      offset={5}
      color="ink"
      styles={{ indicator: { fontSize: "0.6875rem", fontWeight: 600, pointerEvents: "none" } }}
    >
      <ActionIcon
        component={Link}
        href={href}
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={isMore ? t("bellMany", { most }) : t("bell", { count: unread })}
      >
        <IconBell size={20} aria-hidden="true" />
      </ActionIcon>
    </Indicator>
  );
}
