import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PublicPage } from "@/components/account/public-page";
import { GuestQueries } from "@/components/query/guest-queries";
import { visitorAddress } from "@/lib/auth/visitor";
import { isAppError } from "@/lib/errors";
import { guestPage } from "@/lib/query-link/queries";

export const metadata: Metadata = {
  referrer: "no-referrer",
  robots: { index: false, follow: false, noarchive: true },
};

interface AnswerPageProps {
  params: Promise<{ token: string }>;
}

/** What a link lets somebody outside answer. Looking at it changes nothing. */
export default async function AnswerPage({ params }: AnswerPageProps) {
  const { token } = await params;
  const t = await getTranslations("query.guest");
  const page = await openPage(token);
  if (page === "busy") return <PublicPage title={t("busy")} lead={t("busyText")} />;
  if (page === null) return <PublicPage title={t("gone")} lead={t("goneText")} />;
  const { newsroom, name, queries } = page;
  return (
    <PublicPage
      title={t("title", { count: queries.length, newsroom })}
      lead={t("lead", { name, newsroom })}
    >
      <GuestQueries token={token} page={page} />
    </PublicPage>
  );
}

async function openPage(token: string) {
  try {
    return await guestPage(token, await visitorAddress());
  } catch (error) {
    if (isAppError(error) && error.code === "rate_limited") return "busy" as const;
    throw error;
  }
}
