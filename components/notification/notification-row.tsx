import { ActionIcon, Tooltip } from "@mantine/core";
import { IconCircle, IconCircleFilled } from "@tabler/icons-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Time } from "@/components/ui/time";
import { notificationPath } from "@/lib/notification/path";
import type { NotificationView } from "@/lib/notification/schema";
import { sentenceValues } from "@/lib/notification/sentence";
import { KindIcon } from "./kind-icon";
import styles from "./notifications.module.css";

interface NotificationRowProps {
  workspace: string;
  item: NotificationView;
  onOpen: () => void;
  onMark: (read: boolean) => void;
}

/** One thing that concerns the person: leads to it, and is read then. */
export function NotificationRow({ workspace, item, onOpen, onMark }: NotificationRowProps) {
  const t = useTranslations("notification");
  const { kind, at, read, count, article, claim, words, wantedBy } = item;
  const statement = claim && t("claim", { number: claim.number, statement: claim.statement });
  const mark = read ? t("markUnread") : t("markRead");
  return (
    <div className={styles.item} data-unread={!read || undefined}>
      <Link
        href={notificationPath(workspace, item)}
        className={styles.row}
        data-row=""
        data-group={item.group}
        prefetch={false}
        onClick={onOpen}
      >
        <span className={styles.icon}>
          <KindIcon kind={kind} />
        </span>
        <span className={styles.sentence}>
          {t.rich(`sentence.${kind}`, {
            ...sentenceValues(item),
            b: (name) => <strong>{name}</strong>,
          })}
          {!read && <span className={styles.hidden}>({t("isUnread")})</span>}
        </span>
        <span className={styles.when}>
          <Time at={at} />
        </span>
        {words && (
          <span className={styles.words} dir="auto">
            {t("words", { words })}
          </span>
        )}
        {statement && (
          <span className={styles.statement} dir="auto">
            {count > 1 ? t("andMore", { first: statement, more: count - 1 }) : statement}
          </span>
        )}
        {(article || wantedBy) && (
          <span className={styles.facts}>
            {article && <span dir="auto">{article.headline}</span>}
            {wantedBy && (
              <span>
                {t.rich(kind === "deadline" ? "due" : "wantedBy", {
                  time: () => <Time at={wantedBy} show="full" />,
                })}
              </span>
            )}
          </span>
        )}
      </Link>
      <Tooltip label={mark} openDelay={400}>
        <ActionIcon
          variant="subtle"
          color="gray"
          className={styles.mark}
          aria-label={mark}
          onClick={() => onMark(!read)}
        >
          {read ? <IconCircle size={12} /> : <IconCircleFilled size={12} />}
        </ActionIcon>
      </Tooltip>
    </div>
  );
}
