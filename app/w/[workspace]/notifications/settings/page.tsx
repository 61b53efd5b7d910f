import { Anchor } from "@mantine/core";
import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { NotificationSettingsForm } from "@/components/notification/settings-form";
import { Page } from "@/components/ui/page";
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
  const t = await getTranslations("notification.settings");
  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      trail={
        <Anchor component={Link} href={`/w/${workspace}/notifications`} size="sm">
          {t("back")}
        </Anchor>
      }
    >
      <NotificationSettingsForm
        workspace={workspace}
        settings={await notificationSettings(actor)}
      />
    </Page>
  );
}
