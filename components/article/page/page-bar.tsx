"use client";

import { ActionIcon, Badge, Button, Tooltip } from "@mantine/core";
import {
  IconChevronDown,
  IconChevronUp,
  IconFlag,
  IconHistory,
  IconList,
  IconMailQuestion,
  IconMapPinOff,
  IconMessage2,
  IconPencil,
  IconSignature,
} from "@tabler/icons-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { signOffPath, versionsPath } from "@/components/article/versions/paths";
import { CommandButton } from "@/components/keys/command-button";
import { Lookers } from "@/components/live/lookers";
import { isOpen } from "@/lib/query/status";
import { usePageControl } from "./control";
import { FilterChips, FilterMenu } from "./filter-menu";
import styles from "./page-bar.module.css";
import { Progress } from "./progress";
import { SaveState } from "./save-state";
import { usePage } from "./store-context";
import { useLost } from "./use-lost";
import { useToDo } from "./use-to-do";

/** How many annotations have no place in the text, and the way to them. */
function LostButton() {
  const t = useTranslations("annotation.lost");
  const { close, setTask, panel } = usePageControl();
  const count = useLost().length;
  if (count === 0) return null;
  return (
    <Tooltip label={t("count", { count })}>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconMapPinOff size={15} aria-hidden="true" />}
        aria-label={t("count", { count })}
        onClick={() => {
          close();
          setTask({ kind: "lost" });
          panel.current?.focus({ preventScroll: true });
        }}
      >
        {count}
      </Button>
    </Tooltip>
  );
}

/** The way to what is said about the article as a whole, on every screen. */
function TalkButton() {
  const t = useTranslations("comment");
  const { close, setTask, panel } = usePageControl();
  const articleId = usePage((state) => state.article.id);
  const count = usePage((state) => state.threads.get(articleId)?.open ?? 0);
  const show = () => {
    close();
    setTask({ kind: "comment", annotationId: null });
    panel.current?.focus({ preventScroll: true });
  };
  const label = t("onArticleCount", { count });
  return (
    <Tooltip label={label}>
      {count > 0 ? (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconMessage2 size={15} aria-hidden="true" />}
          aria-label={label}
          onClick={show}
        >
          {count}
        </Button>
      ) : (
        <ActionIcon variant="subtle" color="gray" aria-label={label} onClick={show}>
          <IconMessage2 size={18} />
        </ActionIcon>
      )}
    </Tooltip>
  );
}

/** The way to everything asked and flagged: how many queries are open, and whether a flag is. */
function QueriesButton() {
  const t = useTranslations("query");
  const flag = useTranslations("flag");
  const { setTask } = usePageControl();
  const queries = usePage((state) => state.queries);
  const flags = usePage((state) => state.flags);
  const mayAsk = usePage((state) => state.article.can.ask);
  const open = [...queries.values()].filter(isOpen).length;
  const flagged = [...flags.values()].filter(({ cleared }) => !cleared).length;
  if (queries.size + flags.size === 0 && !mayAsk) return null;
  const label = [t("openAll", { count: open }), flag("open", { count: flagged })].join("; ");
  const show = () => setTask({ kind: "queries" });
  return (
    <Tooltip label={label}>
      {open + flagged > 0 ? (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconMailQuestion size={15} aria-hidden="true" />}
          aria-label={label}
          onClick={show}
        >
          {open}
          {flagged > 0 && <IconFlag size={14} aria-hidden="true" className={styles.flagged} />}
        </Button>
      ) : (
        <ActionIcon variant="subtle" color="gray" aria-label={label} onClick={show}>
          <IconMailQuestion size={18} />
        </ActionIcon>
      )}
    </Tooltip>
  );
}

/** Whether the article is signed off, and the way to what stands against it. */
function SignOffLink() {
  const t = useTranslations("signOff");
  const workspace = usePage((state) => state.workspace);
  const { id, can } = usePage((state) => state.article);
  const version = usePage((state) => state.version.number);
  const signed = usePage((state) => state.standing);
  const state = signed && signed.version < version ? "new_version" : (signed?.state ?? "none");
  const label = t(`badge.${state}`);
  if (!can.close && state === "none") return null;
  const mark = <IconSignature size={18} aria-hidden="true" />;
  if (!can.close) {
    return (
      <Badge variant="default" size="md" tt="none" fw={500} leftSection={mark}>
        {label}
      </Badge>
    );
  }
  return (
    <Tooltip label={label}>
      <ActionIcon
        component={Link}
        href={signOffPath(workspace, id)}
        prefetch={false}
        variant={state === "none" ? "subtle" : "light"}
        color={state === "none" ? "gray" : state === "current" ? "green" : "orange"}
        aria-label={label}
      >
        {mark}
      </ActionIcon>
    </Tooltip>
  );
}

/** The page's one bar: which text, how far, what is shown, what is next, and whether it is saved. */
export function PageBar({ shown }: { shown: number }) {
  const t = useTranslations("article.page");
  const workspace = usePage((state) => state.workspace);
  const articleId = usePage((state) => state.article.id);
  const headline = usePage((state) => state.article.headline);
  const direction = usePage((state) => state.article.direction);
  const language = usePage((state) => state.article.language);
  const version = usePage((state) => state.version.number);
  const canEdit = usePage((state) => state.article.can.edit);
  const total = usePage((state) => state.annotations.size);
  const { narrow, setSheetOpened, setTask } = usePageControl();
  const meId = usePage((state) => state.me.memberId);
  const toDo = useToDo();
  return (
    <div className={styles.bar} data-page-bar="">
      <div className={styles.row}>
        <div className={styles.title}>
          <p className={styles.headline} title={headline}>
            <bdi dir={direction} lang={language}>
              {headline}
            </bdi>
          </p>
          <p className={styles.meta}>
            <Link href={versionsPath(workspace, articleId)} title={t("versions")}>
              {t("version", { number: version })}
            </Link>
            <SaveState />
            <Lookers articleId={articleId} meId={meId} />
          </p>
        </div>
        <div className={styles.progress}>
          <Progress />
        </div>
        <div className={styles.tools}>
          {toDo.size > 0 && (
            <span className={styles.toDo}>
              <CommandButton command="previous_to_do" label={t("toDo.previous")}>
                <IconChevronUp size={18} />
              </CommandButton>
              <Tooltip label={t("toDo.count", { count: toDo.size })}>
                <Badge variant="default" size="md" tt="none" fw={500}>
                  {t("toDo.short", { count: toDo.size })}
                </Badge>
              </Tooltip>
              <CommandButton command="next_to_do" label={t("toDo.next")}>
                <IconChevronDown size={18} />
              </CommandButton>
            </span>
          )}
          {narrow && total > 0 && (
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconList size={15} aria-hidden="true" />}
              aria-label={t("openList")}
              onClick={() => setSheetOpened(true)}
            >
              {shown}
            </Button>
          )}
          <SignOffLink />
          <LostButton />
          <QueriesButton />
          <TalkButton />
          <FilterMenu />
          {canEdit && (
            <CommandButton command="edit_text" label={t("edit")}>
              <IconPencil size={18} />
            </CommandButton>
          )}
          <Tooltip label={t("history")}>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t("history")}
              onClick={() => setTask({ kind: "history", annotationId: null })}
            >
              <IconHistory size={18} />
            </ActionIcon>
          </Tooltip>
        </div>
      </div>
      <FilterChips shown={shown} total={total} />
    </div>
  );
}
