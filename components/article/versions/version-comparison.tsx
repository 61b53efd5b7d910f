import { VisuallyHidden } from "@mantine/core";
import { useTranslations } from "next-intl";
import { Page } from "@/components/ui/page";
import type { VersionComparison } from "@/lib/version/schema";
import styles from "./comparison.module.css";
import { ComparisonBar } from "./comparison-bar";
import { ComparisonText, type ComparisonView, rowId } from "./comparison-text";
import { type ComparedSection, sectionsOf, wordsOf } from "./sections";
import { Trail } from "./trail";

interface VersionComparisonProps {
  workspace: string;
  articleId: string;
  comparison: VersionComparison;
  view: ComparisonView;
}

/** Two versions of an article, compared by words. */
export function VersionComparisonPage(props: VersionComparisonProps) {
  const { workspace, articleId, comparison, view } = props;
  const t = useTranslations("article.versions.compare");
  const { from, to, rows, currentVersion } = comparison;
  const sections = sectionsOf(rows);
  const count = sections.reduce((sum, { differences }) => sum + differences, 0);
  return (
    <Page
      width={view === "side" || sections.length > 2 ? 80 : 46}
      title={t("title", { from, to })}
      trail={
        <Trail
          workspace={workspace}
          articleId={articleId}
          here={t("short", { from, to })}
          {...comparison}
        />
      }
    >
      <ComparisonBar
        workspace={workspace}
        articleId={articleId}
        from={from}
        to={to}
        currentVersion={currentVersion}
        view={view}
        count={count}
      />
      {count === 0 ? (
        <p className={styles.equal}>{t("equal")}</p>
      ) : (
        <div className={styles.page}>
          {sections.length > 2 && <Headings sections={sections} comparison={comparison} />}
          <div>
            <p className={styles.legend}>
              {t.rich("legend", {
                del: (words) => <del>{words}</del>,
                ins: (words) => <ins>{words}</ins>,
              })}
            </p>
            <ComparisonText
              workspace={workspace}
              rows={rows}
              view={view}
              language={comparison.language}
              direction={comparison.direction}
              names={{
                older: t("column", { number: from }),
                newer: t("column", { number: to }),
              }}
            />
          </div>
        </div>
      )}
    </Page>
  );
}

interface HeadingsProps {
  sections: readonly ComparedSection[];
  comparison: VersionComparison;
}

/** The headings of the text, to jump by, with how much differs under each. */
function Headings({ sections, comparison }: HeadingsProps) {
  const t = useTranslations("article.versions.compare");
  return (
    <nav className={styles.headings} aria-label={t("headings")}>
      <h2>{t("headings")}</h2>
      <ol dir={comparison.direction} lang={comparison.language}>
        {sections.map(({ heading, differences }) =>
          heading ? (
            <li key={heading.index}>
              <a href={`#${rowId(heading.index)}`}>
                {wordsOf(heading.row)}
                {differences > 0 && (
                  <span>
                    <span aria-hidden="true">{differences}</span>
                    <VisuallyHidden>{t("count", { count: differences })}</VisuallyHidden>
                  </span>
                )}
              </a>
            </li>
          ) : null,
        )}
      </ol>
    </nav>
  );
}
