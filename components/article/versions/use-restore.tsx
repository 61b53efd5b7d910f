"use client";

import { notifications } from "@mantine/notifications";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { UndoNotice } from "@/components/ui/undo-notice";
import { type Refusal, useAction } from "@/components/ui/use-action";
import { restoreVersion } from "@/lib/version/actions";

interface Restoring {
  workspace: string;
  articleId: string;
  /** The version that the person takes for the current one. */
  currentVersion: number;
  /** Where to go once it is done; the page itself is read again otherwise. */
  onRestored?: (number: number) => void;
}

/** Brings a version back as a new one; the notice offers to bring back the one before it. */
export function useRestore({ workspace, articleId, currentVersion, onRestored }: Restoring) {
  const t = useTranslations("article.versions.restore");
  const router = useRouter();
  const onRefusal = ({ code, details }: Refusal) => {
    if (code === "conflict" && details?.reason === "version_outdated") {
      router.refresh();
      return t("outdated", { number: Number(details.currentVersion) });
    }
    return code === "invalid" && details?.reason === "nothing_changed" ? t("same") : undefined;
  };
  const { run, busy } = useAction(restoreVersion, { onRefusal });

  const bringBack = async (number: number, baseVersion: number, isUndo: boolean) => {
    const outcome = await run(workspace, { articleId, number, baseVersion });
    if (!outcome.ok) return;
    const saved = outcome.data.number;
    const undo = () => {
      notifications.hide(notice);
      void bringBack(baseVersion, saved, true);
    };
    const notice = notifications.show({
      autoClose: 10_000,
      message: isUndo ? (
        t("undone", { number, saved })
      ) : (
        <UndoNotice undo={t("undo")} onUndo={undo}>
          {t("done", { number, saved })}
        </UndoNotice>
      ),
    });
    router.refresh();
    if (!isUndo) onRestored?.(saved);
  };

  return { restore: (number: number) => void bringBack(number, currentVersion, false), busy };
}
