"use client";

import { Button, CopyButton, Group, Title } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { UndoNotice } from "@/components/ui/undo-notice";
import { canonicalText } from "@/lib/document/canonical";
import { parseDocument } from "@/lib/document/schema";
import type { EditArticle } from "./article";
import { Compared } from "./compared";
import styles from "./edit-page.module.css";
import type { EditAside, EditBase } from "./keep";

interface AsideProps {
  workspace: string;
  article: EditArticle;
  base: EditBase;
  aside: EditAside;
  onDismiss: () => void;
  onRestore: () => void;
}

/** What a person had written before they took another's text, to be copied from. */
export function Aside({ workspace, article, base, aside, onDismiss, onRestore }: AsideProps) {
  const t = useTranslations("article.edit");
  const [theirs, mine] = useMemo(
    () => [parseDocument(base.document), parseDocument(aside)],
    [base, aside],
  );
  const dismiss = () => {
    onDismiss();
    const notice = notifications.show({
      message: (
        <UndoNotice
          undo={t("undo")}
          onUndo={() => {
            notifications.hide(notice);
            onRestore();
          }}
        >
          {t("aside.dismissed")}
        </UndoNotice>
      ),
    });
  };
  return (
    <section className={styles.aside}>
      <Title order={2} size="h4">
        {t("aside.title")}
      </Title>
      <p className={styles.lead}>{t("aside.lead")}</p>
      <Group gap="xs" my="sm">
        <CopyButton value={canonicalText(mine)}>
          {({ copy, copied }) => (
            <Button size="compact-sm" onClick={copy}>
              {t(copied ? "outdated.copied" : "outdated.copyMine")}
            </Button>
          )}
        </CopyButton>
        <Button size="compact-sm" variant="default" onClick={dismiss}>
          {t("aside.done")}
        </Button>
      </Group>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it is scrolled by the keyboard */}
      <section className={styles.scroll} tabIndex={0} aria-label={t("aside.newer")}>
        <Compared
          workspace={workspace}
          language={article.language}
          direction={article.direction}
          older={theirs}
          newer={mine}
          view="inline"
          names={{ older: t("aside.older"), newer: t("aside.newer") }}
        />
      </section>
    </section>
  );
}
