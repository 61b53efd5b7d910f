import { getTranslations } from "next-intl/server";
import { Page } from "@/components/ui/page";

/** Inside a workspace, whose bar stays: an article that is not there, or not for this person. */
export default async function NotFoundInWorkspace() {
  const t = await getTranslations("ui.notFound");
  return (
    <>
      <title>{`${t("title")} · Stet`}</title>
      <Page title={t("title")} lead={t("text")} width={40}>
        {null}
      </Page>
    </>
  );
}
