"use client";

import { ActionIcon, Menu } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import {
  IconCalendarDue,
  IconDots,
  IconPencil,
  IconReplace,
  IconRestore,
  IconTrash,
  IconUsers,
  IconVersions,
} from "@tabler/icons-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { replacementPath, versionsPath } from "@/components/article/versions/paths";
import { UndoNotice } from "@/components/ui/undo-notice";
import { useAction } from "@/components/ui/use-action";
import { deleteArticle, restoreArticle } from "@/lib/article/actions";
import type { ArticleListItem, MemberName } from "@/lib/article/schema";
import styles from "./article-list.module.css";
import { DetailsModal } from "./details-modal";
import { PeopleModal } from "./people-modal";
import { PlanModal } from "./plan-modal";

interface RowMenuProps {
  workspace: string;
  article: ArticleListItem;
  members: readonly MemberName[];
  deleted: boolean;
}

/** What may be done with an article from the list. */
export function RowMenu({ workspace, article, members, deleted }: RowMenuProps) {
  const t = useTranslations("article.list");
  const router = useRouter();
  const removing = useAction(deleteArticle);
  const restoring = useAction(restoreArticle);
  const [open, setOpen] = useState<"details" | "plan" | "people" | null>(null);
  // What this row itself has changed, until the list is read again.
  const [latest, setLatest] = useState(article.revision);
  const revision = Math.max(latest, article.revision);
  const { id: articleId, headline, can } = article;
  if (!can.assign && !can.delete && !can.edit) return <span className={styles.noMenu} />;

  const restore = async () => {
    const outcome = await restoring.run(workspace, { articleId });
    if (!outcome.ok) return;
    router.refresh();
    notifications.show({ message: t("restored", { headline }) });
  };
  const remove = async () => {
    const outcome = await removing.run(workspace, { articleId, revision });
    if (!outcome.ok) return;
    router.refresh();
    const undo = () => {
      notifications.hide(notice);
      void restore();
    };
    const notice = notifications.show({
      message: (
        <UndoNotice undo={t("undo")} onUndo={undo}>
          {t("deleted", { headline })}
        </UndoNotice>
      ),
    });
  };

  return (
    <>
      <Menu position="bottom-end" width={230}>
        <Menu.Target>
          <ActionIcon
            className={styles.menu}
            variant="subtle"
            color="gray"
            loading={removing.busy || restoring.busy}
            aria-label={t("row.menu", { headline })}
          >
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {deleted ? (
            <Menu.Item
              leftSection={<IconRestore size={16} aria-hidden />}
              onClick={() => void restore()}
            >
              {t("row.restore")}
            </Menu.Item>
          ) : (
            <>
              {can.edit && (
                <Menu.Item
                  leftSection={<IconPencil size={16} aria-hidden />}
                  onClick={() => setOpen("details")}
                >
                  {t("row.details")}
                </Menu.Item>
              )}
              <Menu.Item
                component={Link}
                href={versionsPath(workspace, articleId)}
                leftSection={<IconVersions size={16} aria-hidden />}
              >
                {t("row.versions")}
              </Menu.Item>
              {can.edit && (
                <Menu.Item
                  component={Link}
                  href={replacementPath(workspace, articleId)}
                  leftSection={<IconReplace size={16} aria-hidden />}
                >
                  {t("row.replace")}
                </Menu.Item>
              )}
              {can.assign && (
                <>
                  <Menu.Item
                    leftSection={<IconCalendarDue size={16} aria-hidden />}
                    onClick={() => setOpen("plan")}
                  >
                    {t("row.plan")}
                  </Menu.Item>
                  <Menu.Item
                    leftSection={<IconUsers size={16} aria-hidden />}
                    onClick={() => setOpen("people")}
                  >
                    {t("row.peopleMenu")}
                  </Menu.Item>
                </>
              )}
              {can.delete && (
                <Menu.Item
                  color="red"
                  leftSection={<IconTrash size={16} aria-hidden />}
                  onClick={() => void remove()}
                >
                  {t("row.delete")}
                </Menu.Item>
              )}
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {open === "details" && (
        <DetailsModal
          workspace={workspace}
          article={{ ...article, revision }}
          onSaved={setLatest}
          onClose={() => setOpen(null)}
        />
      )}
      {open === "plan" && (
        <PlanModal
          workspace={workspace}
          article={{ ...article, revision }}
          onSaved={setLatest}
          onClose={() => setOpen(null)}
        />
      )}
      {open === "people" && (
        <PeopleModal
          workspace={workspace}
          article={article}
          members={members}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
}
