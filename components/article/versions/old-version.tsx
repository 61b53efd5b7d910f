"use client";

import { Button, UnstyledButton } from "@mantine/core";
import { IconHistory, IconRestore } from "@tabler/icons-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, useCallback, useMemo, useRef, useState } from "react";
import { StateWord } from "@/components/annotation/state-mark";
import { ANNOTATION_PARAMETER } from "@/components/article/page/link";
import type { Highlight } from "@/components/article/reading/highlight";
import { type ReadingHandle, ReadingView } from "@/components/article/reading/reading-view";
import { LinkButton } from "@/components/ui/link-button";
import { Time } from "@/components/ui/time";
import type { OldAnnotation, VersionPage } from "@/lib/version/schema";
import styles from "./old-version.module.css";
import { articlePath, comparisonPath } from "./paths";
import { Trail } from "./trail";
import { useRestore } from "./use-restore";

interface OldVersionProps {
  workspace: string;
  articleId: string;
  /** Its text is rendered already; its document stays on the server. */
  version: Omit<VersionPage, "document">;
  html: string;
}

/** A version as it stood, to read: its text, and the highlights where they were on it. */
export function OldVersion({ workspace, articleId, version, html }: OldVersionProps) {
  const t = useTranslations("article.versions");
  const { number, text, language, direction, headline, annotations } = version;
  const reading = useRef<ReadingHandle>(null);
  const [activeIds, setActiveIds] = useState<readonly string[]>([]);
  const [sheetOpened, setSheetOpened] = useState(false);
  const [isNarrow, setNarrow] = useState(false);
  const highlights = useMemo(() => annotations.map(highlightOf), [annotations]);
  const byId = useMemo(() => new Map(annotations.map((one) => [one.id, one])), [annotations]);

  const renderCard = useCallback(
    (id: string, isActive: boolean) => {
      const annotation = byId.get(id);
      if (!annotation) return null;
      return (
        <Card
          annotation={annotation}
          isActive={isActive}
          text={text}
          language={language}
          direction={direction}
          href={`${articlePath(workspace, articleId)}?${ANNOTATION_PARAMETER}=${id}`}
          onOpen={() => {
            setActiveIds([id]);
            setSheetOpened(false);
            reading.current?.reveal(id);
          }}
        />
      );
    },
    [byId, text, language, direction, workspace, articleId],
  );

  return (
    <div className={styles.page}>
      <Banner workspace={workspace} articleId={articleId} version={version}>
        {isNarrow && annotations.length > 0 && (
          <Button size="compact-sm" variant="default" onClick={() => setSheetOpened(true)}>
            {t("old.cardsOf", { count: annotations.length })}
          </Button>
        )}
      </Banner>
      <div className={styles.reading} data-key-scope="reading">
        <ReadingView
          ref={reading}
          html={html}
          text={text}
          language={language}
          direction={direction}
          label={t("old.text", { number, headline })}
          highlights={highlights}
          activeIds={activeIds}
          onActivate={(hit) => setActiveIds(hit ? [hit.current] : [])}
          onSelect={() => undefined}
          renderCard={renderCard}
          cardsLabel={t("old.cards")}
          sheet={{ opened: sheetOpened, onClose: () => setSheetOpened(false) }}
          onNarrow={setNarrow}
        />
      </div>
    </div>
  );
}

function highlightOf({ id, stateNow, targets }: OldAnnotation): Highlight {
  return { id, state: stateNow ?? "nothing", targets };
}

interface BannerProps extends Pick<OldVersionProps, "workspace" | "articleId" | "version"> {
  children: ReactNode;
}

/** Which version this is, and the ways from it. */
function Banner({ workspace, articleId, version, children }: BannerProps) {
  const t = useTranslations("article.versions");
  const router = useRouter();
  const { number, currentVersion, createdAt, createdByName, can } = version;
  const { restore, busy } = useRestore({
    workspace,
    articleId,
    currentVersion,
    onRestored: () => router.push(articlePath(workspace, articleId)),
  });
  const isCurrent = number === currentVersion;
  return (
    <div className={styles.banner}>
      <div className={styles.words}>
        <Trail
          workspace={workspace}
          articleId={articleId}
          here={t("version", { number })}
          {...version}
        />
        <p className={styles.which}>
          <IconHistory size={18} aria-hidden />
          <span>
            {t.rich(isCurrent ? "old.bannerCurrent" : "old.banner", {
              number,
              count: currentVersion,
              name: createdByName,
              time: () => <Time at={createdAt} show="full" />,
            })}
          </span>
        </p>
      </div>
      <div className={styles.ways}>
        {children}
        <LinkButton size="compact-sm" variant="default" href={articlePath(workspace, articleId)}>
          {t("old.current")}
        </LinkButton>
        {!isCurrent && (
          <LinkButton
            size="compact-sm"
            variant="default"
            href={comparisonPath(workspace, articleId, { from: number, to: currentVersion })}
          >
            {t("old.compare")}
          </LinkButton>
        )}
        {!isCurrent && can.edit && (
          <Button
            size="compact-sm"
            disabled={busy}
            leftSection={<IconRestore size={15} aria-hidden />}
            onClick={() => restore(number)}
          >
            {t("restore.button")}
          </Button>
        )}
      </div>
    </div>
  );
}

interface CardProps extends Pick<VersionPage, "text" | "language" | "direction"> {
  annotation: OldAnnotation;
  isActive: boolean;
  href: string;
  onOpen: () => void;
}

/** An annotation as it stood there, how it stands now, and the way to it in the current text. */
function Card({ annotation, isActive, text, language, direction, href, onOpen }: CardProps) {
  const t = useTranslations("article.versions.old");
  const { stateNow, words, targets } = annotation;
  const marked = targets.find(({ role }) => role === "words") ?? targets[0];
  return (
    <div className={styles.card} data-active={isActive || undefined}>
      <UnstyledButton
        className={styles.cardButton}
        aria-current={isActive || undefined}
        onClick={onOpen}
      >
        <span className={styles.state}>
          {stateNow ? t.rich("now", { state: () => <StateWord state={stateNow} /> }) : t("gone")}
        </span>
        <span className={styles.cardWords} dir={direction} lang={language}>
          {words || text.slice(marked?.start, marked?.end).replaceAll("\uFFFC", t("picture"))}
        </span>
      </UnstyledButton>
      {isActive && stateNow && (
        <Link className={styles.cardLink} href={href}>
          {t("openNow")}
        </Link>
      )}
    </div>
  );
}
