"use client";

import { Button, SegmentedControl } from "@mantine/core";
import { IconBell, IconChecks, IconSettings } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { useRowKeys } from "@/components/list/use-row-keys";
import { useLive } from "@/components/live/live-provider";
import { Empty } from "@/components/ui/empty";
import { LinkButton } from "@/components/ui/link-button";
import { Page } from "@/components/ui/page";
import { useAction } from "@/components/ui/use-action";
import { useWaiting } from "@/components/workspace/waiting";
import { markRead, notifications } from "@/lib/notification/actions";
import type { NotificationList as List } from "@/lib/notification/schema";
import { NotificationRow } from "./notification-row";
import styles from "./notifications.module.css";

interface NotificationListProps {
  workspace: string;
  list: List;
  unread: boolean;
}

/** What concerns the person, to be gone through by mouse or by the keys of a list. */
export function NotificationList({ workspace, list, unread }: NotificationListProps) {
  const t = useTranslations("notification");
  const router = useRouter();
  const rows = useRef<HTMLUListElement>(null);
  const waiting = useWaiting();
  const [older, setOlder] = useState<{ after: List; pages: List[] }>({ after: list, pages: [] });
  /** What was marked here and not read from the server since. */
  const [marked, setMarked] = useState<{ of: List; read: ReadonlyMap<string, boolean> }>({
    of: list,
    read: new Map(),
  });
  const mark = useAction(markRead);
  const load = useAction(notifications);
  useRowKeys(rows, list);
  useLive({
    changed: () => {},
    reset: () => router.refresh(),
    notified: () => router.refresh(),
  });

  // Older pages belong to the first one that they were read after.
  const pages = older.after === list ? older.pages : [];
  const reads = marked.of === list ? marked.read : new Map<string, boolean>();
  const items = [list, ...pages]
    .flatMap((page) => page.items)
    .map((item) => ({ ...item, read: reads.get(item.group) ?? item.read }));
  const cursor = (pages.at(-1) ?? list).nextCursor;

  const setRead = (group: string, read: boolean) => {
    setMarked({ of: list, read: new Map(reads).set(group, read) });
    void mark.run(workspace, { groups: [group], read });
  };
  const readAll = async () => {
    const outcome = await mark.run(workspace, { groups: null });
    if (outcome.ok) router.refresh();
  };
  const loadMore = async () => {
    const outcome = await load.run(workspace, { unread, cursor });
    if (outcome.ok) setOlder({ after: list, pages: [...pages, outcome.data] });
  };
  const base = `/w/${workspace}/notifications`;
  const show = (which: string) => router.replace(which === "all" ? `${base}?show=all` : base);

  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      actions={
        <LinkButton
          href={`${base}/settings`}
          variant="default"
          leftSection={<IconSettings size={16} aria-hidden="true" />}
        >
          {t("settingsLink")}
        </LinkButton>
      }
    >
      <div className={styles.tools}>
        <SegmentedControl
          aria-label={t("which")}
          value={unread ? "unread" : "all"}
          onChange={show}
          data={[
            { value: "unread", label: t("unread") },
            { value: "all", label: t("all") },
          ]}
        />
        {waiting.unread > 0 && (
          <Button
            variant="subtle"
            leftSection={<IconChecks size={16} aria-hidden="true" />}
            loading={mark.busy}
            onClick={readAll}
          >
            {t("markAllRead")}
          </Button>
        )}
      </div>
      {items.length === 0 ? (
        <Empty
          icon={<IconBell size={28} aria-hidden="true" />}
          title={unread ? t("empty.unread") : t("empty.all")}
          action={
            unread && (
              <Button variant="default" onClick={() => show("all")}>
                {t("empty.showAll")}
              </Button>
            )
          }
        >
          {t("empty.unreadHelp")}
        </Empty>
      ) : (
        <ul ref={rows} className={styles.list}>
          {items.map((item) => (
            <li key={item.group}>
              <NotificationRow
                workspace={workspace}
                item={item}
                onOpen={() => {
                  if (!item.read) void mark.run(workspace, { groups: [item.group] });
                }}
                onMark={(read) => setRead(item.group, read)}
              />
            </li>
          ))}
        </ul>
      )}
      {cursor !== null && (
        <div className={styles.more}>
          <Button variant="default" loading={load.busy} onClick={loadMore}>
            {t("more")}
          </Button>
        </div>
      )}
    </Page>
  );
}
