"use client";

import { ActionIcon, Menu, UnstyledButton } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconDotsVertical } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { usePageControl } from "@/components/article/page/control";
import { usePage, usePageActions } from "@/components/article/page/store-context";
import type { AnnotationView, TargetView } from "@/lib/annotation/schema";
import styles from "./target-list.module.css";

/** The words an annotation stands on, its context lighter. */
export function TargetList({ annotation }: { annotation: AnnotationView }) {
  const t = useTranslations("annotation.panel");
  const direction = usePage((state) => state.article.direction);
  const language = usePage((state) => state.article.language);
  const ordered = [...annotation.targets].sort((a, b) => a.start - b.start);
  return (
    <ul className={styles.targets} aria-label={t("words")}>
      {ordered.map((target) => (
        <li key={target.id} className={styles.target} data-role={target.role}>
          <Words
            target={target}
            direction={direction}
            language={language}
            annotation={annotation}
          />
          {annotation.can.edit && annotation.targets.length > 1 && (
            <TargetMenu annotation={annotation} target={target} />
          )}
        </li>
      ))}
    </ul>
  );
}

interface WordsProps {
  target: TargetView;
  annotation: AnnotationView;
  direction: "ltr" | "rtl";
  language: string;
}

function Words({ target, annotation, direction, language }: WordsProps) {
  const t = useTranslations("annotation");
  const { open } = usePageControl();
  const text = usePage((state) => state.version.text);
  const isChanged = target.state === "changed";
  const marked = target.exact.replace(/\s+/gu, " ");
  const words = isChanged ? text.slice(target.start, target.end).replace(/\s+/gu, " ") : marked;
  return (
    <UnstyledButton
      className={styles.words}
      dir={direction}
      lang={language}
      onClick={() => open(annotation.id, { reveal: true, focus: "text" })}
    >
      {words === "\uFFFC" ? t("panel.pictureTarget") : words}
      {isChanged && (
        <span className={styles.was}>
          {t.rich("panel.was", { words: marked, old: (old) => <del>{old}</del> })}
        </span>
      )}
      {target.state === "orphaned" && <em className={styles.lost}>{t("card.orphaned")}</em>}
    </UnstyledButton>
  );
}

function TargetMenu({ annotation, target }: { annotation: AnnotationView; target: TargetView }) {
  const t = useTranslations("annotation");
  const { setTargets } = usePageActions();
  const change = (next: (other: TargetView) => { id: string; role: TargetView["role"] } | null) => {
    const targets = annotation.targets.flatMap((other) => next(other) ?? []);
    if (!targets.some(({ role }) => role === "words")) {
      notifications.show({ message: t("remove.lastWords") });
      return;
    }
    void setTargets(annotation.id, targets);
  };
  const same = ({ id, role }: TargetView) => ({ id, role });
  const other = target.role === "words" ? "context" : "words";
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon
          size="sm"
          variant="subtle"
          color="gray"
          aria-label={t("panel.targetMenu", { words: target.exact.slice(0, 60) })}
        >
          <IconDotsVertical size={14} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          onClick={() =>
            change((each) => (each.id === target.id ? { id: each.id, role: other } : same(each)))
          }
        >
          {other === "words" ? t("panel.asWords") : t("panel.asContext")}
        </Menu.Item>
        <Menu.Item onClick={() => change((each) => (each.id === target.id ? null : same(each)))}>
          {t("panel.removeTarget")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
