import { getTranslations } from "next-intl/server";
import { PublicPage } from "@/components/account/public-page";
import { LinkButton } from "@/components/ui/link-button";

export default async function NotFound() {
  const t = await getTranslations("ui.notFound");
  return (
    <>
      <title>{`${t("title")} · Stet`}</title>
      <PublicPage title={t("title")} lead={t("text")}>
        <LinkButton href="/" variant="default">
          {t("home")}
        </LinkButton>
      </PublicPage>
    </>
  );
}
