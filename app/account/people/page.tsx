import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PeopleTable } from "@/components/account/people-table";
import { Page } from "@/components/ui/page";
import { accounts } from "@/lib/account/queries";
import { found, pagePerson } from "@/lib/auth/page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth.people");
  return { title: t("title") };
}

export default async function PeoplePage() {
  const people = await found(accounts(await pagePerson()));
  const t = await getTranslations("auth.people");
  return (
    <Page title={t("title")} lead={t("lead")} width={56}>
      <PeopleTable people={people} />
    </Page>
  );
}
