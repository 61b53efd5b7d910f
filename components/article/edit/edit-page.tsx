"use client";

import { notifications } from "@mantine/notifications";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useState } from "react";
import { UndoNotice } from "@/components/ui/undo-notice";
import { newId } from "@/lib/id";
import type { EditArticle } from "./article";
import styles from "./edit-page.module.css";
import { Editing } from "./editing";
import { type EditBase, EditKeeper, type KeptEdit } from "./keep";

export interface EditPageProps {
  /** The workspace's slug. */
  workspace: string;
  memberId: string;
  article: EditArticle;
  /** The current version. */
  base: EditBase;
  /** The canonical offset at which to begin. */
  at: number | null;
}

/** One sitting at the text: another base is another editor. */
interface Sitting {
  id: string;
  kept: KeptEdit;
}

/** The text of an article, open to whoever may edit it. Nothing is lost by leaving it. */
export function EditPage({ workspace, memberId, article, base, at }: EditPageProps) {
  const t = useTranslations("article.edit");
  const [keeper] = useState(() => new EditKeeper({ workspace, articleId: article.id, memberId }));
  const [sitting, setSitting] = useState<Sitting | null>(null);
  const sit = useCallback((kept: KeptEdit) => setSitting({ id: newId(), kept }), []);

  useEffect(() => {
    let isHere = true;
    void keeper.read().then((found) => {
      if (isHere) sit(found ?? fresh(base));
    });
    return () => {
      isHere = false;
    };
  }, [keeper, base, sit]);

  const discard = async (before: KeptEdit) => {
    await keeper.forget();
    sit(fresh(base));
    const notice = notifications.show({
      message: (
        <UndoNotice
          undo={t("undo")}
          onUndo={() => {
            notifications.hide(notice);
            void keeper.keepAll(before).then(() => sit(before));
          }}
        >
          {t("discarded")}
        </UndoNotice>
      ),
    });
  };

  if (!sitting) return <div className={styles.page} aria-busy="true" />;
  return (
    <Editing
      key={sitting.id}
      workspace={workspace}
      article={article}
      keeper={keeper}
      kept={sitting.kept}
      currentVersion={base.version}
      at={at}
      onDiscard={(before) => void discard(before)}
    />
  );
}

function fresh(base: EditBase): KeptEdit {
  return {
    base,
    work: { version: base.version, steps: [], note: "", aside: "" },
    pictures: new Map(),
  };
}
