import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { NotificationList } from "@/components/notification/notification-list";
import { pageActor } from "@/lib/auth/page";
import { notifications } from "@/lib/notification/queries";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("notification");
  return { title: t("title") };
}

interface NotificationsPageProps {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function NotificationsPage({ params, searchParams }: NotificationsPageProps) {
  const { workspace } = await params;
  const actor = await pageActor(workspace);
  const unread = (await searchParams).show !== "all";
  return (
    <NotificationList
      workspace={workspace}
      list={await notifications(actor, { unread, cursor: null })}
      unread={unread}
    />
  );
}
