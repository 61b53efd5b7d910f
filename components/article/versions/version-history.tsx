"use client";

import { Button, Checkbox } from "@mantine/core";
import { IconArrowsDiff, IconRestore } from "@tabler/icons-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { LinkButton } from "@/components/ui/link-button";
import { Page } from "@/components/ui/page";
import { Time } from "@/components/ui/time";
import type { VersionItem, VersionList } from "@/lib/version/schema";
import { EffectWords } from "./effect-words";
import { articlePath, comparisonPath, replacementPath, versionPath } from "./paths";
import { Trail } from "./trail";
import { useRestore } from "./use-restore";
import styles from "./version-history.module.css";

interface VersionHistoryProps {
  workspace: string;
  articleId: string;
  list: VersionList;
}

/** All versions of an article: who made them, how, and what became of the highlights. */
export function VersionHistory({ workspace, articleId, list }: VersionHistoryProps) {
  const t = useTranslations("article.versions");
  const { versions, currentVersion } = list;
  // Of three that were chosen, the first is let go.
  const [chosen, setChosen] = useState<readonly number[]>(
    currentVersion > 1 ? [currentVersion - 1, currentVersion] : [],
  );
  const choose = (number: number, isChosen: boolean) =>
    setChosen((now) =>
      isChosen ? [...now, number].slice(-2) : now.filter((other) => other !== number),
    );
  const [from, to] = chosen.toSorted((a, b) => a - b);
  const { restore, busy } = useRestore({ workspace, articleId, currentVersion });
  return (
    <Page
      width={52}
      title={t("title")}
      trail={<Trail workspace={workspace} articleId={articleId} {...list} />}
      actions={
        <div className={styles.actions}>
          {list.can.edit && (
            <LinkButton variant="default" href={replacementPath(workspace, articleId)}>
              {t("replaceText")}
            </LinkButton>
          )}
          {versions.length > 1 &&
            (from && to ? (
              <LinkButton
                href={comparisonPath(workspace, articleId, { from, to })}
                leftSection={<IconArrowsDiff size={18} aria-hidden />}
              >
                {t("compareChosen", { from, to })}
              </LinkButton>
            ) : (
              <Button disabled leftSection={<IconArrowsDiff size={18} aria-hidden />}>
                {t("chooseTwo")}
              </Button>
            ))}
        </div>
      }
    >
      <ol className={styles.versions} reversed aria-label={t("label")}>
        {versions.map((version) => (
          <li key={version.number} className={styles.version}>
            {versions.length > 1 && (
              <Checkbox
                className={styles.choice}
                aria-label={t("choose", { number: version.number })}
                checked={chosen.includes(version.number)}
                onChange={(event) => choose(version.number, event.currentTarget.checked)}
              />
            )}
            <div className={styles.main}>
              <h2 className={styles.title}>
                <Link
                  href={
                    version.number === currentVersion
                      ? articlePath(workspace, articleId)
                      : versionPath(workspace, articleId, version.number)
                  }
                >
                  {t("version", { number: version.number })}
                </Link>
                {version.number === currentVersion && (
                  <span className={styles.current}>{t("current")}</span>
                )}
              </h2>
              <Facts version={version} />
              {version.note !== "" && (
                <p className={styles.note} dir="auto">
                  {version.note}
                </p>
              )}
              {version.rawPage && (
                <RawPage
                  page={version.rawPage}
                  href={`/api${versionPath(workspace, articleId, version.number)}/page`}
                />
              )}
              {version.effect && (
                <p className={styles.effect}>
                  <EffectWords effect={version.effect} />
                </p>
              )}
            </div>
            <div className={styles.ways}>
              {version.number > 1 && (
                <LinkButton
                  size="compact-sm"
                  variant="subtle"
                  href={comparisonPath(workspace, articleId, {
                    from: version.number - 1,
                    to: version.number,
                  })}
                >
                  {t("changes")}
                </LinkButton>
              )}
              {list.can.edit && version.number !== currentVersion && (
                <Button
                  size="compact-sm"
                  variant="subtle"
                  color="gray"
                  disabled={busy}
                  leftSection={<IconRestore size={15} aria-hidden />}
                  aria-label={t("restore.label", { number: version.number })}
                  onClick={() => restore(version.number)}
                >
                  {t("restore.button")}
                </Button>
              )}
            </div>
          </li>
        ))}
      </ol>
    </Page>
  );
}

/** How it came, by whom and when. */
function Facts({ version }: { version: VersionItem }) {
  const t = useTranslations("article.versions");
  const { origin, restoredFrom, createdByName, createdAt } = version;
  return (
    <p className={styles.facts}>
      {t.rich("facts", {
        origin: t(`origins.${origin}`, { number: restoredFrom ?? 0 }),
        name: createdByName,
        time: () => <Time at={createdAt} />,
      })}
    </p>
  );
}

interface RawPageProps {
  page: NonNullable<VersionItem["rawPage"]>;
  /** Where its bytes are. */
  href: string;
}

/** The page of the web that it was read from, kept as it was. */
function RawPage({ page, href }: RawPageProps) {
  const t = useTranslations("article.versions");
  return (
    <p className={styles.facts}>
      {t.rich("readFrom", {
        address: () => (
          <a href={page.url} target="_blank" rel="noopener noreferrer" dir="ltr">
            {page.url}
          </a>
        ),
        time: () => <Time at={page.fetchedAt} />,
      })}{" "}
      <a href={href} title={t("rawPageHash", { sha256: page.sha256 })} download>
        {t("rawPage")}
      </a>
    </p>
  );
}
