import { Text } from "@mantine/core";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PublicPage } from "@/components/account/public-page";
import { SignInForm } from "@/components/account/sign-in-form";
import { ownPath } from "@/lib/auth/own-path";
import { currentPerson } from "@/lib/auth/session";
import { isSetUp } from "@/lib/workspace/installation";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth.signIn");
  return { title: t("title") };
}

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<{ to?: string | string[] }>;
}) {
  const next = ownPath((await searchParams).to);
  if (!(await isSetUp())) redirect("/set-up");
  if (await currentPerson()) redirect(next);
  const t = await getTranslations("auth.signIn");
  return (
    <PublicPage title={t("title")}>
      <SignInForm next={next} />
      <Text size="sm" c="dimmed" mt="xl">
        {t("forgotten")}
      </Text>
    </PublicPage>
  );
}
