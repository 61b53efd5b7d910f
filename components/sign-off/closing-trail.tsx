import { IconChevronRight } from "@tabler/icons-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { articlePath } from "@/components/article/versions/paths";
import trail from "@/components/article/versions/trail.module.css";
import type { Closing } from "@/lib/sign-off/schema";

/** The way back to the article. */
export function ClosingTrail({
  workspace,
  article,
}: {
  workspace: string;
  article: Closing["article"];
}) {
  const t = useTranslations("signOff");
  return (
    <nav aria-label={t("trail")}>
      <ol className={trail.trail}>
        <li>
          <Link href={articlePath(workspace, article.id)}>
            <bdi dir={article.direction} lang={article.language}>
              {article.headline}
            </bdi>
          </Link>
        </li>
        <li>
          <IconChevronRight size={14} aria-hidden className={trail.step} />
          <span aria-current="page">{t("title")}</span>
        </li>
      </ol>
    </nav>
  );
}
