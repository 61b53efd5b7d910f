import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { NotificationSettingsForm } from "@/components/notification/settings-form";
import { pageActor } from "@/lib/auth/page";
import { notificationSettings } from "@/lib/notification/queries";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("notification.settings");
  return { title: t("title") };
}

interface NotificationSettingsPageProps {
  params: Promise<{ workspace: string }>;
}

export default async function NotificationSettingsPage({ params }: NotificationSettingsPageProps) {
  const { workspace } = await params;
  const actor = await pageActor(workspace);
  return (
    <NotificationSettingsForm workspace={workspace} settings={await notificationSettings(actor)} />
  );
}
