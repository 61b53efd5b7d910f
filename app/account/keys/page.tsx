import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { KeysForm } from "@/components/account/keys-form";
import { Page } from "@/components/ui/page";
import { preferencesOf } from "@/lib/account/queries";
import { pagePerson } from "@/lib/auth/page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth.keys");
  return { title: t("title") };
}

export default async function KeysPage() {
  const { singleKeys, keymap } = await preferencesOf(await pagePerson());
  const t = await getTranslations("auth.keys");
  return (
    <Page title={t("title")} lead={t("lead")} width={50}>
      <KeysForm stored={{ singleKeys, keymap }} />
    </Page>
  );
}
