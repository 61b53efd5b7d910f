import { Skeleton, VisuallyHidden } from "@mantine/core";
import { useTranslations } from "next-intl";
import styles from "./article-skeleton.module.css";

/** The page's outline while the article is read. */
export function ArticleSkeleton() {
  const t = useTranslations("article.page");
  const lines = ["96%", "100%", "92%", "98%", "64%"];
  return (
    <div className={styles.page} aria-busy="true">
      <VisuallyHidden role="status">{t("loading")}</VisuallyHidden>
      <div className={styles.text}>
        <Skeleton height={40} width="88%" />
        <Skeleton height={40} width="55%" mt={10} />
        {["a", "b", "c"].map((paragraph) => (
          <div key={paragraph} className={styles.paragraph}>
            {lines.map((width) => (
              <Skeleton key={width} height={14} width={width} mt={14} />
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}
