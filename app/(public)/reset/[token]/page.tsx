import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PublicPage } from "@/components/account/public-page";
import { ResetForm } from "@/components/account/reset-form";
import { passwordResetOffer } from "@/lib/account/queries";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth.reset");
  return { title: t("title"), referrer: "no-referrer" };
}

interface ResetPageProps {
  params: Promise<{ token: string }>;
}

export default async function ResetPage({ params }: ResetPageProps) {
  const { token } = await params;
  const offer = await passwordResetOffer(token);
  const t = await getTranslations("auth.reset");
  if (!offer) return <PublicPage title={t("gone.title")} lead={t("gone.text")} />;
  return (
    <PublicPage title={t("title")} lead={t("lead", offer)}>
      <ResetForm token={token} email={offer.email} />
    </PublicPage>
  );
}
