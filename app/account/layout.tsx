import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { AccountShell } from "@/components/account/account-shell";
import { pagePerson } from "@/lib/auth/page";
import { workspacesOf } from "@/lib/workspace/queries";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth.account");
  return { title: { default: `${t("title")} · Stet`, template: "%s · Stet" } };
}

export default async function AccountLayout({ children }: { children: ReactNode }) {
  const person = await pagePerson();
  return (
    <AccountShell person={person} workspaces={await workspacesOf(person)}>
      {children}
    </AccountShell>
  );
}
