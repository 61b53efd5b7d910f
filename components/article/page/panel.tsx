"use client";

import { ActionIcon, CloseButton, Menu } from "@mantine/core";
import {
  IconChevronLeft,
  IconChevronRight,
  IconCopy,
  IconDots,
  IconFocusCentered,
  IconHistory,
  IconLink,
  IconMessagePlus,
  IconTrash,
} from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { LostSection } from "@/components/annotation/lost-section";
import { NewNotePanel, NotePanel, NothingPanel } from "@/components/annotation/note-panel";
import { OccurrencePanel } from "@/components/annotation/occurrence-panel";
import { StateWord } from "@/components/annotation/state-mark";
import { TargetList } from "@/components/annotation/target-list";
import { ThreadsProvider } from "@/components/comment/threads";
import { AnnotationFlags } from "@/components/flag/flag-list";
import { CommandButton } from "@/components/keys/command-button";
import { CommandKey } from "@/components/keys/key-caps";
import { useKeys } from "@/components/keys/keys-provider";
import { Lookers } from "@/components/live/lookers";
import { AnnotationQueries } from "@/components/query/annotation-queries";
import { Time } from "@/components/ui/time";
import type { CommandId } from "@/lib/account/keymap";
import type { AnnotationView } from "@/lib/annotation/schema";
import { ArticleMatters } from "./article-matters";
import { AnnotationThreads, ArticleThreadsPanel, subjectsOf } from "./comments";
import { usePageControl } from "./control";
import { stateOf } from "./highlights";
import { LostList } from "./lost-list";
import { LostSearchProgress } from "./lost-search";
import { GoneRow } from "./others";
import { Overview } from "./overview";
import styles from "./panel.module.css";
import { useAnnotation, useClaimOf, useMemberName, usePage, usePageActions } from "./store-context";

/** The open annotation; on a wide screen, where none is open, how the article stands. */
export function Panel() {
  const t = useTranslations("annotation");
  const page = useTranslations("article.page.overview");
  const comment = useTranslations("comment");
  const query = useTranslations("query");
  const { panel, task } = usePageControl();
  const activeId = usePage((state) => state.activeId);
  const annotation = useAnnotation(activeId);
  const isDraft = task?.kind === "note";
  const isLost = task?.kind === "lost" && annotation === undefined;
  const isTalk = task?.kind === "comment" && annotation === undefined;
  const isOnArticle = task?.kind === "article" && annotation === undefined;
  const isOpen = annotation !== undefined || isDraft || isLost || isTalk || isOnArticle;
  const label = isLost
    ? t("lost.title")
    : isTalk
      ? comment("onArticle")
      : isOnArticle
        ? query("ofArticle")
        : isOpen
          ? t("panel.label")
          : page("title");
  return (
    <aside
      ref={panel}
      className={styles.panel}
      data-open={isOpen || undefined}
      data-key-scope="panel"
      aria-label={label}
      tabIndex={-1}
    >
      {isDraft && task.kind === "note" ? (
        <NewNotePanel targets={task.targets} />
      ) : annotation ? (
        <Opened key={annotation.id} annotation={annotation} />
      ) : isLost ? (
        <Lost />
      ) : isTalk ? (
        <ArticleThreadsPanel />
      ) : isOnArticle ? (
        <ArticleMatters />
      ) : (
        <Overview />
      )}
    </aside>
  );
}

function Lost() {
  const t = useTranslations("annotation.lost");
  const { close } = usePageControl();
  return (
    <>
      <header className={styles.head}>
        <h2 className={styles.title}>{t("title")}</h2>
        <CloseButton aria-label={t("close")} onClick={close} />
      </header>
      <div className={styles.body}>
        <LostSearchProgress />
        <LostList />
      </div>
    </>
  );
}

