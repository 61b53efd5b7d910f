"use client";

import { notifications } from "@mantine/notifications";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useState } from "react";
import { UndoNotice } from "@/components/ui/undo-notice";
import { newId } from "@/lib/id";
import type { EditArticle } from "./article";
import { Aside } from "./aside";
import styles from "./edit-page.module.css";
import { Editing } from "./editing";
import { type EditAside, type EditBase, EditKeeper, type KeptEdit } from "./keep";
import { OtherEditsNotice } from "./other-edits";

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
export function EditPage({ workspace, memberId, article, at, ...props }: EditPageProps) {
  // The page may be rendered again meanwhile; another version is another EditPage.
  const [base] = useState(props.base);
  const t = useTranslations("article.edit");
  const [keeper, setKeeper] = useState<EditKeeper | null>(null);
  const router = useRouter();
  const [aside, setAside] = useState<EditAside | null>(null);
  const [sitting, setSitting] = useState<Sitting | null>(null);
  const sit = useCallback((kept: KeptEdit) => setSitting({ id: newId(), kept }), []);

  useEffect(() => {
    let isHere = true;
    const opening = EditKeeper.open({ workspace, articleId: article.id, memberId });
    void opening.then(async (opened) => {
      const [found, beside] = await Promise.all([opened.read(), opened.readAside()]);
      if (!isHere) return;
      setKeeper(opened);
      setAside(beside);
      sit(found ?? fresh(base));
    });
    return () => {
      isHere = false;
      void opening.then((opened) => opened.release());
    };
  }, [workspace, article.id, memberId, base, sit]);

  const discard = async (before: KeptEdit) => {
    await keeper?.forget();
    sit(fresh(base));
    const notice = notifications.show({
      message: (
        <UndoNotice
          undo={t("undo")}
          onUndo={() => {
            notifications.hide(notice);
            void keeper?.keepAll(before).then(() => sit(before));
          }}
        >
          {t("discarded")}
        </UndoNotice>
      ),
    });
  };

  const takeTheirs = (own: EditAside, version: number) => {
    // A newer version than the page has is another page, which finds what was kept aside.
    if (version > base.version) return router.refresh();
    setAside(own);
    sit(fresh(base));
  };

  if (!keeper || !sitting) return <div className={styles.page} aria-busy="true" />;
  return (
    <>
      <OtherEditsNotice workspace={workspace} articleId={article.id} others={keeper.others} />
      {aside && (
        <Aside
          workspace={workspace}
          article={article}
          base={sitting.kept.base}
          aside={aside}
          onDismiss={() => {
            setAside(null);
            void keeper.forgetAside();
          }}
          onRestore={() => {
            setAside(aside);
            void keeper.keepAside(aside);
          }}
        />
      )}
      <Editing
        key={sitting.id}
        workspace={workspace}
        article={article}
        keeper={keeper}
        kept={sitting.kept}
        currentVersion={base.version}
        at={at}
        onDiscard={(before) => void discard(before)}
        onTakeTheirs={takeTheirs}
      />
    </>
  );
}

function fresh(base: EditBase): KeptEdit {
  return {
    base,
    work: { version: base.version, steps: [], note: "" },
    pictures: new Map(),
  };
}
