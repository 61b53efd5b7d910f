import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { BrowserTable } from "@/components/account/browser-table";
import { PasswordForm } from "@/components/account/password-form";
import { Page } from "@/components/ui/page";
import { Section } from "@/components/ui/section";
import { sessionsOf } from "@/lib/account/queries";
import { pagePerson } from "@/lib/auth/page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth.account");
  return { title: t("security") };
}

export default async function SecurityPage() {
  const person = await pagePerson();
  const t = await getTranslations("auth");
  return (
    <Page title={t("account.security")} width={50}>
      <Section title={t("security.password")} lead={t("security.passwordLead")}>
        <PasswordForm email={person.email} />
      </Section>
      <Section title={t("security.browsers")} lead={t("security.browsersLead")}>
        <BrowserTable sessions={await sessionsOf(person)} />
      </Section>
    </Page>
  );
}
