import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PublicPage } from "@/components/account/public-page";
import { SetUpForm } from "@/components/account/set-up-form";
import { isSetUp, isSetupToken } from "@/lib/workspace/installation";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth.setUp");
  return { title: t("title") };
}

interface SetUpPageProps {
  searchParams: Promise<{ token?: string | string[] }>;
}

export default async function SetUpPage({ searchParams }: SetUpPageProps) {
  if (await isSetUp()) redirect("/");
  const { token } = await searchParams;
  const t = await getTranslations("auth.setUp");
  if (typeof token !== "string" || !(await isSetupToken(token))) {
    return <PublicPage title={t("noToken.title")} lead={t("noToken.text")} />;
  }
  return <SetUpForm token={token} />;
}