function Opened({ annotation }: { annotation: AnnotationView }) {
  const t = useTranslations("annotation");
  const claim = useClaimOf(annotation);
  const { close } = usePageControl();
  const { dispatcher } = useKeys();
  const state = stateOf(annotation, claim);
  const comment = useTranslations("comment");
  const pending = usePage(({ unsaved }) => unsaved.has(annotation.id));
  const { countThreads } = usePageActions();
  const meId = usePage((state) => state.me.memberId);
  return (
    <ThreadsProvider
      subjects={subjectsOf(annotation)}
      articleId={annotation.articleId}
      pending={pending}
      onCounts={countThreads}
    >
      <header className={styles.head}>
        <h2 className={styles.title}>
          <StateWord state={state} />
          {claim && (
            <span className={styles.number}>
              {claim.number > 0 ? t("card.claim", { number: claim.number }) : t("card.newClaim")}
            </span>
          )}
        </h2>
        {annotation.occurrence && (
          <Lookers
            articleId={annotation.articleId}
            claimId={annotation.occurrence.claimId}
            meId={meId}
          />
        )}
        <div className={styles.tools}>
          <CommandButton command="previous_annotation" label={t("panel.previous")}>
            <IconChevronLeft size={18} />
          </CommandButton>
          <CommandButton command="next_annotation" label={t("panel.next")}>
            <IconChevronRight size={18} />
          </CommandButton>
          <CommandButton command="comment" label={comment("add")}>
            <IconMessagePlus size={18} />
          </CommandButton>
          <MoreMenu annotation={annotation} onChoose={(command) => dispatcher.run(command)} />
          <CloseButton aria-label={t("panel.close")} onClick={close} />
        </div>
      </header>
      <div className={styles.body}>
        <GoneRow annotationId={annotation.id} />
        <TargetList annotation={annotation} />
        <LostSection annotation={annotation} />
        {annotation.kind === "note" && <NotePanel annotation={annotation} />}
        {annotation.kind === "nothing" && <NothingPanel annotation={annotation} />}
        {annotation.occurrence && (
          <OccurrencePanel annotation={annotation} occurrence={annotation.occurrence} />
        )}
        <AnnotationFlags annotation={annotation} />
        <AnnotationQueries annotationId={annotation.id} />
        <AnnotationThreads annotation={annotation} />
        <Made annotation={annotation} />
      </div>
    </ThreadsProvider>
  );
}

interface MoreMenuProps {
  annotation: AnnotationView;
  onChoose: (command: CommandId) => void;
}

function MoreMenu({ annotation, onChoose }: MoreMenuProps) {
  const t = useTranslations("annotation.panel");
  const { open } = usePageControl();
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t("more")}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconFocusCentered size={16} />}
          onClick={() => open(annotation.id, { reveal: true })}
        >
          {t("reveal")}
        </Menu.Item>
        {annotation.can.edit && (
          <Menu.Item
            leftSection={<IconCopy size={16} />}
            rightSection={<CommandKey command="same_words" />}
            onClick={() => onChoose("same_words")}
          >
            {t("sameWords")}
          </Menu.Item>
        )}
        <Menu.Item
          leftSection={<IconLink size={16} />}
          rightSection={<CommandKey command="copy_link" />}
          onClick={() => onChoose("copy_link")}
        >
          {t("copyLink")}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconHistory size={16} />}
          rightSection={<CommandKey command="history" />}
          onClick={() => onChoose("history")}
        >
          {t("history")}
        </Menu.Item>
        {annotation.can.delete && (
          <>
            <Menu.Divider />
            <Menu.Item
              color="red"
              leftSection={<IconTrash size={16} />}
              rightSection={<CommandKey command="delete" />}
              onClick={() => onChoose("delete")}
            >
              {t("delete")}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function Made({ annotation }: { annotation: AnnotationView }) {
  const t = useTranslations("annotation.panel");
  const name = useMemberName(annotation.createdById);
  return (
    <p className={styles.made}>
      {annotation.importedFrom !== null
        ? t("importedFrom", { name: annotation.importedFrom })
        : t.rich("by", { name, time: () => <Time at={annotation.createdAt} /> })}
    </p>
  );
}
