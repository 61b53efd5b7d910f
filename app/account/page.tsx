import { getTranslations } from "next-intl/server";
import { AppearanceForm } from "@/components/account/appearance-form";
import { ProfileForm } from "@/components/account/profile-form";
import { Page } from "@/components/ui/page";
import { Section } from "@/components/ui/section";
import { preferencesOf } from "@/lib/account/queries";
import { pagePerson } from "@/lib/auth/page";

export default async function ProfilePage() {
  const person = await pagePerson();
  const { colourScheme } = await preferencesOf(person);
  const t = await getTranslations("auth");
  return (
    <Page title={t("account.profile")} width={50}>
      <Section title={t("profile.who")}>
        <ProfileForm name={person.name} email={person.email} />
      </Section>
      <Section title={t("profile.appearance")} lead={t("profile.appearanceLead")}>
        <AppearanceForm colourScheme={colourScheme} />
      </Section>
    </Page>
  );
}
