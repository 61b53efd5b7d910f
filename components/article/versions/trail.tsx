import { IconChevronRight } from "@tabler/icons-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { articlePath, versionsPath } from "./paths";
import styles from "./trail.module.css";

interface TrailProps {
  workspace: string;
  articleId: string;
  headline: string;
  language: string;
  direction: "ltr" | "rtl";
  /** Where a page lies below the list of versions. */
  here?: string;
}

/** The way back: the article, its versions, and the page that is open. */
export function Trail({ workspace, articleId, here, ...article }: TrailProps) {
  const t = useTranslations("article.versions");
  return (
    <nav aria-label={t("trail")}>
      <ol className={styles.trail}>
        <li>
          <Link href={articlePath(workspace, articleId)}>
            <bdi dir={article.direction} lang={article.language}>
              {article.headline}
            </bdi>
          </Link>
        </li>
        <li>
          <IconChevronRight size={14} aria-hidden className={styles.step} />
          {here ? (
            <Link href={versionsPath(workspace, articleId)}>{t("title")}</Link>
          ) : (
            <span aria-current="page">{t("title")}</span>
          )}
        </li>
        {here && (
          <li>
            <IconChevronRight size={14} aria-hidden className={styles.step} />
            <span aria-current="page">{here}</span>
          </li>
        )}
      </ol>
    </nav>
  );
}
